//! When a report is worth a comment.

use crate::report::v1::{BudgetStatus, Report, Verdict};

/// When a new comment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum On {
    /// Always.
    Always,
    /// If anything changed, or can't be judged.
    Change,
    /// If the verdict is not a pass.
    Regression,
}

/// Whether there is something to tell.
pub(super) fn is_news(report: &Report, on: On) -> bool {
    match on {
        On::Always => true,
        On::Change => report.verdict != Verdict::Pass || has_changes(report),
        On::Regression => report.verdict != Verdict::Pass,
    }
}

/// Whether a report that passes says more than that all is as it was.
fn has_changes(report: &Report) -> bool {
    let counts = &report.counts;
    let rows = [
        counts.regression,
        counts.warning,
        counts.waived,
        counts.improvement,
        counts.over_budget,
        counts.added,
        counts.removed,
        counts.missing,
    ];
    let waived = |status: BudgetStatus| status == BudgetStatus::Waived;
    rows.iter().any(|count| *count > 0)
        || report.budgets.iter().any(|row| waived(row.status))
        || !report.causes.is_empty()
        || !report.tolerated.is_empty()
        || !report.policy.changes.is_empty()
        || report.drill.is_some()
}
