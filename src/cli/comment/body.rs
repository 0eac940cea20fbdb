//! The text of the comment.

use crate::report::{Report, verdict_line};

/// Bytes that a text may have: below what any forge takes, with room for the marker, and as much as
/// anyone scrolls through.
pub(super) const BUDGET: usize = 60_000;

/// What a comment begins with that said something worse before.
pub(super) const FIXED: &str = "Fixed: what this comment reported before is gone.";

/// A report as text of a comment, of at most so many bytes, after words of its own.
pub(super) fn body(report: &Report, budget: usize, lead: Option<&str>) -> String {
    let line = verdict_line(report);
    let lead = lead.map_or_else(String::new, |lead| format!("{lead}\n\n"));
    let left = budget.saturating_sub(lead.len());
    let end = line.char_indices().map(|(start, c)| start + c.len_utf8());
    let end = end.take_while(|end| *end <= left).last().unwrap_or(0);
    format!("{lead}{}", &line[..end])
}
