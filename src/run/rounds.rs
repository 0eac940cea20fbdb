//! One package: its iterations, its samples round by round, and the confirmation of what fails.

use super::binary::{Binary, Group};
use super::calibrate::{Target, groups, stem};
use super::error::RunError;
use super::failure::Failure;
use super::flags::{Benchtime, Flags};
use super::outcome::Stop;
use super::parallel::Parallel;
use super::samples::Samples;
use super::settings::Setting;
use super::side::Side;
use super::time::TimeLimit;
use super::told::{Deciding, Progress};
use std::collections::BTreeSet;
use std::time::Duration;

/// Iterations grow by this factor from one confirmation to the next.
const FACTOR: u64 = 4;

/// A failure is confirmed again at most so often, as long as it shrinks.
const MOST_TIMES: u32 = 3;

/// What is told while it goes on.
pub(super) type Tell<'a> = &'a mut dyn FnMut(&Progress<'_>);

/// A package that is measured.
pub(super) struct Rounds<'a> {
    pub package: &'a str,
    /// From the root.
    pub directory: &'a str,
    pub flags: &'a Flags,
    pub limit: &'a TimeLimit,
    pub deciding: &'a dyn Deciding,
    pub settings: [Vec<Setting>; 2],
    /// Those that are also measured at the default GOMAXPROCS.
    pub parallel: Parallel,
    /// Whether the candidate goes first in the first round.
    pub is_candidate_first: bool,
    /// Whether a first failure may be the fault of paths that are left out of the binaries.
    pub trims: bool,
    pub binaries: [Option<Binary>; 2],
    /// Whether the baseline's samples are those of another time.
    pub is_kept: bool,
    pub samples: [Samples; 2],
    pub failures: [Option<Failure>; 2],
    /// Functions that fail on one of the sides, and are not measured on either.
    pub broken: BTreeSet<String>,
    /// Builds the baseline, if it was not needed until now.
    pub baseline: &'a dyn Fn() -> Result<Option<Binary>, Stop>,
    /// How many rounds there were.
    pub rounds: u32,
}

impl Rounds<'_> {
    /// Takes the samples. Those of benchmarks that might fail are as many as were fixed beforehand.
    pub fn measure(&mut self, tell: Tell<'_>) -> Result<(), Stop> {
        let first = match self.flags.benchtime {
            Benchtime::Iterations(iterations) => vec![self.whole(iterations)],
            Benchtime::Time(time) => self.calibrated(time, tell)?,
        };
        self.take(&first, self.flags.least, false, tell)?;
        if self.has_both() {
            self.decide(tell)?;
        }
        Ok(())
    }

    /// What each side has printed that counts, and how it failed.
    pub fn captures(&self) -> [Vec<u8>; 2] {
        let capture = |side: Side| {
            let samples = self.samples[side as usize].capture(&self.settings[side as usize]);
            let failure = self.failures[side as usize].as_ref().map_or(&[][..], Failure::capture);
            if samples.is_empty() && failure.is_empty() && self.flags.is_thorough && self.runs(side)
            {
                return passed(self.package, &self.settings[side as usize]);
            }
            [&samples, failure].concat()
        };
        Side::BOTH.map(capture)
    }

    fn has_both(&self) -> bool {
        let is_there = |side: Side| self.failures[side as usize].is_none() && self.runs(side);
        Side::BOTH.into_iter().all(|side| is_there(side) || side == Side::Baseline && self.is_kept)
    }

    fn runs(&self, side: Side) -> bool {
        self.binaries[side as usize].is_some()
    }

    pub(super) fn whole(&self, iterations: u64) -> Group {
        Group { expression: self.flags.bench.clone(), iterations, cpu: self.flags.cpu }
    }

    /// Samples until nothing can change for what might fail.
    fn decide(&mut self, tell: Tell<'_>) -> Result<(), Stop> {
        let [baseline, candidate] = self.captures();
        let undecided = self.deciding.undecided(self.directory, [&baseline, &candidate]);
        if undecided.is_empty() {
            return Ok(());
        }
        let targets = self.targets(&undecided, 1);
        let mut more = self.flags.most.saturating_sub(self.flags.least);
        if self.is_kept {
            // Whatever fails was measured at one time on both sides.
            self.measure_baseline()?;
            if self.is_kept {
                return Ok(());
            }
            self.samples.each_mut().into_iter().for_each(|samples| samples.forget(&undecided));
            more = self.flags.most;
        }
        self.take(&groups(&targets), more, false, tell)
    }

    /// Measures what fails again, with more iterations, over which what happens once is spread; false if
    /// nothing fails.
    pub fn confirm(&mut self, tell: Tell<'_>) -> Result<bool, Stop> {
        if !self.flags.is_thorough || !self.has_both() {
            return Ok(false);
        }
        for time in 0..MOST_TIMES {
            let [baseline, candidate] = self.captures();
            let sides = [&*baseline, &*candidate];
            let failing = self.deciding.to_confirm(self.directory, sides, time);
            if failing.is_empty() {
                return Ok(time > 0);
            }
            self.measure_baseline()?;
            if self.is_kept {
                return Ok(time > 0);
            }
            let targets = self.targets(&failing, FACTOR);
            let before = self.samples.clone();
            self.samples.each_mut().into_iter().for_each(|samples| samples.forget(&failing));
            self.take(&groups(&targets), self.flags.most, true, tell)?;
            if self.failures.iter().any(Option::is_some) {
                // It could not be confirmed: it stands.
                self.samples = before;
                return Ok(true);
            }
        }
        Ok(true)
    }

    fn measure_baseline(&mut self) -> Result<(), Stop> {
        if self.is_kept {
            let binary = (self.baseline)()?;
            self.is_kept = binary.is_none();
            self.binaries[Side::Baseline as usize] = binary;
        }
        Ok(())
    }

    /// How benchmarks of these names are run, at so many times their iterations.
    fn targets(&self, names: &BTreeSet<String>, factor: u64) -> Vec<Target> {
        let ran = self.samples.each_ref().map(Samples::benchmarks);
        let target = |name: &String| {
            let ran = ran.iter().find_map(|ran| ran.get(name))?;
            let stem = stem(name, ran.cpu).to_owned();
            Some(Target { stem, cpu: ran.cpu, iterations: ran.iterations * factor })
        };
        names.iter().filter_map(target).collect()
    }

    /// So many samples of each benchmark of some groups. Whichever side was last in one round is first in
    /// the next. A failure of one side ends it for both.
    fn take(
        &mut self,
        groups: &[Group],
        samples: u32,
        confirms: bool,
        tell: Tell<'_>,
    ) -> Result<(), Stop> {
        if groups.is_empty() {
            return Ok(());
        }
        for number in 1..=samples {
            let benchmarks = self.samples[Side::Candidate as usize].benchmarks().len();
            tell(&Progress::Round { number, of: samples, benchmarks, confirms });
            let is_candidate_first = self.is_candidate_first != (self.rounds % 2 == 1);
            self.rounds += 1;
            let order = Side::BOTH.map(|side| if is_candidate_first { side.other() } else { side });
            for side in order {
                if self.is_kept && side == Side::Baseline {
                    continue;
                }
                for group in groups {
                    if !self.sample(side, group, tell)? {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    /// One sample of a group; false if that failed.
    fn sample(&mut self, side: Side, group: &Group, tell: Tell<'_>) -> Result<bool, Stop> {
        let Some(binary) = self.binaries[side as usize].clone() else { return Ok(true) };
        match self.run(&binary, group)? {
            Ok(printed) => {
                self.samples[side as usize].add(printed, group.cpu);
                Ok(true)
            }
            Err(failure) => {
                self.fail(side, failure, tell)?;
                Ok(false)
            }
        }
    }

    pub(super) fn run(
        &self,
        binary: &Binary,
        group: &Group,
    ) -> Result<Result<Vec<u8>, Failure>, Stop> {
        self.within(|deadline| binary.run(group, deadline))
    }

    /// A run within the time that there is.
    pub(super) fn within(
        &self,
        run: impl FnOnce(Duration) -> Result<Result<Vec<u8>, Failure>, RunError>,
    ) -> Result<Result<Vec<u8>, Failure>, Stop> {
        let left = self.limit.left();
        if left.is_zero() {
            return Err(Stop::NoTime);
        }
        match run(self.flags.timeout.min(left))? {
            Err(failure) if failure.is_deadline && self.limit.left().is_zero() => Err(Stop::NoTime),
            // Of a push, it is enough to say that nothing was measured.
            Err(failure) if failure.is_silent && !self.flags.is_thorough => Ok(Ok(Vec::new())),
            ran => Ok(ran),
        }
    }

    pub(super) fn fail(
        &mut self,
        side: Side,
        failure: Failure,
        tell: Tell<'_>,
    ) -> Result<(), Stop> {
        let has_samples = self.samples.iter().any(|samples| !samples.is_empty());
        if self.trims && !failure.is_deadline && (self.is_kept || !has_samples) {
            return Err(Stop::Untrimmed);
        }
        let (package, is_baseline) = (self.package, side == Side::Baseline);
        tell(&Progress::Failed { package, is_baseline, why: failure.why.clone() });
        self.failures[side as usize].get_or_insert(failure);
        Ok(())
    }
}

/// A run that passed without any result, as `go test` prints it.
fn passed(package: &str, settings: &[Setting]) -> Vec<u8> {
    let settings: String = settings.iter().map(Setting::line).collect();
    format!("{settings}pkg: {package}\nPASS\nok  \t{package}\t0.000s\n").into_bytes()
}
