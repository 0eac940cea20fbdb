//! Benchmarks of both sides, paired by key.

mod dropped;
mod fields;
pub(super) mod ignored;
pub(super) mod key;
pub(super) mod loosened;
pub(super) mod mixture;
pub(super) mod select;
pub(super) mod selection;
pub(super) mod splitting;
pub(super) mod unpaired;
pub(super) mod values;

use crate::benchproc::pairing::ignored::Ignored;
use crate::benchproc::pairing::key::{Key, KeyText};
use crate::benchproc::pairing::select::{Alternatives, LeftOut};
use crate::benchproc::pairing::selection::Selection;
use crate::benchproc::pairing::splitting::Splitting;
use crate::benchproc::query::extract::Extractor;
use crate::benchproc::store::columns::Run;
use crate::benchproc::store::configuration::{FIXED, STRAY};
use crate::benchproc::store::intern::{Id, Interner};
use crate::benchproc::store::merged::{Merged, Side};
use crate::benchproc::store::samples::{Samples, Series};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    ignored: Ignored,
    left_out: LeftOut,
    /// The units that have values, sorted.
    units: Vec<Id>,
}

/// The runs of each benchmark on one side: those of benchmark `b` are `order[starts[b]..starts[b+1]]`.
#[derive(Debug)]
struct Runs {
    starts: Vec<u32>,
    order: Vec<u32>,
}

impl Pairing {
    /// Pairs the benchmarks of two sides that are selected, as if the sides had no others.
    pub fn new(baseline: Samples, candidate: Samples, selection: &Selection) -> Pairing {
        let mut merged = Merged::new([baseline, candidate]);
        let mut left_out = merged.select(selection);
        let ignored = selection.ignored.clone();
        merged.strip_names(&ignored);
        let splitting = Splitting::new(&merged, &ignored);
        left_out.dropped =
            left_out.dropped.map(|side| side.called(&splitting, &ignored, &mut merged.text));
        let mut keys: HashMap<Key, Benchmark> = HashMap::new();
        let runs = [0, 1].map(|i| {
            let side = &merged.sides[i];
            let number = |series: &Series| {
                let key = splitting.key(side, series.configuration, series.name);
                let next = keys.len() as Benchmark;
                *keys.entry(key).or_insert(next)
            };
            (side.series.iter().map(number).collect::<Vec<u32>>(), side)
        });
        let runs = runs.map(|(numbers, side)| Runs::new(side, &numbers, keys.len()));
        let keys = in_order_of_number(keys);
        let order = text_order(&keys, &merged.text);
        let units = merged.visible_units();
        Pairing { merged, keys, order, runs, splitting, ignored, left_out, units }
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

    /// What there is to select on a side that has results, none of which is selected.
    pub fn alternatives(&self, which: Which) -> Option<&Alternatives> {
        self.left_out.alternatives[which as usize].as_ref()
    }

    /// Whether something is selected of each side that has results: else what the other side has was
    /// neither added nor removed.
    pub fn is_selected_of_both(&self) -> bool {
        self.left_out.alternatives.iter().all(Option::is_none)
    }

    /// The number of a text, if it is known.
    pub(super) fn number_of(&self, text: &[u8]) -> Option<Id> {
        self.merged.text.lookup(text)
    }

    /// The text behind a number, of a unit or of anything else.
    pub fn text(&self, id: Id) -> &[u8] {
        self.merged.text.get(id)
    }

    /// Keys of the file configuration that vary within a side and were pooled all the same.
    pub fn pooled_keys(&self) -> impl Iterator<Item = &[u8]> {
        self.splitting.pooled.iter().map(|&key| self.text(key))
    }

    /// `pkg`, `goos` or `goarch`, where one side lacks it altogether and it tells nothing apart.
    pub fn lacking_keys(&self) -> impl Iterator<Item = &[u8]> {
        self.splitting.lacking.iter().map(|&key| self.text(key))
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
            let told = FIXED.contains(key) || STRAY.contains(key) || self.ignored.has(key);
            !told && b != c && !b.is_empty() && !c.is_empty()
        });
        let list = |values: BTreeSet<_>| values.into_iter().collect();
        keys.into_iter().map(|(key, values)| Difference { key, values: values.map(list) }).collect()
    }

    /// Whether a key, of the file configuration or of names, tells nothing apart since it is ignored.
    pub fn ignores(&self, key: &[u8]) -> bool {
        self.ignored.has(key)
    }

    pub(super) fn ignored_fields(&self) -> &[Extractor] {
        &self.ignored.fields
    }

    pub(super) fn side(&self, which: Which) -> &Side {
        &self.merged.sides[which as usize]
    }

    /// A full name without what is ignored of it.
    pub fn called<'a>(&self, name: &'a [u8]) -> Cow<'a, [u8]> {
        self.ignored.strip(name)
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

impl Merged {
    /// Takes what is ignored out of the names of series.
    fn strip_names(&mut self, ignored: &Ignored) {
        if ignored.leaves_names() {
            return;
        }
        for side in &mut self.sides {
            side.read_names = Some(side.series.iter().map(|series| series.name).collect());
            for series in &mut side.series {
                let name = ignored.strip(self.text.get(series.name)).into_owned();
                series.name = self.text.intern(&name);
            }
        }
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
        let number = |run: &Run| number_of_series[run.series as usize] as usize;
        let runs = side.columns.runs();
        let mut starts = vec![0u32; benchmarks + 1];
        for run in runs {
            starts[number(run) + 1] += 1;
        }
        for i in 0..benchmarks {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut order = vec![0u32; runs.len()];
        for (i, run) in runs.iter().enumerate() {
            let slot = &mut next[number(run)];
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
