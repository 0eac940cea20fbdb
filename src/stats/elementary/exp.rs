//! The exponential function.

use std::f64::consts::LOG2_E;

/// ln 2 in two parts, of which the first has 32 trailing zero bits: its products with an exponent
/// are exact.
const LN_2: [f64; 2] = [0.693147180559663, 2.8235290563031577e-13];

/// The powers of two between which the result is neither 0 nor infinite.
const LEAST_EXPONENT: f64 = -1075.0;
const GREATEST_EXPONENT: f64 = 1023.0;

/// 1/8!, 1/7!, …, 1/1!.
const TAYLOR: [f64; 8] = [
    2.48015873015873e-05,
    0.0001984126984126984,
    0.001388888888888889,
    0.008333333333333333,
    0.041666666666666664,
    0.16666666666666666,
    0.5,
    1.0,
];

/// eˣ. It is infinite already where it should exceed 2¹⁰²³·√2, above about 709.4, as in Go.
///
/// With x = k·ln 2 + 16·r, the Taylor series gives e^r − 1. From y = e^a − 1 follows e^(2a) − 1 =
/// y·(y + 2), four times; the last step adds the 1.
///
/// Source: N. Shibata, "Efficient evaluation methods of elementary functions suitable for SIMD
/// computation", Computer Science – Research and Development 25 (2010), 25–32, as followed by
/// math/exp_amd64.s of Go.
pub fn exp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let exponent = (LOG2_E * x).round_ties_even();
    if exponent < LEAST_EXPONENT {
        return 0.0;
    } else if exponent > GREATEST_EXPONENT {
        return f64::INFINITY;
    }
    let reduced = (-exponent).mul_add(LN_2[1], (-exponent).mul_add(LN_2[0], x)) * 0.0625;
    let series = TAYLOR[1..].iter().fold(TAYLOR[0], |sum, term| sum.mul_add(reduced, *term));
    let eighth = (0..3).fold(reduced * series, |y, _| y * (y + 2.0));
    scaled((eighth + 2.0).mul_add(eighth, 1.0), exponent as i32)
}

/// `significand`·2ᵏ, in one step if that is exact, or else in two of which the first is.
fn scaled(significand: f64, k: i32) -> f64 {
    if k >= -1022 {
        significand * power_of_two(k)
    } else {
        significand * power_of_two(k + 1022) * f64::MIN_POSITIVE
    }
}

/// 2ᵏ for a k from −1022 to 1023.
fn power_of_two(k: i32) -> f64 {
    f64::from_bits(((k + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_has_its_known_values() {
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(1.0), std::f64::consts::E);
        assert_eq!(exp(-700.0), 9.85967654375977e-305);
    }

    #[test]
    fn the_ends_of_the_range_are_zero_and_infinity() {
        assert_eq!([exp(f64::NEG_INFINITY), exp(-1e300), exp(-746.0)], [0.0; 3]);
        assert_eq!([exp(f64::INFINITY), exp(1e300), exp(709.5)], [f64::INFINITY; 3]);
        assert!(exp(709.4) < f64::INFINITY && exp(-745.0) > 0.0);
        assert!(exp(f64::NAN).is_nan());
    }
}
