//! A file that a change touches.

use super::hunk::Hunk;

/// A file on both sides. A new one has no baseline, a removed one no candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct File {
    pub baseline: Option<String>,
    pub candidate: Option<String>,
    /// In order, and apart from one another.
    pub hunks: Vec<Hunk>,
}

impl File {
    pub fn baseline_of(&self, line: u32) -> Option<u32> {
        let before = self.hunks.partition_point(|hunk| hunk.candidate.start <= line);
        match before.checked_sub(1).map(|last| &self.hunks[last]) {
            None => Some(line),
            Some(hunk) if line < hunk.candidate.end => None,
            Some(hunk) => Some(hunk.baseline.end.saturating_add(line - hunk.candidate.end)),
        }
    }

    pub fn candidate_of(&self, line: u32) -> Option<u32> {
        match self.last_before(line) {
            None => Some(line),
            Some(hunk) if line < hunk.baseline.end => None,
            Some(hunk) => Some(hunk.candidate.end.saturating_add(line - hunk.baseline.end)),
        }
    }

    /// Where a line of the baseline is, or as far into what stands in its place as it was.
    pub fn near(&self, line: u32) -> u32 {
        match (self.candidate_of(line), self.last_before(line)) {
            (Some(line), _) => line,
            (None, Some(hunk)) if hunk.candidate.is_empty() => hunk.candidate.start.max(2) - 1,
            (None, Some(hunk)) => {
                let within = line - hunk.baseline.start;
                hunk.candidate.start.saturating_add(within).min(hunk.candidate.end - 1)
            }
            (None, None) => line,
        }
    }

    pub fn is_beside_deletion(&self, line: u32) -> bool {
        let from = self.hunks.partition_point(|hunk| hunk.candidate.end < line);
        let near = self.hunks[from..]
            .iter()
            .take_while(|hunk| hunk.candidate.start <= line.saturating_add(1));
        near.into_iter().any(|hunk| hunk.candidate.is_empty())
    }

    fn last_before(&self, line: u32) -> Option<&Hunk> {
        let before = self.hunks.partition_point(|hunk| hunk.baseline.start <= line);
        before.checked_sub(1).map(|last| &self.hunks[last])
    }
}
