//! Held against what must be true of any samples.

use super::*;
use proptest::prelude::*;

fn some_sample() -> impl Strategy<Value = Vec<i128>> {
    prop_oneof![
        prop::collection::vec(-3..4i128, 0..14),
        prop::collection::vec(any::<i128>(), 0..14),
        prop::collection::vec(0..40i128, 10..30),
    ]
}

proptest! {
    #[test]
    fn probabilities_are_positive_and_at_most_one(x in some_sample(), y in some_sample()) {
        let ranking = rank(&x, &y);
        let mut test = UTest::new();
        for found in [test.less(&ranking), test.greater(&ranking), test.two_sided(&ranking)] {
            prop_assert!(found.p > 0.0 && found.p <= 1.0, "{found:?}");
        }
        // Both tails contain the observed u.
        prop_assert!(test.less(&ranking).p + test.greater(&ranking).p > 1.0);
    }

    #[test]
    fn exchanging_the_samples_exchanges_the_tails(x in some_sample(), y in some_sample()) {
        let (one, other) = (rank(&x, &y), rank(&y, &x));
        let mut test = UTest::new();
        let alike = |a: PValue, b: PValue| (a.p / b.p - 1.0).abs() < 1e-13;
        prop_assert!(alike(test.greater(&one), test.less(&other)));
        prop_assert!(alike(test.less(&one), test.greater(&other)));
        prop_assert!(alike(test.two_sided(&one), test.two_sided(&other)));
    }

    #[test]
    fn moving_and_stretching_both_samples_changes_nothing(
        x in prop::collection::vec(-1000..1000i128, 1..20),
        y in prop::collection::vec(-1000..1000i128, 1..20),
        factor in 1..1000i128,
        shift in -1000..1000i128,
    ) {
        let moved = |values: &[i128]| values.iter().map(|v| v * factor + shift).collect::<Vec<_>>();
        prop_assert_eq!(rank(&x, &y), rank(&moved(&x), &moved(&y)));
        let floats = |values: &[i128]| values.iter().map(|v| *v as f64).collect::<Vec<_>>();
        prop_assert_eq!(rank(&x, &y), rank(&floats(&x), &floats(&y)));
    }

    #[test]
    fn a_larger_candidate_is_stronger_evidence(
        x in prop::collection::vec(0..30i128, 1..15),
        y in prop::collection::vec(0..30i128, 1..15),
    ) {
        let mut test = UTest::new();
        let lifted: Vec<i128> = y.iter().map(|value| value + 30).collect();
        prop_assert!(test.greater(&rank(&x, &lifted)).p <= test.greater(&rank(&x, &y)).p);
    }
}
