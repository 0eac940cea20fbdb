//! Finding out which benchmarks a package has, and how many iterations of each there is time for.

use super::binary::{Binary, Call};
use super::expression::{functions, named};
use super::failure::Failure;
use super::flags::Benchtime;
use super::groups::{Group, Target, function_of, groups, is_worth_another_look, iterations, stem};
use super::look::{Found, found};
use super::outcome::Stop;
use super::rounds::{Rounds, Tell};
use super::samples::{Ran, Samples};
use super::side::Side;
use super::told::Progress;
use crate::benchproc::BenchExpression;
use std::collections::{BTreeMap, BTreeSet};

/// So often is looked again for benchmarks that don't fail, before a side is given up.
const MOST_LOOKS: usize = 5;

/// What is looked for at once.
struct Pass {
    cpu: u32,
    /// The functions, with `Benchmark`; none for all.
    functions: Option<BTreeSet<String>>,
}

impl Rounds<'_> {
    /// The groups in which benchmarks are measured.
    pub(super) fn calibrated(
        &mut self,
        benchtime: Benchtime,
        tell: Tell<'_>,
    ) -> Result<Vec<Group>, Stop> {
        tell(&Progress::Round { number: 0, of: self.flags.least, benchmarks: 0, confirms: false });
        self.targets = self.kept_targets();
        for pass in self.passes() {
            let mut seen = [self.known(pass.cpu), BTreeSet::new()];
            for side in Side::BOTH {
                let mut found = self.look(side, &pass, tell)?;
                seen[side as usize].extend(found.iter().map(|found| found.name.clone()));
                found.retain(|found| !self.targets.contains_key(&found.name));
                let sized = self.sized(side, found, pass.cpu, benchtime)?;
                self.targets.extend(sized);
            }
            self.unsteady.extend(unsteady(seen, pass.cpu));
        }
        if self.is_kept && !self.unsteady.is_empty() {
            // Figures of another time would be of other benchmarks, or iterations.
            self.measure_baseline(tell)?;
            self.samples[Side::Baseline as usize] = Samples::default();
            return if self.is_stopped { Ok(Vec::new()) } else { self.calibrated(benchtime, tell) };
        }
        self.merge_unsteady();
        let broken = &self.broken;
        self.targets.retain(|_, target| !broken.contains(&function_of(&target.stem)));
        Ok(groups(self.targets.values(), self.longest()))
    }

    /// The names of benchmarks that are known of another time.
    fn known(&self, cpu: u32) -> BTreeSet<String> {
        let known = self.targets.iter().filter(|(_, target)| self.is_kept && target.cpu == cpu);
        known.map(|(name, _)| name.clone()).collect()
    }

    /// Benchmarks of a function whose names differ between the sides are measured as the function has
    /// them: they may be other ones each time.
    fn merge_unsteady(&mut self) {
        let is_unsteady = |target: &Target| self.unsteady.contains(&function_of(&target.stem));
        let (unsteady, steady): (BTreeMap<_, _>, BTreeMap<_, _>) =
            std::mem::take(&mut self.targets).into_iter().partition(|(_, t)| is_unsteady(t));
        self.targets = steady;
        for target in unsteady.into_values() {
            let function = target.stem.split('/').next().unwrap_or(&target.stem).to_owned();
            let key = format!("{function}-{}", target.cpu);
            let one = || Target { stem: function, ..target.clone() };
            let whole = self.targets.entry(key).or_insert_with(one);
            whole.iterations = whole.iterations.min(target.iterations);
            whole.operation = whole.operation.max(target.operation);
        }
    }

    /// Those of a baseline that was measured before are measured as then.
    fn kept_targets(&self) -> BTreeMap<String, Target> {
        let ran = self.samples[Side::Baseline as usize].benchmarks();
        let target = |(name, ran): (String, Ran)| {
            let Ran { cpu, iterations, operation, .. } = ran;
            let stem = stem(&name, cpu).to_owned();
            (name, Target { stem, cpu, iterations, operation })
        };
        ran.into_iter().map(target).collect()
    }

    /// All benchmarks, and again those that run in parallel.
    fn passes(&self) -> Vec<Pass> {
        let all = Pass { cpu: self.flags.cpu, functions: None };
        let names = self.parallel.functions.iter().map(|name| format!("Benchmark{name}"));
        let names: BTreeSet<String> = names.filter(|name| self.is_asked(name)).collect();
        let cpu = self.parallel.cpu;
        let is_another = cpu > 1 && cpu != self.flags.cpu && !names.is_empty();
        let parallel = is_another.then_some(Pass { cpu, functions: Some(names) });
        [all].into_iter().chain(parallel).collect()
    }

    /// Whether a function is among those that are asked for. What can't be read is for Go to refuse.
    fn is_asked(&self, function: &str) -> bool {
        let name = function.strip_prefix("Benchmark").unwrap_or(function);
        BenchExpression::new(&self.flags.bench).is_ok_and(|asked| asked.calls(name))
    }

    /// Runs each benchmark of a side once. Functions that fail are left out of the next try.
    fn look(&mut self, side: Side, pass: &Pass, tell: Tell<'_>) -> Result<Vec<Found>, Stop> {
        let Some(binary) = self.binaries[side as usize].clone() else { return Ok(Vec::new()) };
        for _ in 0..MOST_LOOKS {
            let Some(expression) = self.expression(&binary, pass)? else { return Ok(Vec::new()) };
            let call = Call { expression, iterations: 1, cpu: pass.cpu };
            let failure = match self.within(|deadline| binary.look(&call, deadline))? {
                Ok(printed) => {
                    let found = found(&printed);
                    let same = repeated(&found);
                    if same.is_empty() {
                        return Ok(found);
                    }
                    let names = same.iter().map(|name| stem(name, pass.cpu).to_owned()).collect();
                    Failure::of_same_names(self.package, &names)
                }
                Err(failure) => {
                    self.may_be_untrimmed(&failure)?;
                    failure
                }
            };
            let functions = failure.functions.clone();
            self.fail(side, failure, tell);
            if functions.iter().all(|function| self.broken.contains(function)) {
                break;
            }
            self.breaks(functions);
        }
        // Nothing is known of the others.
        self.give_up(side);
        Ok(Vec::new())
    }

    /// What calls the benchmarks of a pass, without those that are broken; none if nothing is left.
    fn expression(&self, binary: &Binary, pass: &Pass) -> Result<Option<String>, Stop> {
        let asked = &*self.flags.bench;
        let all = match &pass.functions {
            None if self.broken.is_empty() => return Ok(Some(asked.to_owned())),
            None => binary.functions(self.flags.timeout)?.into_iter().collect(),
            Some(functions) => functions.clone(),
        };
        let is_left = |name: &&String| !self.broken.contains(*name) && self.is_asked(name);
        let mut left = all.iter().filter(is_left).map(|name| &**name).peekable();
        Ok(left.peek().is_some().then(|| functions(left, asked)))
    }

    /// The iterations of what was found. What took long at its first operation is tried again, warm.
    fn sized(
        &mut self,
        side: Side,
        found_once: Vec<Found>,
        cpu: u32,
        benchtime: Benchtime,
    ) -> Result<BTreeMap<String, Target>, Stop> {
        let target = |found: &Found| {
            let (stem, operation) = (stem(&found.name, cpu).to_owned(), found.operation);
            let iterations = match benchtime {
                Benchtime::Iterations(iterations) => iterations,
                Benchtime::Time(time) => iterations(operation, time),
            };
            (found.name.clone(), Target { stem, cpu, iterations, operation })
        };
        let mut targets: BTreeMap<String, Target> = found_once.iter().map(target).collect();
        let Benchtime::Time(time) = benchtime else { return Ok(targets) };
        let again = found_once.iter().filter(|found| is_worth_another_look(found.operation, time));
        let again: Vec<Target> = again.map(|f| Target { iterations: 2, ..target(f).1 }).collect();
        let Some(binary) = self.binaries[side as usize].clone() else { return Ok(targets) };
        for Group { stems, iterations, cpu } in groups(&again, self.longest()) {
            let expression = named(stems.iter().map(|stem| &**stem));
            let call = Call { expression, iterations, cpu };
            // What fails here fails once more, where it counts.
            if let Ok(printed) = self.within(|deadline| binary.run(&call, deadline))? {
                targets.extend(found(&printed).iter().map(target));
            }
        }
        Ok(targets)
    }
}

/// The names that occur more than once. Go itself numbers sub-benchmarks of one name.
fn repeated(found: &[Found]) -> BTreeSet<&str> {
    let mut seen = BTreeSet::new();
    found.iter().map(|found| &*found.name).filter(|name| !seen.insert(*name)).collect()
}

/// The functions that both sides have, and of whose benchmarks one side has others.
fn unsteady(seen: [BTreeSet<String>; 2], cpu: u32) -> BTreeSet<String> {
    let function = |name: &String| function_of(stem(name, cpu));
    let [before, after] =
        seen.each_ref().map(|names| names.iter().map(function).collect::<BTreeSet<_>>());
    let differing = seen[0].symmetric_difference(&seen[1]).map(function);
    differing.filter(|function| before.contains(function) && after.contains(function)).collect()
}
