//! Pull requests, one stream of chance each, so that it is no matter which thread makes one.

use super::noise::{MODEL, PROFILES, Profile, Source};
use super::random::Random;
use super::rules::{Judge, RULES, Row, Unit};
use super::share::share;

/// What to simulate.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The seed of it all.
    pub seed: u64,
    /// Pull requests for each profile and sample size.
    pub pull_requests: u64,
    /// Benchmarks in each, of two rows each.
    pub benchmarks: usize,
    /// Sample sizes, a side.
    pub samples: Vec<usize>,
    /// Threads; the result does not depend on them.
    pub threads: usize,
}

/// A regression that ought to be found.
#[derive(Clone, Copy, Debug)]
pub struct Regression {
    /// As it is printed.
    pub name: &'static str,
    /// Its unit.
    pub unit: Unit,
    baseline: f64,
    /// Coefficient of variation, 0 for values that do not vary.
    variation: f64,
    candidate: f64,
}

/// The regressions of the table.
pub const REGRESSIONS: [Regression; 5] = [
    allocs("+1 on 5", 5.0, 6.0),
    allocs("+1 on 500", 500.0, 501.0),
    bytes("B +5 %, CV 1 %", 1.05, 0.01),
    bytes("B +10 %, CV 3 %", 1.10, 0.03),
    bytes("B +20 %, CV 5 %", 1.20, 0.05),
];

const fn allocs(name: &'static str, baseline: f64, candidate: f64) -> Regression {
    Regression { name, unit: Unit::Allocs, baseline, variation: 0.0, candidate }
}

const fn bytes(name: &'static str, ratio: f64, variation: f64) -> Regression {
    let baseline = 10_000.0;
    Regression { name, unit: Unit::Bytes, baseline, variation, candidate: ratio * baseline }
}

impl Regression {
    /// Where the sides' values come from.
    pub fn sources(&self) -> [Source; 2] {
        [self.baseline, self.candidate].map(|mean| self.source(mean))
    }

    fn source(&self, mean: f64) -> Source {
        if self.variation == 0.0 {
            Source::Constant(mean)
        } else {
            Source::Spread(mean, self.variation * mean)
        }
    }
}

/// How many pull requests each rule failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Of those in which nothing changed, a profile each.
    pub falsely: [[u64; PROFILES.len()]; RULES.len()],
    /// Of the first profile's, because of each regression put in.
    pub rightly: [[u64; REGRESSIONS.len()]; RULES.len()],
}

/// Makes all pull requests of one sample size.
pub fn simulate(settings: &Settings, samples: usize) -> Counts {
    let state = || Simulation::new(settings, samples);
    let all = share(settings, state, Simulation::pull_request);
    all.iter().fold(Counts::default(), |sum, simulation| sum.plus(&simulation.counts))
}

impl Counts {
    fn plus(mut self, other: &Counts) -> Counts {
        let sums = self.falsely.iter_mut().flatten().chain(self.rightly.iter_mut().flatten());
        let others = other.falsely.iter().flatten().chain(other.rightly.iter().flatten());
        sums.zip(others).for_each(|(sum, more)| *sum += more);
        self
    }
}

/// One thread's part.
struct Simulation<'a> {
    settings: &'a Settings,
    judge: Judge,
    values: [Vec<f64>; 2],
    counts: Counts,
}

impl Simulation<'_> {
    fn new(settings: &Settings, samples: usize) -> Simulation<'_> {
        let values = [vec![0.0; samples], vec![0.0; samples]];
        Simulation { settings, judge: Judge::new(samples), values, counts: Counts::default() }
    }

    /// One pull request of each profile.
    fn pull_request(&mut self, number: u64) {
        let samples = self.values[0].len() as u64;
        for (profile, place) in PROFILES.iter().zip(0..) {
            let numbers = [self.settings.seed, samples, place as u64, number];
            let mut random = Random::stream(&numbers);
            let mut rows = self.rows(profile, &mut random);
            for (rule, failures) in RULES.iter().zip(&mut self.counts.falsely) {
                let family = rule.family(rows.iter());
                let failed = rows.iter().any(|row| rule.fails(row, family.as_ref()));
                failures[place] += u64::from(failed);
            }
            if place == 0 {
                self.regressions(&mut rows, &mut random);
            }
        }
    }

    /// Rows in which nothing changed.
    fn rows(&mut self, profile: &Profile, random: &mut Random) -> Vec<Row> {
        let mut rows = Vec::with_capacity(2 * self.settings.benchmarks);
        for _ in 0..self.settings.benchmarks {
            let allocs = Source::allocs(profile, &MODEL, random);
            rows.push(self.row(Unit::Allocs, [allocs, allocs], random));
            let bytes = Source::bytes(profile, &MODEL, random);
            rows.push(self.row(Unit::Bytes, [bytes, bytes], random));
        }
        rows
    }

    fn row(&mut self, unit: Unit, sources: [Source; 2], random: &mut Random) -> Row {
        for (source, values) in sources.iter().zip(&mut self.values) {
            source.sample(&MODEL, random, values);
        }
        self.judge.row(unit, &mut self.values)
    }

    /// Puts each regression into the first row's place, by itself.
    fn regressions(&mut self, rows: &mut [Row], random: &mut Random) {
        for (place, regression) in REGRESSIONS.iter().enumerate() {
            let row = self.row(regression.unit, regression.sources(), random);
            if let Some(first) = rows.first_mut() {
                *first = row;
            }
            for (rule, found) in RULES.iter().zip(&mut self.counts.rightly) {
                let family = rule.family(rows.iter());
                found[place] += u64::from(rule.fails(&row, family.as_ref()));
            }
        }
    }
}
