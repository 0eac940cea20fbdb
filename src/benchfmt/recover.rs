//! Results torn by what their benchmark printed.
//!
//! `testing` prints a result in two steps: the name, padded, and a tab; then, when the benchmark
//! has run, the iterations in eight columns, and behind a tab each a value in at least seven
//! columns, a space and a unit. What the benchmark prints gets in between or before the name. The
//! layout is so rigid that the numbers can be told from text glued before them.

use super::line::BENCHMARK;
use super::{fields, number};

/// The columns of the iterations, and the least of a value.
const ITERATIONS_WIDTH: usize = 8;
const VALUE_WIDTH: usize = 7;

/// The numbers that `line` ends in, iterations first; `None` where there are none, or where it
/// isn't certain where they begin.
pub(super) fn numbers(line: &[u8]) -> Option<&[u8]> {
    let mut end = line.len();
    let mut found = None;
    // From the right, a segment between tabs at a time. Text may look like a measurement, so what
    // is left of the iterations is looked through too.
    while let Some(tab) = memchr::memrchr(b'\t', &line[..end]) {
        if !is_measurement(&line[tab + 1..end]) {
            break;
        }
        let start = before_tab(&line[..tab]);
        if start.is_some() && found.replace(start?).is_some() {
            return None;
        }
        end = tab;
    }
    found.map(|start| line[start..].trim_ascii_start())
}

/// `       12.3 ns/op`: a number in its columns, one space, a unit.
fn is_measurement(segment: &[u8]) -> bool {
    let Some(space) = memchr::memrchr(b' ', segment) else {
        return false;
    };
    let (padded, unit) = (&segment[..space], &segment[space + 1..]);
    let value = padded.trim_ascii_start();
    padded.len() >= VALUE_WIDTH && !unit.is_empty() && number::float(value).is_ok()
}

/// Where the iterations begin that `text` ends in. More digits than columns can't be told from
/// digits glued before them, unless the line begins with them.
fn before_tab(text: &[u8]) -> Option<usize> {
    let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let start = text.len().checked_sub(digits.max(ITERATIONS_WIDTH))?;
    let padding = &text[start..text.len() - digits];
    let certain = digits <= ITERATIONS_WIDTH || start == 0;
    (digits > 0 && certain && padding.iter().all(|&byte| byte == b' ')).then_some(start)
}

/// Text, with a benchmark's name and a tab somewhere in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named<'a> {
    /// Without the word `Benchmark`.
    pub(super) name: &'a [u8],
    /// What follows the tab.
    pub(super) rest: &'a [u8],
}

/// Takes apart a line that begins with a benchmark's name as `testing` prints it: the word
/// `Benchmark` is already off.
pub(super) fn named(line: &[u8]) -> Option<Named<'_>> {
    let (name, _) = fields::split_field(line);
    let padded = &line[name.len()..];
    let spaces = padded.iter().take_while(|&&byte| byte == b' ').count();
    let rest = padded[spaces..].strip_prefix(b"\t")?;
    Some(Named { name, rest })
}

/// Finds a benchmark's name behind other text in the same line. Lines of a log are left alone,
/// and so is a word in which the name could begin at two places.
pub(super) fn glued(line: &[u8]) -> Option<Named<'_>> {
    if matches!(line, [b' ' | b'\t', ..] | [b'-', b'-', b'-', ..]) {
        return None;
    }
    let tab = memchr::memchr(b'\t', line)?;
    let text = line[..tab].trim_ascii_end();
    let word = text.iter().rposition(|&byte| byte == b' ').map_or(0, |space| space + 1);
    let mut places = memchr::memmem::find_iter(&text[word..], BENCHMARK);
    let start = word + places.next()? + BENCHMARK.len();
    if places.next().is_some() {
        return None;
    }
    named(&line[start..])
}

#[cfg(test)]
mod tests {
    use super::{glued, numbers};

    #[test]
    fn numbers_are_told_from_text_by_their_columns() {
        for (line, expected) in [
            ("     100\t        12.3 ns/op", Some("100\t        12.3 ns/op")),
            ("text     100\t        12.3 ns/op", Some("100\t        12.3 ns/op")),
            ("took 5     100\t        12.3 ns/op", Some("100\t        12.3 ns/op")),
            ("text12345678\t        12.3 ns/op", Some("12345678\t        12.3 ns/op")),
            ("1000000000\t        12.3 ns/op", Some("1000000000\t        12.3 ns/op")),
            (
                "a\tb     100\t        12.3 ns/op\t      64 B/op",
                Some("100\t        12.3 ns/op\t      64 B/op"),
            ),
            ("text1000000000\t        12.3 ns/op", None),
            ("100\t        12.3 ns/op", None),
            ("     100\t12.3 ns/op", None),
            ("     100", None),
            ("     100\t        12.3 ns/op ", None),
            ("     100\t       7 12345678\t        12.3 ns/op", None),
        ] {
            let found = numbers(line.as_bytes());
            assert_eq!(found, expected.map(str::as_bytes), "{line}");
        }
    }

    #[test]
    fn a_name_behind_text_is_found_where_only_one_can_be_meant() {
        let name = |line: &str| glued(line.as_bytes()).map(|named| named.name.to_vec());
        assert_eq!(name("partialBenchmarkX/a-2  \t"), Some(b"X/a-2".to_vec()));
        assert_eq!(name("the Benchmark isBenchmarkX-2\t"), Some(b"X-2".to_vec()));
        assert_eq!(name("seeBenchmarkX/Benchmark-2\t"), None);
        assert_eq!(name("aBenchmarkX-2"), None);
        assert_eq!(name("  aBenchmarkX-2\t"), None);
        assert_eq!(name("--- BENCH: BenchmarkX-2\t"), None);
    }
}
