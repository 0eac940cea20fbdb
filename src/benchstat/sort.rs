//! Sorting samples.

use super::go_sort;

/// Samples up to this size are sorted by counting.
const SMALL: usize = 32;

/// Sorts numbers as Go does: what is none comes first, and of zeros that differ in their sign none in
/// particular.
pub(super) fn sort(values: &mut [f64]) {
    if values.iter().any(|&value| value.is_nan() || is_negative_zero(value)) {
        go_sort::sort(values, |a, b| a < b || a.is_nan() && !b.is_nan());
    } else if values.is_sorted() {
        // As where all are equal.
    } else if values.len() <= SMALL {
        sort_by_counting(values);
    } else {
        values.sort_by(f64::total_cmp);
    }
}

/// Equal to zero, it is printed with a sign all the same.
fn is_negative_zero(value: f64) -> bool {
    value == 0.0 && value.is_sign_negative()
}

/// Puts each value where as many are before it as are smaller, or equal and earlier. That is quadratic,
/// but without branches that depend on values, which cost more in samples of this size.
fn sort_by_counting(values: &mut [f64]) {
    let mut sorted = [0.0; SMALL];
    for (i, value) in values.iter().enumerate() {
        let (earlier, later) = (&values[..i], &values[i + 1..]);
        let no_larger: u64 = earlier.iter().map(|other| u64::from(other <= value)).sum();
        let smaller: u64 = later.iter().map(|other| u64::from(other < value)).sum();
        sorted[(no_larger + smaller) as usize] = *value;
    }
    values.copy_from_slice(&sorted[..values.len()]);
}

#[cfg(test)]
mod tests {
    use super::sort;

    #[test]
    fn values_are_sorted() {
        for size in [0, 1, 2, 10, 32, 33, 100] {
            let mut values: Vec<f64> = (0..size).map(|i| f64::from(i * 7919 % 13) - 6.0).collect();
            let mut expected = values.clone();
            expected.sort_by(f64::total_cmp);
            sort(&mut values);
            assert_eq!(values, expected);
        }
    }

    #[test]
    fn zeros_of_both_signs_stay_as_they_were_in_samples_up_to_twelve() {
        let mut values = [0.0, 1.0, -0.0, -1.0, 0.0];
        sort(&mut values);
        assert_eq!(format!("{values:?}"), "[-1.0, 0.0, -0.0, 0.0, 1.0]");
    }

    #[test]
    fn what_is_no_number_comes_first() {
        let mut values = [1.0, f64::NAN, -1.0, f64::NEG_INFINITY];
        sort(&mut values);
        assert!(values[0].is_nan());
        assert_eq!(values[1..], [f64::NEG_INFINITY, -1.0, 1.0]);
    }
}
