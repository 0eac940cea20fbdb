//! Results, as far as measuring needs them.

use crate::benchfmt::{BenchmarkLine, Sink, read, text};
use std::io;
use std::time::Duration;

/// A benchmark that ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// As its result names it, without `Benchmark`.
    pub name: String,
    pub iterations: u64,
    /// How long an operation took; nothing where it doesn't say.
    pub operation: Duration,
    /// Its bytes and allocations, as they are printed.
    pub memory: [Option<u64>; 2],
}

/// The benchmarks in what was printed.
pub(super) fn found(printed: &[u8]) -> Vec<Found> {
    let mut all = All::default();
    // Bytes in memory can be read.
    let _: io::Result<_> = read(printed, &mut all);
    all.0
}

#[derive(Default)]
struct All(Vec<Found>);

impl Sink for All {
    fn result(&mut self, line: &BenchmarkLine<'_>) {
        let nanoseconds = line.values.iter().find(|value| value.unit == b"ns/op");
        let nanoseconds = nanoseconds.map_or(0.0, |value| value.value);
        // Too large or none at all: a benchmark may report what it likes.
        let operation = Duration::try_from_secs_f64(nanoseconds / 1e9).unwrap_or_default();
        let iterations = line.iterations.try_into().unwrap_or_default();
        let value = |unit: &[u8]| line.values.iter().find(|value| value.unit == unit);
        // Whole numbers, unless the benchmark reports them itself.
        let memory = [&b"B/op"[..], b"allocs/op"].map(|unit| value(unit).map(|v| v.value as u64));
        self.0.push(Found { name: text(line.name), iterations, operation, memory });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_benchmark_without_a_time_is_taken_for_quick() {
        let printed =
            b"BenchmarkX 1 1500 ns/op\nBenchmarkY/a 1 3 widgets/op\nBenchmarkZ 1 -5 ns/op\nPASS\n";
        let of = |name: &str, nanoseconds| {
            let operation = Duration::from_nanos(nanoseconds);
            Found { name: name.to_owned(), iterations: 1, operation, memory: [None, None] }
        };
        assert_eq!(found(printed), [of("X", 1500), of("Y/a", 0), of("Z", 0)]);
    }
}
