//! Numbers as Go's `strconv` in x/perf's edition reads them.

use super::hexfloat;

/// Why a field is no number. Displays as Go's `strconv` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NumberError {
    /// It isn't written as one.
    #[error("invalid syntax")]
    Syntax,
    /// It is too large for its type.
    #[error("value out of range")]
    Range,
}

/// Go's `Atoi` on a 64-bit machine: a sign or none, and decimal digits.
pub(super) fn integer(text: &[u8]) -> Result<i64, NumberError> {
    let (negative, digits) = sign(text);
    // Go checks underscores first, and only in numbers that are long with their sign.
    if digits.is_empty() || (text.len() >= 19 && !underscores_ok(digits)) {
        return Err(NumberError::Syntax);
    }
    let magnitude = digits.iter().try_fold(0, |sum, &byte| push_digit(sum, byte))?;
    let signed = if negative {
        0i64.checked_sub_unsigned(magnitude)
    } else {
        0i64.checked_add_unsigned(magnitude)
    };
    signed.ok_or(NumberError::Range)
}

fn push_digit(sum: u64, byte: u8) -> Result<u64, NumberError> {
    let digit = byte.wrapping_sub(b'0');
    if digit > 9 {
        return Err(NumberError::Syntax);
    }
    let tenfold = sum.checked_mul(10).ok_or(NumberError::Range)?;
    tenfold.checked_add(u64::from(digit)).ok_or(NumberError::Range)
}

/// A measurement: Go's `ParseFloat`, underscores allowed between digits.
pub(super) fn float(text: &[u8]) -> Result<f64, NumberError> {
    match plain(text) {
        Some(value) => Ok(value),
        None => general(text),
    }
}

/// Powers of ten that a double holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Digits with a point or none, at most 18 characters: the common case.
#[derive(Clone, Copy)]
pub(super) struct Plain {
    digits: u64,
    /// How many digits follow the point; none without a point.
    decimals: Option<usize>,
    length: usize,
}

/// More characters might not fit.
const LONGEST_PLAIN: usize = 18;

/// Splits such a number off a text: it, and what follows it. The number may be empty.
pub(super) fn split_plain(text: &[u8]) -> Option<(Plain, &[u8])> {
    let (mut digits, mut point, mut length) = (0u64, None, 0);
    for &byte in text {
        match byte.wrapping_sub(b'0') {
            digit @ 0..=9 => digits = digits.wrapping_mul(10).wrapping_add(u64::from(digit)),
            _ if byte == b'.' && point.is_none() => point = Some(length),
            _ => break,
        }
        length += 1;
    }
    let decimals = point.map(|point| length - 1 - point);
    (length <= LONGEST_PLAIN).then(|| (Plain { digits, decimals, length }, &text[length..]))
}

impl Plain {
    /// The whole number, if it was written as one.
    pub(super) fn whole(self) -> Option<i64> {
        (self.length > 0 && self.decimals.is_none()).then_some(self.digits as i64)
    }

    /// The double nearest to it. One division of two exact doubles rounds as the exact quotient does.
    pub(super) fn double(self) -> Option<f64> {
        let Plain { digits, decimals, length } = self;
        match decimals {
            None => (length > 0).then_some(digits as f64),
            Some(decimals) => {
                (length > 1 && digits < 1 << 53).then(|| digits as f64 / EXACT_POWERS[decimals])
            }
        }
    }
}

fn plain(text: &[u8]) -> Option<f64> {
    split_plain(text).filter(|(_, rest)| rest.is_empty())?.0.double()
}

fn general(text: &[u8]) -> Result<f64, NumberError> {
    if !underscores_ok(sign(text).1) {
        return Err(NumberError::Syntax);
    }
    if let Some(value) = special(text) {
        return Ok(value);
    }
    let (negative, rest) = sign(text);
    let magnitude = match rest {
        [b'0', b'x' | b'X', digits @ ..] if !digits.is_empty() => hexfloat::parse(digits)?,
        _ => decimal(rest)?,
    };
    if magnitude.is_infinite() {
        return Err(NumberError::Range);
    }
    Ok(if negative { -magnitude } else { magnitude })
}

/// Rust rounds decimals as Go does; what differs is the words it takes for numbers.
fn decimal(unsigned: &[u8]) -> Result<f64, NumberError> {
    let allowed = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-' | b'_');
    if !unsigned.iter().all(allowed) || matches!(unsigned, [b'+' | b'-', ..]) {
        return Err(NumberError::Syntax);
    }
    let text: String =
        unsigned.iter().filter(|&&byte| byte != b'_').map(|&byte| char::from(byte)).collect();
    text.parse().map_err(|_| NumberError::Syntax)
}

/// Infinities carry a sign or none, and not-a-number never does.
fn special(text: &[u8]) -> Option<f64> {
    let (negative, word) = sign(text);
    let is = |other: &str| word.eq_ignore_ascii_case(other.as_bytes());
    match () {
        () if is("inf") || is("infinity") => {
            Some(if negative { f64::NEG_INFINITY } else { f64::INFINITY })
        }
        () if is("nan") && word.len() == text.len() => Some(f64::NAN),
        () => None,
    }
}

fn sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'+', rest @ ..] => (false, rest),
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    }
}

/// Whether every underscore stands between two digits, a base's prefix counting as one.
fn underscores_ok(unsigned: &[u8]) -> bool {
    let prefixed = matches!(unsigned, [b'0', b'b' | b'B' | b'o' | b'O' | b'x' | b'X', ..]);
    let hex = prefixed && matches!(unsigned[1], b'x' | b'X');
    let is_digit = |byte: u8| byte.is_ascii_digit() || (hex && byte.is_ascii_hexdigit());
    let (mut after_digit, mut after_underscore) = (prefixed, false);
    for &byte in &unsigned[if prefixed { 2 } else { 0 }..] {
        let (digit, underscore) = (is_digit(byte), byte == b'_');
        if (underscore && !after_digit) || (after_underscore && !digit) {
            return false;
        }
        (after_digit, after_underscore) = (digit, underscore);
    }
    !after_underscore
}
