//! Numbers as package fmt of Go prints them.

use std::io::Write;

pub use crate::benchunit::{fixed, fixed_signed};

/// Sizes from the first up to the second are printed without an exponent.
const PLAIN: (f64, f64) = (1e-4, 1e6);

/// Appends a number as Go's verb `%v` does: with the fewest digits that read back as the same
/// number, and an exponent of at least two digits below 0.0001 and from a million on.
///
/// Of several numbers with the fewest digits, Rust's library takes the closest, as Go's does.
pub fn shortest(out: &mut Vec<u8>, value: f64) {
    let size = value.abs();
    if !value.is_finite() {
        fixed(out, value, 0);
    } else if size == 0.0 || (PLAIN.0 <= size && size < PLAIN.1) {
        // Writing to memory can't fail.
        drop(write!(out, "{value}"));
    } else {
        drop(write!(out, "{value:e}"));
        let first = out.iter().rposition(|&byte| byte == b'e').map_or(out.len(), |e| e + 1);
        complete_exponent(out, first);
    }
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
            (123456789012345678901234.0, "1.2345678901234568e+23"),
            (1.5e300, "1.5e+300"),
            (0.0001, "0.0001"),
            (0.00009999999999999999, "9.999999999999999e-05"),
            (5e-324, "5e-324"),
            (f64::INFINITY, "+Inf"),
            (f64::NEG_INFINITY, "-Inf"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(printed(value), expected, "{value:e}");
        }
    }
}
