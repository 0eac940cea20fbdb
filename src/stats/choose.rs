//! Binomial coefficients in floating point.

/// C(n, k): the number of ways to choose `k` of `n`. Exact below 2⁵¹, within a few units in the
/// last place above, infinite where it exceeds an `f64`. `k` is at most `n`.
pub fn choose(n: usize, k: usize) -> f64 {
    (0..k.min(n - k)).fold(1.0, |ways, i| next(ways, n, i))
}

/// C(n, 0), C(n, 1), …, C(n, n).
pub(super) fn row(n: usize) -> Vec<f64> {
    let steps = (0..n).scan(1.0, |ways, i| {
        *ways = next(*ways, n, i);
        Some(*ways)
    });
    std::iter::once(1.0).chain(steps).collect()
}

/// C(n, i + 1) from C(n, i). The product may be rounded; below 2⁵¹ dividing it, which rounds to the
/// nearest again, still gives the whole number.
fn next(ways: f64, n: usize, i: usize) -> f64 {
    ways * (n - i) as f64 / (i + 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coefficients_equal_pascals_triangle_as_long_as_it_is_exact() {
        let mut pascal = vec![1u64];
        for n in 1..=54 {
            let inner = pascal.windows(2).map(|w| w[0] + w[1]);
            pascal = std::iter::once(1).chain(inner).chain(std::iter::once(1)).collect();
            let exact: Vec<f64> = pascal.iter().map(|&c| c as f64).collect();
            assert_eq!(row(n), exact, "n = {n}");
            assert_eq!(choose(n, n / 2), exact[n / 2], "n = {n}");
        }
    }

    #[test]
    fn a_coefficient_beyond_floating_point_is_infinite() {
        assert!(choose(1000, 500).is_finite());
        assert_eq!(choose(2000, 1000), f64::INFINITY);
    }
}
