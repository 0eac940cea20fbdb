//! Whether two sides are one capture twice.

use crate::benchproc::{Id, Pairing, Which};
use crate::benchunit::{ALLOCS, BYTES};

/// Whether, in every benchmark that both sides have, the values of each unit agree to the last
/// digit, the smaller sample's being among the larger one's; and a unit that never repeats by
/// itself, such as `ns/op`, is among them. Allocation figures alone prove nothing: they do repeat.
pub fn is_one_capture_twice(pairing: &Pairing) -> bool {
    let repeatable = [BYTES, ALLOCS].map(|unit| pairing.unit(unit));
    let mut timed = false;
    let mut units = Vec::new();
    for &benchmark in pairing.benchmarks().iter().filter(|&&b| pairing.has_both(b)) {
        pairing.units(Which::Baseline, benchmark, &mut units);
        for &unit in &units {
            let [a, b] = Which::BOTH.map(|which| sorted(pairing, which, benchmark, unit));
            if b.is_empty() {
                continue;
            }
            if !contained(&a, &b) {
                return false;
            }
            timed |= !repeatable.contains(&Some(unit));
        }
    }
    timed
}

fn sorted(pairing: &Pairing, which: Which, benchmark: u32, unit: Id) -> Vec<f64> {
    let (mut values, mut iterations) = (Vec::new(), Vec::new());
    pairing.sample(which, benchmark, unit, &mut values, &mut iterations);
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

    #[test]
    fn a_sample_with_a_value_deleted_is_contained_and_one_with_a_value_changed_is_not() {
        assert!(contained(&[1.0, 2.0, 2.0], &[1.0, 2.0]));
        assert!(contained(&[1.0, 2.0], &[1.0, 2.0, 2.0]));
        assert!(!contained(&[1.0, 2.0, 2.0], &[1.0, 1.0]));
        assert!(contained(&[f64::NAN], &[f64::NAN]));
    }
}
