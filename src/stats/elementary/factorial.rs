//! Logarithms of factorials, and what follows from them.

use super::{exp, ln, polynomial};
use crate::stats::choose::choose;

/// Largest factorial that benchstat's library keeps as an integer.
const INTEGER_LIMIT: usize = 20;

/// Of the series in 1/x: its first term, and those with odd powers.
const FIRST: f64 = 0.4189385332046727;
const ODD: [f64; 6] = [
    0.08333333333333297,
    -0.0027777777772877554,
    0.0007936505586430196,
    -0.00059518755745034,
    0.0008363399189962821,
    -0.0016309293409657527,
];

/// ln n!, which is ln Γ(n + 1). n is at most 2⁵³.
///
/// Up to 6! it is the logarithm of the factorial; above, with x = n + 1, Stirling's series
/// (x − ½)·(ln x − 1) + w(1/x), the polynomial w being fitted to it. Source: e_lgamma_r.c of
/// FreeBSD's msun (Sun Microsystems, 1993), as followed by math/lgamma.go of Go.
pub fn ln_factorial(n: usize) -> f64 {
    if n < 7 {
        return ln((1..=n).product::<usize>() as f64);
    }
    let x = (n + 1) as f64;
    let inverse = 1.0 / x;
    let series = FIRST + inverse * polynomial(inverse * inverse, &ODD);
    (x - 0.5) * (ln(x) - 1.0) + series
}

/// C(n, k), as mathx.Choose of github.com/aclements/go-moremath gives it: exact up to n = 20; above
/// by logarithms, to about twelve digits, except that C(n, 0) and C(n, n) are 1.
///
/// The rounding is what matters here: it is part of what benchstat computes. `k` is at most `n`.
pub fn choose_by_logarithms(n: usize, k: usize) -> f64 {
    if n <= INTEGER_LIMIT || k == 0 || k == n {
        return choose(n, k);
    }
    exp(ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_of_factorials_are_sums_of_logarithms() {
        let mut sum = 0.0;
        for n in 1..1000 {
            sum += ln(n as f64);
            assert!((ln_factorial(n) - sum).abs() <= 1e-13 * sum, "n = {n}");
        }
        assert_eq!([ln_factorial(0), ln_factorial(1)], [0.0; 2]);
    }

    #[test]
    fn coefficients_by_logarithms_have_twelve_digits() {
        for n in 0..200 {
            for k in 0..=n {
                let exact = choose(n, k);
                assert!((choose_by_logarithms(n, k) - exact).abs() <= 2e-12 * exact, "{n}, {k}");
            }
        }
        assert_eq!(choose_by_logarithms(20, 10), 184_756.0);
        assert_ne!(choose_by_logarithms(50, 25), choose(50, 25));
    }
}
