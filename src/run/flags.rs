//! How benchmarks are run.

use std::time::Duration;

/// How benchmarks are run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flags {
    /// The regular expression after `-test.bench`.
    pub bench: String,
    /// The iterations of each, equal on both sides: bytes and allocations compare at equal iterations
    /// only.
    pub benchtime: Benchtime,
    /// The samples of each benchmark a side, if no more can make it fail.
    pub least: u32,
    /// The samples of one that might fail.
    pub most: u32,
    /// The value of GOMAXPROCS. At 1 no thread starts while is measured, and allocates.
    pub cpu: u32,
    /// How long one process may run.
    pub timeout: Duration,
    /// Whether packages are run whose test binaries are the same on both sides.
    pub runs_identical: bool,
    /// Whether what fails is confirmed at more iterations, and what runs in parallel is measured again
    /// at the default GOMAXPROCS.
    pub is_thorough: bool,
    /// Whether each side is built with the toolchain that it asks for, not both with the candidate's.
    pub own_toolchains: bool,
    /// Whether baselines that were measured before are used, and those that are measured kept.
    pub caches: bool,
}

/// The iterations of a benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Benchtime {
    /// So many.
    Iterations(u64),
    /// As many as the baseline does in this time.
    Time(Duration),
}

impl std::fmt::Display for Benchtime {
    /// As Go's `-benchtime` reads it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Benchtime::Iterations(iterations) => write!(f, "{iterations}x"),
            Benchtime::Time(time) => write!(f, "{time:?}"),
        }
    }
}

impl Flags {
    /// All on which a capture depends.
    pub(super) fn identity(&self) -> String {
        let Flags { bench, benchtime, least, cpu, is_thorough, own_toolchains, .. } = self;
        format!("{bench}\n{benchtime}\n{least}\n{cpu}\n{is_thorough}\n{own_toolchains}")
    }
}
