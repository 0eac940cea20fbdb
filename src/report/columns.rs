//! The figures of rows, as columns of whatever table.

use super::text::{p_value, shown, value};
use super::v1::{BudgetRow, BudgetStatus, Report, Row};
use super::why::change;

/// The columns beside a benchmark's name.
const FIGURES: [&str; 7] = ["unit", "baseline", "candidate", "change", "p", "adjusted p", "n"];

const ADJUSTED: usize = 5;

/// The same of budgets.
pub(super) const BUDGET_FIGURES: [&str; 4] = ["unit", "budget", "candidate", "n"];

/// Which columns a table of rows has.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    /// Whether one is for adjusted p-values: only where there are some.
    adjusted: bool,
}

impl Columns {
    pub fn of(rows: &[&Row]) -> Columns {
        Columns { adjusted: rows.iter().any(|row| row.evidence.adjusted_p.is_some()) }
    }

    pub fn header(self) -> Vec<String> {
        self.kept(FIGURES.map(str::to_owned))
    }

    pub fn figures(self, row: &Row) -> Vec<String> {
        self.kept(figures(row))
    }

    fn kept(self, columns: [String; 7]) -> Vec<String> {
        let mut columns = columns.to_vec();
        if !self.adjusted {
            columns.remove(ADJUSTED);
        }
        columns
    }
}

/// The figures of a row on both sides.
pub(super) fn figures(row: &Row) -> [String; 7] {
    let p = |p: Option<f64>| p.map_or_else(|| "-".to_owned(), p_value);
    let n = match (row.baseline.n, row.candidate.n) {
        (a, b) if a == b => a.to_string(),
        (a, b) => format!("{a}+{b}"),
    };
    [
        shown(&row.unit).into_owned(),
        value(row.baseline.median.0),
        value(row.candidate.median.0),
        change(row),
        p(row.evidence.p),
        p(row.evidence.adjusted_p),
        n,
    ]
}

/// The figures of a benchmark under a budget.
pub(super) fn budget_figures(report: &Report, row: &BudgetRow) -> [String; 4] {
    let budget = report.policy.budgets.get(row.budget as usize);
    let median = match row.status {
        BudgetStatus::OverInBytes => "0".to_owned(),
        _ => value(row.median.0),
    };
    [
        shown(&row.unit).into_owned(),
        budget.map_or_else(|| "?".to_owned(), |budget| value(budget.max.0)),
        median,
        row.n.to_string(),
    ]
}
