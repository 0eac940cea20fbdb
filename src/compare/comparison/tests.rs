use super::*;
use crate::benchunit::Direction;
use crate::compare::{Allowance, Test};

const QUESTION: Question = Question {
    direction: Direction::LowerIsBetter,
    allowance: Allowance::new(10, 0),
    test: Test::Exceeds,
    alpha: 0.005,
    corrected: None,
    assumption: Assumption::Nothing,
    confidence: 0.95,
};

fn compare(question: &Question, baseline: &[f64], candidate: &[f64]) -> Comparison {
    let [mut b, mut c] = [baseline, candidate].map(<[f64]>::to_vec);
    let [mut bn, mut cn] = [vec![100.0; b.len()], vec![100.0; c.len()]];
    Comparer::default().compare(question, (&mut b, &mut bn), (&mut c, &mut cn))
}

fn of(counts: &[(f64, usize)]) -> Vec<f64> {
    counts.iter().flat_map(|&(value, n)| std::iter::repeat_n(value, n)).collect()
}

#[test]
fn a_clear_rise_is_beyond_and_significant() {
    let comparison = compare(&QUESTION, &of(&[(2.0, 5)]), &of(&[(3.0, 5)]));
    assert_eq!(comparison.shift, Shift::Worse);
    assert!(comparison.beyond);
    assert_eq!(comparison.change, Change::Ratio(1.5));
    // One split of ten values into five and five.
    assert_eq!(comparison.evidence.p, 1.0 / 252.0);
    assert_eq!(comparison.evidence.significance, Significance::Significant);
}

#[test]
fn a_rise_by_exactly_the_allowance_is_not_beyond_it() {
    let comparison = compare(&QUESTION, &of(&[(10.0, 10)]), &of(&[(11.0, 10)]));
    assert!(!comparison.beyond);
    // The moved baseline ties with the candidate throughout.
    assert_eq!(comparison.evidence.p, 1.0);

    let fifteen = Question { allowance: Allowance::new(15, 0), ..QUESTION };
    assert!(!compare(&fifteen, &of(&[(200.0, 10)]), &of(&[(230.0, 10)])).beyond);

    let (b, c) = (of(&[(90.0, 4), (100.0, 6)]), of(&[(110.0, 6), (120.0, 4)]));
    assert!(!compare(&QUESTION, &b, &c).beyond);
}

#[test]
fn from_zero_any_relative_allowance_is_nothing() {
    let lax = Question { allowance: Allowance::new(1000, 0), ..QUESTION };
    let comparison = compare(&lax, &of(&[(0.0, 5)]), &of(&[(1.0, 5)]));
    assert_eq!(comparison.change, Change::FromZero);
    assert!(comparison.beyond && comparison.evidence.significance.is_established());
}

#[test]
fn a_fall_is_the_mirror_image_of_a_rise() {
    let comparison = compare(&QUESTION, &of(&[(3.0, 5)]), &of(&[(0.0, 5)]));
    assert_eq!((comparison.shift, comparison.change), (Shift::Better, Change::ToZero));
    assert!(comparison.beyond && comparison.evidence.significance.is_established());

    let higher = Question { direction: Direction::HigherIsBetter, ..QUESTION };
    let comparison = compare(&higher, &of(&[(100.0, 5)]), &of(&[(89.0, 5)]));
    assert_eq!(comparison.shift, Shift::Worse);
    assert!(comparison.beyond && comparison.evidence.significance.is_established());
    assert!(!compare(&higher, &of(&[(100.0, 5)]), &of(&[(90.0, 5)])).beyond);
}

#[test]
fn small_samples_can_establish_nothing() {
    for (n1, n2, attainable) in
        [(4, 4, false), (4, 5, false), (5, 5, true), (4, 10, true), (3, 10, true)]
    {
        let comparison = compare(&QUESTION, &of(&[(1.0, n1)]), &of(&[(9.0, n2)]));
        let significance = comparison.evidence.significance;
        assert_eq!(significance != Significance::Unattainable, attainable, "{n1} and {n2}");
    }
}

#[test]
fn overlapping_samples_establish_nothing() {
    let b = [1.0, 2.0, 3.0, 4.0, 50.0, 60.0];
    let c = [1.5, 2.5, 30.0, 40.0, 50.0, 60.0];
    let comparison = compare(&QUESTION, &b, &c);
    assert!(comparison.beyond);
    assert_eq!(comparison.evidence.significance, Significance::NotSignificant);
}

#[test]
fn nan_is_undefined_and_infinity_is_large() {
    let comparison = compare(&QUESTION, &of(&[(1.0, 6)]), &of(&[(1.0, 5), (f64::NAN, 1)]));
    assert_eq!(comparison.evidence.significance, Significance::Undefined);
    let comparison = compare(&QUESTION, &of(&[(1.0, 6)]), &of(&[(f64::INFINITY, 6)]));
    assert!(comparison.beyond && comparison.evidence.significance.is_established());
    let comparison = compare(&QUESTION, &of(&[(f64::INFINITY, 6)]), &of(&[(f64::INFINITY, 6)]));
    assert_eq!((comparison.shift, comparison.change), (Shift::None, Change::Unchanged));
}

#[test]
fn an_exact_unit_needs_one_value_a_side() {
    let exact = Question { assumption: Assumption::Exact, ..QUESTION };
    let comparison = compare(&exact, &[2.0], &[3.0]);
    assert_eq!(comparison.evidence.significance, Significance::Assumed);
    assert!(comparison.beyond && !comparison.varies);
    let comparison = compare(&exact, &of(&[(2.0, 6)]), &of(&[(3.0, 5), (4.0, 1)]));
    assert_eq!(comparison.evidence.significance, Significance::Significant);
    assert!(comparison.varies);
}

#[test]
fn flips_are_between_two_neighbours_of_which_the_baseline_has_both() {
    let flips = |b: &[(f64, usize)], c: &[(f64, usize)]| compare(&QUESTION, &of(b), &of(c)).flips;
    assert!(flips(&[(4.0, 9), (5.0, 1)], &[(5.0, 10)]));
    assert!(!flips(&[(4.0, 10)], &[(4.0, 1), (5.0, 9)]));
    assert!(!flips(&[(0.0, 9), (1.0, 1)], &[(1.0, 10)]));
    assert!(!flips(&[(4.0, 9), (5.0, 1)], &[(5.0, 9), (6.0, 1)]));
    assert!(!flips(&[(4.5, 9), (5.5, 1)], &[(5.5, 10)]));
}

#[test]
fn differs_is_two_sided_and_knows_no_allowance() {
    let differs = Question { test: Test::Differs, alpha: 0.05, ..QUESTION };
    let comparison = compare(&differs, &[1.0, 2.0, 3.0, 5.0], &of(&[(1.0, 5)]));
    assert!((comparison.evidence.p - 2.0 * 6.0 / 126.0).abs() < 1e-12, "{}", comparison.evidence.p);
    let comparison = compare(&differs, &of(&[(10.0, 6)]), &of(&[(11.0, 6)]));
    assert_eq!(comparison.evidence.significance, Significance::Significant);
    assert!(!comparison.beyond);
}
