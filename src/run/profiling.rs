//! Heap profiles of single benchmarks, both sides alike.

use super::binary::Binary;
use super::building::{Built, all};
use super::error::RunError;
use super::failure::Failure;
use super::measure::Plan;
use super::outcome::Stop;
use super::profile::{Profiles, ToProfile, iterations, profiles};
use super::side::Side;
use super::time::TimeLimit;
use super::tree::Sides;
use std::collections::BTreeMap;

/// What came of profiling a benchmark.
#[derive(Clone, Debug)]
pub enum Profiled {
    /// Both sides.
    Both {
        /// The baseline's profiles, and the candidate's.
        sides: Box<[Profiles; 2]>,
        /// The iterations of the longer ones.
        iterations: u64,
    },
    /// There is nothing to compare: why, in words.
    Not(String),
}

/// Profiles benchmarks, and builds what they need once.
pub struct Profiler<'p, 'a> {
    plan: &'p Plan<'a>,
    /// The test binaries, by the packages' import paths.
    built: BTreeMap<String, [Option<Built>; 2]>,
}

impl<'a> Plan<'a> {
    /// What makes profiles.
    pub fn profiler(&self) -> Profiler<'_, 'a> {
        Profiler { plan: self, built: BTreeMap::new() }
    }

    /// The test binaries of both sides of a package.
    fn built(
        &self,
        sides: &Sides,
        number: usize,
        is_untrimmed: bool,
    ) -> Result<[Option<Built>; 2], Stop> {
        if is_untrimmed {
            let share = TimeLimit::new(self.asked.limit.left());
            return self.untrimmed(sides, number, &share);
        }
        let jobs = Side::BOTH.map(|side| self.job(sides, number, side));
        let [baseline, candidate] = jobs;
        let jobs = [baseline?, candidate?];
        let present: Vec<_> = jobs.iter().flatten().cloned().collect();
        let mut built = all(&present, &|| self.asked.limit.left())?.into_iter();
        Ok(jobs.map(|job| job.and_then(|_| built.next())))
    }
}

impl Profiler<'_, '_> {
    /// Profiles both sides of a benchmark.
    ///
    /// # Errors
    ///
    /// The baseline can't be checked out; Go can't be started; this process is asked to end. That a side
    /// fails is none: what comes of it says so.
    pub fn profile(&mut self, wanted: &ToProfile<'_>) -> Result<Profiled, RunError> {
        match self.both(wanted) {
            Ok(Ok(sides)) => {
                Ok(Profiled::Both { sides: Box::new(sides), iterations: iterations(wanted) })
            }
            Ok(Err(why)) => Ok(Profiled::Not(why)),
            Err(Stop::Error(error)) => Err(error),
            Err(_) => Ok(Profiled::Not("the time did not suffice".to_owned())),
        }
    }

    fn both(&mut self, wanted: &ToProfile<'_>) -> Result<Result<[Profiles; 2], String>, Stop> {
        let plan = self.plan;
        let mut packages = plan.packages.iter().enumerate();
        let Some((index, sides)) = packages.find(|(_, sides)| sides.path == wanted.package) else {
            return Ok(Err("its package has no benchmarks here".to_owned()));
        };
        if !self.built.contains_key(wanted.package) {
            let built = plan.built(sides, index + 1, wanted.is_untrimmed)?;
            self.built.insert(wanted.package.to_owned(), built);
        }
        let [baseline, candidate] = Side::BOTH.map(|side| self.binary(wanted.package, side));
        let binaries = match (baseline, candidate) {
            (Ok(baseline), Ok(candidate)) => [baseline, candidate],
            (Err(why), _) | (_, Err(why)) => return Ok(Err(why)),
        };
        let directory = plan.place.temporary()?;
        let mut sides = Vec::new();
        for (side, binary) in Side::BOTH.into_iter().zip(binaries) {
            match profiles(binary, wanted, &directory, plan.asked.flags.timeout)? {
                Ok(profiles) => sides.push(profiles),
                Err(failure) => return Ok(Err(told(side, &failure))),
            }
        }
        Ok(sides.try_into().map_err(|_| "a side is missing".to_owned()))
    }

    fn binary(&self, package: &str, side: Side) -> Result<&Binary, String> {
        match self.built.get(package).and_then(|built| built[side as usize].as_ref()) {
            Some(Built::Binary(binary)) => Ok(binary),
            Some(Built::Failed(failure)) => Err(told(side, failure)),
            Some(Built::NoTests) | None => Err(format!("the {side} has no such package")),
        }
    }
}

fn told(side: Side, failure: &Failure) -> String {
    format!("the {side} failed: {}", failure.why)
}
