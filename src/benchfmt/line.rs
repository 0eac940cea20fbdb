//! The lines of the format, each as x/perf reads it. No state.

use super::fields::{ordinary, rune, split_field};
use super::{SyntaxErrorKind, Value, letters, number};

/// What every benchmark line begins with.
pub(super) const BENCHMARK: &[u8] = b"Benchmark";

/// A field of no bytes ends a line.
fn next_field<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (field, after) = split_field(rest);
    *rest = after;
    (!field.is_empty()).then_some(field)
}

/// Splits what follows the word `Benchmark`: the name, and the rest, or none where the name is
/// the whole line: so `go test -v` announces a benchmark.
pub(super) fn split_name(line: &[u8]) -> (&[u8], Option<&[u8]>) {
    let (name, rest) = split_field(line);
    (name, (name.len() < line.len()).then_some(rest))
}

/// Reads what follows the name: iterations, and values with their units into `values`, which is
/// empty.
pub(super) fn measurements<'a>(
    rest: &'a [u8],
    values: &mut Vec<Value<'a>>,
) -> Result<i64, SyntaxErrorKind> {
    if let Some(iterations) = plain_measurements(rest, values) {
        return Ok(iterations);
    }
    values.clear();
    any_measurements(rest, values)
}

/// The common case, in one pass: ASCII, blanks between fields, digits with a point or none.
fn plain_measurements<'a>(mut rest: &'a [u8], values: &mut Vec<Value<'a>>) -> Option<i64> {
    let (iterations, mut after) = number::split_plain(rest)?;
    // Without a point, a number of 18 digits is whole; but not every double of it is.
    let iterations = iterations.whole()?;
    loop {
        rest = trim_blanks(after)?;
        if rest.is_empty() {
            return (!values.is_empty()).then_some(iterations);
        }
        let (value, unit) = number::split_plain(rest)?;
        let unit = trim_blanks(unit).filter(|unit| !unit.is_empty())?;
        let length = ordinary(unit);
        values.push(Value { value: value.double()?, unit: &unit[..length] });
        after = &unit[length..];
    }
}

/// `text` without the blanks that it begins with, of which it has one at least unless it is empty.
fn trim_blanks(text: &[u8]) -> Option<&[u8]> {
    let blanks = text.iter().take_while(|&&byte| is_blank(byte)).count();
    (blanks > 0 || text.is_empty()).then(|| &text[blanks..])
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn any_measurements<'a>(
    mut rest: &'a [u8],
    values: &mut Vec<Value<'a>>,
) -> Result<i64, SyntaxErrorKind> {
    let iterations = next_field(&mut rest).ok_or(SyntaxErrorKind::MissingIterations)?;
    let iterations = number::integer(iterations).map_err(SyntaxErrorKind::Iterations)?;
    while let Some(field) = next_field(&mut rest) {
        let value = number::float(field).map_err(SyntaxErrorKind::Measurement)?;
        let unit = next_field(&mut rest).ok_or(SyntaxErrorKind::MissingUnits)?;
        values.push(Value { value, unit });
    }
    if values.is_empty() { Err(SyntaxErrorKind::MissingMeasurements) } else { Ok(iterations) }
}

/// What follows `Unit` where that is the line's first field.
pub(super) fn unit_line(line: &[u8]) -> Option<&[u8]> {
    let (first, rest) = split_field(line);
    (first == b"Unit").then_some(rest)
}

/// The pairs of a `Unit` line, each found or missed.
pub(super) fn unit_pairs<'a>(
    mut rest: &'a [u8],
    mut pair: impl FnMut(Result<(&'a [u8], &'a [u8], &'a [u8]), SyntaxErrorKind>),
) {
    let Some(unit) = next_field(&mut rest) else {
        return pair(Err(SyntaxErrorKind::MissingUnit));
    };
    while let Some(field) = next_field(&mut rest) {
        pair(match memchr::memchr(b'=', field) {
            Some(equals @ 1..) => Ok((unit, &field[..equals], &field[equals + 1..])),
            _ => Err(SyntaxErrorKind::ExpectedPair),
        });
    }
}

/// A line of file configuration: `key: value`. The key begins in lower case and holds neither
/// white space nor upper case; a space or a tab follows the colon, unless nothing does.
pub(super) fn key_value(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = key_length(line)?;
    let (key, value) = (&line[..colon], &line[colon + 1..]);
    let blanks = value.iter().take_while(|&&byte| is_blank(byte)).count();
    (value.is_empty() || blanks > 0).then_some((key, &value[blanks..]))
}

/// Where the colon is that ends a key.
fn key_length(line: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at < line.len() {
        let (character, width) = rune_at(&line[at..]);
        if at > 0 && character == Some(':') {
            return Some(at);
        }
        let fits = if at == 0 { starts_key(character) } else { continues_key(character) };
        if !fits {
            return None;
        }
        at += width;
    }
    None
}

fn rune_at(text: &[u8]) -> (Option<char>, usize) {
    match text.first() {
        Some(byte) if byte.is_ascii() => (Some(char::from(*byte)), 1),
        _ => rune(text),
    }
}

fn starts_key(character: Option<char>) -> bool {
    character.is_some_and(letters::is_lower)
}

fn continues_key(character: Option<char>) -> bool {
    !character.is_some_and(|character| character.is_whitespace() || letters::is_upper(character))
}
