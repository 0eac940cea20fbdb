//! Character classes: `[...]`, `\d`, `[:alpha:]`.

use super::cursor::Cursor;
use super::error::{Problem, RegexpError};
use super::escape::escape;
use super::table::table;

/// No character, for use in brackets or alone.
const NOTHING: &str = r"\P{any}";

/// A class, as it is being read.
#[derive(Debug, Default)]
pub(super) struct Class {
    items: String,
    negated: bool,
    /// How many code points the regex crate walks through to fold their case.
    width: u64,
}

impl Class {
    /// In the regex crate's syntax.
    pub(super) fn text(&self, fold_case: bool) -> String {
        let (open, caret) =
            (if fold_case { "(?i:[" } else { "[" }, if self.negated { "^" } else { "" });
        format!("{open}{caret}{}{}", self.items, if fold_case { "])" } else { "]" })
    }

    /// What it costs to compile, in code points to walk through.
    pub(super) fn cost(&self, fold_case: bool) -> u64 {
        // Unicode's tables cost something even where they are only copied.
        if fold_case { self.width } else { self.width / 64 }
    }

    /// Adds a class: one of ASCII, or a `wide` one, which may have any character.
    fn push(&mut self, items: &str, wide: bool) {
        self.items.push_str(items);
        self.width += if wide { u32::from(char::MAX).into() } else { 128 };
    }

    fn push_range(&mut self, low: u32, high: u32) {
        self.items.push_str(&range(low, high));
        self.width += u64::from(high - low) + 1;
    }
}

/// One code point.
pub(super) fn literal(code: u32) -> String {
    match char::from_u32(code) {
        Some(character) if character.is_ascii_alphanumeric() => character.to_string(),
        Some(_) => format!(r"\x{{{code:X}}}"),
        None => NOTHING.to_owned(),
    }
}

/// Code points of a class, without the surrogates: the regex crate has no names for them.
fn range(low: u32, high: u32) -> String {
    let surrogate = |code| (0xD800..=0xDFFF).contains(&code);
    let low = if surrogate(low) { 0xE000 } else { low };
    let high = if surrogate(high) { 0xD7FF } else { high };
    match low <= high {
        true => format!("{}-{}", literal(low), literal(high)),
        false => NOTHING.to_owned(),
    }
}

/// Reads a class outside of brackets, such as `\d` or `\pL`. `None` where another escape comes.
pub(super) fn escaped(cursor: &mut Cursor<'_>) -> Result<Option<Class>, RegexpError> {
    let mut class = Class::default();
    Ok(named_by_escape(cursor, &mut class)?.then_some(class))
}

/// Reads a class in brackets, from the first bracket on.
pub(super) fn bracketed(cursor: &mut Cursor<'_>) -> Result<Class, RegexpError> {
    let start = cursor.at;
    cursor.eat("[");
    let mut class = Class { negated: cursor.eat("^"), ..Class::default() };
    // A bracket that comes first is a character.
    item(cursor, start, &mut class)?;
    while !cursor.eat("]") {
        item(cursor, start, &mut class)?;
    }
    Ok(class)
}

fn item(cursor: &mut Cursor<'_>, start: usize, class: &mut Class) -> Result<(), RegexpError> {
    if posix(cursor, class)? || named_by_escape(cursor, class)? {
        return Ok(());
    }
    let from = cursor.at;
    let low = character(cursor, start)?;
    let mut high = low;
    if matches!(cursor.rest().as_bytes(), [b'-', next, ..] if *next != b']') {
        cursor.eat("-");
        high = character(cursor, start)?;
    }
    if high < low {
        return Err(cursor.error(Problem::ClassRange, from));
    }
    class.push_range(low, high);
    Ok(())
}

fn character(cursor: &mut Cursor<'_>, start: usize) -> Result<u32, RegexpError> {
    match cursor.peek() {
        None => Err(cursor.error_to_end(Problem::MissingBracket, start)),
        Some('\\') => escape(cursor),
        Some(character) => {
            cursor.next();
            Ok(character.into())
        }
    }
}

/// Takes `[:alpha:]` and the like. In the regex crate they are ASCII, too.
fn posix(cursor: &mut Cursor<'_>, class: &mut Class) -> Result<bool, RegexpError> {
    let start = cursor.at;
    if !cursor.rest().starts_with("[:") {
        return Ok(false);
    }
    let mut ahead = *cursor;
    ahead.at += 2;
    let Some(name) = ahead.until(":]") else {
        return Ok(false);
    };
    *cursor = ahead;
    let plain = name.strip_prefix('^').unwrap_or(name);
    if !POSIX.contains(&plain) {
        return Err(cursor.error(Problem::ClassRange, start));
    }
    class.push(&format!("[:{name}:]"), name.starts_with('^'));
    Ok(true)
}

fn named_by_escape(cursor: &mut Cursor<'_>, class: &mut Class) -> Result<bool, RegexpError> {
    if let Some(table) = table(cursor)? {
        class.push(&table, true);
        return Ok(true);
    }
    let perl = PERL.iter().find(|(name, _)| cursor.eat(name));
    if let Some((name, items)) = perl {
        class.push(items, name.ends_with(char::is_uppercase));
    }
    Ok(perl.is_some())
}

/// Perl's classes, which are ASCII in Go. White space is without `\v`.
const PERL: [(&str, &str); 6] = [
    (r"\d", "[:digit:]"),
    (r"\D", "[:^digit:]"),
    (r"\s", r"[\t\n\f\r\x20]"),
    (r"\S", r"[^\t\n\f\r\x20]"),
    (r"\w", "[:word:]"),
    (r"\W", "[:^word:]"),
];

const POSIX: [&str; 14] = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
    "space", "upper", "word", "xdigit",
];
