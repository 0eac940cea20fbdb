//! What the formats list that stand beside code: each problem once, the worst first.

use super::function::function;
use super::order::{blocks, by_severity};
use super::sentence::remark;
use super::text::{cut, p_value, shown, value};
use super::v1::{
    BudgetRow, BudgetStatus, Change, Code, Level, OneSided, Place, Report, Row, Status,
};
use super::why::{change, why, why_budget};
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

impl Problem<'_> {
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
        format!("Benchmark{} {what}", shown(&cut(function, LONGEST)))
    }

    /// All of it in a line.
    pub fn line(&self) -> String {
        match &self.about {
            Some(about) => {
                format!("{} {}: {}; {}", about.benchmark(), about.unit(), self.what, self.why)
            }
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

    /// The benchmark, with what tells it from others of its name on one platform.
    pub fn benchmark(&self) -> String {
        let platform = |key: &str| matches!(key, "goos" | "goarch");
        let others = self.configuration.iter().filter(|(key, _)| !platform(key));
        let others = others.map(|(key, value)| format!(" [{key}={value}]"));
        shown(&(cut(self.name, LONGEST).into_owned() + &cut(&others.collect::<String>(), LONGEST)))
            .into_owned()
    }

    /// The package; nothing where the capture names none.
    pub fn package(&self) -> String {
        shown(&cut(self.package, LONGEST)).into_owned()
    }

    pub fn unit(&self) -> String {
        shown(&cut(self.unit, LONGEST)).into_owned()
    }

    /// What is declared in one place: the package, and the function without `Benchmark`.
    pub fn function(&self) -> (&'a str, &'a str) {
        (self.package, function(self.name))
    }
}

/// Names are cut here.
const LONGEST: usize = 200;

/// All problems: regressions first, the largest first, at last what is waived.
pub(super) fn problems(report: &Report) -> Vec<Problem<'_>> {
    let mut rows: Vec<&Row> = report.rows.iter().collect();
    by_severity(&mut rows);
    let rows = rows.into_iter().filter_map(|row| of_row(report, row));
    let budgets = report.budgets.iter().filter_map(|row| of_budget(report, row));
    let missing = report.removed.iter().filter_map(of_missing);
    let causes = report.causes.iter().map(|cause| Problem {
        severity: Severity::CannotJudge,
        kind: code(cause.code),
        about: None,
        what: "can't judge".to_owned(),
        why: remark(report, cause),
    });
    let mut all: Vec<Problem<'_>> = rows.chain(budgets).chain(missing).chain(causes).collect();
    // Stable, so that each kind keeps its order.
    all.sort_by_key(|problem| problem.severity);
    all
}

fn of_row<'a>(report: &Report, row: &'a Row) -> Option<Problem<'a>> {
    let (severity, kind) = match row.status {
        Status::Regression => (Severity::Failure, "regression"),
        Status::Warning => (Severity::Warning, "regression-warned-about"),
        Status::Waived => (Severity::Waived, "waived"),
        Status::Inconclusive if blocks(row.reason) => (Severity::CannotJudge, "inconclusive"),
        _ => return None,
    };
    let (about, what) = (Some(About::row(row)), figures(row));
    Some(Problem { severity, kind, about, what, why: why(report, row) })
}

fn of_budget<'a>(report: &Report, row: &'a BudgetRow) -> Option<Problem<'a>> {
    let (severity, kind) = match row.status {
        BudgetStatus::Over | BudgetStatus::OverInBytes => (Severity::Failure, "over-budget"),
        BudgetStatus::Waived => (Severity::Waived, "over-budget-waived"),
        BudgetStatus::UnitAbsent | BudgetStatus::NotANumber => {
            (Severity::CannotJudge, "budget-not-measured")
        }
        BudgetStatus::Met => return None,
    };
    let (about, what) = (Some(About::budget(row)), budget_figures(report, row));
    Some(Problem { severity, kind, about, what, why: why_budget(report, row) })
}

fn of_missing(row: &OneSided) -> Option<Problem<'_>> {
    let (severity, kind) = match row.level {
        Level::Fail => (Severity::Failure, "missing"),
        Level::Warn | Level::Ignore => return None,
    };
    let (about, what) = (Some(About::one_sided(row)), "missing".to_owned());
    Some(Problem { severity, kind, about, what, why: why_missing() })
}

/// Why a row that one side lacks fails the build.
pub(super) fn why_missing() -> String {
    "the baseline has it, the candidate does not, and its rule makes that a failure".to_owned()
}

/// The medians, their change, and the evidence.
pub(super) fn figures(row: &Row) -> String {
    let [baseline, candidate] = [row.baseline, row.candidate].map(|sample| value(sample.median.0));
    let n = match (row.baseline.n, row.candidate.n) {
        (a, b) if a == b => format!("n = {a}"),
        (a, b) => format!("n = {a} and {b}"),
    };
    let change = match row.change {
        Change::Unchanged => String::new(),
        _ => format!("{}, ", change(row)),
    };
    let p = match (row.evidence.adjusted_p, row.evidence.p) {
        (Some(p), _) => format!("adjusted p = {}, ", p_value(p)),
        (None, Some(p)) => format!("p = {}, ", p_value(p)),
        (None, None) => String::new(),
    };
    format!("{baseline} → {candidate} ({change}{p}{n})")
}

/// The median and what is allowed.
pub(super) fn budget_figures(report: &Report, row: &BudgetRow) -> String {
    let max = report.policy.budgets.get(row.budget as usize);
    let max = max.map_or_else(|| "?".to_owned(), |budget| value(budget.max.0));
    let median = match row.status {
        BudgetStatus::OverInBytes => "0".to_owned(),
        _ => value(row.median.0),
    };
    format!("{median}, budget {max} (n = {})", row.n)
}

/// A code as the report has it.
fn code(code: Code) -> &'static str {
    match code {
        Code::SameCapture | Code::RepeatedFile => "one-capture-twice",
        Code::TooFewSamples | Code::NoRowCouldFail => "too-few-samples",
        _ => "cannot-judge",
    }
}
