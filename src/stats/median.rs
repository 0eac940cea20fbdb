//! The median of a sample.

/// The median of a sample sorted in ascending order: its middle value, or the point halfway
/// between the middle two. NaN if the sample is empty.
///
/// For one half this is quantile definition R8 of R. J. Hyndman and Y. Fan, "Sample Quantiles in
/// Statistical Packages", The American Statistician 50 (1996), 361–365, which benchstat uses.
pub fn median(sorted: &[f64]) -> f64 {
    match (sorted.len(), sorted.len() / 2) {
        (0, _) => f64::NAN,
        (n, middle) if n % 2 == 1 => sorted[middle],
        (_, middle) => halfway(sorted[middle - 1], sorted[middle]),
    }
}

/// Adding half the difference, rather than halving the sum, is what benchstat does: the last
/// digit may depend on it. Equal infinities have no difference; halfway between −∞ and a number is
/// −∞, and between both infinities 0.
fn halfway(low: f64, high: f64) -> f64 {
    match low + 0.5 * (high - low) {
        _ if low == high => low,
        halfway if halfway.is_nan() && !low.is_nan() && !high.is_nan() => {
            if high.is_infinite() {
                0.0
            } else {
                low
            }
        }
        halfway => halfway,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_value_or_halfway_between_two() {
        assert_eq!(median(&[1.0, 2.0, 10.0]), 2.0);
        assert_eq!(median(&[1.0, 2.0, 5.0, 10.0]), 3.5);
        assert_eq!(median(&[4.0]), 4.0);
        assert_eq!(median(&[f64::NEG_INFINITY, 5.0]), f64::NEG_INFINITY);
        assert_eq!(median(&[f64::NEG_INFINITY, f64::INFINITY]), 0.0);
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn infinite_values_do_not_spoil_a_median_beside_them() {
        let inf = f64::INFINITY;
        assert_eq!(median(&[1.0, 2.0, inf]), 2.0);
        assert_eq!(median(&[1.0, inf, inf, inf]), inf);
    }
}
