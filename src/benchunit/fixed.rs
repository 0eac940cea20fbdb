//! Decimals with a fixed number of digits after the point, as Go prints them.

use std::io::Write;

/// Powers of ten up to this one, in whole numbers.
const TENS: [i64; 11] = {
    let mut tens = [1; 11];
    let mut i = 1;
    while i < tens.len() {
        tens[i] = 10 * tens[i - 1];
        i += 1;
    }
    tens
};

/// Below this, a floating-point number has a bit to tell halves.
const HALVES_END: f64 = (1u64 << 52) as f64;

/// Appends a number with so many digits after the point, as Go's verb `%.Nf` does: rounded from its
/// exact value, ties to the even digit; `+Inf`, `-Inf` and `NaN` for what is no number.
pub fn fixed(out: &mut Vec<u8>, value: f64, precision: u8) {
    if let Some(word) = word(value) {
        return out.extend_from_slice(word);
    }
    match rounded(value.abs(), precision) {
        Some(digits) => {
            if value.is_sign_negative() {
                out.push(b'-');
            }
            digits_with_point(out, digits, precision);
        }
        // Writing to memory can't fail.
        None => drop(write!(out, "{value:.0$}", usize::from(precision))),
    }
}

/// Appends what [`fixed`] does, with a sign in any case, as Go's verb `%+.Nf` does.
pub fn fixed_signed(out: &mut Vec<u8>, value: f64, precision: u8) {
    if value.is_nan() || (value.is_finite() && value.is_sign_positive()) {
        out.push(b'+');
    }
    fixed(out, value, precision);
}

fn word(value: f64) -> Option<&'static [u8]> {
    match value {
        _ if value.is_finite() => None,
        _ if value.is_nan() => Some(b"NaN"),
        _ if value > 0.0 => Some(b"+Inf"),
        _ => Some(b"-Inf"),
    }
}

/// `size`·10ⁿ, rounded to a whole number with ties to even, as the exact product would be; none if
/// it is too large.
///
/// The computed product p is at most half a last place off, and its fraction is known exactly. A
/// fraction other than ½ differs from it by at least a last place, and so does not change sides;
/// for ½, the sign of p's error, which a fused multiplication gives exactly, tells the side.
fn rounded(size: f64, precision: u8) -> Option<i64> {
    let ten = *TENS.get(usize::from(precision))? as f64;
    let product = size * ten;
    if product >= HALVES_END {
        return None;
    }
    let whole = product as i64;
    let fraction = product - whole as f64;
    let above = match fraction - 0.5 {
        0.0 => match size.mul_add(ten, -product) {
            0.0 => whole % 2 == 1,
            error => error > 0.0,
        },
        beyond => beyond > 0.0,
    };
    Some(whole + i64::from(above))
}

/// Appends a whole number of 10⁻ⁿ.
fn digits_with_point(out: &mut Vec<u8>, mut digits: i64, precision: u8) {
    let mut text = [b'0'; 24];
    let (mut at, point) = (text.len(), text.len() - usize::from(precision));
    // At least one digit stands before the point.
    while digits > 0 || at >= point {
        at -= 1;
        text[at] = b'0' + (digits % 10) as u8;
        digits /= 10;
    }
    out.extend_from_slice(&text[at..point]);
    if precision > 0 {
        out.push(b'.');
        out.extend_from_slice(&text[point..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn printed(value: f64, precision: u8) -> String {
        let mut out = Vec::new();
        fixed(&mut out, value, precision);
        String::from_utf8(out).unwrap()
    }

    fn signed(value: f64) -> String {
        let mut out = Vec::new();
        fixed_signed(&mut out, value, 2);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn ties_go_to_the_even_digit_and_near_ties_to_their_side() {
        assert_eq!(printed(0.5, 0), "0");
        assert_eq!(printed(1.5, 0), "2");
        assert_eq!(printed(2.5, 0), "2");
        assert_eq!(printed(0.125, 2), "0.12");
        // The closest numbers to these decimals lie below, above and below them.
        assert_eq!(printed(1.005, 2), "1.00");
        assert_eq!(printed(0.145, 2), "0.14");
        assert_eq!(printed(2.675, 2), "2.67");
    }

    #[test]
    fn numbers_too_large_for_whole_digits_are_printed_in_full() {
        assert_eq!(printed(1e21, 1), "1000000000000000000000.0");
        assert_eq!(printed(4503599627370495.5, 3), "4503599627370495.500");
    }

    #[test]
    fn signs_infinities_and_nan_are_those_of_go() {
        assert_eq!([printed(-0.0, 3), printed(-0.001, 2)], ["-0.000", "-0.00"]);
        assert_eq!([printed(f64::INFINITY, 1), printed(-f64::INFINITY, 1)], ["+Inf", "-Inf"]);
        assert_eq!(printed(-f64::NAN, 1), "NaN");
        let all = [0.0, -0.0, 5.1, -5.1, f64::INFINITY, -f64::INFINITY, -f64::NAN].map(signed);
        assert_eq!(all, ["+0.00", "-0.00", "+5.10", "-5.10", "+Inf", "-Inf", "+NaN"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn any_number_is_printed_as_the_standard_library_does(
            value in any::<f64>(), near in -2e5..2e5f64, precision in 0..12u8,
        ) {
            for value in [value, near, near * 1e12, near * 1e-7] {
                if value.is_finite() {
                    let expected = format!("{value:.0$}", usize::from(precision));
                    prop_assert_eq!(printed(value, precision), expected);
                }
            }
        }

        #[test]
        fn numbers_at_a_tie_are_printed_as_the_standard_library_does(
            digits in 0..1_000_000_000_000u64, places in 0..12u32, steps in -2..3i64,
            precision in 0..11u8,
        ) {
            let tie: f64 = format!("{digits}5e-{places}").parse().unwrap();
            let value = f64::from_bits(tie.to_bits().saturating_add_signed(steps));
            let expected = format!("{value:.0$}", usize::from(precision));
            prop_assert_eq!(printed(value, precision), expected);
        }
    }
}
