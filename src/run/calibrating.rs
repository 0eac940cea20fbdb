//! Finding out how many iterations of a package's benchmarks there is time for.

use super::binary::Group;
use super::calibrate::{Target, groups, is_worth_another_look, iterations, stem};
use super::expression::functions;
use super::look::{Found, found};
use super::outcome::Stop;
use super::parallel::Parallel;
use super::rounds::{Rounds, Tell};
use super::samples::Ran;
use super::side::Side;
use super::told::Progress;
use crate::benchproc::BenchExpression;
use std::collections::BTreeMap;
use std::time::Duration;

/// So many benchmarks of a package may fail, each in a process of its own, before it is given up.
const MOST_BROKEN: usize = 4;

impl Rounds<'_> {
    /// The groups in which benchmarks are measured.
    pub(super) fn calibrated(
        &mut self,
        time: Duration,
        tell: Tell<'_>,
    ) -> Result<Vec<Group>, Stop> {
        tell(&Progress::Round { number: 0, of: self.flags.least, benchmarks: 0, confirms: false });
        let mut targets: BTreeMap<String, Target> = self.kept_targets();
        for (cpu, expression) in self.passes() {
            for side in Side::BOTH {
                let unknown: Vec<Found> = self
                    .look(side, &expression, cpu, tell)?
                    .into_iter()
                    .filter(|found| !targets.contains_key(&found.name))
                    .collect();
                targets.extend(self.sized(side, unknown, cpu, time)?);
            }
        }
        let function = |target: &Target| format!("Benchmark{}", stem_function(&target.stem));
        targets.retain(|_, target| !self.broken.contains(&function(target)));
        Ok(self.grouped(&targets))
    }

    /// Groups of targets. Where one suffices for all, it is that which was asked for, with benchmarks
    /// whose names change from run to run.
    fn grouped(&self, targets: &BTreeMap<String, Target>) -> Vec<Group> {
        let own: Vec<&Target> =
            targets.values().filter(|target| target.cpu == self.flags.cpu).collect();
        let is_one = own.windows(2).all(|pair| pair[0].iterations == pair[1].iterations);
        match own.first().filter(|_| is_one && self.broken.is_empty()) {
            Some(first) => {
                let others = targets.values().filter(|target| target.cpu != self.flags.cpu);
                [vec![self.whole(first.iterations)], groups(others)].concat()
            }
            None => groups(targets.values()),
        }
    }

    /// Those of a baseline that was measured before are measured as then.
    fn kept_targets(&self) -> BTreeMap<String, Target> {
        let ran = self.samples[Side::Baseline as usize].benchmarks();
        let target = |(name, ran): (String, Ran)| {
            let stem = stem(&name, ran.cpu).to_owned();
            (name, Target { stem, cpu: ran.cpu, iterations: ran.iterations })
        };
        ran.into_iter().map(target).collect()
    }

    /// All benchmarks, and again those that run in parallel.
    fn passes(&self) -> Vec<(u32, String)> {
        let mut passes = vec![(self.flags.cpu, self.flags.bench.clone())];
        let Parallel { functions: names, cpu } = &self.parallel;
        let names = names.iter().map(|name| format!("Benchmark{name}"));
        let names: Vec<String> = names.filter(|name| self.is_asked(name)).collect();
        if *cpu > 1 && *cpu != self.flags.cpu && !names.is_empty() {
            passes.push((*cpu, functions(names.iter().map(|name| &**name))));
        }
        passes
    }

    /// Whether a function is among those that are asked for. What can't be read is for Go to refuse.
    fn is_asked(&self, function: &str) -> bool {
        let name = function.strip_prefix("Benchmark").unwrap_or(function);
        BenchExpression::new(&self.flags.bench).is_ok_and(|asked| asked.calls(name))
    }

    /// Runs each benchmark of a side once. One that fails is left out of the next try.
    fn look(
        &mut self,
        side: Side,
        expression: &str,
        cpu: u32,
        tell: Tell<'_>,
    ) -> Result<Vec<Found>, Stop> {
        let Some(binary) = self.binaries[side as usize].clone() else { return Ok(Vec::new()) };
        let mut expression = expression.to_owned();
        for _ in 0..=MOST_BROKEN {
            let group = Group { expression: expression.clone(), iterations: 1, cpu };
            let failure = match self.within(|deadline| binary.look(&group, deadline))? {
                Ok(printed) => return Ok(found(&printed)),
                Err(failure) => failure,
            };
            let broken = failure.function.clone();
            self.fail(side, failure, tell)?;
            let Some(broken) = broken else { break };
            self.broken.insert(broken);
            let all = binary.functions(self.flags.timeout)?;
            let is_asked = |name: &String| !self.broken.contains(name) && self.is_asked(name);
            let others: Vec<&str> =
                all.iter().filter(|name| is_asked(name)).map(|name| &**name).collect();
            if others.is_empty() {
                return Ok(Vec::new());
            }
            expression = functions(others);
        }
        // Nothing is known of the others.
        self.binaries[side as usize] = None;
        Ok(Vec::new())
    }

    /// The iterations of what was found. What took long at its first operation is tried again, warm.
    fn sized(
        &mut self,
        side: Side,
        found_once: Vec<Found>,
        cpu: u32,
        time: Duration,
    ) -> Result<BTreeMap<String, Target>, Stop> {
        let target = |found: &Found| {
            let stem = stem(&found.name, cpu).to_owned();
            let iterations = iterations(found.operation, time);
            (found.name.clone(), Target { stem, cpu, iterations })
        };
        let mut targets: BTreeMap<String, Target> = found_once.iter().map(target).collect();
        let again = found_once.iter().filter(|found| is_worth_another_look(found.operation, time));
        let again: Vec<Target> = again.map(|f| Target { iterations: 2, ..target(f).1 }).collect();
        if let Some(binary) = self.binaries[side as usize].clone() {
            for group in groups(&again) {
                // What fails here fails once more, where it counts.
                if let Ok(printed) = self.run(&binary, &group)? {
                    targets.extend(found(&printed).iter().map(target));
                }
            }
        }
        Ok(targets)
    }
}

fn stem_function(stem: &str) -> &str {
    stem.split('/').next().unwrap_or(stem)
}
