//! Go source as tokens: as many kinds as it takes to find functions and comments.

use memchr::{memchr, memchr_iter, memchr3, memmem};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier or keyword; also a number, or what of one looks like a word.
    Word,
    /// One byte of anything else.
    Mark,
    /// A string or rune.
    Literal,
    /// `// …`, without the end of the line.
    LineComment,
    /// `/* … */`.
    BlockComment,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    pub text: &'a [u8],
    /// Where it begins, counted from 1.
    pub line: u32,
    /// Where it ends.
    pub last_line: u32,
}

impl Token<'_> {
    /// Whether it is this word or mark.
    pub fn is(&self, text: &[u8]) -> bool {
        matches!(self.kind, Kind::Word | Kind::Mark) && self.text == text
    }

    pub fn is_comment(&self) -> bool {
        matches!(self.kind, Kind::LineComment | Kind::BlockComment)
    }
}

/// Source that ends where it must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unscannable {
    pub line: u32,
    pub message: &'static str,
}

/// Walks over source. A clone looks ahead.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
    line: u32,
}

impl<'a> Tokens<'a> {
    pub fn of(source: &'a [u8]) -> Tokens<'a> {
        // As a Go compiler does, whatever editors put there.
        Tokens { rest: source.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(source), line: 1 }
    }

    /// The next token; none at the end.
    pub fn next(&mut self) -> Result<Option<Token<'a>>, Unscannable> {
        self.skip_space();
        let Some(&first) = self.rest.first() else { return Ok(None) };
        let error = |message| Unscannable { line: self.line, message };
        let (kind, length) = match first {
            b'/' if self.rest.starts_with(b"//") => (Kind::LineComment, line_end(self.rest)),
            b'/' if self.rest.starts_with(b"/*") => {
                let end = memmem::find(&self.rest[2..], b"*/");
                (Kind::BlockComment, 4 + end.ok_or(error("a comment is not closed"))?)
            }
            b'`' => {
                let end = memchr(b'`', &self.rest[1..]);
                (Kind::Literal, 2 + end.ok_or(error("a raw string is not closed"))?)
            }
            b'"' | b'\'' => {
                let end = closing_quote(self.rest, first);
                (Kind::Literal, end.ok_or(error("a string or rune is not closed"))?)
            }
            _ if is_word(first) => {
                let end = self.rest.iter().position(|&byte| !is_word(byte));
                (Kind::Word, end.unwrap_or(self.rest.len()))
            }
            _ => (Kind::Mark, 1),
        };
        Ok(Some(self.take(kind, length)))
    }

    fn skip_space(&mut self) {
        while let Some((&byte @ (b' ' | b'\t' | b'\r' | b'\n'), rest)) = self.rest.split_first() {
            self.line += u32::from(byte == b'\n');
            self.rest = rest;
        }
    }

    fn take(&mut self, kind: Kind, length: usize) -> Token<'a> {
        let (mut text, rest) = self.rest.split_at(length);
        let line = self.line;
        self.rest = rest;
        match kind {
            Kind::Word | Kind::Mark => {}
            Kind::LineComment => text = text.strip_suffix(b"\r").unwrap_or(text),
            // A file of less than 2³² bytes has no more lines than that.
            _ => self.line += memchr_iter(b'\n', text).count() as u32,
        }
        Token { kind, text, line, last_line: self.line }
    }
}

/// A byte of a letter beyond ASCII counts: which letters those are doesn't matter here.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn line_end(text: &[u8]) -> usize {
    memchr(b'\n', text).unwrap_or(text.len())
}

/// The length of a literal that begins with a quote, which must end on its line.
fn closing_quote(text: &[u8], quote: u8) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr3(quote, b'\\', b'\n', text.get(at..)?)?;
        match text[at] {
            b'\n' => return None,
            b'\\' if text.get(at + 1) != Some(&b'\n') => at += 2,
            b'\\' => return None,
            _ => return Some(at + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(source: &str) -> Result<Vec<(&str, u32, u32)>, Unscannable> {
        let mut tokens = Tokens::of(source.as_bytes());
        let mut found = Vec::new();
        while let Some(token) = tokens.next()? {
            let text = std::str::from_utf8(token.text).unwrap();
            found.push((text, token.line, token.last_line));
        }
        Ok(found)
    }

    fn texts(source: &str) -> Vec<&str> {
        tokens(source).unwrap().into_iter().map(|(text, ..)| text).collect()
    }

    #[test]
    fn quotes_hide_what_looks_like_comments_and_quotes() {
        let source = r#"a("//b", '"', '\'', "\"", "\\")"#;
        let expected =
            ["a", "(", "\"//b\"", ",", "'\"'", ",", r"'\''", ",", r#""\"""#, ",", r#""\\""#, ")"];
        assert_eq!(texts(source), expected);
        assert_eq!(texts("`\"\\` x"), ["`\"\\`", "x"]);
    }

    #[test]
    fn comments_hide_quotes_and_comments() {
        assert_eq!(texts("//a\"`/*\nb /*'//*/c/**/"), ["//a\"`/*", "b", "/*'//*/", "c", "/**/"]);
    }

    #[test]
    fn lines_are_counted_wherever_they_end() {
        let source = "\u{FEFF}a\r\n`\n\n`//c\r\n/*\n*/d";
        let expected =
            [("a", 1, 1), ("`\n\n`", 2, 4), ("//c", 4, 4), ("/*\n*/", 5, 6), ("d", 6, 6)];
        assert_eq!(tokens(source).unwrap(), expected);
    }

    #[test]
    fn what_is_not_closed_is_an_error_at_its_beginning() {
        for (source, line, message) in [
            ("a\n/* b\n\n", 2, "a comment is not closed"),
            ("/*/", 1, "a comment is not closed"),
            ("\n`b\n", 2, "a raw string is not closed"),
            ("\"a\n\"", 1, "a string or rune is not closed"),
            ("\"a\\", 1, "a string or rune is not closed"),
            ("\"a\\\n\"", 1, "a string or rune is not closed"),
            ("'", 1, "a string or rune is not closed"),
        ] {
            assert_eq!(tokens(source), Err(Unscannable { line, message }), "{source:?}");
        }
    }
}
