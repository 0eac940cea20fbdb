//! What an explanation is made of.

use super::Frame;
use super::amount::Amount;
use super::notes::Finding;

/// Why a benchmark allocates more: figures are of one operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// The places that allocate more, the largest growth first.
    pub sites: Vec<Site>,
    /// By how much all places of the repository grew, those that shrank included; with what is allocated once,
    /// as a share of the iterations that were measured, where that is listed.
    pub by_sites: Amount,
    /// How much of it is of places that are not listed.
    pub elsewhere: Amount,
    /// What each side's profile has, of lines of the repository and of what they call.
    pub profiled: [Amount; 2],
    /// How many operations the longer profile of each side has: one that loops over `b.N` runs once before.
    pub operations: [u64; 2],
}

/// A place of the repository that allocates more: the innermost on the way to an allocation.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// As Go names it in profiles.
    pub function: String,
    /// In the candidate.
    pub place: Line,
    /// The same place in the baseline, if it allocates there.
    pub baseline_place: Option<Line>,
    /// What is allocated there, of a side that has it.
    pub operation: [Option<Amount>; 2],
    /// What is allocated there once, before operations or in the first.
    pub setup: [Option<Amount>; 2],
    /// Whether the change wrote the line.
    pub touched: bool,
    /// The calls that lead there, from the site itself on.
    pub path: Vec<Frame>,
    /// By how much more is allocated in the line itself, and in what it calls that is not of the repository:
    /// the most first, without noise.
    pub parts: Vec<Part>,
    /// Why.
    pub reason: Reason,
    /// What the compiler says of the line itself that it didn't of the baseline's, the one that has most to
    /// do with the change first.
    pub escapes: Vec<Finding>,
    /// Where the baseline gave a size, and the candidate doesn't.
    pub lost_pre_size: Option<Line>,
    /// Where to show it: a line that the change wrote, if one leads there.
    pub annotate: Line,
}

/// What a line allocates more itself, or in a function that it calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The function as Go names it; none for the line itself.
    pub inside: Option<String>,
    /// What was allocated there before.
    pub before: Amount,
    /// By how much more it is.
    pub growth: Amount,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// From the repository's root, with slashes.
    pub path: String,
    /// Counted from 1.
    pub line: u32,
}

impl From<&(String, u32)> for Line {
    fn from((path, line): &(String, u32)) -> Line {
        Line { path: path.clone(), line: *line }
    }
}

/// Why a place allocates more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It allocates once, not with each operation.
    Setup,
    /// The compiler puts something on the heap that it left on the stack before.
    NewEscape,
    /// Something grows: a slice by append, a map, a buffer.
    Growth,
    /// It is in a library's function that is called from there.
    Library,
    /// Nothing was allocated there before.
    NewSite,
    /// As many objects, and larger ones.
    Larger,
    /// As before, and more often.
    MoreCalls,
}

impl Site {
    /// By how much it grew.
    pub fn growth(&self) -> Amount {
        growth(self.operation)
    }

    /// The function in which most of that is allocated; none for the line itself.
    pub fn leaf(&self) -> Option<&str> {
        self.parts.first().and_then(|part| part.inside.as_deref())
    }
}

/// From a baseline to a candidate, where there may be nothing.
pub(super) fn growth([baseline, candidate]: [Option<Amount>; 2]) -> Amount {
    candidate.unwrap_or_default() - baseline.unwrap_or_default()
}
