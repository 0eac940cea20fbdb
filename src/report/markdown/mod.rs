//! The report as Markdown, for a comment, a summary or a file.
//!
//! What the table says, within a budget of bytes. Whatever comes of captures and files goes through
//! `gfm`, which leaves no markup in it. Regressions have the most of the room; each section that does
//! not get enough of it says how much it leaves out.

mod explained;
mod head;
mod rows;
mod section;
mod tail;

use super::accepted::is_accepted;
use super::naming::Naming;
use super::order::{blocks, is_unsure};
use super::told::is_over;
use super::v1::{BudgetStatus, Level, Report, Row, Status, Verdict};
use section::Section;

/// What a page is to be like.
#[derive(Clone, Copy, Debug)]
pub struct MarkdownPage<'a> {
    /// The most bytes.
    pub budget: usize,
    /// What tells this gate from others of the repository, for the heading.
    pub title: Option<&'a str>,
    /// A sentence below the heading.
    pub lead: Option<&'a str>,
}

impl MarkdownPage<'_> {
    /// Bytes of a comment on GitHub, which takes 65,536 characters: some are left for whoever posts it.
    pub const COMMENT: usize = 60_000;
    /// Bytes of a note on GitLab, which takes a million characters.
    pub const NOTE: usize = 900_000;
    /// Bytes of the step summary of GitHub, which drops a larger one without a word.
    pub const STEP_SUMMARY: usize = 1 << 20;
}

impl Default for MarkdownPage<'_> {
    fn default() -> Self {
        MarkdownPage { budget: Self::COMMENT, title: None, lead: None }
    }
}

/// Renders a report in at most `page.budget` bytes of GitHub's and GitLab's Markdown, in whole rows and
/// closed markup. It has no links, no mentions, no HTML comments, and no line that begins with a slash.
/// Empty if not even the verdict has room.
pub fn markdown(report: &Report, page: &MarkdownPage<'_>) -> String {
    let naming = Naming::new(report);
    let mut text = head::head(report, &naming, page);
    if text.is_empty() {
        return text;
    }
    let left = page.budget - text.len();
    let tail = tail::tail(report, left / 4);
    text.push_str(&laid_out(sections(report, &naming), left - tail.len()));
    text.push_str(&tail);
    text
}

/// The sections, each with how it is to share the room.
fn sections<'a>(report: &'a Report, naming: &'a Naming<'a>) -> Vec<(Share, Section<'a>)> {
    use Share::{Few, Most, Rest, Why};
    // What the change accepts is told before all else.
    let is_new = |row: &Row| !is_accepted(report, row.waiver);
    let rows = |title: &str, status: Status| rows::rows(report, naming, title, status, is_new);
    let inconclusive = |title: &str, wanted: bool| {
        let wanted = move |row: &Row| blocks(row.reason) == wanted;
        rows::rows(report, naming, title, Status::Inconclusive, wanted)
    };
    let waived = |status| status == BudgetStatus::Waived;
    let removed = |title: &str, level: Level| {
        rows::one_sided(report, naming, title, &report.removed, move |row| row.level == level)
    };
    // These rows are why there is no verdict, if there is none.
    let blocking = inconclusive("inconclusive", true);
    let blocking =
        if report.verdict == Verdict::CannotJudge { blocking } else { blocking.folded() };
    let first =
        [(Few, rows::accepted(report, naming)), (Most, rows("regressions", Status::Regression))];
    let explained = explained::explained(report, naming).into_iter().map(|section| (Why, section));
    let others = [
        (Few, rows::budgets(report, naming, "over budget", is_over)),
        (Few, removed("missing", Level::Fail)),
        (Few, rows::causes(report)),
        (Few, rows::tolerated(report)),
        (Rest, rows("warnings", Status::Warning).folded_if_long()),
        (Rest, rows::budgets(report, naming, "over budget, waived", waived).folded()),
        (Rest, rows("waived", Status::Waived).folded()),
        (Rest, blocking),
        (
            Rest,
            rows::rows(
                report,
                naming,
                "past the threshold, not established",
                Status::Unchanged,
                is_unsure,
            )
            .folded(),
        ),
        (Rest, removed("removed", Level::Warn).folded()),
        (Rest, rows::one_sided(report, naming, "added", &report.added, |_| true).folded()),
        (Rest, rows("excused as rounding", Status::Rounding).folded()),
        (Rest, rows("improvements", Status::Improvement).folded()),
        (Rest, inconclusive("inconclusive, none past its threshold", false).folded()),
        (Rest, rows::policy_changes(report).folded()),
        (Rest, rows::notes(report).folded()),
        (Rest, rows::counts(report).folded()),
    ];
    first.into_iter().chain(explained).chain(others).collect()
}

/// How a section shares the room with the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    /// What decides the verdict beside regressions: first, but no more than a part.
    Few,
    /// Which lines allocate more: together, no more than a part of what the few left.
    Why,
    /// Regressions: whatever these left.
    Most,
    /// Whatever is left after that.
    Rest,
}

/// The few get this part of the room that is left, each, and the lines that allocate more that one, together.
const PART: usize = 8;
const PART_OF_WHY: usize = 3;

/// The sections that are not empty, one after the other, in so many bytes.
fn laid_out(mut sections: Vec<(Share, Section<'_>)>, room: usize) -> String {
    sections.retain(|(_, section)| !section.is_empty());
    let mut texts: Vec<String> = sections.iter().map(|(_, section)| section.left_out()).collect();
    // In very little room the last ones are not even mentioned.
    while texts.iter().map(String::len).sum::<usize>() > room {
        texts.pop();
    }
    let mut left = room - texts.iter().map(String::len).sum::<usize>();
    let contended = sections.iter().any(|(share, _)| *share == Share::Most);
    for turn in [Share::Few, Share::Why, Share::Most, Share::Rest] {
        let beyond_why = left - left / PART_OF_WHY;
        let of_turn = |(_, (share, _)): &(usize, &mut (Share, Section<'_>))| *share == turn;
        for (i, (_, section)) in sections.iter_mut().enumerate().filter(of_turn) {
            let Some(text) = texts.get_mut(i) else { continue };
            let part = match turn {
                Share::Few if contended => left / PART,
                Share::Few => left / 2,
                Share::Why => left.saturating_sub(beyond_why),
                Share::Most | Share::Rest => left,
            };
            let minimal = text.len();
            if let Some(full) = section.fit(minimal + part) {
                left -= full.len().saturating_sub(minimal);
                *text = full;
            }
        }
    }
    texts.concat()
}
