//! Repetition: how often, and how that is written.

use super::cursor::Cursor;

/// The most that a count may be, and all counts in one another may multiply to.
pub(super) const MAX_COUNT: u32 = 1000;

/// A repetition operator.
#[derive(Clone, Copy, Debug)]
pub(super) enum Repeat {
    Star,
    Plus,
    Quest,
    /// From the first to the second, or to any number.
    Count(u32, Option<u32>),
}

impl Repeat {
    /// Takes an operator, where one comes next. A brace that begins no count is a character.
    pub(super) fn take(cursor: &mut Cursor<'_>) -> Option<Repeat> {
        for (sign, repeat) in [("*", Repeat::Star), ("+", Repeat::Plus), ("?", Repeat::Quest)] {
            if cursor.eat(sign) {
                return Some(repeat);
            }
        }
        let mut ahead = *cursor;
        let count = count(&mut ahead)?;
        *cursor = ahead;
        Some(count)
    }

    /// Whether the counts themselves are too large, or the wrong way round.
    pub(super) fn out_of_range(self) -> bool {
        match self {
            Repeat::Count(min, max) => {
                min > MAX_COUNT || max.is_some_and(|max| max > MAX_COUNT || max < min)
            }
            _ => false,
        }
    }

    /// How many copies are made of something that is itself `inner` copies of its innermost part.
    pub(super) fn copies(self, inner: u32) -> u32 {
        match self {
            Repeat::Count(_, Some(0)) => 1,
            Repeat::Count(min, max) => inner.saturating_mul(max.unwrap_or(min).max(1)),
            _ => inner,
        }
    }

    /// Whether the copies are counted: two and more are.
    pub(super) fn multiplies(self) -> bool {
        matches!(self, Repeat::Count(min, max) if min.max(max.unwrap_or(0)) >= 2)
    }

    pub(super) fn text(self) -> String {
        match self {
            Repeat::Star => "*".to_owned(),
            Repeat::Plus => "+".to_owned(),
            Repeat::Quest => "?".to_owned(),
            Repeat::Count(min, None) => format!("{{{min},}}"),
            Repeat::Count(min, Some(max)) => format!("{{{min},{max}}}"),
        }
    }
}

/// `{2}`, `{2,}` or `{2,3}`.
fn count(cursor: &mut Cursor<'_>) -> Option<Repeat> {
    if !cursor.eat("{") {
        return None;
    }
    let min = number(cursor)?;
    let max = match cursor.eat(",") {
        false => Some(min),
        true if cursor.rest().starts_with('}') => None,
        true => Some(number(cursor)?),
    };
    cursor.eat("}").then_some(Repeat::Count(min, max))
}

/// Digits, the first no zero unless alone. What is too large is as large as can be.
fn number(cursor: &mut Cursor<'_>) -> Option<u32> {
    let rest = cursor.rest();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || (digits > 1 && rest.starts_with('0')) {
        return None;
    }
    cursor.at += digits;
    Some(rest[..digits].parse().unwrap_or(u32::MAX))
}
