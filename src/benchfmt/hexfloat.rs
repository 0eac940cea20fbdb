//! Hexadecimal floating point, which Rust doesn't read: `0x1.8p3`.

use super::NumberError;

/// A magnitude before rounding: `mantissa` × 2^`exponent`; `sticky` where nonzero bits were left out.
#[derive(Default)]
struct Hex {
    mantissa: u64,
    exponent: i64,
    sticky: bool,
}

/// Reads what follows `0x`: digits with a point or none, and an exponent, which is a must.
/// Underscores have been checked. Overflow gives infinity.
pub(super) fn parse(digits: &[u8]) -> Result<f64, NumberError> {
    let split =
        digits.iter().position(|byte| matches!(byte, b'p' | b'P')).ok_or(NumberError::Syntax)?;
    let mut hex = mantissa(&digits[..split])?;
    hex.exponent += exponent(&digits[split + 1..])?;
    Ok(hex.round())
}

fn mantissa(digits: &[u8]) -> Result<Hex, NumberError> {
    let (mut hex, mut point, mut any) = (Hex::default(), false, false);
    for &byte in digits.iter().filter(|&&byte| byte != b'_') {
        match char::from(byte).to_digit(16) {
            Some(digit) => {
                hex.push(digit);
                hex.exponent -= if point { 4 } else { 0 };
                any = true;
            }
            None if byte == b'.' && !point => point = true,
            None => return Err(NumberError::Syntax),
        }
    }
    if any { Ok(hex) } else { Err(NumberError::Syntax) }
}

fn exponent(text: &[u8]) -> Result<i64, NumberError> {
    let (sign, digits) = match text {
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => (1, text),
    };
    if !digits.first().is_some_and(u8::is_ascii_digit) {
        return Err(NumberError::Syntax);
    }
    let mut value = 0;
    for &byte in digits.iter().filter(|&&byte| byte != b'_') {
        if !byte.is_ascii_digit() {
            return Err(NumberError::Syntax);
        }
        if value < 10_000 {
            value = value * 10 + i64::from(byte - b'0');
        }
    }
    Ok(sign * value)
}

impl Hex {
    fn push(&mut self, digit: u32) {
        if self.mantissa >> 60 == 0 {
            self.mantissa = self.mantissa << 4 | u64::from(digit);
        } else {
            self.sticky |= digit != 0;
            self.exponent += 4;
        }
    }

    /// To the nearest double, ties to even.
    fn round(self) -> f64 {
        if self.mantissa == 0 {
            return 0.0;
        }
        let shift = self.mantissa.leading_zeros();
        let mantissa = self.mantissa << shift;
        // The value is `mantissa` × 2^(top − 63): `top` is the exponent of its highest bit.
        let top = self.exponent - i64::from(shift) + 63;
        // A normal double keeps 53 bits, one below 2^-1022 fewer.
        let drop = 11 + (-1022 - top).max(0);
        if drop > 64 {
            return 0.0;
        }
        let kept = halve(mantissa, drop as u32, self.sticky);
        scale(kept, top - 63 + drop)
    }
}

/// `mantissa` without its `drop` lowest bits (1 to 64), rounded to nearest, ties to even.
fn halve(mantissa: u64, drop: u32, sticky: bool) -> u64 {
    let wide = u128::from(mantissa);
    let (kept, rest, half) = (wide >> drop, wide & ((1 << drop) - 1), 1u128 << (drop - 1));
    let up = rest > half || (rest == half && (sticky || kept & 1 == 1));
    (kept + u128::from(up)) as u64
}

/// `kept` × 2^`exponent`, which is exact or infinite by now.
fn scale(kept: u64, exponent: i64) -> f64 {
    match exponent {
        972.. => f64::INFINITY,
        // Two steps, because 2^-1074 itself is no normal number and 2^971 no small one.
        _ => kept as f64 * power_of_two(exponent / 2) * power_of_two(exponent - exponent / 2),
    }
}

/// 2^`exponent`, for exponents of normal doubles.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}
