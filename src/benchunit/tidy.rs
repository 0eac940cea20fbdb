//! Units that Go scales before it prints them, back to what they measure.

use super::tokens::tokens;
use std::borrow::Cow;

/// A unit in its base form, and the factor that takes a value there.
///
/// In the numerator, the word `ns` becomes `sec` and `MB` becomes `B`; nothing else changes, in
/// particular no `ns` within a word. Scaling is by dividing by 10⁹ and multiplying by 10⁶ in the
/// order of the words, as golang.org/x/perf/benchunit does: the factor's last digit depends on it.
pub fn tidy(unit: &[u8]) -> (Cow<'_, [u8]>, f64) {
    match unit {
        b"ns/op" => (Cow::Borrowed(b"sec/op"), 1e-9),
        b"MB/s" => (Cow::Borrowed(b"B/s"), 1e6),
        _ if unit.windows(2).any(|pair| pair == b"ns" || pair == b"MB") => rewritten(unit),
        _ => (Cow::Borrowed(unit), 1.0),
    }
}

fn rewritten(unit: &[u8]) -> (Cow<'_, [u8]>, f64) {
    let (mut tidied, mut copied, mut factor) = (Vec::new(), 0, 1.0);
    for token in tokens(unit).filter(|token| !token.in_denominator) {
        let base: &[u8] = match token.text {
            b"ns" => {
                factor /= 1e9;
                b"sec"
            }
            b"MB" => {
                factor *= 1e6;
                b"B"
            }
            _ => continue,
        };
        tidied.extend_from_slice(&unit[copied..token.start]);
        tidied.extend_from_slice(base);
        copied = token.start + token.text.len();
    }
    if copied == 0 {
        return (Cow::Borrowed(unit), factor);
    }
    tidied.extend_from_slice(&unit[copied..]);
    (Cow::Owned(tidied), factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(unit: &str) -> (String, f64) {
        let (unit, factor) = tidy(unit.as_bytes());
        (String::from_utf8(unit.into_owned()).unwrap(), factor)
    }

    #[test]
    fn words_of_the_numerator_are_tidied() {
        let expect = |unit: &str, base: &str, factor| {
            assert_eq!(tidied(unit), (base.to_owned(), factor), "{unit}");
        };
        expect("ns/op", "sec/op", 1e-9);
        expect("MB/s", "B/s", 1e6);
        expect("x-ns/op", "x-sec/op", 1e-9);
        expect("MB*MB", "B*B", 1e12);
        expect("op/x*ns", "op/x*sec", 1e-9);
        expect("p99 ns", "p99 sec", 1e-9);
    }

    #[test]
    fn denominators_and_parts_of_words_stay() {
        for unit in ["B/op", "op/ns", "op/MB-ns", "conns", "MBs/op", "nsec", "", "/"] {
            assert_eq!(tidied(unit), (unit.to_owned(), 1.0));
        }
    }

    #[test]
    fn factors_are_rounded_word_by_word() {
        assert_eq!(tidied("ns*ns").1, 1.0 / 1e9 / 1e9);
        assert_eq!(tidied("ns*ns*MB").1, 1.0 / 1e9 / 1e9 * 1e6);
    }

    #[test]
    fn bytes_that_are_no_text_are_kept() {
        let (unit, factor) = tidy(b"\xFF-ns/\xC2");
        assert_eq!((&*unit, factor), (&b"\xFF-sec/\xC2"[..], 1e-9));
    }
}
