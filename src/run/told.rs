//! What is asked for, what is told meanwhile, and what comes of it.

use super::expected::has_results;
use super::go::Flags;
use super::time::TimeLimit;
use std::path::{Path, PathBuf};

/// What is to be measured.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The root of a working tree of the repository. Of what is in it, submodules alone have a part in this.
    pub repository: &'a Path,
    /// The full object id of a commit.
    pub baseline: &'a str,
    /// Likewise.
    pub candidate: &'a str,
    /// The paths that differ between both, from the root.
    pub changed: &'a [String],
    /// How benchmarks are run.
    pub flags: &'a Flags,
    /// How long it may take.
    pub limit: &'a TimeLimit,
}

/// What is compared with the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Candidate<'a> {
    /// The user's working tree as it is: with what is not committed, and files that git doesn't know, but for
    /// those that are ignored.
    WorkingTree,
    /// The full object id of a commit.
    Commit(&'a str),
}

/// What is told while it goes on. Names are as the repository has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress<'a> {
    /// A package's benchmarks are about to run.
    Package {
        /// Its import path.
        package: &'a str,
        /// Its number, from 1.
        number: usize,
        /// The number of packages.
        of: usize,
        /// Whether the baseline was measured before.
        is_kept: bool,
    },
    /// A side's run failed.
    Failed {
        /// The package's import path.
        package: &'a str,
        /// Whether it is the baseline's.
        is_baseline: bool,
        /// The last lines of what it printed to standard error, or what is wrong.
        why: String,
    },
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// What was measured, in the order in which it was.
    pub pairs: Vec<Pair>,
    /// The import paths of packages for which the time did not suffice.
    pub no_time: Vec<String>,
    /// Those whose baseline fails, so that there is nothing to compare with. The candidate is among the
    /// pairs.
    pub broken_baselines: Vec<String>,
    /// Those whose benchmarks ran without a single result.
    pub without_results: Vec<String>,
}

/// A package's captures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The import path.
    pub package: String,
    /// Its directory, from the root.
    pub directory: String,
    /// None where the package has no benchmarks yet.
    pub baseline: Option<Captured>,
    /// None where it has none any more. It may have failed: the capture says so.
    pub candidate: Option<Captured>,
}

/// What a side printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captured {
    /// As it was printed.
    pub bytes: Vec<u8>,
    /// The file that keeps it, where it is kept.
    pub file: Option<PathBuf>,
}

impl Captured {
    /// Whether a benchmark printed anything.
    pub(super) fn has_results(&self) -> bool {
        has_results(&self.bytes)
    }
}
