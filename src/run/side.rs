//! The two sides.

use std::fmt;

/// One of the two that are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What is compared with.
    Baseline,
    /// What is judged.
    Candidate,
}

impl Side {
    /// Both, in the order in which things of both are in arrays.
    pub const BOTH: [Side; 2] = [Side::Baseline, Side::Candidate];

    pub(super) fn other(self) -> Side {
        match self {
            Side::Baseline => Side::Candidate,
            Side::Candidate => Side::Baseline,
        }
    }

    /// What its directory is called: paths of unequal length would make benchmarks that handle them
    /// allocate differently.
    pub(super) fn directory(self) -> &'static str {
        match self {
            Side::Baseline => "base",
            Side::Candidate => "cand",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Side::Baseline => "baseline",
            Side::Candidate => "candidate",
        })
    }
}
