//! Escapes that stand for one code point.

use super::cursor::Cursor;
use super::error::{Problem, RegexpError};

/// Reads an escape from its backslash on. The code point may be a surrogate.
pub(super) fn escape(cursor: &mut Cursor<'_>) -> Result<u32, RegexpError> {
    let start = cursor.at;
    cursor.eat("\\");
    let Some(letter) = cursor.next() else {
        return Err(RegexpError::new(Problem::TrailingBackslash, ""));
    };
    let value = match letter {
        // With one digit it would be a reference back, which Go has not.
        '1'..='7' if !matches!(cursor.peek(), Some('0'..='7')) => None,
        '0'..='7' => Some(octal(cursor, letter)),
        'x' => hexadecimal(cursor),
        'a' => Some(0x07),
        'f' => Some(0x0C),
        'n' => Some(0x0A),
        'r' => Some(0x0D),
        't' => Some(0x09),
        'v' => Some(0x0B),
        _ if letter.is_ascii() && !letter.is_ascii_alphanumeric() => Some(letter.into()),
        _ => None,
    };
    value.ok_or_else(|| cursor.error(Problem::Escape, start))
}

/// Up to two more digits.
fn octal(cursor: &mut Cursor<'_>, first: char) -> u32 {
    let mut value = first.to_digit(8).unwrap_or_default();
    for _ in 0..2 {
        if let Some(digit) = cursor.peek().and_then(|next| next.to_digit(8)) {
            value = value * 8 + digit;
            cursor.next();
        }
    }
    value
}

/// Two digits, or any number of them in braces.
fn hexadecimal(cursor: &mut Cursor<'_>) -> Option<u32> {
    let first = cursor.next()?;
    if first == '{' {
        return braced(cursor);
    }
    // Taken before the first is looked at: an error shows both.
    let second = cursor.next();
    Some(first.to_digit(16)? * 16 + second?.to_digit(16)?)
}

fn braced(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut value = cursor.next()?.to_digit(16)?;
    loop {
        match cursor.next()? {
            '}' => return Some(value),
            digit => value = value * 16 + digit.to_digit(16)?,
        }
        if value > char::MAX.into() {
            return None;
        }
    }
}
