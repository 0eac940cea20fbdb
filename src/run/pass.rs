//! One try at a package.

use super::building::Built;
use super::expected::expects_results;
use super::measure::Plan;
use super::outcome::{Came, Stop};
use super::parallel::Parallel;
use super::rounds::{Rounds, Tell};
use super::samples::Samples;
use super::side::Side;
use super::time::TimeLimit;
use super::told::{Captured, Deciding, Progress};
use super::tree::Sides;
use std::collections::{BTreeMap, BTreeSet};

/// One try at a package.
pub(super) struct Pass<'a> {
    pub plan: &'a Plan<'a>,
    pub sides: &'a Sides,
    pub number: usize,
    pub share: &'a TimeLimit,
    pub deciding: &'a dyn Deciding,
}

impl Pass<'_> {
    /// Measures it, and says what came of it.
    pub fn measure(
        &self,
        built: [Option<Built>; 2],
        known: Option<Captured>,
        trims: bool,
        tell: Tell<'_>,
    ) -> Result<Came, Stop> {
        let Pass { plan, sides, share, deciding, .. } = *self;
        let mut rounds = Rounds {
            package: &sides.path,
            flags: plan.asked.flags,
            limit: share,
            deciding,
            settings: [
                plan.settings(sides, Side::Baseline)?,
                plan.settings(sides, Side::Candidate)?,
            ],
            parallel: self.parallel(),
            is_candidate_first: self.number.is_multiple_of(2),
            // Elsewhere there are no links by which to build it otherwise.
            trims: trims && cfg!(unix),
            binaries: [None, None],
            is_kept: known.is_some(),
            samples: Default::default(),
            failures: [None, None],
            broken: BTreeSet::new(),
            targets: BTreeMap::new(),
            unsteady: BTreeSet::new(),
            is_stopped: false,
            baseline: &|| self.late_baseline(),
            rounds: 0,
        };
        for (side, built) in Side::BOTH.into_iter().zip(built) {
            self.take(&mut rounds, side, built, tell);
        }
        if let Some(known) = &known {
            rounds.samples[Side::Baseline as usize] =
                Samples::kept(&known.bytes, plan.asked.flags.cpu, &rounds.parallel);
        }
        rounds.measure(tell)?;
        // What might fail was measured anew.
        let mut files = [known.and_then(|known| known.file).filter(|_| rounds.is_kept), None];
        plan.keep(sides, &rounds, &mut files);
        if rounds.confirm(tell)? {
            files = [None, None];
        }
        let mut came = Came::of(&rounds, files);
        came.lacks_results = !came.has_candidate() && self.expects_results()?;
        let [baseline, candidate] = rounds.samples.each_ref().map(Samples::benchmarks);
        let ran = if candidate.is_empty() { baseline } else { candidate };
        let counts = || ran.values().map(|ran| ran.samples);
        let samples = (counts().min().unwrap_or_default(), counts().max().unwrap_or_default());
        tell(&Progress::Done { benchmarks: ran.len(), samples });
        Ok(came)
    }

    fn take(&self, rounds: &mut Rounds<'_>, side: Side, built: Option<Built>, tell: Tell<'_>) {
        match built {
            Some(Built::Binary(binary)) => rounds.binaries[side as usize] = Some(binary),
            Some(Built::Failed(failure)) => {
                let (package, is_baseline) = (&*self.sides.path, side == Side::Baseline);
                tell(&Progress::Failed { package, is_baseline, why: failure.why.clone() });
                rounds.failures[side as usize] = Some(failure);
            }
            Some(Built::NoTests) | None => {}
        }
    }

    /// The functions that are measured at the default GOMAXPROCS, too.
    fn parallel(&self) -> Parallel {
        self.plan.parallel(self.sides, self.deciding)
    }

    /// The baseline's binary, if it was not needed until now.
    fn late_baseline(&self) -> Result<Option<Built>, Stop> {
        let job = self.plan.job(self.sides, self.number, Side::Baseline)?;
        Ok(job.map(|job| job.build(self.share.left())).transpose()?)
    }

    /// Whether a candidate that passes should have printed something. Benchmarks may be built under tags
    /// only, or be called otherwise than asked for.
    fn expects_results(&self) -> Result<bool, Stop> {
        let Some(package) = &self.sides.candidate else { return Ok(false) };
        let Plan { candidate, asked, .. } = self.plan;
        Ok(expects_results(candidate, package, asked.flags, self.share.left())?)
    }
}
