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
use std::time::Duration;

/// What came of profiling a benchmark.
#[derive(Clone, Debug)]
pub enum Profiled {
    /// Both sides.
    Both {
        /// The baseline's profiles, and the candidate's.
        sides: Box<[Profiles; 2]>,
        /// The iterations of the longer ones.
        iterations: u64,
        /// Whether files have the paths below [`Plan::stand_in`] in them; otherwise these begin with
        /// import paths.
        is_untrimmed: bool,
    },
    /// There is nothing to compare: why, in words.
    Not(String),
}

/// Profiles benchmarks, and builds what they need once.
pub struct Profiler<'p, 'a> {
    plan: &'p Plan<'a>,
    /// By the packages' import paths.
    built: BTreeMap<String, Binaries>,
}

/// Test binaries of both sides of a package.
struct Binaries {
    built: [Option<Built>; 2],
    is_untrimmed: bool,
}

impl<'a> Plan<'a> {
    /// What makes profiles.
    pub fn profiler(&self) -> Profiler<'_, 'a> {
        Profiler { plan: self, built: BTreeMap::new() }
    }

    fn binaries(&self, sides: &Sides, number: usize, trims: bool) -> Result<Binaries, Stop> {
        if !trims {
            let share = TimeLimit::new(self.asked.limit.left());
            let built = self.untrimmed(sides, number, &share)?;
            return Ok(Binaries { built, is_untrimmed: true });
        }
        let [baseline, candidate] = Side::BOTH.map(|side| self.job(sides, number, side));
        let jobs = [baseline?, candidate?];
        let present: Vec<_> = jobs.iter().flatten().cloned().collect();
        let mut built = all(&present, &|| self.asked.limit.left())?.into_iter();
        let built = jobs.map(|job| job.and_then(|_| built.next()));
        Ok(Binaries { built, is_untrimmed: false })
    }
}

impl Profiler<'_, '_> {
    /// Profiles both sides of a benchmark, in no more time than there is. If a side fails, it is tried once
    /// more with the paths of the source.
    ///
    /// # Errors
    ///
    /// The baseline can't be checked out; Go can't be started; this process is asked to end. That a side
    /// fails is none: what comes of it says so.
    pub fn profile(
        &mut self,
        wanted: &ToProfile<'_>,
        time: Duration,
    ) -> Result<Profiled, RunError> {
        let limit = TimeLimit::new(time);
        let came = self.both(wanted, &limit).and_then(|came| match came {
            Err(Unprofiled::Ran(_)) if cfg!(unix) && self.is_trimmed(wanted.package) => {
                self.build(wanted.package, false)?;
                self.both(wanted, &limit)
            }
            came => Ok(came),
        });
        match came {
            Err(Stop::Error(error)) => Err(error),
            Err(_) => Ok(Profiled::Not("the time did not suffice".to_owned())),
            Ok(Err(Unprofiled::Ran(why) | Unprofiled::Other(why))) => Ok(Profiled::Not(why)),
            Ok(Ok(profiled)) => Ok(profiled),
        }
    }

    fn is_trimmed(&self, package: &str) -> bool {
        self.built.get(package).is_some_and(|binaries| !binaries.is_untrimmed)
    }

    /// Builds a package's tests; says whether there is such a package.
    fn build(&mut self, package: &str, trims: bool) -> Result<bool, Stop> {
        let mut packages = self.plan.packages.iter().enumerate();
        let Some((index, sides)) = packages.find(|(_, sides)| sides.path == package) else {
            return Ok(false);
        };
        let binaries = self.plan.binaries(sides, index + 1, trims)?;
        self.built.insert(package.to_owned(), binaries);
        Ok(true)
    }

    fn both(
        &mut self,
        wanted: &ToProfile<'_>,
        limit: &TimeLimit,
    ) -> Result<Result<Profiled, Unprofiled>, Stop> {
        let other = |why: &str| Ok(Err(Unprofiled::Other(why.to_owned())));
        if !self.built.contains_key(wanted.package) && !self.build(wanted.package, true)? {
            return other("its package has no benchmarks here");
        }
        let Some(Binaries { built, is_untrimmed }) = self.built.get(wanted.package) else {
            return other("its package was not built");
        };
        let mut sides = Vec::new();
        for (side, built) in Side::BOTH.into_iter().zip(built) {
            let binary = match binary(side, built.as_ref()) {
                Ok(binary) => binary,
                Err(why) => return Ok(Err(Unprofiled::Other(why))),
            };
            let longest = || limit.left().min(self.plan.asked.flags.timeout);
            match profiles(binary, wanted, &self.plan.place, &longest)? {
                Ok(profiles) => sides.push(profiles),
                Err(failure) => return Ok(Err(Unprofiled::of(side, &failure))),
            }
        }
        let (is_untrimmed, iterations) = (*is_untrimmed, iterations(wanted));
        let sides: Result<[Profiles; 2], _> = sides.try_into();
        let Ok(sides) = sides else { return other("a side is missing") };
        Ok(Ok(Profiled::Both { sides: Box::new(sides), iterations, is_untrimmed }))
    }
}

/// Why there are no profiles, in words.
enum Unprofiled {
    /// A side ran and failed: it may need the paths of its source.
    Ran(String),
    Other(String),
}

impl Unprofiled {
    fn of(side: Side, failure: &Failure) -> Unprofiled {
        let why = told(side, failure);
        if failure.is_deadline { Unprofiled::Other(why) } else { Unprofiled::Ran(why) }
    }
}

fn binary(side: Side, built: Option<&Built>) -> Result<&Binary, String> {
    match built {
        Some(Built::Binary(binary)) => Ok(binary),
        Some(Built::Failed(failure)) => Err(told(side, failure)),
        Some(Built::NoTests) | None => Err(format!("the {side} has no such package")),
    }
}

fn told(side: Side, failure: &Failure) -> String {
    format!("the {side} failed: {}", failure.why)
}
