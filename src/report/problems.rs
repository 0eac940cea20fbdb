//! What the formats list that stand beside code: each problem once, the worst first.

use super::columns;
use super::explained::{ByBenchmark, first_place};
use super::function::function;
use super::naming::{LONGEST_NAME, Naming};
use super::order::{blocks, rows_of};
use super::sentence::remark;
use super::text::{cut, shown};
use super::v1::{
    BudgetRow, BudgetStatus, Change, Code, Explanation, Level, OneSided, Place, Remark, Report,
    Row, Side, Status, Verdict,
};
use super::why::{why, why_budget};
use std::collections::BTreeMap;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Severity {
    /// It fails the build.
    Failure,
    /// It keeps the captures from being judged.
    CannotJudge,
    /// It is warned about.
    Warning,
    /// A waiver lets it pass.
    Waived,
}

/// Something that people are to look at.
pub(super) struct Problem<'a> {
    pub severity: Severity,
    /// A word for its kind, which stays the same from version to version.
    pub kind: &'static str,
    /// What it is about; nothing where it is about a capture as a whole.
    pub about: Option<About<'a>>,
    /// Which lines allocate more, where that is known.
    pub explanation: Option<&'a Explanation>,
    /// Why a capture can't be judged, where it is about that.
    cause: Option<&'a Remark>,
    /// Benchmark and unit; empty as above.
    name: String,
    /// The figures.
    pub what: String,
    /// The reason, in a sentence.
    pub why: String,
}

/// A benchmark and a unit.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub package: &'a str,
    pub name: &'a str,
    pub unit: &'a str,
    pub configuration: &'a BTreeMap<String, String>,
    pub place: Option<&'a Place>,
}

macro_rules! about {
    ($row:expr, $place:expr) => {
        About {
            package: &$row.package,
            name: &$row.name,
            unit: &$row.unit,
            configuration: &$row.configuration,
            place: $place,
        }
    };
}

impl<'a> Problem<'a> {
    /// What it is, in a few words.
    pub fn title(&self) -> String {
        let Some(about) = &self.about else { return "allocgate can't judge".to_owned() };
        let (_, function) = about.function();
        let what = match (self.severity, self.kind) {
            (_, "over-budget") => "is over budget",
            (_, "missing") => "is missing",
            (Severity::Failure, _) => "regressed",
            (Severity::CannotJudge, _) => "can't be judged",
            (Severity::Warning, _) => "regressed: a warning",
            (Severity::Waived, _) => "regressed: waived",
        };
        format!("Benchmark{} {what}", shown(&cut(function, LONGEST_NAME)))
    }

    /// Where it is to be shown: the line that allocates more, or where the benchmark is declared, or what does
    /// not compile.
    pub fn place(&self) -> Option<Place> {
        match &self.about {
            Some(about) => self.allocates_at().or(about.place).cloned(),
            None => self.cause.and_then(complained_of),
        }
    }

    /// The line that allocates more, if it is known.
    pub fn allocates_at(&self) -> Option<&'a Place> {
        self.explanation.and_then(first_place)
    }

    /// What it is about, whatever its figures: what was found once and is found again has the same.
    pub fn identity(&self) -> Vec<&str> {
        let Some(about) = &self.about else { return vec![self.kind, &self.why] };
        let configuration = about.configuration.iter().flat_map(|(key, value)| [&**key, &**value]);
        [self.kind, about.package, about.name, about.unit]
            .into_iter()
            .chain(configuration)
            .collect()
    }

    /// All of it in a line.
    pub fn line(&self) -> String {
        match self.about {
            Some(_) => format!("{}: {}; {}", self.name, self.what, self.why),
            None => self.why.clone(),
        }
    }
}

impl<'a> About<'a> {
    pub fn row(row: &'a Row) -> About<'a> {
        about!(row, row.place.as_ref())
    }

    pub fn budget(row: &'a BudgetRow) -> About<'a> {
        about!(row, row.place.as_ref())
    }

    pub fn one_sided(row: &'a OneSided) -> About<'a> {
        about!(row, None)
    }

    /// The benchmark and the unit, by which it is known within its package.
    pub fn name(&self, naming: &Naming<'_>) -> String {
        let benchmark = naming.within_package(self.name, self.configuration);
        format!("{benchmark} {}", shown(&cut(self.unit, LONGEST_NAME)))
    }

    /// The package; nothing where the capture names none.
    pub fn package(&self) -> String {
        shown(&cut(self.package, LONGEST_NAME)).into_owned()
    }

    fn problem(
        self,
        naming: &Naming<'_>,
        severity: Severity,
        kind: &'static str,
        what: String,
        why: String,
    ) -> Problem<'a> {
        let name = self.name(naming);
        let explanation = None;
        Problem { severity, kind, about: Some(self), explanation, cause: None, name, what, why }
    }

    /// What is declared in one place: the package, and the function without `Benchmark`.
    pub fn function(&self) -> (&'a str, &'a str) {
        (self.package, function(self.name))
    }
}

/// All problems: what fails the build first, at last what is waived; regressions by their size.
pub(super) fn problems(report: &Report) -> Vec<Problem<'_>> {
    let naming = Naming::new(report);
    let mut all = Vec::new();
    for (status, severity, kind) in [
        (Status::Regression, Severity::Failure, "regression"),
        (Status::Inconclusive, Severity::CannotJudge, "inconclusive"),
        (Status::Warning, Severity::Warning, "regression-warned-about"),
        (Status::Waived, Severity::Waived, "waived"),
    ] {
        let wanted = |row: &Row| status != Status::Inconclusive || blocks(row.reason);
        all.extend(rows_of(report, status, wanted).into_iter().map(|row| {
            let (about, what) = (About::row(row), figures(row));
            about.problem(&naming, severity, kind, what, why(report, row))
        }));
    }
    all.extend(report.budgets.iter().filter_map(|row| of_budget(report, &naming, row)));
    all.extend(missing(report).map(|row| {
        let (about, what) = (About::one_sided(row), "missing".to_owned());
        about.problem(&naming, Severity::Failure, "missing", what, why_missing())
    }));
    all.extend(report.causes.iter().map(|cause| Problem {
        severity: Severity::CannotJudge,
        kind: kind(cause.code),
        about: None,
        explanation: None,
        cause: Some(cause),
        name: String::new(),
        what: String::new(),
        why: remark(report, cause),
    }));
    explain(report, &mut all);
    // Stable, so that each kind keeps its order.
    all.sort_by_key(|problem| problem.severity);
    all
}

fn explain<'a>(report: &'a Report, problems: &mut [Problem<'a>]) {
    let explained = ByBenchmark::new(report);
    for problem in problems {
        let about = problem.about.as_ref();
        problem.explanation = about.and_then(|about| explained.of(about.package, about.name));
    }
}

fn of_budget<'a>(report: &Report, naming: &Naming<'_>, row: &'a BudgetRow) -> Option<Problem<'a>> {
    let (severity, kind) = match row.status {
        BudgetStatus::Over | BudgetStatus::OverInBytes => (Severity::Failure, "over-budget"),
        BudgetStatus::Waived => (Severity::Waived, "over-budget-waived"),
        BudgetStatus::UnitAbsent | BudgetStatus::NotANumber => {
            (Severity::CannotJudge, "budget-not-measured")
        }
        BudgetStatus::Met => return None,
    };
    let (about, what) = (About::budget(row), budget_figures(report, row));
    Some(about.problem(naming, severity, kind, what, why_budget(report, row)))
}

/// Rows that the candidate lacks against their rules. Where that is because of what can't be judged, none
/// is missing by itself, and they make no verdict.
pub(super) fn missing(report: &Report) -> impl Iterator<Item = &OneSided> {
    let is_missing = |row: &&OneSided| row.level == Level::Fail;
    report.removed.iter().filter(is_missing).filter(|_| report.verdict == Verdict::Fail)
}

/// Why a row that one side lacks fails the build.
pub(super) fn why_missing() -> String {
    "the baseline has it, the candidate does not, and its rule makes that a failure".to_owned()
}

/// The medians, their change, and the evidence.
pub(super) fn figures(row: &Row) -> String {
    let [_, baseline, candidate, change, p, adjusted, n] = columns::figures(row);
    let change = (row.change != Change::Unchanged).then_some(change);
    let p = match (row.evidence.adjusted_p, row.evidence.p) {
        (Some(_), _) => Some(format!("adjusted p = {adjusted}")),
        (None, Some(_)) => Some(format!("p = {p}")),
        (None, None) => None,
    };
    let aside = change.into_iter().chain(p).chain([format!("n = {n}")]);
    format!("{baseline} → {candidate} ({})", aside.collect::<Vec<_>>().join(", "))
}

/// The median and what is allowed.
pub(super) fn budget_figures(report: &Report, row: &BudgetRow) -> String {
    let [_, max, median, n] = columns::budget_figures(report, row);
    format!("{median}, budget {max} (n = {n})")
}

/// The file to show what has no place: the one that it was judged by or, without a policy file, what every
/// module has.
pub(super) fn file_of(report: &Report) -> String {
    let file = report.policy.file.as_deref().and_then(|file| Place::new(file.to_owned(), 1));
    file.map_or_else(|| "go.mod".to_owned(), |place| shown(&place.path).into_owned())
}

/// The place that a compiler names, of a file of the candidate's: the baseline's is not what is looked at.
fn complained_of(cause: &Remark) -> Option<Place> {
    let is_here = cause.code == Code::BuildFailed && cause.side == Some(Side::Candidate);
    let detail = cause.detail.as_deref().filter(|_| is_here)?;
    let (file, rest) = detail.split_once(".go:")?;
    let file = file.strip_prefix("./").unwrap_or(file);
    Place::new(format!("{file}.go"), rest.split(':').next()?.parse().ok()?)
}

/// The kind of a cause.
fn kind(code: Code) -> &'static str {
    match code {
        Code::SameCapture | Code::RepeatedFile => "one-capture-twice",
        Code::TooFewSamples | Code::NoRowCouldFail => "too-few-samples",
        _ => "cannot-judge",
    }
}
