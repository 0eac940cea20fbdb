use super::*;

/// The order statistics at the lower ends for n = 1 to 60, then those at the upper ends; printed
/// by tests/reference/median_interval.go (`go run median_interval.go`, go1.26, linux/amd64).
const AT_90: [[usize; 60]; 2] = [
    [
        0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 7, 8, 8, 8, 8, 9, 9, 10, 11,
        11, 11, 11, 12, 12, 13, 13, 13, 14, 14, 15, 15, 16, 16, 17, 17, 17, 18, 18, 19, 19, 20, 20,
        21, 21, 21, 22, 22, 23, 23, 24,
    ],
    [
        2, 3, 4, 4, 5, 6, 6, 7, 8, 8, 9, 9, 10, 11, 11, 12, 12, 13, 14, 14, 15, 16, 16, 17, 17, 18,
        18, 19, 20, 20, 21, 21, 22, 22, 23, 24, 24, 25, 25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 31,
        31, 32, 32, 33, 34, 34, 35, 35, 36, 36, 37,
    ],
];
const AT_95: [[usize; 60]; 2] = [
    [
        0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 8, 8, 8, 8, 9, 9, 10,
        10, 10, 11, 11, 12, 12, 13, 13, 13, 14, 14, 15, 15, 15, 16, 16, 17, 17, 18, 18, 19, 19, 19,
        20, 20, 21, 21, 22, 22, 22,
    ],
    [
        2, 3, 4, 5, 5, 6, 7, 7, 8, 9, 9, 10, 11, 11, 12, 12, 13, 14, 14, 15, 16, 16, 17, 18, 18,
        19, 19, 20, 20, 21, 22, 22, 23, 23, 24, 24, 25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 31, 31,
        32, 32, 33, 34, 34, 35, 35, 36, 36, 37, 38, 38,
    ],
];
const AT_99: [[usize; 60]; 2] = [
    [
        0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8, 8, 8,
        8, 9, 9, 9, 10, 10, 11, 11, 11, 12, 12, 13, 13, 13, 14, 14, 15, 15, 15, 16, 16, 17, 17, 18,
        18, 18, 19, 19, 20, 20,
    ],
    [
        2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 10, 11, 12, 12, 13, 14, 14, 15, 16, 16, 17, 18, 18, 19, 19,
        20, 21, 22, 22, 23, 23, 24, 25, 25, 26, 26, 27, 28, 28, 29, 29, 30, 31, 31, 32, 32, 33, 34,
        34, 35, 35, 36, 36, 37, 38, 38, 39, 39, 40, 41,
    ],
];

/// On which side the interval grows as ever more confidence is asked for, for n = 1 to 30; from the
/// same program.
const PATHS: [&str; 30] = [
    "R",
    "LR",
    "RLR",
    "LRLR",
    "RLRLR",
    "LRLRLR",
    "RLRLRLR",
    "LRLRLRLR",
    "RLRLRLRLR",
    "LRLRLRLRLR",
    "RLRLRLRLRLR",
    "LRLRLRLRLRLR",
    "RLRLRLRLRLRLR",
    "LRLRLRLRLRLRLR",
    "RLRLRLRLRLRLRLR",
    "LRLRLRLRLRLRLRLR",
    "RLRLRLRLRLRLRLRLR",
    "LRLRLRLRLRLRLRLRLR",
    "RLRLRLRLRLRLRLRLRLR",
    "LRLRLRLRLRLRLRLRLRLR",
    "RLRLRRLLRLRRLLRRLLRLR",
    "RLLRLRRLLRLRRLLRRLLRLR",
    "RLRLRLRRLLRLRRLLRRLLRLR",
    "RLLRLRLRRLLRLRRLLRRLLRLR",
    "RLRRLLRLRRLLRLRRLLRRLLRLR",
    "LRLRRLLRLRRLLRLRRLLRRLLRLR",
    "RLRRLRLLRLRRLLRLRRLLRRLLRLR",
    "RLRLLRRLLRLRRLLRLRRLLRRLLRLR",
    "RRLLRLRRLLRLRRLRLRLRLLRRLLRLR",
    "RLRLLRLRRLLRRLRLRLRLRLLRRLLRLR",
];

fn ends(n: usize, confidence: f64) -> (usize, usize) {
    let orders = median_orders(n, confidence);
    (orders.low, orders.high)
}

#[test]
fn intervals_are_those_that_benchstat_prints() {
    for (confidence, table) in [(0.9, AT_90), (0.95, AT_95), (0.99, AT_99)] {
        for (i, expected) in table[0].into_iter().zip(table[1]).enumerate() {
            assert_eq!(ends(i + 1, confidence), expected, "n = {} at {confidence}", i + 1);
        }
    }
}

#[test]
fn intervals_grow_on_the_side_on_which_benchstats_do() {
    for (n, expected) in (1..).zip(PATHS) {
        assert_eq!(path(n), expected, "n = {n}");
    }
}

fn path(n: usize) -> String {
    let mut steps = String::new();
    let mut now = median_orders(n, 0.0);
    while now.low > 0 || now.high <= n {
        let next = median_orders(n, now.confidence + 1e-13);
        steps.push(if next.low < now.low { 'L' } else { 'R' });
        now = next;
    }
    steps
}

#[test]
fn confidence_is_the_binomial_probability_between_the_ends() {
    // 1 − 2·(1 + 10)/2¹⁰, less the right one of the two: values 2 to 9 of ten.
    assert_eq!(median_orders(10, 0.95).confidence, 1.0 - 22.0 / 1024.0);
    assert_eq!(median_orders(5, 0.95).confidence, 1.0 - 1.0 / 32.0);
    assert_eq!(median_orders(6, 0.95).confidence, 1.0 - 2.0 / 64.0);
}

#[test]
fn confidence_is_never_less_than_asked_for() {
    for n in 0..400 {
        for confidence in [0.001, 0.5, 0.8, 0.95, 0.999, 1.0 - 1e-12] {
            let orders = median_orders(n, confidence);
            assert!(orders.confidence >= confidence, "n = {n}: {orders:?}");
            assert!(orders.low < orders.high && orders.high <= n + 1, "n = {n}: {orders:?}");
        }
    }
}

#[test]
fn an_end_that_the_sample_cannot_give_is_infinite() {
    let interval = median_interval(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.95);
    assert_eq!((interval.low, interval.high), (f64::NEG_INFINITY, 5.0));
    let empty = median_interval(&[], 0.95);
    assert_eq!((empty.low, empty.high), (f64::NEG_INFINITY, f64::INFINITY));
    let certain = median_interval(&[1.0; 9], 1.0);
    assert_eq!((certain.low, certain.high), (f64::NEG_INFINITY, f64::INFINITY));
}

#[test]
fn the_ends_are_values_of_the_sample() {
    let sample: Vec<f64> = (1..=40).map(|i| f64::from(i * i)).collect();
    let interval = median_interval(&sample, 0.95);
    assert_eq!((interval.low, interval.high), (14.0 * 14.0, 27.0 * 27.0));
}

#[test]
fn a_finite_interval_needs_more_samples_the_surer_it_is() {
    assert_eq!(samples_for_interval(0.95), Some(6));
    assert_eq!(samples_for_interval(0.99), Some(8));
    assert_eq!(samples_for_interval(0.1), Some(2));
    assert_eq!(samples_for_interval(1.0), None);
}
