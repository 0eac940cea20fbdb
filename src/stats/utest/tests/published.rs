//! Held against tables in print.

use super::*;

/// Samples of the published tables, which have no ties.
fn untied(n1: usize, n2: usize) -> Ranking {
    let all: Vec<usize> = (0..n1 + n2).collect();
    Ranking::new(&all[..n1], &all[n1..])
}

#[test]
fn samples_of_five_have_the_probabilities_of_mann_and_whitney() {
    // Mann and Whitney (1947), table I, n = 5: P(U ≤ u) for u = 0 to 4, by m.
    let table = [
        [0.167, 0.333, 0.5, 0.667, 0.833],
        [0.047, 0.095, 0.19, 0.286, 0.429],
        [0.018, 0.036, 0.071, 0.125, 0.196],
        [0.008, 0.016, 0.032, 0.056, 0.095],
        [0.004, 0.008, 0.016, 0.028, 0.048],
    ];
    for (m, row) in (1..).zip(table) {
        let null = Null::new(untied(m, 5).shape()).unwrap();
        for (u, p) in (0..).zip(row) {
            assert!((null.at_most(2 * u) - p).abs() < 0.001, "m = {m}, u = {u}");
        }
    }
}

#[test]
fn tied_samples_have_the_probabilities_of_klotz() {
    // Klotz (1966), table 1: 5 of 10 values in groups of 1, 1, 2, 1, 1, 2, 1, 1.
    let ranking = Ranking::new(&[1, 2, 3, 3, 4], &[5, 6, 6, 7, 8]);
    let null = Null::new(ranking.shape()).unwrap();
    let table = [
        (0.0, 0.003968),
        (1.0, 0.007937),
        (2.5, 0.02381),
        (4.0, 0.047619),
        (5.0, 0.071429),
        (5.5, 0.087302),
        (6.5, 0.134921),
        (7.0, 0.138889),
    ];
    for (u, p) in table {
        let found = null.at_most((2.0 * u) as u64);
        assert!((found - p).abs() < 1e-6, "u = {u}: {found}");
    }
}

#[test]
fn unequal_tied_samples_have_the_probabilities_of_klotz() {
    // Klotz (1966): 10 of 21 values in groups of 6, 5, 4, 3, 2, 1; by U + 50.
    let ranking = Ranking::new(&[1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5], &[1, 1, 1, 2, 2, 3, 3, 4, 5, 6]);
    assert_eq!(ranking.ties(), [6, 5, 4, 3, 2, 1]);
    let null = Null::new(ranking.shape()).unwrap();
    let table = [
        (52.0, 0.000014),
        (56.5, 0.000128),
        (62.0, 0.00074),
        (70.5, 0.005818),
        (79.0, 0.029979),
        (87.0, 0.101132),
    ];
    for (u, p) in table {
        let found = null.at_most((2.0 * u) as u64 - 100);
        assert!((found - p).abs() < 1e-6, "u = {u}: {found}");
    }
}

#[test]
fn critical_values_are_the_tabulated_ones() {
    // The largest u with p ≤ α for n1 = n2 = 5 to 20, from the tables that textbooks print:
    // two-sided at 0.05, two-sided at 0.01, one-sided at 0.05.
    let tables = [
        (0.025, [2, 5, 8, 13, 17, 23, 30, 37, 45, 55, 64, 75, 87, 99, 113, 127]),
        (0.005, [0, 2, 4, 7, 11, 16, 21, 27, 34, 42, 51, 60, 70, 81, 93, 105]),
        (0.05, [4, 7, 11, 15, 21, 27, 34, 42, 51, 61, 72, 83, 96, 109, 123, 138]),
    ];
    for (alpha, critical) in tables {
        for (n, u) in (5..).zip(critical) {
            let null = Null::new(untied(n, n).shape()).unwrap();
            assert!(null.at_most(2 * u) <= alpha, "n = {n}, α = {alpha}");
            assert!(null.at_most(2 * u + 2) > alpha, "n = {n}, α = {alpha}");
        }
    }
}
