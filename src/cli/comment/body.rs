//! The text of the comment.

use crate::deliver::{Forge, Key};
use crate::report::v1::{BudgetStatus, Counts};
use crate::report::{MarkdownPage, Report, markdown};

/// What a comment begins with that said something worse before.
const FIXED: &str = "Fixed: everything was judged, and nothing regresses any more.";

/// The same, where somebody may have made it pass in another way.
const PASSES: &str = "It passes now, but not all is as it was: see what is waived, warned about, removed, \
    left out or not judged.";

/// The title of the only gate is none.
const ONLY: &str = "default";

/// A report as the text of a comment, and as that of one that said something worse before.
pub(super) fn bodies(report: &Report, key: &Key, forge: Option<Forge>) -> [String; 2] {
    let key = key.to_string();
    let budget = match forge {
        Some(Forge::GitLab) => MarkdownPage::NOTE,
        Some(Forge::GitHub) | None => MarkdownPage::COMMENT,
    };
    let title = (key != ONLY).then_some(key.as_str());
    let better = if is_whole(report) { FIXED } else { PASSES };
    [None, Some(better)].map(|lead| markdown(report, &MarkdownPage { budget, title, lead }))
}

/// Whether a report that passes has judged everything, and decided nothing but by the samples.
fn is_whole(report: &Report) -> bool {
    let Counts { warning, waived, ignored, not_established, removed, .. } = report.counts;
    let let_pass = [warning, waived, ignored, not_established, removed].iter().any(|n| *n > 0);
    let is_met = |status| status == BudgetStatus::Met;
    let policy = &report.policy;
    let is_selected = policy.bench.is_some() || policy.filter.is_some() || policy.ignore.is_some();
    !let_pass
        && !is_selected
        && policy.changes.is_empty()
        && report.causes.is_empty()
        && report.tolerated.is_empty()
        && report.budgets.iter().all(|row| is_met(row.status))
}
