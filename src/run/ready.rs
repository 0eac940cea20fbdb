//! Building what will run.

use super::building::{Built, Job, all};
use super::error::RunError;
use super::measure::Plan;
use super::outcome::Stop;
use super::rounds::Tell;
use super::side::Side;
use super::time::TimeLimit;
use super::told::{Captured, Deciding, Progress};
use super::tree::Sides;
use std::path::PathBuf;

/// A package that is about to run.
pub(super) struct Ready<'a> {
    pub sides: &'a Sides,
    /// The baseline's capture, if it was measured before.
    pub known: Option<Captured>,
    pub built: [Option<Built>; 2],
    /// From 1.
    pub number: usize,
}

impl Plan<'_> {
    /// Builds what will run: all candidates, and the baselines that were not measured before.
    pub(super) fn ready<'a>(
        &'a self,
        packages: &[&'a Sides],
        deciding: &dyn Deciding,
        tell: Tell<'_>,
    ) -> Result<Vec<Ready<'a>>, Stop> {
        let mut ready = Vec::new();
        for (index, &sides) in packages.iter().enumerate() {
            let known = self.kept_baseline(sides, deciding)?;
            ready.push(Ready { sides, known, built: [None, None], number: index + 1 });
        }
        if self.asked.limit.left().is_zero() {
            return Err(Stop::NoTime);
        }
        tell(&Progress::Building { packages: packages.len() });
        let is_wanted = |ready: &Ready<'_>, side| side == Side::Candidate || ready.known.is_none();
        let mut wanted: Vec<(usize, Side)> = Vec::new();
        for (index, ready) in ready.iter().enumerate() {
            let sides = Side::BOTH.into_iter().filter(|&side| is_wanted(ready, side));
            wanted.extend(
                sides.filter(|&side| ready.sides.of_side(side).is_some()).map(|side| (index, side)),
            );
        }
        let job = |&(index, side): &(usize, Side)| self.job(ready[index].sides, index + 1, side);
        let jobs = wanted.iter().map(job).collect::<Result<Vec<_>, RunError>>()?;
        let jobs: Vec<Job<'_>> = jobs.into_iter().flatten().collect();
        let built = all(&jobs, &|| self.asked.limit.left())?;
        for ((index, side), built) in wanted.into_iter().zip(built) {
            ready[index].built[side as usize] = Some(built);
        }
        Ok(ready)
    }

    pub(super) fn job<'a>(
        &'a self,
        sides: &'a Sides,
        number: usize,
        side: Side,
    ) -> Result<Option<Job<'a>>, RunError> {
        let Some(package) = sides.of_side(side) else { return Ok(None) };
        let go = self.side(side)?;
        Ok(Some(Job { go, package, out: self.out(number, side)?, link: None }))
    }

    /// Where a test binary goes. Its path, which the program sees, is as long on both sides.
    fn out(&self, number: usize, side: Side) -> Result<PathBuf, RunError> {
        let letter = if side == Side::Baseline { 'b' } else { 'c' };
        Ok(self.place.binaries()?.join(format!("{number}{letter}.test")))
    }

    /// Builds both sides at the same path, which is in the binaries.
    pub(super) fn untrimmed(
        &self,
        sides: &Sides,
        number: usize,
        share: &TimeLimit,
    ) -> Result<[Option<Built>; 2], Stop> {
        let mut built = [None, None];
        for side in Side::BOTH {
            let Some(job) = self.job(sides, number, side)? else { continue };
            let link = self.place.stand_in(job.go.root());
            let failed = |error| RunError::Cache { path: link.at.clone(), error };
            link.set().map_err(failed)?;
            let go = job.go.moved(&link.at);
            let job = Job { go: &go, link: Some(link.clone()), ..job };
            built[side as usize] = Some(job.build(share.left())?);
        }
        Ok(built)
    }
}
