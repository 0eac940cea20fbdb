use super::*;

/// Order statistics for n = 1 to 60, printed by tests/reference/median_interval.go
/// (`go run median_interval.go`, go-moremath f10218a38794, go1.26, linux/amd64).
const AT_90: [(usize, usize); 60] = [
    (0, 2),
    (0, 3),
    (0, 4),
    (0, 4),
    (1, 5),
    (1, 6),
    (1, 6),
    (2, 7),
    (2, 8),
    (2, 8),
    (3, 9),
    (3, 9),
    (4, 10),
    (4, 11),
    (4, 11),
    (5, 12),
    (5, 12),
    (6, 13),
    (6, 14),
    (6, 14),
    (7, 15),
    (8, 16),
    (8, 16),
    (8, 17),
    (8, 17),
    (9, 18),
    (9, 18),
    (10, 19),
    (11, 20),
    (11, 20),
    (11, 21),
    (11, 21),
    (12, 22),
    (12, 22),
    (13, 23),
    (13, 24),
    (13, 24),
    (14, 25),
    (14, 25),
    (15, 26),
    (15, 26),
    (16, 27),
    (16, 27),
    (17, 28),
    (17, 29),
    (17, 29),
    (18, 30),
    (18, 30),
    (19, 31),
    (19, 31),
    (20, 32),
    (20, 32),
    (21, 33),
    (21, 34),
    (21, 34),
    (22, 35),
    (22, 35),
    (23, 36),
    (23, 36),
    (24, 37),
];
const AT_95: [(usize, usize); 60] = [
    (0, 2),
    (0, 3),
    (0, 4),
    (0, 5),
    (0, 5),
    (1, 6),
    (1, 7),
    (1, 7),
    (2, 8),
    (2, 9),
    (2, 9),
    (3, 10),
    (3, 11),
    (3, 11),
    (4, 12),
    (4, 12),
    (5, 13),
    (5, 14),
    (5, 14),
    (6, 15),
    (6, 16),
    (6, 16),
    (7, 17),
    (8, 18),
    (8, 18),
    (8, 19),
    (8, 19),
    (9, 20),
    (9, 20),
    (10, 21),
    (10, 22),
    (10, 22),
    (11, 23),
    (11, 23),
    (12, 24),
    (12, 24),
    (13, 25),
    (13, 26),
    (13, 26),
    (14, 27),
    (14, 27),
    (15, 28),
    (15, 29),
    (15, 29),
    (16, 30),
    (16, 30),
    (17, 31),
    (17, 31),
    (18, 32),
    (18, 32),
    (19, 33),
    (19, 34),
    (19, 34),
    (20, 35),
    (20, 35),
    (21, 36),
    (21, 36),
    (22, 37),
    (22, 38),
    (22, 38),
];
const AT_99: [(usize, usize); 60] = [
    (0, 2),
    (0, 3),
    (0, 4),
    (0, 5),
    (0, 6),
    (0, 7),
    (0, 7),
    (1, 8),
    (1, 9),
    (1, 10),
    (1, 10),
    (2, 11),
    (2, 12),
    (2, 12),
    (3, 13),
    (3, 14),
    (3, 14),
    (4, 15),
    (4, 16),
    (4, 16),
    (5, 17),
    (5, 18),
    (5, 18),
    (6, 19),
    (6, 19),
    (7, 20),
    (7, 21),
    (8, 22),
    (8, 22),
    (8, 23),
    (8, 23),
    (9, 24),
    (9, 25),
    (9, 25),
    (10, 26),
    (10, 26),
    (11, 27),
    (11, 28),
    (11, 28),
    (12, 29),
    (12, 29),
    (13, 30),
    (13, 31),
    (13, 31),
    (14, 32),
    (14, 32),
    (15, 33),
    (15, 34),
    (15, 34),
    (16, 35),
    (16, 35),
    (17, 36),
    (17, 36),
    (18, 37),
    (18, 38),
    (18, 38),
    (19, 39),
    (19, 39),
    (20, 40),
    (20, 41),
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
    let orders = orders(n, confidence);
    (orders.low, orders.high)
}

#[test]
fn intervals_are_those_that_benchstat_prints() {
    for (confidence, table) in [(0.9, AT_90), (0.95, AT_95), (0.99, AT_99)] {
        for (n, expected) in (1..).zip(table) {
            assert_eq!(ends(n, confidence), expected, "n = {n} at {confidence}");
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
    let mut now = orders(n, 0.0);
    while now.low > 0 || now.high <= n {
        let next = orders(n, now.confidence + 1e-13);
        steps.push(if next.low < now.low { 'L' } else { 'R' });
        now = next;
    }
    steps
}

#[test]
fn confidence_is_the_binomial_probability_between_the_ends() {
    // 1 − 2·(1 + 10)/2¹⁰, less the right one of the two: values 2 to 9 of ten.
    assert_eq!(orders(10, 0.95).confidence, 1.0 - 22.0 / 1024.0);
    assert_eq!(orders(5, 0.95).confidence, 1.0 - 1.0 / 32.0);
    assert_eq!(orders(6, 0.95).confidence, 1.0 - 2.0 / 64.0);
}

#[test]
fn confidence_is_never_less_than_asked_for() {
    for n in 0..400 {
        for confidence in [0.001, 0.5, 0.8, 0.95, 0.999, 1.0 - 1e-12] {
            let orders = orders(n, confidence);
            assert!(orders.confidence >= confidence, "n = {n}: {orders:?}");
            assert!(
                orders.low < orders.high && orders.high <= n + 1,
                "n = {n}: {orders:?}"
            );
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
    assert_eq!(
        (certain.low, certain.high),
        (f64::NEG_INFINITY, f64::INFINITY)
    );
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
