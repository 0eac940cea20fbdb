//! Benchmarks of both sides, paired by key.

use super::intern::{Id, Interner};
use super::key::{FIXED, Key, KeyText, STRAY};
use super::merged::{Merged, Side};
use super::samples::Samples;
use super::splitting::Splitting;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Baseline or candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Which {
    /// What is compared against.
    Baseline,
    /// What is judged.
    Candidate,
}

impl Which {
    /// Both sides, baseline first.
    pub const BOTH: [Which; 2] = [Which::Baseline, Which::Candidate];
}

/// A configuration key that has other values on the other side.
#[derive(Clone, Debug)]
pub struct Difference<'a> {
    /// The key.
    pub key: &'a [u8],
    /// Its distinct values on the two sides, sorted.
    pub values: [Vec<&'a [u8]>; 2],
}

/// The number of a benchmark in a [`Pairing`].
pub type Benchmark = u32;

/// The benchmarks of both sides. A benchmark is there if either side has a result for it.
#[derive(Debug)]
pub struct Pairing {
    merged: Merged,
    keys: Vec<Key>,
    order: Vec<Benchmark>,
    runs: [Runs; 2],
    splitting: Splitting,
}

/// The runs of each benchmark on one side: those of benchmark `b` are `order[starts[b]..starts[b+1]]`.
#[derive(Debug)]
struct Runs {
    starts: Vec<u32>,
    order: Vec<u32>,
}

/// See [`Pairing::units`].
const MOST_UNITS: usize = 256;

/// A series that no benchmark takes, since its name was not selected.
const LEFT_OUT: u32 = u32::MAX;

impl Pairing {
    /// Pairs the selected benchmarks of two sides. `selects` is asked once for each distinct name
    /// and configuration.
    pub fn new(baseline: Samples, candidate: Samples, selects: impl Fn(&[u8]) -> bool) -> Pairing {
        let merged = Merged::new([baseline, candidate]);
        let splitting = Splitting::new(&merged);
        let mut keys: HashMap<Key, Benchmark> = HashMap::new();
        let runs = [0, 1].map(|i| {
            let side = &merged.sides[i];
            let numbers: Vec<u32> = (side.series.iter())
                .map(|series| {
                    if !selects(merged.text.get(series.name)) {
                        return LEFT_OUT;
                    }
                    let key = splitting.key(side, series.configuration, series.name);
                    let next = keys.len() as Benchmark;
                    *keys.entry(key).or_insert(next)
                })
                .collect();
            (numbers, side)
        });
        let runs = runs.map(|(numbers, side)| Runs::new(side, &numbers, keys.len()));
        let keys = in_order_of_number(keys);
        let order = text_order(&keys, &merged.text);
        Pairing { merged, keys, order, runs, splitting }
    }

    /// Forgets the values of all other units, and gives their memory back.
    pub fn keep_units(&mut self, units: &[Id]) {
        for side in &mut self.merged.sides {
            let widths: Vec<usize> = side.shapes.iter().map(|shape| shape.len()).collect();
            let shapes = &side.shapes;
            side.columns.retain(&widths, |shape, column| {
                units.contains(&shapes[shape as usize][column - 1])
            });
            for shape in &mut side.shapes {
                *shape = shape.iter().copied().filter(|unit| units.contains(unit)).collect();
            }
        }
    }

    /// All benchmarks, in the order of their text.
    pub fn benchmarks(&self) -> &[Benchmark] {
        &self.order
    }

    /// What a benchmark is called.
    pub fn key(&self, benchmark: Benchmark) -> KeyText<'_> {
        KeyText { key: &self.keys[benchmark as usize], text: &self.merged.text }
    }

    /// Whether a side has results of a benchmark.
    pub fn has(&self, which: Which, benchmark: Benchmark) -> bool {
        !self.runs[which as usize].of(benchmark).is_empty()
    }

    /// Whether both sides have results of a benchmark.
    pub fn has_both(&self, benchmark: Benchmark) -> bool {
        Which::BOTH.iter().all(|&which| self.has(which, benchmark))
    }

    /// How many results a side has of a benchmark.
    pub fn results(&self, which: Which, benchmark: Benchmark) -> usize {
        let columns = &self.merged.sides[which as usize].columns;
        let runs = self.runs[which as usize].of(benchmark);
        runs.iter().map(|&run| columns.runs()[run as usize].rows()).sum()
    }

    /// Whether a side has values of a unit for a benchmark.
    pub fn has_unit(&self, which: Which, benchmark: Benchmark, unit: Id) -> bool {
        let side = &self.merged.sides[which as usize];
        let shape = |run: &u32| &side.shapes[side.columns.runs()[*run as usize].shape as usize];
        self.runs[which as usize].of(benchmark).iter().any(|run| shape(run).contains(&unit))
    }

    /// The distinct units that a side has of a benchmark, in order of first appearance. No more
    /// than 256, which hostile input alone has.
    pub fn units(&self, which: Which, benchmark: Benchmark, out: &mut Vec<Id>) {
        out.clear();
        let side = &self.merged.sides[which as usize];
        for &run in self.runs[which as usize].of(benchmark) {
            for &unit in &side.shapes[side.columns.runs()[run as usize].shape as usize] {
                if out.len() < MOST_UNITS && !out.contains(&unit) {
                    out.push(unit);
                }
            }
        }
    }

    /// Appends the values of one sample to `values` and, in the same order, the iteration counts
    /// of the results that they come from to `iterations`. Nothing is appended where the side has
    /// no value of that unit.
    pub fn sample(
        &self,
        which: Which,
        benchmark: Benchmark,
        unit: Id,
        values: &mut Vec<f64>,
        iterations: &mut Vec<f64>,
    ) {
        let side = &self.merged.sides[which as usize];
        for &run in self.runs[which as usize].of(benchmark) {
            let run = &side.columns.runs()[run as usize];
            let shape = &side.shapes[run.shape as usize];
            side.columns.append(run, shape, unit, values, iterations);
        }
    }

    /// Every unit of either side, sorted.
    pub fn all_units(&self) -> Vec<&[u8]> {
        let shapes = self.merged.sides.iter().flat_map(|side| &side.shapes);
        let units: HashSet<Id> = shapes.flatten().copied().collect();
        let mut units: Vec<&[u8]> = units.into_iter().map(|unit| self.text(unit)).collect();
        units.sort_unstable();
        units
    }

    /// The number of a unit, if either side printed it.
    pub fn unit(&self, unit: &str) -> Option<Id> {
        self.merged.text.lookup(unit.as_bytes())
    }

    /// The text behind a number, of a unit or of anything else.
    pub fn text(&self, id: Id) -> &[u8] {
        self.merged.text.get(id)
    }

    /// Keys of the file configuration that vary within a side and were pooled all the same.
    pub fn pooled_keys(&self) -> impl Iterator<Item = &[u8]> {
        self.splitting.pooled.iter().map(|&key| self.text(key))
    }

    /// `pkg`, `goos` or `goarch`, where one side lacks it altogether and it was ignored.
    pub fn ignored_keys(&self) -> impl Iterator<Item = &[u8]> {
        self.splitting.ignored.iter().map(|&key| self.text(key))
    }

    /// Keys of the file configuration, other than these three, that tell benchmarks apart.
    pub fn splitting_keys(&self) -> impl Iterator<Item = &[u8]> {
        self.splitting.other.iter().map(|&key| self.text(key))
    }

    /// Keys of the file configuration that tell no benchmarks apart and that have other values on
    /// the other side, sorted, with the values on both sides: `cpu`, `commit` …
    pub fn differing_keys(&self) -> Vec<Difference<'_>> {
        let mut keys: BTreeMap<&[u8], [BTreeSet<&[u8]>; 2]> = BTreeMap::new();
        for (i, side) in self.merged.sides.iter().enumerate() {
            for &(key, value) in side.configurations.iter().flatten() {
                if !self.splitting.other.contains(&key) {
                    keys.entry(self.text(key)).or_default()[i].insert(self.text(value));
                }
            }
        }
        keys.retain(|key, [b, c]| {
            let tells = FIXED.contains(key) || STRAY.contains(key);
            !tells && b != c && !b.is_empty() && !c.is_empty()
        });
        let list = |values: BTreeSet<_>| values.into_iter().collect();
        keys.into_iter().map(|(key, values)| Difference { key, values: values.map(list) }).collect()
    }

    /// The distinct values of a configuration key on a side, sorted.
    pub fn values_of(&self, which: Which, key: &[u8]) -> Vec<&[u8]> {
        let Some(key) = self.merged.text.lookup(key) else {
            return Vec::new();
        };
        let configurations = &self.merged.sides[which as usize].configurations;
        let mut values: Vec<&[u8]> = configurations
            .iter()
            .flat_map(|c| c.iter().filter(|(k, _)| *k == key))
            .map(|&(_, value)| self.text(value))
            .collect();
        values.sort_unstable();
        values.dedup();
        values
    }
}

impl Splitting {
    fn key(&self, side: &Side, configuration: u32, name: Id) -> Key {
        let value = |key| side.value(configuration, key);
        Key {
            fixed: self.fixed.map(|key| key.and_then(value)),
            name,
            other: self.other.iter().filter_map(|&key| Some((key, value(key)?))).collect(),
        }
    }
}

impl Runs {
    /// A counting sort of the side's runs by benchmark; input order is kept within each.
    fn new(side: &Side, number_of_series: &[u32], benchmarks: usize) -> Runs {
        let number = |run: &super::columns::Run| number_of_series[run.series as usize];
        let taken =
            || side.columns.runs().iter().enumerate().filter(|(_, r)| number(r) != LEFT_OUT);
        let mut starts = vec![0u32; benchmarks + 1];
        for (_, run) in taken() {
            starts[number(run) as usize + 1] += 1;
        }
        for i in 0..benchmarks {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut order = vec![0u32; starts[benchmarks] as usize];
        for (i, run) in taken() {
            let slot = &mut next[number(run) as usize];
            order[*slot as usize] = i as u32;
            *slot += 1;
        }
        Runs { starts, order }
    }

    fn of(&self, benchmark: Benchmark) -> &[u32] {
        let i = benchmark as usize;
        &self.order[self.starts[i] as usize..self.starts[i + 1] as usize]
    }
}

fn in_order_of_number(keys: HashMap<Key, Benchmark>) -> Vec<Key> {
    let mut pairs: Vec<(Key, Benchmark)> = keys.into_iter().collect();
    pairs.sort_unstable_by_key(|&(_, number)| number);
    pairs.into_iter().map(|(key, _)| key).collect()
}

fn text_order(keys: &[Key], text: &Interner) -> Vec<Benchmark> {
    let view = |&b: &Benchmark| KeyText { key: &keys[b as usize], text };
    let mut order: Vec<Benchmark> = (0..keys.len() as Benchmark).collect();
    order.sort_by(|a, b| view(a).order(&view(b)));
    order
}

#[cfg(test)]
mod tests;
