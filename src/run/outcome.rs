//! What comes of a package's runs.

use super::error::RunError;
use super::told::{Captured, Measured, Pair};
use super::tree::Sides;

/// Why there is nothing of a package.
pub(super) enum Stop {
    NoTime,
    Error(RunError),
}

/// What there is of the baseline.
pub(super) enum Before {
    Nothing,
    Capture(Captured),
    /// It fails.
    Broken,
}

impl<E: Into<RunError>> From<E> for Stop {
    fn from(error: E) -> Stop {
        let error = error.into();
        // What is there already is worth more than what the time did not suffice for.
        if error.is_deadline() { Stop::NoTime } else { Stop::Error(error) }
    }
}

/// What a run printed, and whether it passed.
pub(super) struct Ran {
    pub bytes: Vec<u8>,
    pub passed: bool,
}

/// What came of a package.
pub(super) struct Came {
    pub baseline: Before,
    /// None where nothing was printed, unless it failed.
    pub candidate: Option<Captured>,
    /// Whether the candidate's benchmarks should have printed something, and did not.
    pub lacks_results: bool,
}

impl Came {
    /// Adds it to what was measured. Budgets of the candidate hold whether or not there is a baseline.
    pub fn add(self, sides: &Sides, measured: &mut Measured) {
        let baseline = match self.baseline {
            Before::Nothing => None,
            Before::Capture(captured) => Some(captured),
            Before::Broken => {
                measured.broken_baselines.push(sides.path.clone());
                None
            }
        };
        if self.lacks_results {
            measured.without_results.push(sides.path.clone());
        }
        if baseline.is_some() || self.candidate.is_some() {
            let (package, directory) = (sides.path.clone(), sides.directory.clone());
            measured.pairs.push(Pair { package, directory, baseline, candidate: self.candidate });
        }
    }
}
