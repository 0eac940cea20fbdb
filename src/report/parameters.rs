//! The parameters of causes and notes as words.

use super::text::{count, cut, shown, value};
use super::v1::{Listed, Number, Remark, Side, There};

/// The parameters of a remark as words. A report from elsewhere may lack any of them.
pub(super) struct Parameters<'a>(pub &'a Remark);

/// Untrusted words in a sentence are cut here.
pub(super) const LONGEST_WORDS: usize = 200;

impl Parameters<'_> {
    fn word(&self, text: &Option<String>) -> String {
        let text = text.as_deref().unwrap_or("?");
        shown(&cut(text, LONGEST_WORDS)).into_owned()
    }

    pub fn side(&self) -> &'static str {
        match self.0.side {
            Some(Side::Baseline) => "baseline",
            Some(Side::Candidate) => "candidate",
            None => "capture",
        }
    }

    /// The side, where one is concerned.
    pub fn side_named(&self) -> Option<Side> {
        self.0.side
    }

    pub fn path(&self) -> String {
        self.word(&self.0.path)
    }

    pub fn detail(&self) -> String {
        self.word(&self.0.detail)
    }

    pub fn key(&self) -> String {
        self.word(&self.0.key)
    }

    pub fn unit(&self) -> String {
        self.word(&self.0.unit)
    }

    pub fn package(&self) -> String {
        match self.0.package.as_deref() {
            None | Some("") => "a package without a name".to_owned(),
            Some(_) => format!("package {}", self.word(&self.0.package)),
        }
    }

    pub fn of_package(&self) -> String {
        match self.0.package.as_deref() {
            None | Some("") => String::new(),
            Some(_) => format!(" of {}", self.word(&self.0.package)),
        }
    }

    pub fn name(&self) -> String {
        self.word(&self.0.name)
    }

    pub fn position(&self) -> String {
        match self.0.line {
            Some(line) => format!("{}:{line}", self.path()),
            None => self.path(),
        }
    }

    /// Whether the path is a file's: what was measured and not kept is called `<candidate>`, and nobody
    /// can look there.
    fn is_file(&self) -> bool {
        !self.0.path.as_deref().is_some_and(|path| path.starts_with('<'))
    }

    /// Words, and behind them where that is.
    pub fn before_place(&self, words: &str) -> String {
        if self.is_file() { format!("{words}: {}", self.position()) } else { words.to_owned() }
    }

    /// Words, and before them where that is.
    pub fn behind_place(&self, words: &str) -> String {
        if self.is_file() { format!("{}: {words}", self.position()) } else { words.to_owned() }
    }

    /// Words of a capture that was cut, and up to where it goes.
    pub fn cut(&self, words: &str) -> String {
        if self.is_file() { format!("{words} up to {}", self.position()) } else { words.to_owned() }
    }

    /// The benchmark that was running.
    pub fn within(&self) -> String {
        self.0.name.as_ref().map_or_else(String::new, |_| format!(" in Benchmark{}", self.name()))
    }

    pub fn place(&self) -> String {
        match &self.0.detail {
            Some(_) => self.behind_place(&self.detail()),
            None => self.position(),
        }
    }

    pub fn values(&self) -> String {
        let sides = self.0.values.clone().unwrap_or_default();
        let [a, b] = sides.map(|side| self.word(&Some(joined(&side, ""))));
        format!("{a} against {b}")
    }

    /// What there is, by key.
    pub fn there(&self) -> String {
        let named = |of: &There| format!("{} {}", of.key, joined(&of.values, ""));
        self.word(&self.alternatives("; ", named))
    }

    /// What there is of whatever keys, each value behind a prefix.
    pub fn values_there(&self, prefix: &str) -> String {
        self.word(&self.alternatives(", ", |of| joined(&of.values, prefix)))
    }

    fn alternatives(&self, between: &str, of: impl Fn(&There) -> String) -> Option<String> {
        let all: Vec<String> = self.0.there.iter().map(of).collect();
        (!all.is_empty()).then(|| all.join(between))
    }

    pub fn needed(&self) -> String {
        format!("{} samples a side", self.number_needed())
    }

    pub fn number_needed(&self) -> String {
        self.0.needed.map_or_else(|| "more".to_owned(), |n| n.to_string())
    }

    /// `BenchmarkX B/op: +400 at 100 iterations, +97 at 400`.
    pub fn measured_again(&self) -> String {
        let ([a, b], [first, then]) = self.again();
        let [a, b] = [a, b].map(|change| format!("{}{}", sign(change), value(change)));
        let first = count(first, "iteration", "iterations");
        format!("Benchmark{} {}: {a} at {first}, {b} at {then}", self.name(), self.unit())
    }

    /// What happens once, whole: of a + b/N, which the changes are at two N, it is b.
    pub fn one_time_cost(&self) -> String {
        let ([a, b], iterations) = self.again();
        let [first, then] = iterations.map(|n| 1.0 / n as f64);
        let unit = self.unit();
        about((a - b) / (first - then), unit.strip_suffix("/op").unwrap_or(&unit))
    }

    fn again(&self) -> ([f64; 2], [u64; 2]) {
        let changes = self.0.changes.unwrap_or([Number(f64::NAN); 2]);
        (changes.map(|change| change.0), [self.0.count, self.0.of].map(Option::unwrap_or_default))
    }

    /// `n = 3`, or `n = 2 to 4`.
    pub fn sizes(&self) -> String {
        match self.0.sizes.unwrap_or_default() {
            [least, most] if least == most => format!("n = {least}"),
            [least, most] => format!("n = {least} to {most}"),
        }
    }
}

fn sign(change: f64) -> &'static str {
    if change.is_finite() && change > 0.0 { "+" } else { "" }
}

/// An amount to two digits; bytes in kB or MB where there are many.
fn about(amount: f64, unit: &str) -> String {
    let digits = 10f64.powf(amount.abs().log10().floor() - 1.0);
    let amount = if digits > 0.0 { (amount / digits).round() * digits } else { amount };
    match unit {
        "B" if amount.abs() >= 1e6 => format!("{} MB", value(amount / 1e6)),
        "B" if amount.abs() >= 1e3 => format!("{} kB", value(amount / 1e3)),
        _ => format!("{} {unit}", value(amount)),
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
