use super::*;

mod reference;

fn p(x: &[f64], y: &[f64]) -> f64 {
    match UTest::new(0.05).test(x, y) {
        Outcome::P(p) => p,
        other => panic!("{other:?}"),
    }
}

#[test]
fn ties_in_samples_of_different_sizes_have_benchstats_p_and_not_a_probability() {
    assert_eq!(p(&[1.0, 2.0, 3.0, 5.0], &[1.0; 5]), 0.0);
    assert_eq!(p(&[1.0; 5], &[1.0, 2.0, 3.0, 5.0]), 2.0 * (6.0 / 126.0));
    assert_eq!(p(&[5.0; 6], &[5.0, 5.0, 6.0, 7.0]), 2.0 * (28.0 / 210.0));
    assert_eq!(p(&[5.0, 5.0, 6.0, 7.0], &[5.0; 6]), 0.0);
    assert!((p(&[1.0; 2], &[1.0, 1.0, 2.0]) - 1.2).abs() < 1e-15);
    assert!((p(&[1.0, 1.0, 2.0], &[1.0; 2]) - 0.8).abs() < 1e-15);
}

#[test]
fn samples_that_cannot_be_told_apart_have_p_one() {
    assert_eq!(p(&[1.0, 4.0], &[2.0, 3.0]), 1.0);
    assert_eq!(p(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]), 1.0);
    assert_eq!(p(&[-1.0, 0.0], &[-0.0, 1.0]), 4.0 / 6.0);
}

#[test]
fn samples_without_spread_and_samples_with_nan_have_no_p() {
    let test = |x: &[f64], y: &[f64]| UTest::new(0.05).test(x, y);
    assert_eq!(test(&[7.0; 5], &[7.0; 3]), Outcome::AllEqual);
    assert_eq!(test(&[7.0; 500], &[7.0; 300]), Outcome::AllEqual);
    assert_eq!(test(&[f64::INFINITY], &[f64::INFINITY]), Outcome::AllEqual);
    assert_eq!(test(&[7.0, f64::NAN], &[7.0]), Outcome::NotANumber);
    assert_eq!(test(&[7.0], &[f64::NAN]), Outcome::NotANumber);
}
