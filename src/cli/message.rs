//! What is wrong with a command line, fit for a terminal and a log.

use crate::benchproc::{ExpressionError, QueryError, SelectionError};
use crate::config::ConfigError;
use crate::report::shown;
use std::fmt;

/// A message in lines of its own making. Whatever else it says, line ends too, is shown harmless.
#[derive(Debug)]
pub(super) struct Message(Vec<String>);

impl From<String> for Message {
    fn from(text: String) -> Message {
        Message(vec![text])
    }
}

impl From<SelectionError> for Message {
    fn from(error: SelectionError) -> Message {
        match error {
            SelectionError::Query(ExpressionError { flag, error }) => query(flag, &error),
            bench @ SelectionError::Bench { .. } => bench.to_string().into(),
        }
    }
}

impl From<ConfigError> for Message {
    fn from(error: ConfigError) -> Message {
        Message::lines(error.to_string().as_bytes())
    }
}

impl Message {
    /// Of several lines.
    pub fn lines(text: &[u8]) -> Message {
        Message(String::from_utf8_lossy(text).lines().map(str::to_owned).collect())
    }

    /// The same, after words that say what it is about.
    pub fn after(mut self, words: &str) -> Message {
        if let Some(first) = self.0.first_mut() {
            first.insert_str(0, words);
        }
        self
    }
}

/// The three lines of a query's error: what, the query, and a caret below the place.
fn query(flag: &str, error: &QueryError) -> Message {
    let before = error.query.get(..error.offset).unwrap_or(&error.query);
    let caret = format!("{}^", " ".repeat(shown(before).chars().count()));
    let what = format!("parsing -{flag}: syntax error: {}", error.message);
    Message(vec![what, format!("\t{}", error.query), format!("\t{caret}")])
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(|line| shown(line)).collect();
        f.write_str(&lines.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchproc::{Selecting, Selection};

    fn message(filter: &str) -> String {
        let selecting = Selecting { filter: Some(filter), ..Selecting::default() };
        Message::from(Selection::new(&selecting).unwrap_err()).to_string()
    }

    #[test]
    fn the_caret_stands_below_the_place() {
        assert_eq!(
            message("a:b\tc d:e"),
            "parsing -filter: syntax error: expected key:value\n a:b c d:e\n     ^"
        );
    }

    #[test]
    fn what_hides_is_shown_and_the_caret_moves_with_it() {
        let expected = [
            "parsing -filter: syntax error: expected key:value",
            r" a:/\u{a}:\:error:\:\u{202e}/ b",
            "                              ^",
        ];
        assert_eq!(message("a:/\n::error::\u{202e}/ b").lines().collect::<Vec<_>>(), expected);
    }
}
