//! One capture as two.

use crate::benchfmt::{self, BenchmarkLine, Sink, UnitMetadata, Writer};
use std::collections::HashMap;
use std::io;

/// The odd results of each benchmark in a capture's files, and the even ones, as two captures. A
/// benchmark is told by name, package and platform.
///
/// The halves of one process are more alike than two runs are.
///
/// # Errors
///
/// None that comes of the files' content; memory is written to.
pub fn halves(files: &[Vec<u8>]) -> io::Result<[Vec<u8>; 2]> {
    let writers = [(); 2].map(|()| Writer::new(Vec::new()));
    let mut dealer = Dealer { writers, seen: HashMap::new(), failure: Ok(()) };
    for file in files {
        benchfmt::read(file.as_slice(), &mut dealer)?;
    }
    dealer.failure?;
    let [odd, even] = dealer.writers.map(Writer::finish);
    Ok([odd?, even?])
}

/// Deals results out to two captures.
struct Dealer {
    writers: [Writer<Vec<u8>>; 2],
    /// How many results of each benchmark were dealt.
    seen: HashMap<Vec<Vec<u8>>, usize>,
    failure: io::Result<()>,
}

impl Sink for Dealer {
    fn result(&mut self, line: &BenchmarkLine<'_>) {
        let value = |key: &[u8]| line.config.get(key).unwrap_or_default().to_vec();
        let [package, goos, goarch] = [&b"pkg"[..], b"goos", b"goarch"].map(value);
        let seen = self.seen.entry(vec![package, goos, goarch, line.name.to_vec()]).or_default();
        let written = self.writers[*seen % 2].result(line);
        *seen += 1;
        self.keep(written);
    }

    fn unit(&mut self, unit: &UnitMetadata<'_>) {
        for i in 0..2 {
            let written = self.writers[i].unit(unit);
            self.keep(written);
        }
    }
}

impl Dealer {
    /// A sink has no way to fail: it keeps the first failure.
    fn keep(&mut self, written: io::Result<()>) {
        if self.failure.is_ok() {
            self.failure = written;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::halves;

    #[test]
    fn results_of_each_benchmark_are_dealt_in_turn() {
        let file = |pkg: &str| {
            let line = |i| format!("BenchmarkX 1 {i} x\nBenchmarkY 1 1{i} x\n");
            format!("pkg: {pkg}\n{}", (1..4).map(line).collect::<String>()).into_bytes()
        };
        let values = |capture: &[u8]| {
            let text = String::from_utf8(capture.to_vec()).unwrap();
            let results = text.lines().filter(|line| line.starts_with("Bench"));
            let value = |line: &str| line.split_whitespace().nth(2).unwrap().to_owned();
            results.map(value).collect::<Vec<_>>()
        };
        let [odd, even] = halves(&[file("a"), file("b"), file("a")]).unwrap();
        let [first, second] = [["1", "11", "3", "13"], ["2", "12", "2", "12"]];
        assert_eq!(values(&odd), [&first[..], &first, &["2", "12"]].concat());
        assert_eq!(values(&even), [&second[..2], &second[..2], &["1", "11", "3", "13"]].concat());
    }
}
