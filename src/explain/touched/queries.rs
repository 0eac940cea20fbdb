//! What can be asked about a change.

use super::Touched;
use super::file::File;

impl Touched {
    /// Whether a line of the candidate was added or changed.
    pub fn is_touched(&self, path: &str, line: u32) -> bool {
        let is_known = self.whole.contains(path) || self.candidate.contains_key(path);
        is_known && self.baseline_of(path, line).is_none()
    }

    /// Whether lines were removed right before or behind a line of the candidate, and nothing put in
    /// their place.
    pub fn beside_deletion(&self, path: &str, line: u32) -> bool {
        self.of_candidate(path).is_some_and(|file| file.is_beside_deletion(line))
    }

    /// Where a line of the candidate was in the baseline; none if it was added or changed.
    pub fn baseline_of(&self, path: &str, line: u32) -> Option<(String, u32)> {
        match self.of_candidate(path) {
            _ if self.whole.contains(path) => None,
            Some(file) => Some((file.baseline.clone()?, file.baseline_of(line)?)),
            // It was removed, or has another name.
            None if self.baseline.contains_key(path) => None,
            None => Some((path.to_owned(), line)),
        }
    }

    /// What a file of the candidate was called in the baseline; none if it is new.
    pub fn baseline_path(&self, path: &str) -> Option<String> {
        match self.of_candidate(path) {
            _ if self.whole.contains(path) => None,
            Some(file) => file.baseline.clone(),
            None if self.baseline.contains_key(path) => None,
            None => Some(path.to_owned()),
        }
    }

    /// Where a line of the baseline is in the candidate; none if it was removed or changed.
    pub fn candidate_of(&self, path: &str, line: u32) -> Option<(String, u32)> {
        match self.of_baseline(path) {
            Some(file) => Some((file.candidate.clone()?, file.candidate_of(line)?)),
            None if self.candidate.contains_key(path) || self.whole.contains(path) => None,
            None => Some((path.to_owned(), line)),
        }
    }

    /// The line of the candidate at which a line of the baseline was: itself, or the one as far into what
    /// is in its place, or the one before. None if the file is gone.
    pub fn hunk_of_baseline(&self, path: &str, line: u32) -> Option<(String, u32)> {
        match self.of_baseline(path) {
            Some(file) => Some((file.candidate.clone()?, file.near(line))),
            None => self.candidate_of(path, line),
        }
    }

    fn of_candidate(&self, path: &str) -> Option<&File> {
        self.candidate.get(path).and_then(|&at| self.files.get(at))
    }

    fn of_baseline(&self, path: &str) -> Option<&File> {
        self.baseline.get(path).and_then(|&at| self.files.get(at))
    }
}
