use super::*;
use statrs::distribution::{Beta, ContinuousCDF};

fn near(value: f64, expected: f64, precision: f64) -> bool {
    value == expected || (value / expected - 1.0).abs() < precision
}

#[test]
fn none_in_n_is_bounded_by_a_root() {
    assert!(near(proportion_upper_bound(0, 6, 0.95), 0.393037769, 1e-9));
    for n in [1u64, 2, 6, 59, 1150, 1_000_000, 1_000_000_000] {
        // 1 − 0.05^(1/n), without loss where n is large.
        let bound = -libm::expm1(libm::log(0.05) / n as f64);
        let (found, all) = (proportion_upper_bound(0, n, 0.95), proportion_interval(0, n, 0.9));
        assert!(near(found, bound, 1e-12), "0 of {n}: {found}, not {bound}");
        assert!(all.low == 0.0 && near(all.high, found, 1e-12), "0 of {n}: {all:?}");
        let mirrored = proportion_interval(n, n, 0.9);
        assert!(near(mirrored.low, 1.0 - bound, 1e-12), "{n} of {n}: {}", mirrored.low);
        assert_eq!(mirrored.high, 1.0);
    }
}

#[test]
fn intervals_are_those_of_the_tables_and_of_other_programs() {
    // python3 tests/reference/proportion.py
    let table = [
        (1, 10, 0.95, 0.002528578544, 0.445016117),
        (3, 10, 0.95, 0.06673951118, 0.6524528501),
        (5, 6, 0.99, 0.2539926182, 0.9991649252),
        (39, 300, 0.95, 0.09410119063, 0.1734048394),
        (9, 1150, 0.95, 0.003584648619, 0.01480415726),
        (1500, 3000, 0.999, 0.4698250722, 0.5301749278),
    ];
    for (failures, trials, confidence, low, high) in table {
        let found = proportion_interval(failures, trials, confidence);
        let right = near(found.low, low, 1e-9) && near(found.high, high, 1e-9);
        assert!(right, "{failures} of {trials}: {found:?}");
        assert_eq!(found.confidence, confidence);
    }
}

/// The probability of each number of events, one trial after the other. All terms are positive, so
/// that none loses precision.
fn binomial(trials: u64, p: f64) -> Vec<f64> {
    (0..trials).fold(vec![1.0], |before, _| {
        let less_one = std::iter::once(0.0).chain(before.iter().copied());
        let as_many = before.iter().copied().chain(std::iter::once(0.0));
        less_one.zip(as_many).map(|(one, none)| one * p + none * (1.0 - p)).collect()
    })
}

/// P(X ≥ `least`) of a binomial variable.
fn at_least(least: u64, trials: u64, p: f64) -> f64 {
    binomial(trials, p)[least as usize..].iter().rev().sum()
}

#[test]
fn a_tail_at_either_end_has_the_probability_that_is_left() {
    for trials in [1u64, 2, 5, 6, 10, 33, 120, 400] {
        for failures in (0..=trials).step_by(1 + trials as usize / 12) {
            for confidence in [0.5, 0.9, 0.95, 0.999] {
                let Interval { low, high, .. } = proportion_interval(failures, trials, confidence);
                let beyond = (1.0 - confidence) / 2.0;
                let what = format!("{failures} of {trials} at {confidence}: {low}, {high}");
                let above = at_least(failures, trials, low);
                assert!(failures == 0 || near(above, beyond, 1e-10), "{what}: {above}");
                let below: f64 = binomial(trials, high)[..=failures as usize].iter().sum();
                assert!(failures == trials || near(below, beyond, 1e-10), "{what}: {below}");
                assert!(low <= failures as f64 / trials as f64);
                assert!(failures as f64 / trials as f64 <= high);
            }
        }
    }
}

#[test]
fn the_ends_are_quantiles_of_beta_distributions() {
    // statrs' inverse is good to ten digits there, and loses them as trials grow.
    for trials in [1u64, 6, 30, 100, 300] {
        for failures in 0..=trials {
            let found = proportion_interval(failures, trials, 0.95);
            let quantile =
                |a: u64, b: u64, p: f64| Beta::new(a as f64, b as f64).unwrap().inverse_cdf(p);
            if failures > 0 {
                let low = quantile(failures, trials - failures + 1, 0.025);
                assert!(near(found.low, low, 1e-8), "{failures} of {trials}: {found:?}, {low}");
            }
            if failures < trials {
                let high = quantile(failures + 1, trials - failures, 0.975);
                assert!(near(found.high, high, 1e-8), "{failures} of {trials}: {found:?}, {high}");
            }
        }
    }
}

#[test]
fn the_interval_covers_at_least_as_often_as_it_says() {
    for (trials, confidence) in [(6u64, 0.9), (20, 0.95), (50, 0.8)] {
        let intervals: Vec<Interval> =
            (0..=trials).map(|k| proportion_interval(k, trials, confidence)).collect();
        for step in 1..200 {
            let p = f64::from(step) / 200.0;
            let masses = intervals.iter().zip(binomial(trials, p));
            let covering = masses.filter(|(interval, _)| interval.low <= p && p <= interval.high);
            let coverage: f64 = covering.map(|(_, mass)| mass).sum();
            assert!(coverage >= confidence - 1e-12, "p = {p} of {trials}: {coverage}");
        }
    }
}

#[test]
fn large_numbers_of_trials_keep_their_digits() {
    // python3 tests/reference/proportion.py
    let table = [
        (3u64, 1_000_000u64, 6.186725502e-7, 8.767247788e-6, 1e-9),
        (2_000, 1_000_000, 0.001913380739, 0.002089523763, 1e-9),
        (500_000, 1_000_000, 0.4990195192, 0.5009804808, 1e-9),
        (1_234, 1_000_000_000, 1.166101758e-6, 1.304820324e-6, 1e-6),
    ];
    for (failures, trials, low, high, precision) in table {
        let found = proportion_interval(failures, trials, 0.95);
        let right = near(found.low, low, precision) && near(found.high, high, precision);
        assert!(right, "{failures} of {trials}: {found:?}");
    }
}

#[test]
fn without_trials_or_without_a_level_nothing_is_known() {
    for (failures, trials, confidence) in
        [(0, 0, 0.95), (3, 0, 0.95), (1, 9, 1.0), (1, 9, f64::NAN)]
    {
        let found = proportion_interval(failures, trials, confidence);
        assert_eq!((found.low, found.high), (0.0, 1.0), "{failures} of {trials} at {confidence}");
        assert_eq!(proportion_upper_bound(failures, trials, confidence), 1.0);
    }
    assert_eq!(proportion_interval(9, 4, 0.95), proportion_interval(4, 4, 0.95));
    assert!(proportion_interval(1, 4, -3.0).low <= 0.25);
}
