//! The samples of one side, gathered result by result.

use crate::benchfmt::{BenchmarkLine, Config};
use crate::benchproc::store::columns::Columns;
use crate::benchproc::store::configuration::FIXED;
use crate::benchproc::store::intern::{Id, Interner, Slices};
use crate::benchproc::store::numbering::Numbering;
use crate::benchproc::store::units::{Unit, Units};
use std::collections::BTreeSet;

/// One benchmark name under one file configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::benchproc) struct Series {
    /// Index into `Samples::configurations`.
    pub configuration: u32,
    /// The full name, without `Benchmark`, with its GOMAXPROCS suffix.
    pub name: Id,
}

/// The gate keeps configurations in full up to so many pairs in all: hostile input could have as
/// many as results times keys.
const MOST_PAIRS: usize = 1 << 20;

/// Every value of one side, by benchmark and file configuration.
#[derive(Debug, Default)]
pub struct Samples {
    pub(in crate::benchproc) text: Interner,
    /// Each a [`Configuration`](crate::benchproc::store::configuration::Configuration).
    pub(in crate::benchproc) configurations: Slices<(Id, Id)>,
    pub(in crate::benchproc) series: Numbering<Series>,
    /// The units of a line, in its order.
    pub(in crate::benchproc) shapes: Slices<Unit>,
    pub(in crate::benchproc) columns: Columns,
    /// The files that results came from: the number of the first run, and of the path.
    pub(in crate::benchproc) files: Vec<(u32, Id)>,
    units: Units,
    /// Whether to keep no more than the values: tidied, and without their iterations.
    values_only: bool,
    results: u64,
    /// How many pairs the configurations have in all.
    pairs: usize,
    /// The configuration of the result before, by the reader's generation.
    latest: Option<(u64, u32)>,
    /// Room for the numbers of a line.
    row: Vec<f64>,
}

impl Samples {
    /// Samples as benchstat groups them: of tidied values, without iteration counts, under every
    /// configuration however many there are.
    pub fn tidied() -> Samples {
        Samples { units: Units::tidied(), values_only: true, ..Samples::default() }
    }

    /// Begins a file under the name that `.file` has for it. What was remembered of the file before is
    /// forgotten: generations count anew in each file.
    pub fn begin_file(&mut self, path: &str) {
        self.latest = None;
        self.columns.close();
        let path = self.text.intern(path.as_bytes());
        self.files.push((self.columns.runs().len() as u32, path));
    }

    /// Adds one result.
    pub fn add(&mut self, line: &BenchmarkLine<'_>) {
        let configuration = self.configuration(line.config);
        let name = self.text.intern(line.name);
        let series = self.series.number(Series { configuration, name });
        self.row.clear();
        self.row.push(if self.values_only { 0.0 } else { line.iterations as f64 });
        let hint = self.shapes.latest().unwrap_or_default();
        let units = self.units.of(line.values, hint, &mut self.text, &mut self.row);
        let shape = self.shapes.intern(units);
        self.columns.push(series, shape, &self.row);
        self.results += 1;
    }

    /// How many results were added.
    pub fn results(&self) -> u64 {
        self.results
    }

    /// The packages that have results.
    pub fn packages(&self) -> BTreeSet<&[u8]> {
        let key = self.text.lookup(b"pkg");
        let pairs = self.configurations.iter().flatten();
        let named = pairs.filter(|(pair, _)| Some(*pair) == key);
        named.map(|(_, package)| self.text.get(*package)).collect()
    }

    /// Whether the file configuration varied so much that, from some result on, only `pkg`, `goos`
    /// and `goarch` were kept of it.
    pub fn is_too_varied(&self) -> bool {
        self.pairs > MOST_PAIRS && !self.values_only
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
                let before = self.configurations.len();
                let number = self.configurations.intern(&pairs);
                let is_new = self.configurations.len() > before;
                self.pairs += if is_new { pairs.len() } else { 0 };
                self.latest = Some((generation, number));
                number
            }
        }
    }
}
