//! Benchmarks with more or fewer results than the others of their package.
//!
//! `-count` gives every benchmark of a package the same number of results. One that has more may
//! have printed a result line itself; one that has fewer lost some. `allocgate run` stops when enough
//! is known, on both sides at once: there, a benchmark of which both have the same number lost none.

use super::remark::Remark;
use crate::benchfmt::text;
use crate::benchproc::{Benchmark, Pairing, Which};
use std::collections::BTreeMap;

/// A remark for each benchmark out of line, or one for a package in which no number is usual.
pub(super) fn uneven_counts(pairing: &Pairing) -> Vec<Remark> {
    Which::BOTH.into_iter().flat_map(|which| side(pairing, which)).collect()
}

fn side(pairing: &Pairing, which: Which) -> Vec<Remark> {
    let mut packages: BTreeMap<&[u8], Vec<(Benchmark, usize)>> = BTreeMap::new();
    for &benchmark in pairing.benchmarks().iter().filter(|&&b| pairing.has(which, b)) {
        let package = pairing.key(benchmark).package();
        let count = pairing.results(which, benchmark);
        packages.entry(package).or_default().push((benchmark, count));
    }
    let stops_early = stops_early(pairing);
    let is_told = |counts: &[(Benchmark, usize)]| !stops_early || !is_even(pairing, counts);
    let packages = packages.iter().filter(|(_, counts)| is_told(counts));
    packages.flat_map(|(package, counts)| remarks(which, package, counts)).collect()
}

/// Whether whoever measured says for how long in the file configuration, as `allocgate run` does, and
/// `go test` does not.
fn stops_early(pairing: &Pairing) -> bool {
    Which::BOTH.into_iter().all(|which| !pairing.values_of(which, b"benchtime").is_empty())
}

/// Whether no side has fewer results than the other of a benchmark that both have.
fn is_even(pairing: &Pairing, counts: &[(Benchmark, usize)]) -> bool {
    let [b, c] = Which::BOTH;
    counts
        .iter()
        .filter(|(benchmark, _)| pairing.has_both(*benchmark))
        .all(|&(benchmark, _)| pairing.results(b, benchmark) == pairing.results(c, benchmark))
}

fn remarks(which: Which, package: &[u8], counts: &[(Benchmark, usize)]) -> Vec<Remark> {
    let mut frequency: BTreeMap<usize, usize> = BTreeMap::new();
    for &(_, results) in counts {
        *frequency.entry(results).or_default() += 1;
    }
    let usual = frequency.iter().find(|&(_, &n)| 2 * n > counts.len()).map(|(&results, _)| results);
    match (usual, frequency.first_key_value(), frequency.last_key_value()) {
        (Some(usual), ..) => counts
            .iter()
            .filter(|&&(_, results)| results != usual)
            .map(|&(benchmark, results)| Remark::UnevenCount { which, benchmark, results, usual })
            .collect(),
        (None, Some((&least, _)), Some((&most, _))) => {
            let package = text(package);
            vec![Remark::CountsVary { which, package, results: (least, most) }]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchproc::{Capture, Selection};

    fn noted(head: &str, counts: [[usize; 3]; 2]) -> usize {
        let side = |counts: [usize; 3]| {
            let lines = |(name, n): (&str, usize)| format!("Benchmark{name} 1 8 B/op\n").repeat(n);
            let results: String = ["A", "B", "C"].into_iter().zip(counts).map(lines).collect();
            Capture::of_text(&format!("goos: linux\npkg: p\n{head}{results}PASS\n")).samples
        };
        let [b, c] = counts.map(side);
        uneven_counts(&Pairing::new(b, c, &Selection::default())).len()
    }

    #[test]
    fn a_run_that_stops_early_on_both_sides_lost_nothing() {
        assert_eq!(noted("benchtime: 100x\n", [[5, 5, 10], [5, 5, 10]]), 0);
        assert_eq!(noted("benchtime: 100x\n", [[5, 8, 10], [5, 8, 10]]), 0);
        assert_eq!(noted("benchtime: 100x\n", [[5, 5, 10], [5, 5, 9]]), 2);
        assert_eq!(noted("", [[5, 5, 10], [5, 5, 10]]), 2);
        assert_eq!(noted("benchtime: 100x\n", [[0, 5, 10], [5, 5, 10]]), 0);
    }
}
