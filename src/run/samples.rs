//! The samples of one side of a package.

use super::look::{Found, found};
use super::parallel::Parallel;
use super::settings::Setting;
use crate::benchfmt::{BenchmarkLine, Sink, UnitMetadata, Writer, read, text};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::time::Duration;

/// What processes printed, and which of it counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples {
    printed: Vec<Printed>,
}

/// What one process printed.
#[derive(Clone, Debug)]
struct Printed {
    bytes: Vec<u8>,
    cpu: u32,
    /// Benchmarks whose results don't count any more.
    without: BTreeSet<String>,
}

/// How a benchmark was run: its GOMAXPROCS and iterations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ran {
    pub cpu: u32,
    pub iterations: u64,
    /// About how long an operation took.
    pub operation: Duration,
    /// How often.
    pub samples: usize,
}

impl Samples {
    /// Those of another time. Results of functions that run in parallel may have been measured at the
    /// GOMAXPROCS that is named with them.
    pub fn kept(capture: &[u8], cpu: u32, parallel: &Parallel) -> Samples {
        let names = found(capture).into_iter().map(|found| found.name);
        let (others, usual) = names.partition(|name| parallel.cpu != cpu && parallel.has(name));
        let of = |cpu, without| Printed { bytes: capture.to_vec(), cpu, without };
        Samples { printed: vec![of(cpu, others), of(parallel.cpu, usual)] }
    }

    /// Whether nothing was printed.
    pub fn is_empty(&self) -> bool {
        self.printed.is_empty()
    }

    /// Adds what a process printed.
    pub fn add(&mut self, bytes: Vec<u8>, cpu: u32) {
        self.printed.push(Printed { bytes, cpu, without: BTreeSet::new() });
    }

    /// Forgets benchmarks, which are measured anew.
    pub fn forget(&mut self, names: &BTreeSet<String>) {
        self.printed.iter_mut().for_each(|printed| printed.without.extend(names.iter().cloned()));
    }

    /// The benchmarks, and how each was run last.
    pub fn benchmarks(&self) -> BTreeMap<String, Ran> {
        let mut ran: BTreeMap<String, Ran> = BTreeMap::new();
        for printed in &self.printed {
            for Found { name, iterations, operation, .. } in found(&printed.bytes) {
                if !printed.without.contains(&name) {
                    let samples = 1 + ran.get(&name).map_or(0, |ran| ran.samples);
                    ran.insert(name, Ran { cpu: printed.cpu, iterations, operation, samples });
                }
            }
        }
        ran
    }

    /// The medians of bytes and allocations of each benchmark.
    pub fn memory(&self) -> BTreeMap<String, [Option<u64>; 2]> {
        let mut all: BTreeMap<String, [Vec<u64>; 2]> = BTreeMap::new();
        for printed in &self.printed {
            let counted = found(&printed.bytes).into_iter();
            for found in counted.filter(|found| !printed.without.contains(&found.name)) {
                let values = all.entry(found.name).or_default();
                for (values, value) in values.iter_mut().zip(found.memory) {
                    values.extend(value);
                }
            }
        }
        all.into_iter().map(|(name, values)| (name, values.map(median))).collect()
    }

    /// The capture: what counts of the results, under these settings, as a run that passed.
    pub fn capture(&self, settings: &[Setting]) -> Vec<u8> {
        self.first(usize::MAX, settings)
    }

    /// A capture of no more than so many samples of each benchmark.
    pub fn first(&self, most: usize, settings: &[Setting]) -> Vec<u8> {
        let (out, ended) = (Writer::new(Vec::new()), Ok(()));
        let (without, taken) = (&BTreeSet::new(), BTreeMap::new());
        let mut copy = Copy { out, without, most, taken, ended };
        let settings: String = settings.iter().map(Setting::line).collect();
        for printed in &self.printed {
            copy.without = &printed.without;
            let lines = [settings.as_bytes(), &printed.bytes].concat();
            // Bytes in memory can be read.
            let _: io::Result<_> = read(&*lines, &mut copy);
        }
        copy.out.finish().unwrap_or_default()
    }
}

/// The lower one of two.
fn median(mut values: Vec<u64>) -> Option<u64> {
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied()
}

struct Copy<'a> {
    out: Writer<Vec<u8>>,
    without: &'a BTreeSet<String>,
    /// So many results of a name are taken.
    most: usize,
    taken: BTreeMap<String, usize>,
    ended: io::Result<()>,
}

impl Copy<'_> {
    /// Whether a result counts, and there are not enough of its name yet.
    fn takes(&mut self, name: String) -> bool {
        if self.without.contains(&name) {
            return false;
        }
        let taken = self.taken.entry(name).or_default();
        *taken += 1;
        *taken <= self.most
    }
}

impl Sink for Copy<'_> {
    fn result(&mut self, line: &BenchmarkLine<'_>) {
        if self.ended.is_ok() && self.takes(text(line.name)) {
            self.ended = self.out.result(line);
        }
    }

    fn unit(&mut self, unit: &UnitMetadata<'_>) {
        if self.ended.is_ok() {
            self.ended = self.out.unit(unit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "goos: linux\npkg: m\nBenchmarkX \t 100\t 64 B/op\nBenchmarkY/a-2 \t5\t 1 B/op\nnoise\nPASS\n";

    fn samples() -> Samples {
        let mut samples = Samples::default();
        samples.add(FIRST.into(), 1);
        samples.add("goos: linux\npkg: m\nBenchmarkX-2 \t 20\t 65 B/op\nPASS\n".into(), 2);
        samples
    }

    #[test]
    fn a_capture_has_results_and_settings_and_no_noise() {
        let settings = [Setting::new("toolchain", "go1.26")];
        let capture = String::from_utf8(samples().capture(&settings)).unwrap();
        let expected = "toolchain: go1.26\ngoos: linux\npkg: m\nBenchmarkX\t     100\t      64 B/op\n\
            BenchmarkY/a-2\t       5\t       1 B/op\nBenchmarkX-2\t      20\t      65 B/op\nPASS\nok  \tm\t1.000s\n";
        assert_eq!(capture, expected);
    }

    #[test]
    fn of_more_samples_than_are_wanted_the_first_are_taken() {
        let mut samples = samples();
        samples.add("BenchmarkX 100 66 B/op\nBenchmarkZ 100 1 B/op\n".into(), 1);
        let first = String::from_utf8(samples.first(1, &[])).unwrap();
        assert!(first.contains("64 B/op") && first.contains("BenchmarkZ"), "{first}");
        assert!(!first.contains("66 B/op"), "{first}");
    }

    #[test]
    fn what_is_forgotten_counts_no_more_until_it_is_added_again() {
        let mut samples = samples();
        samples.forget(&BTreeSet::from(["X".to_owned()]));
        let names = |samples: &Samples| samples.benchmarks().into_keys().collect::<Vec<_>>();
        assert_eq!(names(&samples), ["X-2", "Y/a-2"]);
        samples.add("BenchmarkX 400 64 B/op\n".into(), 1);
        let operation = Duration::ZERO;
        let expected = Ran { cpu: 1, iterations: 400, operation, samples: 1 };
        assert_eq!(samples.benchmarks()["X"], expected);
        assert!(!String::from_utf8(samples.capture(&[])).unwrap().contains("100"));
    }
}
