use super::*;

mod properties;
mod published;
mod reference;

fn rank<T: PartialOrd + Clone>(x: &[T], y: &[T]) -> Ranking {
    let order = |a: &T, b: &T| a.partial_cmp(b).unwrap();
    let (mut x, mut y) = (x.to_vec(), y.to_vec());
    x.sort_by(order);
    y.sort_by(order);
    Ranking::new(&x, &y)
}

fn tails<T: PartialOrd + Clone>(x: &[T], y: &[T]) -> [f64; 2] {
    let ranking = rank(x, y);
    let mut test = UTest::new();
    assert_eq!(test.greater(&ranking).method, Method::Exact);
    [test.less(&ranking).p, test.greater(&ranking).p]
}

fn close(found: [f64; 2], expected: [f64; 2]) {
    within(1e-12, found, expected);
}

fn within(relative: f64, found: [f64; 2], expected: [f64; 2]) {
    for (found, expected) in found.into_iter().zip(expected) {
        assert!((found / expected - 1.0).abs() < relative, "{found} is not {expected}");
    }
}

/// The same samples as in tests/reference/utest.py.
fn sample(n: usize, stride: usize, modulus: usize, lift: usize) -> Vec<usize> {
    (0..n).map(|i| i * stride % modulus + lift).collect()
}

#[test]
fn asymmetric_ties_double_the_smaller_of_two_different_tails() {
    let two_sided = |x: &[i32], y: &[i32]| UTest::new().two_sided(&rank(x, y)).p;
    assert_eq!(two_sided(&[1, 2, 3, 5], &[1; 5]), 2.0 * 6.0 / 126.0);
    assert_eq!(two_sided(&[1; 5], &[1, 2, 3, 5]), 2.0 * 6.0 / 126.0);
    assert_eq!(two_sided(&[5; 6], &[5, 5, 6, 7]), 2.0 * 28.0 / 210.0);
    assert_eq!(two_sided(&[5, 5, 6, 7], &[5; 6]), 2.0 * 28.0 / 210.0);
}

#[test]
fn samples_that_do_not_overlap_have_the_smallest_p() {
    for (n1, n2) in [(5, 5), (4, 4), (4, 10), (30, 2), (400, 300)] {
        let p = UTest::new().greater(&rank(&vec![1; n1], &vec![2; n2]));
        assert_eq!(p, PValue { p: smallest_p(n1, n2, Tails::One), method: Method::Exact });
    }
    let p = UTest::new().two_sided(&rank(&[1, 2, 3], &[4, 5, 6]));
    assert_eq!(p.p, 0.1);
}

#[test]
fn samples_without_information_have_p_one() {
    let mut test = UTest::new();
    let flat = vec![7; 2000];
    for ranking in [rank::<i32>(&[], &[]), rank(&[], &[1, 2]), rank(&[1], &[]), rank(&flat, &flat)]
    {
        assert_eq!(test.greater(&ranking).p, 1.0);
        assert_eq!(test.less(&ranking).p, 1.0);
        assert_eq!(test.two_sided(&ranking).p, 1.0);
    }
}

#[test]
fn a_tail_too_thin_for_floating_point_is_not_zero() {
    let x: Vec<u32> = (0..4000).collect();
    let mut y: Vec<u32> = (4000..8000).collect();
    y[0] = 0;
    let found = UTest::new().greater(&rank(&x, &y));
    assert_eq!(found, PValue { p: f64::MIN_POSITIVE, method: Method::Normal });
}

#[test]
fn seventy_five_against_seventy_five_is_exact_whatever_the_ties() {
    for modulus in [2, 4, 17, 150] {
        let (x, y) = (sample(75, 7, modulus, 0), sample(75, 3, modulus, 1));
        assert_eq!(UTest::new().greater(&rank(&x, &y)).method, Method::Exact);
    }
}

#[test]
fn thousands_of_mostly_equal_values_are_exact() {
    // Both of the two larger values are in the sample of 20: C(20, 2) of C(1020, 2) ways.
    let mut y = vec![7; 20];
    y[18..].fill(8);
    let found = UTest::new().greater(&rank(&[7; 1000], &y));
    assert_eq!(found.method, Method::Exact);
    assert!((found.p / (190.0 / 519_690.0) - 1.0).abs() < 1e-12, "{found:?}");
}

#[test]
fn the_approximation_agrees_with_the_exact_test_where_both_can_be_had() {
    let x: Vec<usize> = (0..60).map(|i| 2 * i).collect();
    let mut test = UTest::new();
    for shift in [1, 11, 21, 31, 61] {
        let ranking = rank(&x, &x.iter().map(|value| value + shift).collect::<Vec<_>>());
        let exact = test.greater(&ranking);
        assert_eq!(exact.method, Method::Exact);
        let depth = ranking.shape().max_twice_u() - ranking.twice_u();
        let approximate = normal::tail(ranking.shape(), depth);
        assert!((exact.p - approximate).abs() < 4e-4, "{shift}: {exact:?}, {approximate}");
    }
}
