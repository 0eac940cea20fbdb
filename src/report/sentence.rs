//! Codes and their parameters as sentences.

use super::text::{count, cut, percent, quoted, shown, value};
use super::v1::{
    Change, Code, Listed, Origin, Policy, Reason, Remark, Report, Row, Rule, Side, Status, There,
    Verdict,
};

/// The verdict in one line.
pub(super) fn verdict(report: &Report) -> String {
    let counts = &report.counts;
    let judged = count(report.rows.len() as u64, "row", "rows");
    match report.verdict {
        Verdict::Pass => {
            let asides = [
                (counts.not_established, "past the threshold, not established"),
                (counts.removed, "only in the baseline"),
            ];
            let asides = asides
                .iter()
                .filter(|(n, _)| *n > 0)
                .map(|(n, what)| format!("; {} {what}", count(*n, "row", "rows")));
            // Whoever reads no further is to know that these rows are mixtures.
            let pooled = report.notes.iter().filter(|note| note.code == Code::IgnoredVaries);
            let pooled =
                pooled.map(|note| format!("; pooled over {}", shown(&Parameters(note).key())));
            let asides = asides.chain(pooled).collect::<String>();
            format!("PASS: {judged}, no regression{}{asides}", selected(&report.policy, ", of"))
        }
        Verdict::Fail => {
            let line = format!(
                "FAIL: {} in {judged}{}",
                count(counts.regression, "regression", "regressions"),
                selected(&report.policy, " of")
            );
            match report.causes.first() {
                Some(cause) => {
                    let cause = remark(report, cause);
                    format!("{line}; and not all can be judged: {cause}")
                }
                None => line,
            }
        }
        Verdict::CannotJudge => {
            let cause = report.causes.first();
            let cause = cause.map_or_else(String::new, |cause| remark(report, cause));
            format!("CAN'T JUDGE: {cause}")
        }
    }
}

/// What was judged, for whoever reads the verdict alone; nothing where that is everything.
fn selected(policy: &Policy, of: &str) -> String {
    let selected = Selected(policy);
    if selected.is_everything() {
        return String::new();
    }
    let keeps = selected.verb_of("keeps", "keep", LONGEST_QUERY);
    format!("{of} what {}", shown(&keeps))
}

/// One cause or note. What is harmless in its parts is made so as a whole.
pub(super) fn remark(report: &Report, remark: &Remark) -> String {
    shown(&sentence(report, remark)).into_owned()
}

fn sentence(report: &Report, r: &Remark) -> String {
    let p = Parameters(r);
    let side = p.side();
    let (n, of) = (r.count.unwrap_or(0), r.of.unwrap_or(0));
    match r.code {
        Code::Unreadable => format!("the {side} can't be read: {}: {}", p.path(), p.detail()),
        Code::Utf16 => format!(
            "the {side} can't be read: {} is UTF-16, as `>` of Windows PowerShell writes it; write it as UTF-8",
            p.path()
        ),
        Code::Empty | Code::NoResults => {
            let empty = r.code == Code::Empty;
            let what = if empty { "is empty" } else { "has no benchmark results" };
            match of {
                0 | 1 => format!("the {side} {what}: {}", p.path()),
                _ => format!("among the {side}'s files, {} {what}", p.path()),
            }
        }
        Code::Failed => {
            format!("the {side}'s run{} failed{}: {}", p.of_package(), p.within(), p.place())
        }
        Code::Panicked => {
            format!("the {side}'s run{} panicked{}: {}", p.of_package(), p.within(), p.place())
        }
        Code::Killed => {
            format!("the {side}'s run{} was killed{}: {}", p.of_package(), p.within(), p.place())
        }
        Code::BuildFailed => {
            format!("{} was not built for the {side}: {}", p.package(), p.place())
        }
        Code::Cut => format!(
            "the {side}'s capture{} was cut{}: no PASS, ok or FAIL up to {}",
            p.of_package(),
            p.within(),
            p.position()
        ),
        Code::Filtered => format!(
            "{} has neither Go's header nor PASS, ok or FAIL, and is taken for filtered text: a run that was cut would look the same",
            p.path()
        ),
        Code::Mismatch if n == 0 => format!("{} differs: {}", p.key(), p.values()),
        Code::Mismatch => format!(
            "{} differs: {}; without it {} would pair",
            p.key(),
            p.values(),
            count(n, "more benchmark", "more benchmarks")
        ),
        Code::NothingSelected => nothing_selected(&report.policy, &p),
        Code::UnitAbsent if n > 0 => format!(
            "{} no value in {}, which {}; it leaves {}",
            Selected(&report.policy).verb("keeps", "keep"),
            p.unit(),
            count(n, "result has", "results have"),
            p.values_there("")
        ),
        Code::SelectedOnOneSide => format!(
            "{} a judged unit of {n} of {of} common benchmarks out in the {side}, and on the other side in, {} among them",
            Selected(&report.policy).verb("leaves", "leave"),
            p.name()
        ),
        Code::UnitAbsent => {
            format!("no result has the unit {}; there are {}", p.unit(), p.values_there(""))
        }
        Code::DirectionUnknown => format!(
            "which way {} gets better is not known: have the baseline print a line `Unit {} better=lower` (or higher)",
            p.unit(),
            p.unit()
        ),
        Code::MemoryLost if n == 1 => format!(
            "{} lacks B/op or allocs/op in the {side}: was it run without -benchmem?",
            p.name()
        ),
        Code::MemoryLost => format!(
            "{n} of {of} common benchmarks lack B/op or allocs/op in the {side}, {} among them: was it run without -benchmem?",
            p.name()
        ),
        Code::PackageLost if n == of => format!("{} lost all of its rows ({n})", p.package()),
        Code::PackageLost => format!("{} lost {n} of its {of} rows", p.package()),
        Code::NothingComparable => "no row has samples on both sides".to_owned(),
        Code::SameCapture => {
            let of = match r.package {
                Some(_) => format!("{} was not measured anew", p.package()),
                None => "both captures are the same one, or one contains the other".to_owned(),
            };
            format!("{of}: all samples agree, times included")
        }
        Code::RepeatedFile if r.side.is_some() => {
            format!("{} is given twice for the {side}", p.path())
        }
        Code::RepeatedFile => format!("{} is on both sides, byte for byte", p.path()),
        Code::Binary => format!(
            "the {side} has a NUL byte, as binary files have and text that a shell appended as UTF-16: {}",
            p.position()
        ),
        Code::EndsMidLine => {
            format!("{}: the last line has no end; was the file cut?", p.position())
        }
        Code::TooVaried => format!(
            "the {side}'s file configuration varies too much to be kept: of later results, only pkg, goos and goarch were"
        ),
        Code::TooFewSamples => format!(
            "{} past the threshold, with too few samples to tell: {} would do",
            count(n, "row is", "rows are"),
            p.needed()
        ),
        Code::NoRowCouldFail => {
            format!("no row could have failed, however much worse: {} would do", p.needed())
        }
        Code::SomeCouldNotFail => {
            format!("{n} of {of} rows could not have failed: {} would do", p.needed())
        }
        Code::IterationsDiffer => format!(
            "{} past the threshold in B/op alone, measured over other numbers of iterations",
            count(n, "row is", "rows are")
        ),
        Code::NotANumber => {
            format!("{} a value that is not a number", count(n, "row has", "rows have"))
        }
        Code::SyntaxError => format!("{}: {}", p.position(), p.detail()),
        Code::MoreSyntaxErrors => {
            format!("{} of the captures not listed", count(n, "more defect", "more defects"))
        }
        Code::BrokenBenchmark => {
            format!("the {side} has no readable result of {}: {}", p.name(), p.position())
        }
        Code::Recovered => format!(
            "{} of the {side} pieced together: the benchmark's own prints had broken the lines",
            count(n, "result", "results")
        ),
        Code::UnevenCount => format!(
            "{} has {} in the {side} where the others of its package have {of}",
            p.name(),
            count(n, "result", "results")
        ),
        Code::CountsVary => {
            format!("the {side}'s benchmarks{} have from {n} to {of} results each", p.of_package())
        }
        Code::Split => format!(
            "{} varies within a side: benchmarks are compared value by value, each with fewer samples",
            p.key()
        ),
        Code::Pooled => format!("{} varies within a side: its values were pooled", p.key()),
        Code::KeyIgnored => format!("{} was ignored: one side has none", p.key()),
        Code::IgnoredDiffers => format!(
            "{} is ignored, and differs in {}: {}",
            p.key(),
            count(n, "benchmark", "benchmarks"),
            p.values()
        ),
        Code::IgnoredMixed => format!(
            "with {} ignored, {} other things, or other shares of them, on one side than on the other, {} among them: {}",
            p.key(),
            count(n, "benchmark pools", "benchmarks pool"),
            p.name(),
            p.values()
        ),
        Code::IgnoredVaries => format!(
            "{} is ignored, and varies within a side in {}: results of all its values were pooled",
            p.key(),
            count(n, "benchmark", "benchmarks")
        ),
        Code::IgnoredAbsent => format!("{} was to be ignored, and no result has it", p.key()),
        Code::ConfigurationDiffers => format!("{} differs: {}", p.key(), p.values()),
        Code::UnitLineIgnored => {
            format!("{}: `Unit {}` has no effect on the judgement", p.position(), p.detail())
        }
        Code::NotExact => format!(
            "{} was to be exact, but varies within a side: {} tested instead",
            p.unit(),
            count(n, "row", "rows")
        ),
        Code::Unknown => "a remark that this version doesn't know".to_owned(),
    }
}

fn nothing_selected(policy: &Policy, p: &Parameters<'_>) -> String {
    let selected = Selected(policy);
    if selected.by_names_alone() {
        let whose = p.0.side.map_or_else(String::new, |_| format!("the {}'s ", p.side()));
        return format!("--bench selects none of {whose}{}", p.values_there("Benchmark"));
    }
    let keeps = selected.verb("keeps", "keep");
    match p.0.side {
        Some(_) => format!("{keeps} nothing of the {}, which has {}", p.side(), p.there()),
        None => format!("{keeps} nothing; there is {}", p.there()),
    }
}

/// What selected results, as a subject.
struct Selected<'a>(&'a Policy);

impl Selected<'_> {
    /// The flags, with a verb.
    fn verb(&self, one: &str, several: &str) -> String {
        self.verb_of(one, several, LONGEST_WORDS)
    }

    /// The same, with each expression cut to a length.
    fn verb_of(&self, one: &str, several: &str, longest: usize) -> String {
        let Policy { bench, filter, ignore, .. } = self.0;
        // Keys to ignore select only where they list values.
        let ignore = ignore.as_ref().filter(|keys| keys.contains('@'));
        let flags = [("bench", bench.as_ref()), ("filter", filter.as_ref()), ("ignore", ignore)];
        let named = flags.into_iter().filter_map(|(flag, value)| {
            Some(format!("--{flag} {}", quoted(&cut(value?, longest))))
        });
        match named.collect::<Vec<_>>() {
            flags if flags.len() > 1 => format!("{} together {several}", flags.join(" and ")),
            flags => format!("{} {one}", flags.concat()),
        }
    }

    fn is_everything(&self) -> bool {
        self.0.bench.is_none() && self.by_names_alone()
    }

    fn by_names_alone(&self) -> bool {
        let Policy { filter, ignore, .. } = self.0;
        filter.is_none() && !ignore.as_ref().is_some_and(|keys| keys.contains('@'))
    }
}

/// The parameters of a remark as words. A report from elsewhere may lack any of them.
struct Parameters<'a>(&'a Remark);

/// Untrusted words in a sentence are cut here.
const LONGEST_WORDS: usize = 200;

/// Expressions in the line of the verdict are cut here.
const LONGEST_QUERY: usize = 60;

impl Parameters<'_> {
    fn word(&self, text: &Option<String>) -> String {
        let text = text.as_deref().unwrap_or("?");
        shown(&cut(text, LONGEST_WORDS)).into_owned()
    }

    fn side(&self) -> &'static str {
        match self.0.side {
            Some(Side::Baseline) => "baseline",
            Some(Side::Candidate) => "candidate",
            None => "capture",
        }
    }

    fn path(&self) -> String {
        self.word(&self.0.path)
    }

    fn detail(&self) -> String {
        self.word(&self.0.detail)
    }

    fn key(&self) -> String {
        self.word(&self.0.key)
    }

    fn unit(&self) -> String {
        self.word(&self.0.unit)
    }

    fn package(&self) -> String {
        match self.0.package.as_deref() {
            None | Some("") => "a package without a name".to_owned(),
            Some(_) => format!("package {}", self.word(&self.0.package)),
        }
    }

    fn of_package(&self) -> String {
        match self.0.package.as_deref() {
            None | Some("") => String::new(),
            Some(_) => format!(" of {}", self.word(&self.0.package)),
        }
    }

    fn name(&self) -> String {
        self.word(&self.0.name)
    }

    fn position(&self) -> String {
        match self.0.line {
            Some(line) => format!("{}:{line}", self.path()),
            None => self.path(),
        }
    }

    /// The benchmark that was running.
    fn within(&self) -> String {
        self.0.name.as_ref().map_or_else(String::new, |_| format!(" in Benchmark{}", self.name()))
    }

    fn place(&self) -> String {
        match &self.0.detail {
            Some(_) => format!("{}: {}", self.position(), self.detail()),
            None => self.position(),
        }
    }

    fn values(&self) -> String {
        let sides = self.0.values.clone().unwrap_or_default();
        let [a, b] = sides.map(|side| self.word(&Some(joined(&side, ""))));
        format!("{a} against {b}")
    }

    /// What there is, by key.
    fn there(&self) -> String {
        let named = |of: &There| format!("{} {}", of.key, joined(&of.values, ""));
        self.word(&self.alternatives("; ", named))
    }

    /// What there is of whatever keys, each value behind a prefix.
    fn values_there(&self, prefix: &str) -> String {
        self.word(&self.alternatives(", ", |of| joined(&of.values, prefix)))
    }

    fn alternatives(&self, between: &str, of: impl Fn(&There) -> String) -> Option<String> {
        let all: Vec<String> = self.0.there.iter().map(of).collect();
        (!all.is_empty()).then(|| all.join(between))
    }

    fn needed(&self) -> String {
        match self.0.needed {
            Some(n) => format!("{n} samples a side"),
            None => "more samples a side".to_owned(),
        }
    }
}

/// Values one after the other, each behind a prefix.
fn joined(listed: &Listed, prefix: &str) -> String {
    let word = |value: &String| match value.as_str() {
        "" => "none".to_owned(),
        value => format!("{prefix}{value}"),
    };
    let more = (listed.more > 0).then(|| format!("and {} more", listed.more));
    match listed.values.iter().map(word).chain(more).collect::<Vec<_>>() {
        words if words.is_empty() => "none".to_owned(),
        words => words.join(", "),
    }
}

/// Why a row has its status, in one sentence.
pub(super) fn why(report: &Report, row: &Row) -> String {
    let rule = report.policy.rules.get(row.rule as usize);
    let allowed = allowed(rule, &row.unit);
    let way = if row.status == Status::Improvement { "better" } else { "worse" };
    match row.reason {
        Reason::Same => "the medians are equal".to_owned(),
        Reason::WithinThreshold => format!("differs by no more than {allowed}"),
        Reason::NotSignificant => {
            format!("differs by more than {allowed}, but the samples overlap too much to establish it")
        }
        Reason::BeyondThreshold => match row.change {
            Change::FromZero => format!("{way} by more than {allowed}: it was zero"),
            _ => format!("{way} by more than {allowed}"),
        },
        Reason::RoundingFlips => "all values are one of two neighbouring integers, the baseline has both, and B/op did not grow: a mean rounded now up, now down".to_owned(),
        Reason::TooFewSamples | Reason::TooFewSamplesBeyondThreshold => {
            let needed = report.policy.samples_needed;
            let needed = needed.map_or_else(|| "more".to_owned(), |n| n.to_string());
            format!(
                "n = {} and {} can't establish anything at p ≤ {}; {needed} a side can",
                row.baseline.n, row.candidate.n, report.policy.alpha
            )
        }
        Reason::IterationsDiffer => format!(
            "N differs: {} against {}; measure both sides with one -benchtime, such as -benchtime=1000x",
            value(row.baseline.iterations.0),
            value(row.candidate.iterations.0)
        ),
        Reason::NotANumber => "a value is not a number".to_owned(),
    }
}

/// The allowed change and who set it.
fn allowed(rule: Option<&Rule>, unit: &str) -> String {
    let threshold = rule.map_or("?", |rule| rule.threshold.as_str());
    let by = match rule.map(|rule| rule.origin) {
        Some(Origin::Flag) => "--threshold allows",
        _ => "the default rule allows",
    };
    let amount = |amount: &str| format!("{} {}", shown(amount), shown(unit));
    let threshold = match (threshold.split_once(",+"), threshold.strip_prefix('+')) {
        (Some((percent, absolute)), _) => {
            format!("{}, at least {},", shown(percent), amount(absolute))
        }
        (None, Some(absolute)) => amount(absolute),
        (None, None) => shown(threshold).into_owned(),
    };
    format!("the {threshold} that {by}")
}

/// The change as a column shows it.
pub(super) fn change(row: &Row) -> String {
    match row.change {
        Change::Unchanged => "0.00%".to_owned(),
        Change::Ratio { ratio } => percent(ratio.0),
        Change::FromZero => "from zero".to_owned(),
        Change::ToZero => "-100.00%".to_owned(),
        Change::Difference { difference } => signed(difference.0),
    }
}

/// A value with its sign; infinities have theirs already.
fn signed(difference: f64) -> String {
    let sign = if difference >= 0.0 && difference.is_finite() { "+" } else { "" };
    format!("{sign}{}", value(difference))
}
