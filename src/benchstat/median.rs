//! The median, as benchstat computes it.

/// The median of a sample sorted in ascending order, NaN if it is empty.
///
/// This is Quantile(0.5) of github.com/aclements/go-moremath: definition R8 of Hyndman and Fan, which
/// interpolates even where there is nothing to interpolate. An infinite value beside the middle one
/// makes the median NaN, and −0 there becomes 0. [`crate::stats::median`] is the same for finite
/// values but for the sign of zero. The weight, in Go the fraction of ⅓ + ½·(n + ⅓), comes out as 0
/// or ½ for every n up to five million, in spite of rounding.
pub fn median(sorted: &[f64]) -> f64 {
    let weight = if sorted.len() % 2 == 1 { 0.0 } else { 0.5 };
    match (sorted, sorted.len().div_ceil(2)) {
        ([], _) => f64::NAN,
        ([only], _) => *only,
        (_, middle) => {
            let (low, high) = (sorted[middle - 1], sorted[middle]);
            low + weight * (high - low)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats;

    #[test]
    fn finite_samples_have_the_median_of_the_gate() {
        let sample: Vec<f64> = (0..50).map(|i| f64::from(i * i) / 7.0).collect();
        for n in 1..=50 {
            assert_eq!(median(&sample[..n]).to_bits(), stats::median(&sample[..n]).to_bits());
        }
    }

    #[test]
    fn infinite_values_and_the_sign_of_zero_are_treated_as_in_go() {
        let inf = f64::INFINITY;
        assert_eq!(median(&[inf]), inf);
        assert!(median(&[1.0, 2.0, inf]).is_nan());
        assert!(median(&[-inf, 2.0]).is_nan() && median(&[2.0, inf]) == inf);
        assert!(median(&[inf, inf]).is_nan() && median(&[]).is_nan());
        assert!(median(&[-0.0]).is_sign_negative());
        assert!(median(&[-0.0, -0.0, 1.0]).is_sign_positive());
    }
}
