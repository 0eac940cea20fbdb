use super::*;
use crate::stats::{Tails, samples_needed, smallest_p};

/// Small numbers that look random: the Lehmer generator 48271·x mod (2³¹ − 1).
fn draws() -> impl FnMut(u64) -> u64 {
    let mut x = 1u64;
    move |below| {
        x = x * 48_271 % 0x7fff_ffff;
        x % below
    }
}

/// Rejections as Holm states them, in integers: a p-value is k of `whole`, alpha `level` of `whole`.
fn by_definition(p_values: &[u64], level: u64) -> Vec<u64> {
    let mut sorted = p_values.to_vec();
    sorted.sort_unstable();
    let m = sorted.len() as u64;
    let steps = sorted.iter().zip(0..);
    steps.take_while(|&(&p, i)| (m - i) * p <= level).map(|(&p, _)| p).collect()
}

/// Rejections of the closed testing principle (Marcus, Peritz and Gabriel 1976): a hypothesis is
/// rejected if Bonferroni's test rejects every intersection of hypotheses that contains it.
fn by_closure(p_values: &[u64], level: u64) -> Vec<u64> {
    let m = p_values.len();
    let members = |set: u32| (0..m).filter(move |i| set >> i & 1 == 1);
    let bonferroni =
        |set: u32| members(set).any(|i| u64::from(set.count_ones()) * p_values[i] <= level);
    let closed = |i: usize| (1..1u32 << m).filter(|set| set >> i & 1 == 1).all(bonferroni);
    let mut rejected: Vec<u64> = (0..m).filter(|&i| closed(i)).map(|i| p_values[i]).collect();
    rejected.sort_unstable();
    rejected
}

fn rejected(p_values: &[f64], alpha: f64) -> Vec<f64> {
    let holm = Holm::new(p_values.to_vec(), alpha);
    let mut rejected: Vec<f64> = p_values.to_vec();
    rejected.retain(|&p| holm.cutoff().is_some_and(|cutoff| p <= cutoff));
    rejected.sort_unstable_by(f64::total_cmp);
    rejected
}

#[test]
fn the_rejections_are_those_of_the_definition_and_of_closed_testing() {
    let mut draw = draws();
    let mut some = 0;
    for round in 0..4000 {
        let (m, whole) = (1 + draw(8), [20, 252, 1000, 3003][round % 4]);
        // The lesser of two, so that there is something to reject.
        let mut small = || draw(whole);
        let p_values: Vec<u64> = (0..m).map(|_| 1 + small().min(small())).collect();
        let level = 1 + draw(whole / 2);
        let expected = by_definition(&p_values, level);
        assert_eq!(by_closure(&p_values, level), expected, "{p_values:?} at {level}/{whole}");
        let share = |k: &u64| *k as f64 / whole as f64;
        let shares: Vec<f64> = p_values.iter().map(share).collect();
        let expected: Vec<f64> = expected.iter().map(share).collect();
        assert_eq!(rejected(&shares, share(&level)), expected, "{p_values:?} at {level}/{whole}");
        some += usize::from(!expected.is_empty() && expected.len() < shares.len());
    }
    assert!(some > 500, "{some} rounds rejected a part");
}

#[test]
fn a_member_is_rejected_just_if_its_adjusted_p_is_at_most_alpha() {
    let mut draw = draws();
    for _ in 0..2000 {
        let p_values: Vec<f64> = (0..1 + draw(9)).map(|_| (1 + draw(99)) as f64 / 400.0).collect();
        let alpha = (1 + draw(60)) as f64 / 200.0;
        let holm = Holm::new(p_values.clone(), alpha);
        let by_adjusted = |p: &&f64| holm.adjusted(**p) <= alpha;
        let mut expected: Vec<f64> = p_values.iter().filter(by_adjusted).copied().collect();
        expected.sort_unstable_by(f64::total_cmp);
        assert_eq!(rejected(&p_values, alpha), expected, "{p_values:?} at {alpha}");
    }
}

#[test]
fn holm_rejects_what_the_textbooks_example_rejects() {
    let holm = Holm::new(vec![0.01, 0.04, 0.03, 0.005], 0.05);
    assert_eq!(holm.size(), 4);
    assert_eq!(holm.cutoff(), Some(0.01));
    let adjusted = [0.005, 0.01, 0.03, 0.04].map(|p| holm.adjusted(p));
    assert_eq!(adjusted, [0.02, 0.03, 0.06, 0.06]);
    assert_eq!(holm.first_level(), 0.0125);
}

#[test]
fn adjusted_p_values_are_those_of_another_program() {
    // python3 tests/reference/holm.py
    let p_values =
        [0.0011, 0.37, 0.0002, 0.0011, 0.048, 0.0079, 1.0, 0.025, 0.0043, 0.0002, 0.12, 0.0079];
    let expected =
        [0.011, 0.74, 0.0024, 0.011, 0.192, 0.0553, 1.0, 0.125, 0.0344, 0.0024, 0.36, 0.0553];
    let holm = Holm::new(p_values.to_vec(), 0.05);
    for (p, expected) in p_values.into_iter().zip(expected) {
        assert!((holm.adjusted(p) - expected).abs() < 1e-15, "{p}: {}", holm.adjusted(p));
    }
    assert_eq!(holm.cutoff(), Some(0.0043));
}

#[test]
fn equal_p_values_are_rejected_together() {
    let holm = Holm::new(vec![0.0125; 4], 0.05);
    assert_eq!(holm.cutoff(), Some(0.0125));
    assert_eq!(Holm::new(vec![0.0126; 4], 0.05).cutoff(), None);
}

#[test]
fn a_level_that_is_reached_exactly_counts_as_reached() {
    // In floating point, 3·0.05 > 0.15 and 0.15/3 < 0.05.
    for holm in [Holm::new(vec![0.05, 1.0, 1.0], 0.15), Holm::new(vec![0.05; 3], 0.15)] {
        assert_eq!(holm.cutoff(), Some(0.05));
        assert_eq!(holm.adjusted(0.05), 0.15);
        assert!(holm.can_reject(smallest_p(3, 3, Tails::One)));
    }
    for m in 1..200u32 {
        // k/1000 each, at the level of m·k/1000.
        let alpha: f64 = format!("{}e-3", 5 * m).parse().unwrap();
        let family = |p: f64| Holm::new(vec![p; m as usize], alpha);
        assert_eq!(family(0.005).cutoff(), Some(0.005), "{m}");
        assert_eq!(family(0.005 * (1.0 + 1e-14)).cutoff(), None, "{m}");
    }
}

#[test]
fn one_test_is_compared_as_without_a_family() {
    let above = 0.05f64.next_up();
    assert_eq!(Holm::new(vec![0.05], 0.05).cutoff(), Some(0.05));
    assert_eq!(Holm::new(vec![above], 0.05).cutoff(), None);
}

#[test]
fn what_is_no_number_is_no_evidence() {
    let holm = Holm::new(vec![f64::NAN, 0.001, f64::NAN], 0.05);
    assert_eq!((holm.size(), holm.cutoff()), (3, Some(0.001)));
    assert_eq!(holm.adjusted(f64::NAN), 1.0);
    let nothing = Holm::new(vec![0.001, 0.2], f64::NAN);
    assert_eq!((nothing.cutoff(), nothing.can_reject(0.001)), (None, false));
}

#[test]
fn a_family_may_be_empty_and_a_p_value_no_members() {
    let empty = Holm::new(Vec::new(), 0.05);
    assert_eq!((empty.size(), empty.cutoff(), empty.adjusted(0.01)), (0, None, 1.0));
    assert_eq!(empty.first_level(), 0.05);
    let holm = Holm::new(vec![0.01, 0.2], 0.05);
    assert_eq!([0.0, 0.005, 0.1, 0.3, 7.0].map(|p| holm.adjusted(p)), [0.02, 0.02, 0.2, 1.0, 1.0]);
}

/// The most tests of which Holm's correction can reject one alone at 0.05, two-sided.
const MOST_TESTS: [(usize, usize); 6] = [(4, 1), (5, 6), (6, 23), (8, 321), (9, 1215), (10, 4618)];

#[test]
fn so_many_tests_and_no_more_leave_a_regression_that_can_be_found() {
    for (samples, most) in MOST_TESTS {
        let p = smallest_p(samples, samples, Tails::Two);
        let lone = |m: usize| {
            let mut family = vec![1.0; m - 1];
            family.push(p);
            Holm::new(family, 0.05)
        };
        let (fits, too_many) = (lone(most), lone(most + 1));
        assert_eq!((fits.cutoff(), too_many.cutoff()), (Some(p), None), "{samples} samples");
        assert_eq!((fits.can_reject(p), too_many.can_reject(p)), (true, false));
        assert!(p <= fits.first_level() && p > too_many.first_level());
        assert!(samples_needed(0.05 / most as f64, Tails::Two) <= Some(samples));
        assert!(samples_needed(0.05 / (most + 1) as f64, Tails::Two) > Some(samples));
    }
}
