//! The normal distribution, and its approximation to that of U.

use super::ranking::Shape;
use statrs::distribution::{ContinuousCDF, Normal};

/// Φ(z): the probability that a standard normal variable is at most z. Small tails keep their
/// relative precision, to about ten digits; the last may depend on the platform's exponential
/// function.
pub(super) fn cdf(z: f64) -> f64 {
    Normal::standard().cdf(z)
}

/// P(2·U ≤ `twice_u`), approximately; by symmetry also P(2·U ≥ 2·n1·n2 − `twice_u`).
///
/// U is taken as normal with mean n1·n2/2 and the variance below, and half a step is added to u
/// for continuity. Without spread (all values are equal) U is its mean, and the answer 1.
pub(super) fn tail(shape: &Shape, twice_u: u64) -> f64 {
    let distance = (twice_u as f64 - shape.max_twice_u() as f64 / 2.0) / 2.0;
    rounded(cdf((distance + 0.5) / libm::sqrt(variance(shape))))
}

/// To ten digits: all that the approximation's source gives, and the same on every machine.
fn rounded(p: f64) -> f64 {
    format!("{p:.9e}").parse().unwrap_or(p)
}

/// The variance of U given the ties: n1·n2/12 · ((N + 1) − Σ(t³ − t) / (N·(N − 1))), for N pooled
/// values in groups of t equal ones. Exact; see Klotz (1966), cited at [`super::Null`].
fn variance(shape: &Shape) -> f64 {
    let (n1, n2) = (shape.n1() as f64, shape.n2() as f64);
    let n = n1 + n2;
    let ties: f64 = shape.ties().iter().map(|&t| f64::from(t)).map(|t| t * t * t - t).sum();
    n1 * n2 / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::super::{Null, Ranking};
    use super::*;

    /// Relative; that of statrs' error function.
    const PRECISION: f64 = 2e-10;

    #[test]
    fn phi_has_its_tabulated_values_far_into_the_tail() {
        // scipy.stats.norm.cdf([-10, -1.959963984540054, 0, 1])
        let table = [
            (-10.0, 7.619853024160527e-24),
            (-1.959963984540054, 0.025),
            (0.0, 0.5),
            (1.0, 0.8413447460685429),
        ];
        for (z, p) in table {
            assert!((cdf(z) / p - 1.0).abs() < PRECISION, "z = {z}: {}", cdf(z));
        }
    }

    #[test]
    fn the_variance_is_that_of_the_exact_distribution() {
        let ranking = Ranking::new(&[1, 1, 2, 3, 3, 3, 8], &[1, 2, 3, 4]);
        let null = Null::new(ranking.shape()).unwrap();
        let mean = ranking.shape().max_twice_u() as f64 / 2.0;
        let spread = |u: u64| (u as f64 - mean) * (u as f64 - mean) / 4.0;
        let mass = |u: u64| null.at_least(u) - null.at_least(u + 1);
        let exact: f64 = (0..=ranking.shape().max_twice_u()).map(|u| spread(u) * mass(u)).sum();
        assert!((variance(ranking.shape()) - exact).abs() < 1e-12);
    }

    #[test]
    fn samples_without_spread_have_probability_one() {
        let ranking = Ranking::new(&[7; 900], &[7; 800]);
        assert_eq!(tail(ranking.shape(), ranking.twice_u()), 1.0);
    }
}
