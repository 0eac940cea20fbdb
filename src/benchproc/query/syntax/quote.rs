//! Quoted strings as Go writes and reads them: `strconv.Quote` and `strconv.Unquote`.

use super::graphic::is_print;
use std::fmt::Write;

/// A text between double quotes, with escapes for what can't be printed.
pub fn quote(text: &[u8]) -> String {
    let mut quoted = String::from('"');
    for chunk in text.utf8_chunks() {
        for character in chunk.valid().chars() {
            push_escaped(&mut quoted, character);
        }
        for byte in chunk.invalid() {
            // Writing to a string doesn't fail.
            let _ = write!(quoted, r"\x{byte:02x}");
        }
    }
    quoted + "\""
}

fn push_escaped(quoted: &mut String, character: char) {
    let code = u32::from(character);
    let _ = match character {
        '"' | '\\' => write!(quoted, "\\{character}"),
        _ if is_print(character) => write!(quoted, "{character}"),
        '\x07' => write!(quoted, r"\a"),
        '\x08' => write!(quoted, r"\b"),
        '\x0C' => write!(quoted, r"\f"),
        '\n' => write!(quoted, r"\n"),
        '\r' => write!(quoted, r"\r"),
        '\t' => write!(quoted, r"\t"),
        '\x0B' => write!(quoted, r"\v"),
        '\0'..=' ' | '\x7F' => write!(quoted, r"\x{code:02x}"),
        ..='\u{FFFF}' => write!(quoted, r"\u{code:04x}"),
        _ => write!(quoted, r"\U{code:08x}"),
    };
}

/// What a string between double quotes says. The quotes are not part of `text`. `None` where it
/// has a newline, a quote or an escape that Go has not.
pub(super) fn unquote(text: &str) -> Option<Vec<u8>> {
    let (mut said, mut rest) = (Vec::with_capacity(text.len()), text);
    loop {
        let plain = rest.find(['\\', '"', '\n']).unwrap_or(rest.len());
        said.extend_from_slice(&rest.as_bytes()[..plain]);
        rest = &rest[plain..];
        if rest.is_empty() {
            return Some(said);
        }
        rest = unescape(rest.strip_prefix('\\')?, &mut said)?;
    }
}

/// Reads an escape, after its backslash; gives what follows it.
fn unescape<'t>(text: &'t str, said: &mut Vec<u8>) -> Option<&'t str> {
    let letter = text.chars().next()?;
    let rest = &text[letter.len_utf8()..];
    let byte = match letter {
        'a' => 0x07,
        'b' => 0x08,
        'f' => 0x0C,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 0x0B,
        '\\' => b'\\',
        '"' => b'"',
        '0'..='7' => return numbered(text, 3, 8, said),
        'x' => return numbered(rest, 2, 16, said),
        'u' => return character(rest, 4, said),
        'U' => return character(rest, 8, said),
        _ => return None,
    };
    said.push(byte);
    Some(rest)
}

/// A byte by its number.
fn numbered<'t>(text: &'t str, digits: usize, radix: u32, said: &mut Vec<u8>) -> Option<&'t str> {
    let (number, rest) = number(text, digits, radix)?;
    said.push(u8::try_from(number).ok()?);
    Some(rest)
}

/// A character by its code point, which must not be a surrogate.
fn character<'t>(text: &'t str, digits: usize, said: &mut Vec<u8>) -> Option<&'t str> {
    let (number, rest) = number(text, digits, 16)?;
    let character = char::from_u32(number)?;
    said.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    Some(rest)
}

fn number(text: &str, digits: usize, radix: u32) -> Option<(u32, &str)> {
    let (number, rest) = text.split_at_checked(digits)?;
    // A sign would be read, too.
    let all = number.chars().all(|digit| digit.is_digit(radix));
    Some((u32::from_str_radix(number, radix).ok().filter(|_| all)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_printed_is_escaped() {
        assert_eq!(quote("a\"\\é b".as_bytes()), r#""a\"\\é b""#);
        assert_eq!(quote(b"\x07\x08\x0C\n\r\t\x0B\0\x7F"), r#""\a\b\f\n\r\t\v\x00\x7f""#);
        assert_eq!(quote("\u{85}\u{A0}\u{10FFFF}".as_bytes()), r#""\u0085\u00a0\U0010ffff""#);
        assert_eq!(quote(b"\xFF\xE2\x82"), r#""\xff\xe2\x82""#);
    }

    #[test]
    fn escapes_are_read() {
        assert_eq!(unquote("a é").unwrap(), "a é".as_bytes());
        assert_eq!(unquote(r#"\a\b\f\n\r\t\v\\\""#).unwrap(), b"\x07\x08\x0C\n\r\t\x0B\\\"");
        assert_eq!(
            unquote(r"\xFf\377\u00e9\U0001F600").unwrap(),
            b"\xFF\xFF\xC3\xA9\xF0\x9F\x98\x80"
        );
    }

    #[test]
    fn what_go_does_not_escape_so_is_refused() {
        for text in [
            r"\'",
            r"\q",
            r"\",
            r"\x1",
            r"\x+1",
            r"\400",
            r"\18",
            r"\8",
            r"\ud800",
            r"\U00110000",
            "\n",
            r#"a"b"#,
            r"\xé",
        ] {
            assert_eq!(unquote(text), None, "{text}");
        }
    }
}
