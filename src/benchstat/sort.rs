//! Sorting samples.

use std::cmp::Ordering;

/// Samples up to this size are sorted by counting.
const SMALL: usize = 32;

/// Sorts numbers as Go does: what is none comes first, and zeros stay as they were.
pub(super) fn sort(values: &mut [f64]) {
    if values.iter().any(|value| value.is_nan()) {
        values.sort_by(|a, b| a.partial_cmp(b).unwrap_or_else(|| b.is_nan().cmp(&a.is_nan())));
    } else if values.is_sorted() {
        // As where all are equal.
    } else if values.len() <= SMALL {
        sort_by_counting(values);
    } else {
        values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    }
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
    fn values_are_sorted_and_zeros_stay_as_they_were() {
        for size in [0, 1, 2, 10, 32, 33, 100] {
            let mut values: Vec<f64> = (0..size)
                .map(|i| f64::from(6 - i * 7919 % 13) * if i % 2 == 0 { 1.0 } else { -1.0 })
                .collect();
            let mut expected = values.clone();
            expected.sort_by(|a, b| a.partial_cmp(b).unwrap());
            sort(&mut values);
            assert_eq!(format!("{values:?}"), format!("{expected:?}"));
        }
    }

    #[test]
    fn what_is_no_number_comes_first() {
        let mut values = [1.0, f64::NAN, -1.0, f64::NEG_INFINITY];
        sort(&mut values);
        assert!(values[0].is_nan());
        assert_eq!(values[1..], [f64::NEG_INFINITY, -1.0, 1.0]);
    }
}
