//! Means.

use super::elementary;

/// The geometric mean: the exponential of the mean logarithm. None if there are no values, or if
/// one of them is not positive (zero, negative or NaN), for then it is not defined.
///
/// The mean is updated value by value, in the order given, as benchstat's library does; neither
/// a product nor a sum can overflow; its logarithms and exponentials are the same, too, and so is the
/// result to the last bit. The relative error grows with the logarithms' size, and is
/// about 10⁻¹⁵ for values of ordinary size.
pub fn geomean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (mut count, mut mean) = (0.0, 0.0);
    for value in values {
        if value.is_nan() || value <= 0.0 {
            return None;
        }
        count += 1.0;
        mean += (elementary::ln(value) - mean) / count;
    }
    (count > 0.0).then(|| elementary::exp(mean))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_geometric_mean_of_a_ratio_and_its_inverse_is_one() {
        let mean = geomean([0.25, 4.0]).unwrap();
        assert!((mean - 1.0).abs() < 1e-15);
    }

    #[test]
    fn values_whose_product_overflows_have_a_mean() {
        let mean = geomean([1e300; 3]).unwrap();
        assert!((mean / 1e300 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn there_is_no_mean_of_nothing_or_of_values_that_are_not_positive() {
        assert_eq!(geomean([]), None);
        for bad in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY] {
            assert_eq!(geomean([2.0, bad]), None, "{bad}");
        }
    }
}
