//! Which lines a change touched, and where the others were.

mod file;
mod hunk;
mod queries;
mod read;
#[cfg(test)]
mod tests;

pub use read::{Problem, TouchedError};

use file::File;
use std::collections::{HashMap, HashSet};

/// A change from a baseline to a candidate, by lines. Paths are from the repository's root, lines are
/// counted from 1. Files that it doesn't name are the same on both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    files: Vec<File>,
    baseline: HashMap<String, usize>,
    candidate: HashMap<String, usize>,
    /// Files of the candidate that are new, or whose lines are not known.
    whole: HashSet<String>,
}

impl Touched {
    /// Reads a unified diff as git prints it, with any number of lines of context.
    ///
    /// # Errors
    ///
    /// A hunk that is cut, or says another number of lines than it has, or is not behind the one before
    /// it; a combined diff; a path that is quoted wrongly, or a file that is named twice.
    pub fn read(diff: &[u8]) -> Result<Touched, TouchedError> {
        read::touched(diff)
    }

    /// With files of which every line is new, as those that git doesn't know.
    #[must_use]
    pub fn with_new(mut self, paths: impl IntoIterator<Item = String>) -> Touched {
        self.whole.extend(paths);
        self
    }
}
