//! What is wrong with a policy file.

use std::ops::Range;
use thiserror::Error;

/// Something in a file that can't be read or makes no sense.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ConfigError {
    /// At a line.
    #[error("{path}:{line}: {message}")]
    At {
        /// The file.
        path: String,
        /// The line, counted from 1.
        line: u32,
        /// What is wrong.
        message: String,
    },
    /// Of the file as a whole, or of a flag.
    #[error("{0}")]
    Whole(String),
    /// Of several places, a line each.
    #[error("{}", .0.join("\n"))]
    Several(Vec<String>),
}

/// A file's path and text, to tell lines by.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// How messages call the file.
    pub path: &'a str,
    /// What it holds.
    pub text: &'a str,
}

impl Text<'_> {
    /// The line of a byte, counted from 1.
    pub fn line(&self, byte: usize) -> u32 {
        let before = self.text.as_bytes().get(..byte).unwrap_or(self.text.as_bytes());
        1 + before.iter().filter(|&&b| b == b'\n').count() as u32
    }

    /// An error at a place.
    pub fn error(&self, span: &Range<usize>, message: impl Into<String>) -> ConfigError {
        let (path, line) = (self.path.to_owned(), self.line(span.start));
        ConfigError::At { path, line, message: message.into() }
    }

    /// That of the TOML reader, in our words.
    pub fn toml(&self, error: &toml::de::Error) -> ConfigError {
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        let message = in_our_words(&message).unwrap_or(message);
        match error.span() {
            Some(span) => self.error(&span, message),
            None => ConfigError::Whole(format!("{}: {message}", self.path)),
        }
    }
}

/// A key that is missing, or a word that is none of those that are known, with the nearest of these.
/// serde says it as "unknown field `x`, expected one of `a`, `b`".
fn in_our_words(message: &str) -> Option<String> {
    if message.contains(", expected f64") {
        return Some(message.replace(", expected f64", ", expected a number"));
    }
    if let Some(key) = message.strip_prefix("missing field `") {
        return Some(format!("the key {:?} is missing", key.trim_end_matches('`')));
    }
    let (what, rest) = [("key", "unknown field `"), ("word", "unknown variant `")]
        .into_iter()
        .find_map(|(what, start)| Some((what, message.strip_prefix(start)?)))?;
    let mut quoted = rest.split('`');
    let given = quoted.next()?;
    let known: Vec<&str> = quoted.skip(1).step_by(2).collect();
    let hint = match ABOVE_TABLES.contains(&given) {
        true => "; it belongs above all tables",
        false => "",
    };
    Some(unknown(what, given, &known) + hint)
}

/// Keys that TOML takes for those of the table above, where they stand at the end of the file.
const ABOVE_TABLES: [&str; 8] =
    ["units", "evidence", "alpha", "correction", "confidence", "mode", "threshold", "detect"];

/// Says that a word is not known, and which was meant.
pub fn unknown(what: &str, given: &str, known: &[&str]) -> String {
    let distance = |word: &&&str| strsim::damerau_levenshtein(given, word);
    let nearest = known.iter().min_by_key(distance).filter(|word| {
        // So far apart, it is another word.
        distance(word) <= 1 + given.chars().count().min(word.chars().count()) / 3
    });
    match nearest {
        Some(nearest) => format!("unknown {what} {given:?}; did you mean {nearest:?}?"),
        None => format!("unknown {what} {given:?}; there are {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::document::Document;

    fn error(text: &str) -> String {
        let error = toml::from_str::<Document>(text).unwrap_err();
        Text { path: "allocgate.toml", text }.toml(&error).to_string()
    }

    #[test]
    fn an_unknown_key_is_told_with_its_line_and_the_nearest_known_one() {
        assert_eq!(
            error("alpha = 0.01\nthresold = \"5%\"\n"),
            "allocgate.toml:2: unknown key \"thresold\"; did you mean \"threshold\"?"
        );
        assert_eq!(
            error("[[rule]]\nbenchmark = \"X\"\nlevle = \"warn\"\n"),
            "allocgate.toml:3: unknown key \"levle\"; did you mean \"level\"?"
        );
        let far = error("[on-cannot-judge]\nxyzzy = \"warn\"\n");
        assert!(
            far.ends_with(
                "there are no-baseline, nothing-to-measure, incomplete, missing, too-few-samples"
            ),
            "{far}"
        );
    }

    #[test]
    fn an_unknown_word_is_told_likewise() {
        assert_eq!(
            error("[[rule]]\nlevel = \"wran\"\n"),
            "allocgate.toml:2: unknown word \"wran\"; did you mean \"warn\"?"
        );
    }

    #[test]
    fn a_value_of_the_wrong_form_is_told_with_its_line() {
        let bad = error("\nthreshold = \"5\"\n");
        assert!(bad.starts_with("allocgate.toml:2: \"5\" is no threshold"), "{bad}");
        let bad = error("[threshold]\n\"B/op\" = \"x\"\n");
        assert!(bad.starts_with("allocgate.toml:2: \"x\" is no threshold"), "{bad}");
        let bad = error("alpha = 5\n");
        assert!(bad.starts_with("allocgate.toml:1: write a number between 0 and 1"), "{bad}");
        let bad = error("alpha = \n");
        assert!(bad.starts_with("allocgate.toml:1: "), "{bad}");
    }
}
