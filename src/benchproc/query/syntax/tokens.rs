//! Words, operators and regular expressions: what both languages are made of.

use super::error::QueryError;
use super::quote::unquote;
use crate::benchproc::query::regexp::GoRegexp;

/// A token, and the byte of the query where it begins.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) offset: usize,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    End,
    /// One of `():@,-*`.
    Operator(char),
    And,
    Or,
    /// A word, quoted or not. An escape may put any byte into it.
    Word(Vec<u8>),
    Regexp(GoRegexp),
}

/// A place between the tokens of a query. To look ahead, read from a copy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tokens<'q> {
    query: &'q str,
    at: usize,
}

impl<'q> Tokens<'q> {
    pub(super) fn new(query: &'q str) -> Tokens<'q> {
        Tokens { query, at: 0 }
    }

    /// The next token, where a slash is part of a word.
    pub(super) fn key(&mut self) -> Result<Token, QueryError> {
        self.next(false)
    }

    /// The next token, where a slash begins a regular expression.
    pub(super) fn value(&mut self) -> Result<Token, QueryError> {
        self.next(true)
    }

    pub(super) fn error(&self, offset: usize, message: impl Into<String>) -> QueryError {
        QueryError::new(self.query, offset, message)
    }

    fn next(&mut self, slash_begins_regexp: bool) -> Result<Token, QueryError> {
        self.at = self.query.len() - self.rest().trim_start().len();
        let offset = self.at;
        let kind = match self.rest().chars().next() {
            None => Kind::End,
            Some(sign) if begins_as_operator(sign) => {
                self.at += 1;
                Kind::Operator(sign)
            }
            Some('/') if slash_begins_regexp => self.regexp()?,
            Some('"') => self.quoted_word()?,
            Some(_) => self.bare_word(),
        };
        Ok(Token { kind, offset })
    }

    fn rest(&self) -> &'q str {
        &self.query[self.at..]
    }

    fn bare_word(&mut self) -> Kind {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || is_operator(c)).unwrap_or(rest.len());
        self.at += end;
        match &rest[..end] {
            "AND" => Kind::And,
            "OR" => Kind::Or,
            word => Kind::Word(word.into()),
        }
    }

    fn quoted_word(&mut self) -> Result<Kind, QueryError> {
        let bytes = self.rest().as_bytes();
        // A backslash that is itself escaped hides a quote as well: so it is in x/perf.
        let is_end = |&end: &usize| bytes[end] == b'"' && bytes[end - 1] != b'\\';
        let Some(end) = (1..bytes.len()).find(is_end) else {
            return Err(self.error(self.at, "missing end quote"));
        };
        let Some(word) = unquote(&self.rest()[1..end]) else {
            return Err(self.error(self.at, "bad escape sequence"));
        };
        self.at += end + 1;
        Ok(Kind::Word(word))
    }

    fn regexp(&mut self) -> Result<Kind, QueryError> {
        let body = &self.rest()[1..];
        let Some(length) = regexp_length(body.as_bytes()) else {
            return Err(self.error(self.at, "missing close \"/\""));
        };
        let regexp = GoRegexp::new(&body[..length])
            .map_err(|error| self.error(self.at, error.to_string()))?;
        self.at += length + 2;
        // x/perf looks at a byte, so a space beyond ASCII doesn't do.
        let next = self.rest().bytes().next().map(char::from);
        if next.is_some_and(|next| !next.is_whitespace() && !begins_as_operator(next)) {
            return Err(self.error(self.at, UNSEPARATED));
        }
        Ok(Kind::Regexp(regexp))
    }
}

const UNSEPARATED: &str = "regexp must be followed by space or an operator (unescaped \"/\"?)";

fn is_operator(c: char) -> bool {
    matches!(c, '(' | ')' | ':' | '@' | ',')
}

/// Within a word these two are part of it.
fn begins_as_operator(c: char) -> bool {
    is_operator(c) || matches!(c, '-' | '*')
}

/// How long a regular expression is that a slash outside of brackets and parentheses ends. Brackets
/// are only counted, as in x/perf's regexpParseUntil.
fn regexp_length(text: &[u8]) -> Option<usize> {
    let (mut brackets, mut parentheses) = (0u32, 0i32);
    let mut i = 0;
    while i < text.len() {
        match text[i] {
            b'/' if brackets == 0 && parentheses == 0 => return Some(i),
            b'[' => brackets += 1,
            // An unmatched ']' is legal.
            b']' => brackets = brackets.saturating_sub(1),
            b'(' if brackets == 0 => parentheses += 1,
            b')' if brackets == 0 => parentheses -= 1,
            b'\\' => i += 1,
            _ => {}
        }
        i += 1;
    }
    None
}
