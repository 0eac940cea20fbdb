//! What to do next, as commands where there is one.

use super::accepted::waiver;
use super::function::function;
use super::order::{is_unsure, rows_of};
use super::table::{MeasuredBy, ShortId};
use super::text::{cut, quoted, shown, value};
use super::told::is_over;
use super::v1::{
    BudgetRow, BudgetStatus, Code, Listed, Number, Remark, Report, Row, Side, Status, Verdict,
};
use super::why::place;
use std::collections::{BTreeMap, BTreeSet};

/// More benchmarks than this, or packages, are not spelled out.
const MOST_BENCHMARKS: usize = 8;
const MOST_PACKAGES: usize = 3;

/// A line of what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// What to do.
    Words(String),
    /// What to type, or to write into the policy file.
    Command(String),
    /// Both, on one line where there is room.
    Both(String, String),
    /// The same, where the captures are: others don't have them.
    Here(String, String),
    /// A waiver, by its keys and values, as far as they are known.
    Waiver(Vec<(&'static str, String)>),
}

fn words(text: &str) -> Step {
    Step::Words(text.to_owned())
}

/// Lines to print at the end: how to see the regressions again, and what would make a verdict
/// possible.
pub(super) fn steps(report: &Report, measured: Option<MeasuredBy>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let regressed: Vec<&Row> =
        report.rows.iter().filter(|row| row.status == Status::Regression).collect();
    if !regressed.is_empty() {
        steps.push(words("measure the regressions again, on both sides:"));
        steps.extend(measure(&regressed, &command(samples(report), measured)));
    }
    for cause in &report.causes {
        if let Some(step) = advice(cause, report, measured)
            && !steps.contains(&step)
        {
            steps.push(step);
        }
    }
    if report.verdict == Verdict::Pass && report.rows.iter().any(is_unsure) {
        let settle = "more samples would settle what is not established:";
        steps.push(more(settle, 2 * MEASURE, measured));
    }
    steps.extend(waive(report));
    let can_repeat = match measured {
        None => can_be_named(report),
        Some(
            MeasuredBy::Push { can_be_judged_again, .. }
            | MeasuredBy::Run { can_be_judged_again, .. },
        ) => can_be_judged_again,
    };
    if report.verdict == Verdict::Fail && can_repeat {
        steps.push(Step::Here("judge the captures again:".to_owned(), again(report)));
    }
    steps
}

/// How to let pass what is meant: a change that means to allocate more must not have to switch the
/// gate off.
fn waive(report: &Report) -> Vec<Step> {
    let rows = rows_of(report, Status::Regression, |_| true).into_iter();
    let rows = rows.map(|r| (&r.package, &r.name, &r.unit, r.candidate.median, r.waiver));
    let over = report.budgets.iter().filter(|row| is_over(row.status));
    // The median of one that is broken in B/op is that of B/op; its own is 0.
    let own = |r: &BudgetRow| match r.status {
        BudgetStatus::OverInBytes => Number(0.0),
        _ => r.median,
    };
    let budgets = over.map(|r| (&r.package, &r.name, &r.unit, own(r), r.waiver));
    let mut failing = rows.chain(budgets);
    let Some((package, name, unit, median, used)) = failing.next() else { return Vec::new() };
    let others = match failing.count() {
        0 => "",
        _ => ", and likewise for the others",
    };
    if let Some(waiver) = waiver(report, used) {
        let place = place(&waiver.origin);
        return vec![Step::Words(format!("if it is meant, extend the waiver at {place}{others}"))];
    }
    let mut keys = vec![
        ("package", toml(package)),
        ("benchmark", toml(&cut(name, LONGEST_NAME))),
        ("unit", toml(unit)),
        ("max", value(median.0)),
    ];
    keys.retain(|(key, _)| *key != "package" || !package.is_empty());
    vec![
        Step::Words(format!(
            "if it is meant, let it pass for a while by a [[waiver]] in allocgate.toml{others}:"
        )),
        Step::Waiver(keys),
    ]
}

/// Text as the policy file has it.
fn toml(text: &str) -> String {
    shown(&toml::Value::from(text).to_string()).into_owned()
}

/// A longer name is not to be typed.
const LONGEST_NAME: usize = 200;

/// So many samples a side leave a margin over the least that can fail.
const MEASURE: u64 = 10;

fn samples(report: &Report) -> u64 {
    let needed = report.causes.iter().filter_map(|cause| cause.needed);
    needed.chain(report.policy.samples_needed).fold(MEASURE, u64::max)
}

/// The command that measures benchmarks of a package: what goes before their expression, and after it.
fn command(samples: u64, measured: Option<MeasuredBy>) -> [String; 2] {
    const GO: &str = "go test -run='^$'";
    match measured {
        Some(MeasuredBy::Run { commits, .. }) => [running(&commits), String::new()],
        None => [GO.to_owned(), format!(" -benchmem -benchtime=1000x -count={samples}")],
        Some(MeasuredBy::Push { iterations, samples, cpu, .. }) => {
            let flags = format!(" -benchmem -benchtime={iterations}x -count={samples} -cpu={cpu}");
            [GO.to_owned(), flags]
        }
    }
}

/// `allocgate run` for the same commits.
fn running(commits: &[Option<ShortId>; 2]) -> String {
    let flags = ["baseline", "candidate"].into_iter().zip(commits);
    let flags = flags.filter_map(|(flag, commit)| Some((flag, commit.as_ref()?)));
    let flags = flags.map(|(flag, id)| format!(" --{flag}={}", String::from_utf8_lossy(id)));
    format!("allocgate run{}", flags.collect::<String>())
}

/// Measuring everything, so that there are so many samples. Whoever has them measured asks for that.
fn more(what: &str, samples: u64, measured: Option<MeasuredBy>) -> Step {
    let command = match measured {
        None => {
            let [before, after] = command(samples, None);
            format!("{before} -bench=.{after} ./...")
        }
        // The hook reads from git what is pushed.
        Some(MeasuredBy::Push { .. }) => {
            let flag = format!("--count={samples}");
            return words(&format!(
                "{what} have the hook run `allocgate hook pre-push {flag} -- \"$@\"`, and push again"
            ));
        }
        Some(MeasuredBy::Run { commits, .. }) => format!("{} --count={samples}", running(&commits)),
    };
    Step::Both(what.to_owned(), command)
}

/// A command for each package.
fn measure(rows: &[&Row], [before, after]: &[String; 2]) -> Vec<Step> {
    let mut packages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in rows {
        packages.entry(&row.package).or_default().insert(function(&row.name));
    }
    let more = packages.len().saturating_sub(MOST_PACKAGES);
    let mut lines: Vec<Step> = packages
        .iter()
        .take(MOST_PACKAGES)
        .map(|(package, functions)| {
            // A package comes from the capture. What is no import path could be a flag of go's.
            let package = if is_import_path(package) { package } else { "." };
            let command = format!(
                "{before} -bench={}{after} {}",
                quoted(&expression(functions)),
                quoted(package)
            );
            Step::Command(shown(&command).into_owned())
        })
        .collect();
    if more > 0 {
        // A comment, for whoever pastes the lines into a shell.
        lines.push(Step::Command(format!("# and likewise in {more} more packages")));
    }
    lines
}

/// Whether text can stand for a package in a command.
fn is_import_path(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~/+".contains(&b);
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') && text.bytes().all(plain)
}

fn expression(functions: &BTreeSet<&str>) -> String {
    // A star stands for any name, where names are ignored.
    if functions.len() > MOST_BENCHMARKS || functions.contains("*") {
        return ".".to_owned();
    }
    let escaped: Vec<String> = functions.iter().map(|f| regex::escape(f)).collect();
    match escaped.as_slice() {
        [one] => format!("^Benchmark{one}$"),
        several => format!("^Benchmark({})$", several.join("|")),
    }
}

fn advice(cause: &Remark, report: &Report, measured: Option<MeasuredBy>) -> Option<Step> {
    let more = |what: &str| more(what, samples(report), measured);
    let step = match cause.code {
        Code::Failed | Code::Panicked | Code::Killed | Code::BuildFailed
            if is_broken_before(report) =>
        {
            words(
                "the baseline is broken, not the change: [on-cannot-judge] incomplete = \"warn\", or --allow-incomplete, judges by budgets and by what there is",
            )
        }
        Code::Cut | Code::Failed | Code::Panicked | Code::Killed if measured.is_some() => {
            words("make the benchmarks run to the end: go test -bench says what is wrong")
        }
        Code::Cut | Code::Failed | Code::Panicked | Code::Killed => {
            words("run the benchmarks again to the end, or judge what there is: --allow-incomplete")
        }
        Code::BuildFailed => words("make the benchmarks build: go vet ./... says what is wrong"),
        Code::PackageLost => words("if that is meant, judge what is left: --allow-missing"),
        Code::PartsMissing => words(
            "name the captures of all parts; if one is not to be had, judge what there is: --allow-missing",
        ),
        Code::PartTwice | Code::PartsMixed => {
            words("name the captures of one sharded run, each once")
        }
        Code::MemoryLost => words("run both sides with -benchmem"),
        Code::UnitAbsent if cause.count.is_some() && report.policy.filter.is_some() => {
            words("name the units to judge with --unit, all of which --filter must keep")
        }
        Code::UnitAbsent if is_memory(cause.unit.as_deref()) => {
            words("run both sides with -benchmem")
        }
        Code::IgnoredMixed => words(
            "measure both sides alike, or, if that is meant, judge what there is: --allow-missing",
        ),
        Code::TooFewSamples | Code::NoRowCouldFail => more("measure more, on both sides:"),
        Code::IterationsDiffer => more("measure both sides over one number of iterations:"),
        // A run that broke off is reason enough to have no results.
        Code::NoResults | Code::Empty if report.causes.iter().any(|c| !is_nothing(c)) => {
            return None;
        }
        Code::NoResults | Code::Empty => {
            words("go test prints results only with -bench=. or another expression that matches")
        }
        Code::SameCapture | Code::RepeatedFile => {
            words("name the captures of two different runs, each once")
        }
        Code::Mismatch if is_of_gomaxprocs_alone(cause) => words(
            "measure both sides with one -cpu list; where allocations don't depend on it, --ignore /gomaxprocs pairs them as they are",
        ),
        // The sentence says it.
        Code::Mismatch if cause.key.as_deref() == Some("toolchain") => return None,
        Code::Mismatch => words("measure both sides on one platform with one -cpu list"),
        Code::NothingSelected
            if report.policy.bench.is_some() && report.policy.filter.is_none() =>
        {
            words(
                "--bench is matched as go test -bench is: with the word Benchmark, without the -N suffix",
            )
        }
        _ => return None,
    };
    Some(step)
}

/// Whether runs of the baseline did not end well, and all of the candidate's did.
fn is_broken_before(report: &Report) -> bool {
    let is_ended = |code| {
        use Code::{BuildFailed, Cut, Failed, Killed, Panicked};
        matches!(code, Cut | Failed | Panicked | Killed | BuildFailed)
    };
    let ended = report.causes.iter().filter(|cause| is_ended(cause.code));
    ended.map(|cause| cause.side).all(|side| side == Some(Side::Baseline))
}

/// Whether suffixes differ and are there on both sides: without one, digits at the end of a name may
/// be its own, and names don't pair if these are taken for a suffix.
fn is_of_gomaxprocs_alone(cause: &Remark) -> bool {
    let suffixed = |sides: &[Listed; 2]| sides.iter().all(|side| side.values != ["1"]);
    cause.key.as_deref() == Some("GOMAXPROCS") && cause.values.as_ref().is_some_and(suffixed)
}

fn is_nothing(cause: &Remark) -> bool {
    matches!(cause.code, Code::NoResults | Code::Empty)
}

fn is_memory(unit: Option<&str>) -> bool {
    ["B/op", "allocs/op"].map(Some).contains(&unit)
}

/// More files than this are not spelled out.
const MOST_FILES: usize = 8;

/// Whether the captures can be read again under their names: standard input can't.
fn can_be_named(report: &Report) -> bool {
    let files = report.baseline.iter().chain(&report.candidate);
    files.clone().count() <= MOST_FILES && files.clone().all(|file| file.path != "-")
}

/// The command that gives this verdict, but for flags.
fn again(report: &Report) -> String {
    let list = |files: &[super::v1::File]| {
        files.iter().map(|file| operand(&file.path)).collect::<Vec<_>>().join(" ")
    };
    let (baseline, candidate) = (list(&report.baseline), list(&report.candidate));
    let operands = match (report.baseline.len(), report.candidate.len()) {
        (1, 1) => format!("{baseline} {candidate}"),
        (0, 1) => candidate,
        (0, _) => format!("--candidate {candidate}"),
        _ => format!("--baseline {baseline} --candidate {candidate}"),
    };
    shown(&format!("allocgate check {operands}{}", flags(report))).into_owned()
}

/// A path as an operand that is not taken for a flag.
fn operand(path: &str) -> String {
    if path.starts_with('-') { quoted(&format!("./{path}")) } else { quoted(path) }
}

/// The flags of the policy, and of what is selected.
fn flags(report: &Report) -> String {
    let policy = &report.policy;
    let mut flags: String =
        policy.arguments.iter().map(|argument| format!(" {}", quoted(argument))).collect();
    let selecting =
        [("bench", &policy.bench), ("filter", &policy.filter), ("ignore", &policy.ignore)];
    for (flag, value) in selecting {
        if let Some(value) = value {
            flags.push_str(&format!(" --{flag} {}", quoted(value)));
        }
    }
    flags
}
