//! Durations as Go people type them.

use std::time::Duration;

/// Units, in milliseconds; those that begin like another come first.
const UNITS: [(&str, u64); 4] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

/// Reads whole numbers with units, such as `90s` or `1m30s`.
///
/// # Errors
///
/// Anything else, nothing, and what is longer than a day.
pub fn duration(text: &str) -> Result<Duration, String> {
    let error = || "write a duration, such as 90s or 1m30s, up to 24h".to_owned();
    let (mut rest, mut milliseconds) = (text, 0_u64);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(error)?;
        let number: u64 = rest[..digits].parse().map_err(|_| error())?;
        let is_next = |(unit, _): &&(&str, u64)| rest[digits..].starts_with(unit);
        let (unit, of_unit) = UNITS.iter().find(is_next).ok_or_else(error)?;
        let more = number.checked_mul(*of_unit).ok_or_else(error)?;
        milliseconds = milliseconds.checked_add(more).ok_or_else(error)?;
        rest = &rest[digits + unit.len()..];
    }
    match milliseconds {
        _ if text.is_empty() => Err(error()),
        0..=86_400_000 => Ok(Duration::from_millis(milliseconds)),
        _ => Err(error()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_units_add_up() {
        for (text, milliseconds) in
            [("60s", 60_000), ("1m30s", 90_000), ("250ms", 250), ("0s", 0), ("24h", 86_400_000)]
        {
            assert_eq!(duration(text).unwrap().as_millis(), milliseconds, "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "60", "s", "-1s", "1.5s", "1 s", "1d", "25h", "99999999999999999999h", "é"]
        {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
