//! One package: its samples round by round, and the confirmation of what fails.

use super::binary::{Binary, Call};
use super::building::Built;
use super::empty::empty;
use super::error::RunError;
use super::expression::named;
use super::failure::Failure;
use super::flags::{Benchtime, Flags};
use super::groups::{Group, Target, function_of, groups, stem};
use super::outcome::Stop;
use super::parallel::Parallel;
use super::samples::Samples;
use super::settings::Setting;
use super::side::Side;
use super::time::TimeLimit;
use super::told::{Deciding, Progress};
use std::collections::{BTreeMap, BTreeSet};
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
    /// The first failure of each side.
    pub failures: [Option<Failure>; 2],
    /// Functions that fail on one of the sides, and are measured on neither.
    pub broken: BTreeSet<String>,
    /// The benchmarks that were found, by their names.
    pub targets: BTreeMap<String, Target>,
    /// Functions whose benchmarks may be called otherwise each time.
    pub unsteady: BTreeSet<String>,
    /// Whether a failure left too little to go on with.
    pub is_stopped: bool,
    /// Builds the baseline, if it was not needed until now.
    pub baseline: &'a dyn Fn() -> Result<Option<Built>, Stop>,
    /// How many rounds there were.
    pub rounds: u32,
}

/// What is wanted of some rounds.
#[derive(Clone, Copy)]
struct Wanted {
    /// So many were taken before.
    taken: u32,
    /// With which there are so many.
    samples: u32,
    confirms: bool,
}

impl Rounds<'_> {
    /// Takes the samples. Those of benchmarks that might fail are as many as were fixed beforehand.
    pub fn measure(&mut self, tell: Tell<'_>) -> Result<(), Stop> {
        let first = match self.flags.benchtime {
            Benchtime::Iterations(iterations) if !self.flags.is_thorough => {
                vec![Group { cpu: self.flags.cpu, iterations, stems: Vec::new() }]
            }
            benchtime => self.calibrated(benchtime, tell)?,
        };
        let wanted = Wanted { taken: 0, samples: self.flags.least, confirms: false };
        self.take(&first, wanted, tell)?;
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
                return empty(self.package, &self.settings[side as usize], None).into_bytes();
            }
            [&samples, failure].concat()
        };
        Side::BOTH.map(capture)
    }

    fn has_both(&self) -> bool {
        let is_there = |side| self.runs(side) || side == Side::Baseline && self.is_kept;
        !self.is_stopped && Side::BOTH.into_iter().all(is_there)
    }

    fn runs(&self, side: Side) -> bool {
        self.binaries[side as usize].is_some()
    }

    /// Samples until nothing can change for what might fail.
    fn decide(&mut self, tell: Tell<'_>) -> Result<(), Stop> {
        let [baseline, candidate] = self.captures();
        let mut undecided = self.deciding.undecided([&baseline, &candidate]);
        if self.is_kept && self.flags.is_thorough {
            // Figures of another time are worth as much as those of now only where they are the same.
            let [before, now] = self.samples.each_ref().map(Samples::memory);
            let all = before.keys().chain(now.keys());
            undecided.extend(all.filter(|name| before.get(*name) != now.get(*name)).cloned());
        }
        let samples = self.flags.most;
        let groups = self.groups_of(&undecided, 1);
        if !groups.is_empty() && self.is_kept {
            // Whatever fails was measured at one time on both sides.
            self.measure_baseline(tell)?;
            if self.is_stopped {
                return Ok(());
            }
            let before = self.samples.clone();
            self.forget(&undecided);
            self.take(&groups, Wanted { taken: 0, samples, confirms: false }, tell)?;
            self.hold_on_to(&undecided, before);
            return Ok(());
        }
        self.take(&groups, Wanted { taken: self.flags.least, samples, confirms: false }, tell)
    }

    /// Measures what fails again, with more iterations, over which what happens once is spread; false if
    /// nothing fails.
    pub fn confirm(&mut self, tell: Tell<'_>) -> Result<bool, Stop> {
        let wanted = Wanted { taken: 0, samples: self.flags.most, confirms: true };
        for time in 0..MOST_TIMES {
            if !self.flags.is_thorough || !self.has_both() {
                return Ok(time > 0);
            }
            let [baseline, candidate] = self.captures();
            let sides = [&*baseline, &*candidate];
            let failing = self.deciding.to_confirm(sides);
            let groups = self.groups_of(&failing, FACTOR);
            if groups.is_empty() {
                return Ok(time > 0);
            }
            self.measure_baseline(tell)?;
            if self.is_stopped {
                return Ok(true);
            }
            let (before, broken) = (self.samples.clone(), self.broken.len());
            self.forget(&failing);
            self.take(&groups, wanted, tell)?;
            if self.is_stopped || self.broken.len() > broken {
                // It could not be confirmed: it stands.
                self.samples = before;
                return Ok(true);
            }
            if self.hold_on_to(&failing, before) {
                return Ok(true);
            }
        }
        Ok(true)
    }

    /// Goes back to what was measured before, if a side has nothing any more of a benchmark that was
    /// measured anew: one that runs only among others, or is skipped at more iterations, would be lost.
    fn hold_on_to(&mut self, names: &BTreeSet<String>, before: [Samples; 2]) -> bool {
        let lost = before.iter().zip(&self.samples).any(|(before, now)| {
            let (before, now) = (before.benchmarks(), now.benchmarks());
            names.iter().any(|name| before.contains_key(name) && !now.contains_key(name))
        });
        if lost {
            self.samples = before;
        }
        lost
    }

    fn forget(&mut self, names: &BTreeSet<String>) {
        self.samples.each_mut().into_iter().for_each(|samples| samples.forget(names));
    }

    pub(super) fn measure_baseline(&mut self, tell: Tell<'_>) -> Result<(), Stop> {
        if !self.is_kept {
            return Ok(());
        }
        match (self.baseline)()? {
            Some(Built::Binary(binary)) => {
                self.binaries[Side::Baseline as usize] = Some(binary);
                self.is_kept = false;
            }
            Some(Built::Failed(failure)) => {
                self.fail(Side::Baseline, failure, tell);
                self.is_stopped = true;
            }
            Some(Built::NoTests) | None => self.is_stopped = true,
        }
        Ok(())
    }

    /// How benchmarks of these names are run, at so many times their iterations.
    fn groups_of(&self, names: &BTreeSet<String>, factor: u64) -> Vec<Group> {
        let ran = self.samples.each_ref().map(Samples::benchmarks);
        let target = |name: &String| {
            let ran = ran.iter().find_map(|ran| ran.get(name))?;
            let (stem, cpu) = (stem(name, ran.cpu).to_owned(), ran.cpu);
            let iterations = ran.iterations * factor;
            Some(Target { stem, cpu, iterations, operation: ran.operation })
        };
        let targets: Vec<Target> = names.iter().filter_map(target).collect();
        groups(&targets, self.longest())
    }

    /// How long one process may be expected to take, so that none comes near the deadline.
    pub(super) fn longest(&self) -> Duration {
        self.flags.timeout / 4
    }

    /// Samples of each benchmark of some groups, until there are so many. Whichever side was last in one round is first in
    /// the next.
    fn take(&mut self, groups: &[Group], wanted: Wanted, tell: Tell<'_>) -> Result<(), Stop> {
        let Wanted { taken, samples, confirms } = wanted;
        let benchmarks = groups.iter().map(|group| group.stems.len()).sum();
        let rounds = if groups.is_empty() { 0 } else { samples };
        for number in taken + 1..=rounds {
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
                        self.give_up(side);
                        break;
                    }
                }
            }
            if !Side::BOTH.into_iter().any(|side| self.runs(side)) {
                break;
            }
        }
        Ok(())
    }

    /// Runs a side no more, since nothing is known of what else it has. The other one's benchmarks may be
    /// under budgets, which need no baseline, or fail by themselves.
    pub(super) fn give_up(&mut self, side: Side) {
        self.is_stopped = true;
        self.binaries[side as usize] = None;
    }

    /// One sample of a group. Functions that fail are left out from then on, on both sides; false if it is
    /// not known which.
    fn sample(&mut self, side: Side, group: &Group, tell: Tell<'_>) -> Result<bool, Stop> {
        let Some(binary) = self.binaries[side as usize].clone() else { return Ok(true) };
        while let Some(call) = self.call(group) {
            let failure = match self.within(|deadline| binary.run(&call, deadline))? {
                Ok(printed) => {
                    self.samples[side as usize].add(printed, group.cpu);
                    return Ok(true);
                }
                Err(failure) => failure,
            };
            self.may_be_untrimmed(&failure)?;
            let functions = failure.functions.clone();
            self.fail(side, failure, tell);
            let is_known = functions.iter().any(|function| !self.broken.contains(function));
            if !is_known || group.stems.is_empty() {
                return Ok(false);
            }
            self.breaks(functions);
        }
        Ok(true)
    }

    /// How a group is called, without what is broken.
    fn call(&self, group: &Group) -> Option<Call> {
        let (iterations, cpu) = (group.iterations, group.cpu);
        if group.stems.is_empty() || self.is_whole(group) {
            let expression = self.flags.bench.clone();
            return Some(Call { expression, iterations, cpu });
        }
        let group = group.without(&self.broken)?;
        let expression = named(group.stems.iter().map(|stem| &**stem));
        Some(Call { expression, iterations, cpu })
    }

    /// Whether a group is all that is asked for: then it is called so, with benchmarks whose names change
    /// from run to run.
    fn is_whole(&self, group: &Group) -> bool {
        let all = self.targets.values().filter(|target| target.cpu == group.cpu).count();
        group.cpu == self.flags.cpu && self.broken.is_empty() && group.stems.len() == all
    }

    /// Leaves functions out, and what there is of them.
    pub(super) fn breaks(&mut self, functions: BTreeSet<String>) {
        self.broken.extend(functions);
        let ran = self.samples.each_ref().map(Samples::benchmarks);
        let all = ran.iter().flatten();
        let is_broken = |name: &str, cpu| self.broken.contains(&function_of(stem(name, cpu)));
        let names = all.filter(|(name, ran)| is_broken(name, ran.cpu));
        let names: BTreeSet<String> = names.map(|(name, _)| name.clone()).collect();
        self.forget(&names);
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

    /// Gives up for another try, if a first failure may be the fault of paths that are left out.
    pub(super) fn may_be_untrimmed(&self, failure: &Failure) -> Result<(), Stop> {
        let has_samples = self.samples.iter().any(|samples| !samples.is_empty());
        let is_first = self.is_kept || !has_samples;
        if self.trims && is_first && !failure.is_deadline { Err(Stop::Untrimmed) } else { Ok(()) }
    }

    pub(super) fn fail(&mut self, side: Side, failure: Failure, tell: Tell<'_>) {
        let (package, is_baseline) = (self.package, side == Side::Baseline);
        tell(&Progress::Failed { package, is_baseline, why: failure.told() });
        self.failures[side as usize].get_or_insert(failure);
    }
}
