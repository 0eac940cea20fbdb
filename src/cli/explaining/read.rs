//! The profiles of a benchmark, read.

use crate::pprof::{Limits, Profile, ProfileError, read};
use crate::run::Profiles;

/// Those of both sides, the baseline's first.
pub(super) struct Read {
    pub few: [Profile; 2],
    pub many: [Profile; 2],
}

impl Read {
    pub fn of([baseline, candidate]: &[Profiles; 2]) -> Result<Read, ProfileError> {
        let profile = |bytes: &[u8]| read(bytes, Limits::default());
        Ok(Read {
            few: [profile(&baseline.few)?, profile(&candidate.few)?],
            many: [profile(&baseline.many)?, profile(&candidate.many)?],
        })
    }
}
