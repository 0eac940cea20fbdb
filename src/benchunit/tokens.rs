//! A unit's words, and on which side of the fraction each stands.

/// One word of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// The word.
    pub text: &'a [u8],
    /// Where it begins in the unit.
    pub start: usize,
    /// Whether the last `*` or `/` before it was a `/`.
    pub in_denominator: bool,
}

/// The words of a unit in their order. Words are separated by `*`, `/`, `-` and Unicode white
/// space; a `/` puts what follows into the denominator, until a `*` takes it out again.
pub(super) fn tokens(unit: &[u8]) -> impl Iterator<Item = Token<'_>> {
    let (mut at, mut in_denominator) = (0, false);
    std::iter::from_fn(move || {
        while let Some(length) = separator(&unit[at..]) {
            match unit[at] {
                b'*' => in_denominator = false,
                b'/' => in_denominator = true,
                _ => {}
            }
            at += length;
        }
        let start = at;
        while at < unit.len() && separator(&unit[at..]).is_none() {
            at += 1;
        }
        let text = &unit[start..at];
        (!text.is_empty()).then_some(Token { text, start, in_denominator })
    })
}

/// How many bytes the separator takes that this text begins with.
///
/// Looking at every byte is as good as decoding: where the bytes are no valid UTF-8, a space that
/// begins within them is one to Go, too, since no sequence goes on with a byte that begins another.
fn separator(text: &[u8]) -> Option<usize> {
    match text {
        [b'*' | b'/' | b'-' | b' ' | b'\t'..=b'\r', ..] => Some(1),
        [0xC2, 0x85 | 0xA0, ..] => Some(2),
        [0xE1, 0x9A, 0x80, ..] => Some(3),
        [0xE2, 0x80, 0x80..=0x8A | 0xA8 | 0xA9 | 0xAF, ..] => Some(3),
        [0xE2, 0x81, 0x9F, ..] | [0xE3, 0x80, 0x80, ..] => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_begins_the_denominator_and_a_star_ends_it() {
        let sides = |unit: &'static [u8]| {
            let side = |token: Token<'static>| (token.text, token.start, token.in_denominator);
            tokens(unit).map(side).collect::<Vec<_>>()
        };
        assert_eq!(
            sides(b"ns/op-B*MB x"),
            [
                (&b"ns"[..], 0, false),
                (b"op", 3, true),
                (b"B", 6, true),
                (b"MB", 8, false),
                (b"x", 11, false)
            ]
        );
        assert_eq!(sides(b"/*-"), []);
        assert_eq!(sides(b"--ns"), [(&b"ns"[..], 2, false)]);
    }

    #[test]
    fn what_separates_is_what_unicode_calls_white_space() {
        for character in '\0'..=char::MAX {
            let mut bytes = [0; 4];
            let text = character.encode_utf8(&mut bytes).as_bytes();
            let separates = character.is_whitespace() || "*/-".contains(character);
            assert_eq!(separator(text), separates.then_some(text.len()), "{character:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_belong_to_words() {
        let words = |unit: &'static [u8]| tokens(unit).map(|t| t.text).collect::<Vec<_>>();
        assert_eq!(words(b"\xE3\x80/\xC2-\xFF"), [&b"\xE3\x80"[..], b"\xC2", b"\xFF"]);
        assert_eq!(words(b"\xE3\xC2\xA0n\x80"), [&b"\xE3"[..], b"n\x80"]);
    }
}
