//! What stopping early and measuring again do to the gate's default:
//!
//!     cargo run --release --example simulate -- stopping [--seed 1] [--pull-requests 300] [--benchmarks 500]
//!
//! Pull requests are those of the other table. Samples come one by one from one process a side; what is
//! measured again comes from other processes.

use super::noise::{MODEL, PROFILES, Source};
use super::pulls::{REGRESSIONS, Settings};
use super::random::Random;
use super::rules::Unit;
use super::share::share;
use super::table::{cell, line};
use allocgate::benchunit::Direction;
use allocgate::compare::{Comparer, Prospect, Question, Shift};
use allocgate::policy::{Policy, Rule};

/// The samples a side that nothing goes below, and those that are fixed beforehand.
pub const LEAST: usize = 5;
pub const MOST: usize = 10;

/// Ways to measure.
pub const PLANS: [&str; 3] =
    ["10 samples", "5, and up to 10 where it could fail", "the same, and failures measured again"];

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

/// A row: its unit, and where each side's values come from, over N iterations and over 4 N.
type Sources = (Unit, [[Source; 2]; 2]);

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
            let rows = rows.map(|(unit, source)| (unit, [[source; 2]; 2]));
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
    let lasting = REGRESSIONS.iter().map(|regression| (regression.unit, [regression.sources(); 2]));
    let spread = |mean: f64| Source::Spread(mean, 0.01 * mean);
    let over = |cost: f64| [1.0, 1.0 + cost].map(|share| spread(10_000.0 * share));
    let once = (Unit::Bytes, [over(ONCE), over(ONCE / 4.0)]);
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
        let mut draw = |of: usize| -> Vec<(Unit, [Vec<f64>; 2])> {
            let sample = |source: &Source, random: &mut Random| {
                let mut values = vec![0.0; MOST];
                source.sample(&MODEL, random, &mut values);
                values
            };
            let row = |(unit, sources): &Sources| {
                (*unit, sources[of].each_ref().map(|source| sample(source, random)))
            };
            rows.iter().map(row).collect()
        };
        let first = draw(0);
        let taken = (LEAST..MOST).find(|&k| !self.could_fail(&first, k)).unwrap_or(MOST);
        let [fixed, stopped] = [MOST, taken].map(|k| self.failing(&first, k));
        let count = |failing: &[bool]| failing.iter().filter(|fails| **fails).count() as u64;
        if count(&stopped) == 0 {
            let taken = taken as u64;
            return ([count(&fixed), 0, 0], [MOST as u64, taken, taken]);
        }
        let again = self.failing(&draw(1), MOST);
        let both: Vec<bool> = stopped.iter().zip(&again).map(|(a, b)| *a && *b).collect();
        let fails = [count(&fixed), count(&stopped), count(&both)];
        (fails, [MOST as u64, taken as u64, (taken + MOST) as u64])
    }

    fn could_fail(&self, rows: &[(Unit, [Vec<f64>; 2])], k: usize) -> bool {
        let prospect = Prospect { most: MOST, floor: true };
        let could = |(unit, [b, c]): &(Unit, [Vec<f64>; 2])| {
            self.question(*unit).is_some_and(|q| q.could_worsen(&b[..k], &c[..k], prospect))
        };
        rows.iter().any(could)
    }

    fn failing(&mut self, rows: &[(Unit, [Vec<f64>; 2])], k: usize) -> Vec<bool> {
        let fails = |(unit, sides): &(Unit, [Vec<f64>; 2])| {
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
