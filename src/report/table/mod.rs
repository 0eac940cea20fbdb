//! The report for a terminal or a log: what a tired engineer reads in a red build.

mod decisions;
mod explained;
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
    /// How the captures were measured, if that was done by the command that shows them.
    pub measured: Option<MeasuredBy>,
}

/// How a command measured what it shows, for whoever wants the same again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasuredBy {
    /// The hook, before a push.
    Push {
        /// The value of `-benchtime`, in iterations.
        iterations: u64,
        /// The value of `-count`.
        samples: u32,
        /// The value of `-cpu`.
        cpu: u32,
        /// Whether `allocgate check`, under the policy's arguments, would judge the captures alike.
        can_be_judged_again: bool,
    },
    /// `allocgate run`.
    Run {
        /// The beginnings of the ids of the baseline and of the candidate, unless that is the working tree.
        commits: [Option<ShortId>; 2],
        /// Likewise.
        can_be_judged_again: bool,
    },
}

/// The first digits of a commit's id.
pub type ShortId = [u8; 12];

/// Renders a report.
pub fn table(report: &Report, look: Look) -> String {
    let mut page = Page::new(report, look);
    page.drill();
    page.verdict();
    page.accepted();
    page.rows(Status::Regression, "regressions", true);
    page.explanations();
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

/// Renders a report's explanations alone.
pub fn explanations(report: &Report, look: Look) -> String {
    let mut page = Page::new(report, look);
    page.explained();
    page.text
}
