//! Go's regular expressions, which a filter and `-bench` are written in.
//!
//! The syntax, the errors and their order are those of Go's regexp/syntax (parse.go); the matching
//! is left to the regex crate, in whose syntax a parsed expression is written anew, piece by piece
//! and with nothing in it that the two read differently. Only whether something matches is asked,
//! so captures, their names and greed are read and forgotten.
//!
//! What differs from Go:
//!
//! - Unicode's tables are the regex crate's, which may be of a later version than Go's.
//! - Scripts whose names have several words can be named, as in Go before 1.25.
//! - Limits are the regex crate's and lower than Go's, with Go's messages: on the memory that a
//!   compiled expression takes, and on nesting, where groups that hold one thing don't count.

mod class;
mod cursor;
mod error;
mod escape;
mod flags;
mod parse;
mod piece;
mod repeat;
mod table;

#[cfg(test)]
mod tests;

pub use error::RegexpError;

use error::Problem;
use regex::{Regex, RegexBuilder};
use std::borrow::Cow;

/// The most bytes that a compiled expression may take.
const SIZE_LIMIT: usize = 64 << 20;

/// A regular expression, read as Go's `regexp.Compile` reads it.
#[derive(Clone, Debug)]
pub struct GoRegexp(Regex);

impl GoRegexp {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// What Go says of an expression that it doesn't accept.
    pub fn new(expression: &str) -> Result<GoRegexp, RegexpError> {
        let pattern = parse::parse(expression)?;
        let built = RegexBuilder::new(&pattern).size_limit(SIZE_LIMIT).build();
        built.map(GoRegexp).map_err(|error| {
            let problem = match error {
                // The syntax is ours, and only its nesting is left to complain of.
                regex::Error::Syntax(_) => Problem::TooDeep,
                _ => Problem::TooLarge,
            };
            RegexpError::new(problem, expression)
        })
    }

    /// Whether the expression matches anywhere in a text.
    pub fn matches(&self, text: &[u8]) -> bool {
        self.0.is_match(&decoded(text))
    }
}

/// A text as Go decodes it: each byte that is no UTF-8 stands for a replacement character.
fn decoded(text: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(text) {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    for chunk in text.utf8_chunks() {
        decoded.push_str(chunk.valid());
        decoded.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    Cow::Owned(decoded)
}
