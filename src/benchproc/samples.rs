//! The samples of one side, gathered result by result.

use super::columns::Columns;
use super::intern::{Id, Interner};
use super::key::FIXED;
use crate::benchfmt::{BenchmarkLine, Config, Name};
use std::collections::{BTreeSet, HashMap};

/// One file configuration: (key, value) pairs in the order of their keys' numbers.
pub(super) type Configuration = Box<[(Id, Id)]>;

/// One benchmark name under one file configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Series {
    /// Index into `Samples::configurations`.
    pub configuration: u32,
    /// The full name, without `Benchmark`, with its GOMAXPROCS suffix.
    pub name: Id,
}

/// Configurations are kept in full up to so many pairs in all: hostile input could have as many as
/// results times keys.
const MOST_PAIRS: usize = 1 << 20;

/// Every value of one side, by benchmark and file configuration.
#[derive(Debug, Default)]
pub struct Samples {
    pub(super) text: Interner,
    pub(super) configurations: Table<Configuration>,
    pub(super) series: Table<Series>,
    /// The units of a line, in its order.
    pub(super) shapes: Table<Box<[Id]>>,
    pub(super) columns: Columns,
    results: u64,
    /// How many pairs the configurations have in all.
    pairs: usize,
    /// The configuration of the result before, by the reader's generation.
    latest: Option<(u64, u32)>,
    scratch: Vec<Id>,
}

impl Samples {
    /// Forgets what was remembered of the file before: generations count anew in each file.
    pub fn begin_file(&mut self) {
        self.latest = None;
    }

    /// Adds one result.
    pub fn add(&mut self, line: &BenchmarkLine<'_>) {
        let configuration = self.configuration(line.config);
        let name = self.text.intern(line.name);
        let series = self.series.number(&Series { configuration, name });
        self.scratch.clear();
        let text = &mut self.text;
        self.scratch.extend(line.values.iter().map(|v| text.intern(v.unit)));
        let shape = self.shapes.number_of_slice(&self.scratch);
        let row = Row { iterations: Some(line.iterations as f64), values: line.values.iter() };
        self.columns.push(series, shape, row);
        self.results += 1;
    }

    /// The distinct benchmark functions, by name, `Benchmark` included.
    pub fn functions(&self) -> Vec<Vec<u8>> {
        let base = |series: &Series| Name(self.text.get(series.name)).base();
        let bases: BTreeSet<&[u8]> = self.series.items().iter().map(base).collect();
        bases.into_iter().map(|base| [b"Benchmark", base].concat()).collect()
    }

    /// How many results were added.
    pub fn results(&self) -> u64 {
        self.results
    }

    /// Whether the file configuration varied so much that, from some result on, only `pkg`, `goos`
    /// and `goarch` were kept of it.
    pub fn is_too_varied(&self) -> bool {
        self.pairs > MOST_PAIRS
    }

    fn configuration(&mut self, config: &Config) -> u32 {
        let generation = config.generation();
        match self.latest {
            Some((latest, number)) if latest == generation => number,
            _ => {
                let mut pairs: Vec<(Id, Id)> = config
                    .iter()
                    .map(|(key, value)| (self.text.intern(key), self.text.intern(value)))
                    .collect();
                if self.is_too_varied() {
                    let fixed = FIXED.map(|key| self.text.lookup(key));
                    pairs.retain(|(key, _)| fixed.contains(&Some(*key)));
                }
                pairs.sort_unstable();
                let before = self.configurations.items().len();
                let size = pairs.len();
                let number = self.configurations.number(&pairs.into_boxed_slice());
                let is_new = self.configurations.items().len() > before;
                self.pairs += if is_new { size } else { 0 };
                self.latest = Some((generation, number));
                number
            }
        }
    }
}

/// An iteration count and the values after it.
struct Row<'a> {
    iterations: Option<f64>,
    values: std::slice::Iter<'a, crate::benchfmt::Value<'a>>,
}

impl Iterator for Row<'_> {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        self.iterations.take().or_else(|| self.values.next().map(|v| v.value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = usize::from(self.iterations.is_some()) + self.values.len();
        (n, Some(n))
    }
}

impl ExactSizeIterator for Row<'_> {}

/// Distinct values, numbered from 0 in order of first appearance.
#[derive(Debug)]
pub(super) struct Table<T> {
    items: Vec<T>,
    numbers: HashMap<T, u32>,
    latest: u32,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { items: Vec::new(), numbers: HashMap::new(), latest: 0 }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Table<T> {
    /// The number of `item`, which is added if it is new.
    pub fn number(&mut self, item: &T) -> u32 {
        if self.items.get(self.latest as usize) != Some(item) {
            self.latest = match self.numbers.get(item) {
                Some(&number) => number,
                None => self.insert(item.clone()),
            };
        }
        self.latest
    }

    fn insert(&mut self, item: T) -> u32 {
        let number = self.items.len() as u32;
        self.numbers.insert(item.clone(), number);
        self.items.push(item);
        number
    }

    /// All items in order of their numbers.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// All items, taken out, in order of their numbers.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }
}

impl Table<Box<[Id]>> {
    fn number_of_slice(&mut self, item: &[Id]) -> u32 {
        if self.items.get(self.latest as usize).is_none_or(|latest| **latest != *item) {
            self.latest = match self.numbers.get(item) {
                Some(&number) => number,
                None => self.insert(item.into()),
            };
        }
        self.latest
    }
}
