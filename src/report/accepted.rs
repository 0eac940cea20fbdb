//! What a change accepts of its own: rows that pass by waivers which it brings.

use super::v1::{BudgetRow, BudgetStatus, Level, OneSided, Report, Row, Status, Waiver, WaiverUse};

/// The waiver of a use.
pub(super) fn waiver(report: &Report, used: Option<WaiverUse>) -> Option<&Waiver> {
    report.policy.waivers.get(used?.waiver as usize)
}

/// Whether what a waiver lets pass is told as accepted by the change.
pub(super) fn is_accepted(report: &Report, used: Option<WaiverUse>) -> bool {
    waiver(report, used).is_some_and(|waiver| waiver.of_change)
}

/// Rows that would be regressions.
pub(super) fn rows(report: &Report) -> impl Iterator<Item = &Row> {
    let waived = report.rows.iter().filter(|row| row.status == Status::Waived);
    waived.filter(|row| is_accepted(report, row.waiver))
}

/// Rows that would be missing against their rules.
pub(super) fn missing(report: &Report) -> impl Iterator<Item = &OneSided> {
    report.removed.iter().filter(|row| row.level != Level::Fail && is_accepted(report, row.waiver))
}

/// Benchmarks that would be over their budgets, and are not among the rows.
pub(super) fn budgets(report: &Report) -> impl Iterator<Item = &BudgetRow> {
    let waived = report.budgets.iter().filter(|row| row.status == BudgetStatus::Waived);
    let is_told = |row: &BudgetRow| {
        let key = (&row.package, &row.name, &row.unit, &row.configuration);
        rows(report).any(|r| (&r.package, &r.name, &r.unit, &r.configuration) == key)
    };
    waived.filter(move |row| is_accepted(report, row.waiver) && !is_told(row))
}
