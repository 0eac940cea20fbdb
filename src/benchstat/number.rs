//! Numbers as package fmt of Go prints them.

use std::io::Write;

pub use crate::benchunit::{fixed, fixed_signed};

/// Sizes from the first up to the second are printed without an exponent.
const PLAIN: (f64, f64) = (1e-4, 1e6);

/// Appends a number as Go's verb `%v` does: with the fewest digits that read back as the same
/// number, and an exponent of at least two digits below 0.0001 and from a million on.
///
/// Of several numbers with the fewest digits it is the closest one, and of two as close the one with
/// an even last digit; Rust's library takes the larger.
pub fn shortest(out: &mut Vec<u8>, value: f64) {
    let size = value.abs();
    if !value.is_finite() {
        fixed(out, value, 0);
    } else if size == 0.0 || (PLAIN.0 <= size && size < PLAIN.1) {
        plain(out, value);
    } else {
        exponential(out, value);
    }
}

fn plain(out: &mut Vec<u8>, value: f64) {
    let start = out.len();
    // Writing to memory can't fail.
    drop(write!(out, "{value}"));
    let point = out[start..].iter().position(|&byte| byte == b'.');
    let places = point.map_or(0, |point| out.len() - start - point - 1);
    if is_tie(value, places as i32) {
        replace(out, start, value, &format!("{value:.places$}"));
    }
}

fn exponential(out: &mut Vec<u8>, value: f64) {
    let start = out.len();
    drop(write!(out, "{value:e}"));
    let e = out.iter().rposition(|&byte| byte == b'e').unwrap_or(out.len());
    let digits = out[start..e].iter().filter(|byte| byte.is_ascii_digit()).count();
    let exponent = str::from_utf8(&out[e + 1..]).ok().and_then(|text| text.parse().ok());
    if is_tie(value, digits as i32 - 1 - exponent.unwrap_or(0)) {
        replace(out, start, value, &format!("{value:.0$e}", digits - 1));
    }
    complete_exponent(out, e + 1);
}

/// Takes the even one of two numbers as close, if it reads back, too: the numbers below a power of
/// two are closer to one another than those above.
fn replace(out: &mut Vec<u8>, start: usize, value: f64, even: &str) {
    if even.parse() == Ok(value) {
        out.truncate(start);
        out.extend_from_slice(even.as_bytes());
    }
}

/// Whether the number, of which so many decimal places are shown, has exactly one more. That is a
/// five, since a fraction with k bits has k decimals: it lies halfway between two shorter ones.
fn is_tie(value: f64, places: i32) -> bool {
    fraction_bits(value) == places + 1
}

/// How many bits a number has after the binary point; negative if it is a multiple of two.
fn fraction_bits(value: f64) -> i32 {
    let bits = value.to_bits();
    let (fraction, exponent) = (bits & ((1 << 52) - 1), (bits >> 52 & 0x7FF) as i32);
    let (significand, exponent) = match exponent {
        0 => (fraction, 1),
        _ => (fraction | 1 << 52, exponent),
    };
    1075 - exponent - significand.trailing_zeros() as i32
}

/// Gives the exponent that begins at `first` a sign and a second digit.
fn complete_exponent(out: &mut Vec<u8>, first: usize) {
    if out.get(first) != Some(&b'-') {
        out.insert(first, b'+');
    }
    if out.len() == first + 2 {
        out.insert(first + 1, b'0');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(value: f64) -> String {
        let mut out = b"x=".to_vec();
        shortest(&mut out, value);
        String::from_utf8(out).unwrap().split_off(2)
    }

    #[test]
    fn numbers_are_printed_as_go_prints_them() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (100.0, "100"),
            (-1.5, "-1.5"),
            (999999.9999999999, "999999.9999999999"),
            (1e6, "1e+06"),
            (-1234567.0, "-1.234567e+06"),
            (1.2345678901234569e23, "1.2345678901234569e+23"),
            (1.5e300, "1.5e+300"),
            (0.0001, "0.0001"),
            (0.00009999999999999999, "9.999999999999999e-05"),
            (5e-324, "5e-324"),
            // Halfway between two numbers of 17 digits.
            (-6472648518206797.0 / 4.0, "-1.6181621295516992e+15"),
            (6472648518206799.0 / 4.0, "1.6181621295516998e+15"),
            // 2⁻²⁴, for which the even one of two such numbers would not read back.
            (5.960464477539063e-8, "5.960464477539063e-08"),
            (f64::INFINITY, "+Inf"),
            (f64::NEG_INFINITY, "-Inf"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(printed(value), expected, "{value:e}");
        }
    }
}
