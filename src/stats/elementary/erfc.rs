//! The complementary error function.
//!
//! Coefficients and method are those of s_erf.c in FreeBSD's msun: Copyright (C) 1993 by Sun
//! Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business.
//! Permission to use, copy, modify, and distribute this software is freely granted, provided that
//! this notice is preserved.

use super::{exp, polynomial};

/// A quotient of two polynomials.
struct Rational<const N: usize, const D: usize>([f64; N], [f64; D]);

impl<const N: usize, const D: usize> Rational<N, D> {
    fn at(&self, x: f64) -> f64 {
        polynomial(x, &self.0) / polynomial(x, &self.1)
    }
}

/// Up to 0.84375, in x².
const CENTRE: Rational<5, 6> = Rational(
    [
        0.12837916709551256,
        -0.3250421072470015,
        -0.02848174957559851,
        -0.005770270296489442,
        -2.3763016656650163e-05,
    ],
    [
        1.0,
        0.39791722395915535,
        0.0650222499887673,
        0.005081306281875766,
        0.00013249473800432164,
        -3.960228278775368e-06,
    ],
);

/// Up to 1.25, in x − 1.
const SHOULDER: Rational<7, 7> = Rational(
    [
        -0.0023621185607526594,
        0.41485611868374833,
        -0.3722078760357013,
        0.31834661990116175,
        -0.11089469428239668,
        0.035478304325618236,
        -0.002166375594868791,
    ],
    [
        1.0,
        0.10642088040084423,
        0.540397917702171,
        0.07182865441419627,
        0.12617121980876164,
        0.01363708391202905,
        0.011984499846799107,
    ],
);

/// Up to 1/0.35, in 1/x².
const SLOPE: Rational<8, 9> = Rational(
    [
        -0.009864944034847148,
        -0.6938585727071818,
        -10.558626225323291,
        -62.375332450326006,
        -162.39666946257347,
        -184.60509290671104,
        -81.2874355063066,
        -9.814329344169145,
    ],
    [
        1.0,
        19.651271667439257,
        137.65775414351904,
        434.56587747522923,
        645.3872717332679,
        429.00814002756783,
        108.63500554177944,
        6.570249770319282,
        -0.0604244152148581,
    ],
);

/// Up to 28, in 1/x².
const TAIL: Rational<7, 8> = Rational(
    [
        -0.0098649429247001,
        -0.799283237680523,
        -17.757954917754752,
        -160.63638485582192,
        -637.5664433683896,
        -1025.0951316110772,
        -483.5191916086514,
    ],
    [
        1.0,
        30.33806074348246,
        325.7925129965739,
        1536.729586084437,
        3199.8582195085955,
        2553.0504064331644,
        474.52854120695537,
        -22.44095244658582,
    ],
);

/// erf 1, in single precision.
const ERF_1: f64 = 0.8450629115104675;

/// erfc x = 1 − erf x = 2/√π·∫ₓ^∞ e^(−t²) dt, without loss of precision where it is small. It is 0
/// from 28 on.
///
/// Operations, and so the last bit, are those of math/erf.go of Go.
pub fn erfc(x: f64) -> f64 {
    let size = x.abs();
    match size {
        _ if x.is_nan() => x,
        ..0.84375 => 1.0 - central_erf(size).copysign(x),
        ..1.25 if x < 0.0 => 1.0 + ERF_1 + SHOULDER.at(size - 1.0),
        ..1.25 => 1.0 - ERF_1 - SHOULDER.at(size - 1.0),
        ..=6.0 if x < 0.0 => 2.0 - tail(size),
        _ if x < 0.0 => 2.0,
        ..28.0 => tail(size),
        _ => 0.0,
    }
}

/// erf x for an x from 0 to 0.84375. Above ¼, rounding is done where it costs least.
fn central_erf(x: f64) -> f64 {
    if x < f64::EPSILON / 16.0 {
        return x;
    }
    let correction = x * CENTRE.at(x * x);
    if x < 0.25 { x + correction } else { 0.5 + (correction + (x - 0.5)) }
}

/// erfc x for an x from 1.25 to 28: e^(−x²)/x times a function close to 1/√π. x² is split, as e^(−x²)
/// would magnify its rounding.
fn tail(x: f64) -> f64 {
    let inverse = 1.0 / (x * x);
    let fitted = if x < 1.0 / 0.35 { SLOPE.at(inverse) } else { TAIL.at(inverse) };
    let short = f64::from_bits(x.to_bits() & !0xFFFF_FFFF);
    exp(-short * short - 0.5625) * exp((short - x) * (short + x) + fitted) / x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_complementary_error_function_has_its_known_values() {
        // scipy.special.erfc
        for (x, value) in [
            (0.0, 1.0),
            (0.5, 0.4795001221869535),
            (1.0, 0.15729920705028513),
            (-1.0, 1.8427007929497148),
            (5.0, 1.5374597944280347e-12),
            (26.0, 5.663192408856143e-296),
        ] {
            assert!((erfc(x) / value - 1.0).abs() < 1e-15, "{x}: {:e}", erfc(x));
        }
        assert_eq!([erfc(28.0), erfc(-7.0), erfc(f64::INFINITY)], [0.0, 2.0, 0.0]);
        assert!(erfc(f64::NAN).is_nan());
    }
}
