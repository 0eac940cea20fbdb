//! Whether two sides are, in whole or in part, one capture twice.

use crate::benchproc::{Benchmark, Id, Pairing, Values, Which};
use std::collections::{BTreeMap, BTreeSet};

/// What the sides have in common that two runs never have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repetition<'a> {
    /// Nothing.
    None,
    /// All samples agree.
    Whole,
    /// All samples of these packages agree, though not those of others.
    Packages(Vec<&'a [u8]>),
}

/// Units that hardly repeat by themselves. Allocation figures prove nothing: they do repeat.
const TIMES: [&str; 2] = ["ns/op", "MB/s"];
/// So many distinct times make it plain that something was not measured anew. Fewer may agree by
/// chance: a coarse clock has a fast benchmark take 0.3 ns/op every time.
const PLAIN: usize = 3;

/// Looks for packages in which, for every benchmark that both sides have, the values of each unit
/// agree to the last digit, the smaller sample's being among the larger one's, times included. Units
/// that are not selected are compared, too: what was not measured anew was not, whatever is judged. Packages of which
/// that is known, and no matter, are left out.
pub fn repetition<'a>(pairing: &'a Pairing, is_left_out: impl Fn(&[u8]) -> bool) -> Repetition<'a> {
    let times: Vec<Id> = TIMES.iter().filter_map(|unit| pairing.printed_unit(unit)).collect();
    let mut packages: BTreeMap<&[u8], Agreement> = BTreeMap::new();
    for &benchmark in pairing.benchmarks().iter().filter(|&&b| pairing.has_both(b)) {
        let package = pairing.key(benchmark).package();
        if is_left_out(package) {
            continue;
        }
        let agreement = packages.entry(package).or_default();
        if !agreement.broken {
            agreement.add(pairing, benchmark, &times);
        }
    }
    let times: BTreeSet<u64> = packages.values().flat_map(|a| &a.times).copied().collect();
    if packages.values().all(|a| !a.broken) && times.len() >= PLAIN {
        return Repetition::Whole;
    }
    let plain = packages.iter().filter(|(_, a)| !a.broken && a.times.len() >= PLAIN);
    match plain.map(|(package, _)| *package).collect::<Vec<_>>() {
        packages if packages.is_empty() => Repetition::None,
        packages => Repetition::Packages(packages),
    }
}

/// How far the samples of a package agree.
#[derive(Default)]
struct Agreement {
    broken: bool,
    /// The distinct times that agree, up to as many as are asked for, by their bits.
    times: BTreeSet<u64>,
}

impl Agreement {
    fn add(&mut self, pairing: &Pairing, benchmark: Benchmark, times: &[Id]) {
        let mut units = Vec::new();
        pairing.units(Which::Baseline, benchmark, &mut units);
        for unit in units {
            let [a, b] = Which::BOTH.map(|which| sorted(pairing, which, benchmark, unit));
            if b.is_empty() {
                continue;
            }
            if !contained(&a, &b) {
                self.broken = true;
                return;
            }
            if times.contains(&unit) {
                let missing = PLAIN.saturating_sub(self.times.len());
                let smaller = if a.len() <= b.len() { &a } else { &b };
                self.times.extend(smaller.iter().map(|v| v.to_bits()).take(8 * missing));
            }
        }
    }
}

fn sorted(pairing: &Pairing, which: Which, benchmark: Benchmark, unit: Id) -> Vec<f64> {
    let (mut values, mut iterations) = (Vec::new(), Vec::new());
    pairing.sample(which, benchmark, unit, Values::Printed, &mut values, &mut iterations);
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// Whether the smaller of two sorted samples is part of the larger.
fn contained(a: &[f64], b: &[f64]) -> bool {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = large.iter();
    small.iter().all(|x| rest.any(|y| y.total_cmp(x).is_eq()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchproc::{Capture, Selection};

    #[test]
    fn a_sample_with_a_value_deleted_is_contained_and_one_with_a_value_changed_is_not() {
        assert!(contained(&[1.0, 2.0, 2.0], &[1.0, 2.0]));
        assert!(contained(&[1.0, 2.0], &[1.0, 2.0, 2.0]));
        assert!(!contained(&[1.0, 2.0, 2.0], &[1.0, 1.0]));
        assert!(contained(&[f64::NAN], &[f64::NAN]));
    }

    fn pair(baseline: &str, candidate: &str) -> Pairing {
        let [b, c] = [baseline, candidate].map(|text| Capture::of_text(text).samples);
        Pairing::new(b, c, &Selection::default())
    }

    fn results(package: &str, times: &[f64]) -> String {
        let line = |t: &f64| format!("BenchmarkA 9 {t} ns/op 8 B/op\n");
        format!("pkg: {package}\n{}", times.iter().map(line).collect::<String>())
    }

    #[test]
    fn allocations_alone_prove_nothing() {
        let text = "BenchmarkA 9 8 B/op 7 keys/op\nBenchmarkA 9 8 B/op 7 keys/op\n";
        assert_eq!(repetition(&pair(text, text), |_| false), Repetition::None);
    }

    #[test]
    fn a_stale_package_beside_a_new_one_is_found() {
        let stale = results("x", &[1.5, 2.5, 3.5]);
        let [b, c] =
            [[5.0, 6.0, 7.0], [5.1, 6.1, 7.1]].map(|times| stale.clone() + &results("y", &times));
        assert_eq!(repetition(&pair(&b, &c), |_| false), Repetition::Packages(vec![b"x"]));
        assert_eq!(repetition(&pair(&b, &b), |_| false), Repetition::Whole);
        // Nor is it found where that is known.
        assert_eq!(repetition(&pair(&b, &c), |package| package == b"x"), Repetition::None);
        assert_eq!(repetition(&pair(&b, &b), |_| true), Repetition::None);
    }

    #[test]
    fn one_coarse_time_may_agree_by_chance() {
        let [b, c] = [[5.0, 6.0], [5.1, 6.1]]
            .map(|times| results("x", &[0.25, 0.25]) + &results("y", &times));
        assert_eq!(repetition(&pair(&b, &c), |_| false), Repetition::None);
        let coarse = results("x", &[0.25, 0.25, 0.5]);
        assert_eq!(repetition(&pair(&coarse, &coarse), |_| false), Repetition::None);
    }
}
