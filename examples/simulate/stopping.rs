//! What stopping early and measuring again do to the gate's default:
//!
//!     cargo run --release --example simulate -- stopping [--seed 1] [--pull-requests 300] [--benchmarks 500]
//!
//! Pull requests are those of the other table. The plan is that of `allocgate run`: it looks once, after five
//! samples a side; what fails is measured again, and further as long as it shrinks.

use super::noise::{MODEL, PROFILES, Source};
use super::pulls::{REGRESSIONS, Settings};
use super::random::Random;
use super::rules::Unit;
use super::share::share;
use super::table::{cell, line};
use allocgate::benchunit::Direction;
use allocgate::compare::{Comparer, Prospect, Question, Shift};
use allocgate::policy::{Excess, Policy, Rule};

/// The samples a side that nothing goes below, and those that are fixed beforehand.
pub const LEAST: usize = 5;
pub const MOST: usize = 10;

/// Ways to measure.
pub const PLANS: [&str; 3] =
    ["10 samples", "5, and 10 where it could fail", "the same, and failures measured again"];

/// A cost that each run of a benchmark has once: so much of the baseline over N iterations, a quarter
/// of it over 4 N.
const ONCE: f64 = 0.3;

/// Rows that are put in, besides those of the other table.
const ONCE_NAME: &str = "B +30 % over N, once";

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Of each plan, the pull requests that failed though nothing changed, a profile each.
    pub falsely: [[u64; PROFILES.len()]; PLANS.len()],
    /// The rows that failed in them.
    pub rows: [[u64; PROFILES.len()]; PLANS.len()],
    /// Those that failed because of a regression that was put in, each by itself; the last is paid once.
    pub found: [[u64; REGRESSIONS.len() + 1]; PLANS.len()],
    /// The samples a side that were taken, of the benchmarks in which nothing changed.
    pub samples: [[u64; PROFILES.len()]; PLANS.len()],
}

/// At most so often is measured again what fails.
const TIMES: usize = 3;

/// A row: its unit, and where each side's values come from, over N iterations, 4 N, 16 N and 64 N.
type Sources = (Unit, [[Source; 2]; 1 + TIMES]);

/// A row's samples, of both sides.
type Drawn = (Unit, [Vec<f64>; 2]);

/// All samples of a benchmark, measured for the first time or once more.
fn draw(rows: &[Sources], time: usize, random: &mut Random) -> Vec<Drawn> {
    let mut sample = |source: &Source| {
        let mut values = vec![0.0; MOST];
        source.sample(&MODEL, random, &mut values);
        values
    };
    let mut drawn = Vec::new();
    for (unit, sources) in rows {
        let sides = [sample(&sources[time][0]), sample(&sources[time][1])];
        drawn.push((*unit, sides));
    }
    drawn
}

/// How much worse a row is over so many times N iterations.
fn excess((_, sides): &Drawn, iterations: f64) -> Excess {
    let [baseline, candidate] = sides.each_ref().map(|values| median(values));
    Excess { change: candidate - baseline, iterations }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    f64::midpoint(sorted[middle - 1], sorted[middle])
}

fn count(failing: &[bool]) -> u64 {
    failing.iter().filter(|fails| **fails).count() as u64
}

/// Makes all pull requests.
pub fn simulate(settings: &Settings) -> Outcome {
    let state = || (Gate::default(), Outcome::default());
    let make = |(gate, outcome): &mut (Gate, Outcome), number| {
        pull_request(settings, number, gate, outcome);
    };
    let outcomes = share(settings, state, make).into_iter().map(|(_, outcome)| outcome);
    outcomes.fold(Outcome::default(), |sum, outcome| sum.plus(&outcome))
}

fn pull_request(settings: &Settings, number: u64, gate: &mut Gate, outcome: &mut Outcome) {
    for (profile, place) in PROFILES.iter().zip(0..) {
        let mut random = Random::stream(&[settings.seed, 0, place as u64, number]);
        let mut failed = [0; PLANS.len()];
        for _ in 0..settings.benchmarks {
            let (allocs, bytes) = (
                Source::allocs(profile, &MODEL, &mut random),
                Source::bytes(profile, &MODEL, &mut random),
            );
            let rows = [(Unit::Allocs, allocs), (Unit::Bytes, bytes)];
            let rows = rows.map(|(unit, source)| (unit, [[source; 2]; 1 + TIMES]));
            let (fails, taken) = gate.benchmark(&rows, &mut random);
            add(&mut failed, &fails);
            add_at(&mut outcome.samples, place, taken);
        }
        add_at(&mut outcome.rows, place, failed);
        add_at(&mut outcome.falsely, place, failed.map(|rows| u64::from(rows > 0)));
        if place == 0 {
            regressions(gate, outcome, &mut random);
        }
    }
}

fn regressions(gate: &mut Gate, outcome: &mut Outcome, random: &mut Random) {
    let lasting =
        REGRESSIONS.iter().map(|regression| (regression.unit, [regression.sources(); 1 + TIMES]));
    let spread = |mean: f64| Source::Spread(mean, 0.01 * mean);
    let over = |cost: f64| [1.0, 1.0 + cost].map(|share| spread(10_000.0 * share));
    let costs = [ONCE, ONCE / 4.0, ONCE / 16.0, ONCE / 64.0];
    let once = (Unit::Bytes, costs.map(over));
    let rows: Vec<Sources> = lasting.chain([once]).collect();
    for (place, row) in rows.into_iter().enumerate() {
        let (fails, _) = gate.benchmark(&[row], random);
        add_at(&mut outcome.found, place, fails);
    }
}

/// The gate's default.
#[derive(Default)]
struct Gate {
    policy: Policy,
    comparer: Comparer,
}

impl Gate {
    /// Of each plan, how many of a benchmark's rows fail, and the samples a side that it takes.
    fn benchmark(
        &mut self,
        rows: &[Sources],
        random: &mut Random,
    ) -> ([u64; PLANS.len()], [u64; PLANS.len()]) {
        let first = draw(rows, 0, random);
        // It looks once.
        let taken = if self.could_fail(&first, LEAST) { MOST } else { LEAST };
        let [fixed, stopped] = [MOST, taken].map(|k| self.failing(&first, k));
        let (again, more) = self.confirmed(rows, first, stopped.clone(), random);
        let fails = [fixed, stopped, again].map(|failing| count(&failing));
        (fails, [MOST, taken, taken + more].map(|samples| samples as u64))
    }

    /// What fails once failures were measured again, as long as they shrink, and by how many samples a side
    /// more. Fresh samples replace all of the benchmark's.
    fn confirmed(
        &mut self,
        rows: &[Sources],
        mut samples: Vec<Drawn>,
        mut failing: Vec<bool>,
        random: &mut Random,
    ) -> (Vec<bool>, usize) {
        let mut before: Vec<Option<Excess>> = vec![None; rows.len()];
        let mut taken = 0;
        for time in 1..=TIMES {
            let iterations = 4_f64.powi(time as i32 - 1);
            let mut is_again = false;
            for (row, _) in failing.iter().enumerate().filter(|(_, fails)| **fails) {
                let now = excess(&samples[row], iterations);
                is_again |= before[row].is_none_or(|before| now.has_shrunk_from(before));
                before[row] = Some(now);
            }
            if !is_again {
                break;
            }
            samples = draw(rows, time, random);
            failing = self.failing(&samples, MOST);
            taken += MOST;
        }
        (failing, taken)
    }

    fn could_fail(&self, rows: &[Drawn], k: usize) -> bool {
        let prospect = Prospect { most: MOST, floor: true };
        let could = |(unit, [b, c]): &Drawn| {
            self.question(*unit).is_some_and(|q| q.could_worsen(&b[..k], &c[..k], prospect))
        };
        rows.iter().any(could)
    }

    fn failing(&mut self, rows: &[Drawn], k: usize) -> Vec<bool> {
        let fails = |(unit, sides): &Drawn| {
            let Some(question) = self.question(*unit) else { return false };
            let [mut b, mut c] = sides.each_ref().map(|values| values[..k].to_vec());
            let [mut bn, mut cn] = [vec![100.0; k], vec![100.0; k]];
            let found = self.comparer.compare(&question, (&mut b, &mut bn), (&mut c, &mut cn));
            let is_established = found.evidence.significance.is_established();
            found.shift == Shift::Worse && found.beyond && is_established
        };
        rows.iter().map(fails).collect()
    }

    fn question(&self, unit: Unit) -> Option<Question> {
        let name = if unit == Unit::Bytes { "B/op" } else { "allocs/op" };
        let rule: &Rule = self.policy.rules.iter().find(|rule| rule.unit == name)?;
        Some(Question {
            direction: Direction::LowerIsBetter,
            allowance: rule.allowance,
            test: rule.test,
            alpha: rule.alpha,
            corrected: None,
            assumption: rule.assumption,
            confidence: self.policy.confidence,
        })
    }
}

impl Outcome {
    fn plus(mut self, other: &Outcome) -> Outcome {
        for plan in 0..PLANS.len() {
            add(&mut self.falsely[plan], &other.falsely[plan]);
            add(&mut self.rows[plan], &other.rows[plan]);
            add(&mut self.found[plan], &other.found[plan]);
            add(&mut self.samples[plan], &other.samples[plan]);
        }
        self
    }
}

fn add(to: &mut [u64], more: &[u64]) {
    to.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

/// Adds to one place of each plan.
fn add_at<const N: usize>(
    to: &mut [[u64; N]; PLANS.len()],
    place: usize,
    more: [u64; PLANS.len()],
) {
    to.iter_mut().zip(more).for_each(|(plan, more)| plan[place] += more);
}

/// Simulates, and says what came of it.
pub fn table(settings: &Settings) -> String {
    let outcome = simulate(settings);
    let profiles = |what: &str| PROFILES.map(|profile| format!("{what}, {}", profile.name));
    let found = REGRESSIONS.iter().map(|regression| regression.name).chain([ONCE_NAME]);
    let names = ["measured".to_owned()].into_iter().chain(profiles("fails falsely"));
    let names = names.chain(profiles("failing rows")).chain(found.map(str::to_owned));
    let names: Vec<String> = names.chain(profiles("samples a side")).collect();
    let mut text = line(names.iter().cloned());
    text += &format!("|---|{}\n", "---:|".repeat(names.len() - 1));
    let benchmarks = settings.pull_requests * settings.benchmarks as u64;
    for (plan, name) in PLANS.iter().enumerate() {
        let rate = |count: &u64| cell(*count, settings.pull_requests);
        let rows = outcome.rows[plan].iter().map(|count| format!("{count} of {}", 2 * benchmarks));
        let mean = |taken: &u64| format!("{:.2}", *taken as f64 / benchmarks as f64);
        let cells = outcome.falsely[plan].iter().map(rate).chain(rows);
        let cells = cells.chain(outcome.found[plan].iter().map(rate));
        let cells = cells.chain(outcome.samples[plan].iter().map(mean));
        text += &line([(*name).to_owned()].into_iter().chain(cells));
    }
    let Settings { pull_requests, benchmarks, seed, .. } = settings;
    text + &format!("\n{pull_requests} pull requests of {benchmarks} benchmarks, seed {seed}.\n")
}
