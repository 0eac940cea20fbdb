//! The natural logarithm.

use std::f64::consts::FRAC_1_SQRT_2;

/// ln 2 in two parts, of which the first has 32 trailing zero bits: its products with an exponent
/// are exact.
const LN_2: [f64; 2] = [0.6931471803691238, 1.9082149292705877e-10];

/// The odd and the even terms of the polynomial.
const ODD: [f64; 4] =
    [0.6666666666666735, 0.2857142874366239, 0.1818357216161805, 0.14798198605116586];
const EVEN: [f64; 3] = [0.3999999999940942, 0.22222198432149784, 0.15313837699209373];

/// ln x: −∞ for 0, NaN for negative numbers. For subnormal numbers, below 2.2·10⁻³⁰⁸, the result is
/// that of a larger number, between −710 and −708, as in Go.
///
/// With x = 2ᵏ·(1 + f) and s = f/(2 + f), ln(1 + f) = ln(1 + s) − ln(1 − s) = 2·s + s·R(s²), R being
/// a polynomial fitted to the series. Source: e_log.c of FreeBSD's msun (Sun Microsystems, 1993), as
/// followed by math/log_amd64.s of Go.
pub fn ln(x: f64) -> f64 {
    if x == 0.0 {
        return f64::NEG_INFINITY;
    } else if x.is_nan() || x < 0.0 {
        return f64::NAN;
    } else if x == f64::INFINITY {
        return x;
    }
    let (f, k) = reduced(x);
    let s = f / (2.0 + f);
    let (s2, s4) = (s * s, s * s * (s * s));
    let r = s2 * super::polynomial(s4, &ODD) + s4 * super::polynomial(s4, &EVEN);
    let half_square = 0.5 * f * f;
    k * LN_2[0] - ((half_square - (s * (half_square + r) + k * LN_2[1])) - f)
}

/// f and k such that x = 2ᵏ·(1 + f), 1 + f lying between the square roots of ½ and 2.
fn reduced(x: f64) -> (f64, f64) {
    const FRACTION: u64 = (1 << 52) - 1;
    let significand = f64::from_bits(x.to_bits() & FRACTION | 0.5f64.to_bits());
    let exponent = (x.to_bits() >> 52) as i32 - 1022;
    if significand <= FRAC_1_SQRT_2 {
        (2.0 * significand - 1.0, f64::from(exponent - 1))
    } else {
        (significand - 1.0, f64::from(exponent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_has_its_known_values() {
        assert_eq!(ln(1.0), 0.0);
        assert_eq!(ln(std::f64::consts::E), 1.0);
        assert_eq!(ln(10.0), std::f64::consts::LN_10);
        assert_eq!(ln(f64::MIN_POSITIVE), -708.3964185322641);
    }

    #[test]
    fn the_ends_of_the_domain_are_infinite() {
        assert_eq!([ln(0.0), ln(-0.0)], [f64::NEG_INFINITY; 2]);
        assert_eq!(ln(f64::INFINITY), f64::INFINITY);
        assert!([-1.0, f64::NEG_INFINITY, f64::NAN].iter().all(|&x| ln(x).is_nan()));
    }
}
