//! Where the source of both sides is.

use crate::explain::Places;
use crate::run::{Module, Plan, RunError, Side};

/// Both sides' modules.
pub(super) struct Sources {
    trimmed: [Places; 2],
    untrimmed: [Places; 2],
}

impl Sources {
    pub fn of(plan: &Plan<'_>) -> Result<Sources, RunError> {
        let sides = [plan.modules(Side::Baseline)?, plan.modules(Side::Candidate)?];
        let root = plan.stand_in().to_string_lossy().into_owned();
        let trimmed = sides.each_ref().map(|modules| with(Places::trimmed(), modules));
        let untrimmed = sides.each_ref().map(|modules| with(Places::untrimmed("", &root), modules));
        Ok(Sources { trimmed, untrimmed })
    }

    /// Where files lie, of binaries that were built with the paths of their source or without.
    pub fn places(&self, is_untrimmed: bool) -> &[Places; 2] {
        if is_untrimmed { &self.untrimmed } else { &self.trimmed }
    }
}

fn with(places: Places, modules: &[Module]) -> Places {
    modules.iter().fold(places, |places, Module { path, directory, is_replacement }| {
        if *is_replacement {
            places.replaced(path, directory)
        } else {
            places.module(path, directory)
        }
    })
}

/// What reads files of the baseline, and of the candidate.
pub(super) fn of_both<'p>(plan: &'p Plan<'_>) -> [impl Fn(&str) -> Option<Vec<u8>> + 'p; 2] {
    [Side::Baseline, Side::Candidate].map(|side| move |path: &str| plan.file(side, path))
}
