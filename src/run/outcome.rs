//! What comes of a package's runs.

use super::error::RunError;
use super::failure::Failure;
use super::rounds::Rounds;
use super::side::Side;
use super::told::{Captured, Measured, Pair};
use super::tree::Sides;

/// Why there is nothing of a package.
pub(super) enum Stop {
    NoTime,
    /// It has to be built again, with the paths of its source.
    Untrimmed,
    Error(RunError),
}

impl<E: Into<RunError>> From<E> for Stop {
    fn from(error: E) -> Stop {
        let error = error.into();
        // What is there already is worth more than what the time did not suffice for.
        if error.is_deadline() { Stop::NoTime } else { Stop::Error(error) }
    }
}

/// What came of a package.
pub(super) struct Came {
    pub sides: [Option<Captured>; 2],
    /// Whether the candidate's benchmarks should have printed something, and did not.
    pub lacks_results: bool,
}

impl Came {
    /// What the rounds of a package made, where its sides are kept.
    pub fn of(rounds: &Rounds<'_>, files: [Option<std::path::PathBuf>; 2]) -> Came {
        let [baseline, candidate] = files;
        let mut files = [baseline, candidate].into_iter();
        let sides = rounds.captures().map(|bytes| (bytes, files.next().flatten()));
        let mut is_failed =
            Side::BOTH.map(|side| rounds.failures[side as usize].is_some()).into_iter();
        let sides = sides.map(|(bytes, file)| {
            let has_failed = is_failed.next().unwrap_or_default();
            let captured = Captured { bytes, file, has_failed };
            // Without any results it says nothing, unless it failed, or what ran is to be told.
            let says = has_failed || captured.has_results() || rounds.flags.is_thorough;
            Some(captured).filter(|captured| says && !captured.bytes.is_empty())
        });
        Came { sides, lacks_results: false }
    }

    /// A package that there was no time for: without a word of it in a capture, nobody would miss it.
    pub fn not_in_time(package: &str) -> Came {
        let failure = Failure::of_words(package, "there was no time to measure it");
        let bytes = failure.capture().to_vec();
        let candidate = Captured { bytes, file: None, has_failed: true };
        Came { sides: [None, Some(candidate)], lacks_results: false }
    }

    /// Whether there is anything of the candidate, be it that it failed.
    pub fn has_candidate(&self) -> bool {
        self.sides[1].as_ref().is_some_and(|captured| captured.has_failed || captured.has_results())
    }

    /// Adds it to what was measured. Budgets of the candidate hold whether or not there is a baseline.
    pub fn add(self, sides: &Sides, measured: &mut Measured) {
        let [baseline, candidate] = self.sides;
        let has_failed =
            |side: &Option<Captured>| side.as_ref().is_some_and(|side| side.has_failed);
        if has_failed(&baseline) {
            measured.broken_baselines.push(sides.path.clone());
        }
        if has_failed(&candidate) {
            measured.broken_candidates.push(sides.path.clone());
        }
        if self.lacks_results {
            measured.without_results.push(sides.path.clone());
        }
        if baseline.is_some() || candidate.is_some() {
            let (package, directory) = (sides.path.clone(), sides.directory.clone());
            measured.pairs.push(Pair { package, directory, baseline, candidate });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchproc::Capture;

    #[test]
    fn a_package_without_time_can_not_pass() {
        let came = Came::not_in_time("example.com/m");
        assert!(came.has_candidate());
        let candidate = came.sides[1].as_ref().unwrap();
        let capture = Capture::of_text(std::str::from_utf8(&candidate.bytes).unwrap());
        assert_eq!((capture.passed, capture.sections.len()), (0, 1));
    }
}
