//! Held against other programs. The figures are printed by `python3 tests/reference/utest.py`
//! (scipy 1.17.1), each case as P(U ≤ u) and P(U ≥ u).

use super::*;

#[test]
fn untied_samples_have_scipys_exact_probabilities() {
    let evens: Vec<i32> = (0..100).step_by(2).collect();
    let odds: Vec<i32> = (11..121).step_by(2).collect();
    close(
        tails(&[1, 2, 3, 5, 6, 9, 10, 14], &[4, 7, 8, 11, 12, 13, 15, 16]),
        [0.975058275058275, 0.032478632478632474],
    );
    close(
        tails(&[1, 2, 4, 9], &[3, 5, 6, 7, 8, 10, 11, 12, 13, 14]),
        [0.9820179820179821, 0.026973026973026976],
    );
    close(tails(&evens[..20], &odds[..20]), [0.9956440596934866, 0.0047418035956025015]);
    close(tails(&evens, &odds[5..]), [0.9994858158885853, 0.0005275082355568331]);
}

#[test]
fn small_tied_samples_have_the_probabilities_of_all_permutations() {
    close(tails(&[1, 2, 3, 5], &[1; 5]), [0.047619047619047616, 1.0]);
    close(tails(&[5; 6], &[5, 5, 6, 7]), [1.0, 0.13333333333333333]);
    close(tails(&[1, 1, 1, 1, 2], &[1, 2, 2, 2, 2]), [0.996031746031746, 0.10317460317460317]);
    close(
        tails(&[1, 1, 2, 3, 3, 3, 8], &[2, 3, 4, 4, 8, 9]),
        [0.9662004662004662, 0.06177156177156177],
    );
}

#[test]
fn large_tied_samples_have_the_probabilities_counted_in_integers() {
    close(
        tails(&sample(25, 7, 9, 0), &sample(25, 5, 9, 2)),
        [0.9834529812005054, 0.016981664893278355],
    );
    close(
        tails(&sample(25, 5, 6, 1), &sample(10, 1, 6, 0)),
        [0.0335134504963727, 0.9676529058849284],
    );
    close(
        tails(&sample(50, 7, 31, 0), &sample(50, 11, 31, 8)),
        [0.9999573111482977, 4.3349853787619937e-05],
    );
    close(
        tails(&sample(50, 3, 5, 0), &sample(50, 2, 5, 2)),
        [0.9999999982899046, 2.2019606449706462e-09],
    );
    let one_tie: Vec<usize> = std::iter::once(0).chain((53..151).step_by(2)).collect();
    close(
        tails(&(0..100).step_by(2).collect::<Vec<_>>(), &one_tie),
        [0.9999999999965019, 3.5155416657405676e-12],
    );
}

#[test]
fn samples_beyond_the_budget_have_scipys_normal_approximation() {
    let approximate = |x: &[usize], y: &[usize]| {
        let (mut test, ranking) = (UTest::new(), rank(x, y));
        assert_eq!(test.two_sided(&ranking).method, Method::Normal);
        [test.less(&ranking).p, test.greater(&ranking).p]
    };
    // The precision of statrs' normal distribution.
    within(
        2e-10,
        approximate(&sample(300, 7, 40, 0), &sample(200, 11, 40, 3)),
        [0.9974332975321069, 0.0025717300313044906],
    );
    let evens: Vec<usize> = (0..180).step_by(2).collect();
    let odds: Vec<usize> = (41..241).step_by(2).collect();
    within(2e-10, approximate(&evens, &odds), [0.9999999820728968, 1.8198167911656415e-08]);
}
