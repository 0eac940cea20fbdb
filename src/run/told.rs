//! What is asked for, what is told meanwhile, and what comes of it.

use super::candidate::Candidate;
use super::expected::has_results;
use super::flags::Flags;
use super::shard::Shard;
use super::time::TimeLimit;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What is to be measured.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// A working tree of the repository. It is read, if it is the candidate, and never written to.
    pub repository: &'a Path,
    /// The full object id of a commit.
    pub baseline: &'a str,
    /// What is compared with it.
    pub candidate: Candidate<'a>,
    /// The packages.
    pub packages: Packages<'a>,
    /// A shell command for each side, the baseline's first, that makes what is not in the repository.
    pub prepare: [Option<&'a str>; 2],
    /// The files that the caller writes, as paths from the root: no part of what is measured.
    pub written: &'a [String],
    /// How benchmarks are run.
    pub flags: &'a Flags,
    /// How long it may take.
    pub limit: &'a TimeLimit,
}

/// Which packages are measured, of those that have benchmarks.
#[derive(Clone, Copy, Debug)]
pub enum Packages<'a> {
    /// Those that a change reaches, of any module: the paths that differ, from the root.
    Reached(&'a [String]),
    /// Those that the go command's patterns name in a directory, which is relative to the root; without
    /// patterns those of its module, or of all modules below it.
    Named {
        /// Where they are named.
        directory: &'a str,
        /// What names them.
        patterns: &'a [String],
        /// The part of them that is measured here.
        shard: Option<Shard>,
        /// Whether the baseline alone is measured. No candidate is looked at then.
        baseline_only: bool,
    },
}

/// Who says when there are samples enough. Nothing is judged by `run` itself. Captures are those of one
/// package; benchmarks are named as results name them.
pub trait Deciding {
    /// The benchmarks that might still fail with more samples, [`Flags::most`] a side.
    fn undecided(&self, sides: [&[u8]; 2]) -> BTreeSet<String>;

    /// The benchmarks that fail, and are to be measured once more at four times the iterations. It is
    /// asked again after each time.
    fn to_confirm(&self, sides: [&[u8]; 2]) -> BTreeSet<String>;

    /// Whether a benchmark is also to be measured at the default GOMAXPROCS, by its function's name
    /// without `Benchmark`.
    fn is_parallel(&self, benchmark: &str) -> bool;

    /// Whether figures of a package are needed though they can't have changed: it has a budget.
    fn needs_figures(&self, package: &str) -> bool;
}

/// What is told while it goes on. Names are as the repository has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress<'a> {
    /// Test binaries are about to be built.
    Building {
        /// The number of packages.
        packages: usize,
    },
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
    /// A round of samples, one a side, is about to be taken.
    Round {
        /// Its number, from 1; 0 while iterations are calibrated.
        number: u32,
        /// After how many it ends, as far as is known.
        of: u32,
        /// The benchmarks in it; 0 where that is not known yet.
        benchmarks: usize,
        /// Whether it confirms failures, at more iterations.
        confirms: bool,
    },
    /// A package was measured.
    Done {
        /// The benchmarks that were.
        benchmarks: usize,
        /// The samples of each, a side: the fewest and the most.
        samples: (usize, usize),
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
    /// How many packages with benchmarks there are.
    pub packages: usize,
    /// What was measured, in the order in which it was; with those that were not since nothing can
    /// differ, whose captures say so.
    pub pairs: Vec<Pair>,
    /// The import paths of packages for which the time did not suffice.
    pub no_time: Vec<String>,
    /// Those whose baseline fails, so that there is nothing to compare with.
    pub broken_baselines: Vec<String>,
    /// Those whose candidate fails.
    pub broken_candidates: Vec<String>,
    /// Those whose benchmarks ran without a single result.
    pub without_results: Vec<String>,
    /// Those that were not run, since both sides' test binaries are the same.
    pub identical: Vec<String>,
    /// Those that read where their source lies: they were built with its path, `-trimpath` left out.
    pub untrimmed: Vec<String>,
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
    /// In the Go benchmark format.
    pub bytes: Vec<u8>,
    /// The file that keeps it, where it is kept.
    pub file: Option<PathBuf>,
    /// Whether a run failed, which the bytes say as well.
    pub has_failed: bool,
}

impl Captured {
    /// Whether a benchmark printed anything.
    pub(super) fn has_results(&self) -> bool {
        has_results(&self.bytes)
    }
}
