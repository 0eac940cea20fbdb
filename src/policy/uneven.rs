//! Benchmarks with more or fewer results than the others of their package.
//!
//! `-count` gives every benchmark of a package the same number of results. One that has more may
//! have printed a result line itself; one that has fewer lost some.

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
    packages.iter().flat_map(|(package, counts)| remarks(which, package, counts)).collect()
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
