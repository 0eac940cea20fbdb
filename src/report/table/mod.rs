//! The report for a terminal or a log: what a tired engineer reads in a red build.

mod decisions;
mod listing;
mod lists;
mod page;

use super::v1::{Level, Report, Status};
use page::Page;

/// How the table is to look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Columns of the terminal; `None` for as many as the text takes.
    pub width: Option<usize>,
    /// With ANSI colours.
    pub color: bool,
    /// With unchanged rows, and lists in full.
    pub all: bool,
}

/// Renders a report.
pub fn table(report: &Report, look: Look) -> String {
    let mut page = Page::new(report, look);
    page.drill();
    page.verdict();
    page.accepted();
    page.rows(Status::Regression, "regressions", true);
    page.budgets();
    page.one_sided("missing", &report.removed, |row| row.level == Level::Fail);
    page.causes();
    page.tolerated();
    page.rows(Status::Warning, "warnings", true);
    page.rows(Status::Waived, "waived", true);
    page.inconclusive();
    page.unsure();
    page.one_sided("removed", &report.removed, |row| row.level == Level::Warn);
    page.one_sided("added", &report.added, |_| true);
    page.rows(Status::Rounding, "excused as rounding", true);
    page.rows(Status::Improvement, "improvements", false);
    page.unchanged();
    page.policy_changes();
    page.notes();
    // What a drill planted is not to be measured again.
    if report.drill.is_none() {
        page.next();
    }
    page.text
}
