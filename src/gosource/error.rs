use std::sync::Arc;
use thiserror::Error;

/// How much of a file's text a message shows, in characters.
const EXCERPT: usize = 60;

/// Something in a tree of Go files that can't be read or followed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("{path}{}: {message}", .line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct SourceError {
    /// The file, relative to the root of the tree; or the package pattern.
    pub path: Arc<str>,
    /// The line, counted from 1, where the message is about one.
    pub line: Option<u32>,
    /// What is wrong. Text of the file that it shows is as it stands there.
    pub message: String,
}

impl SourceError {
    pub(super) fn of(path: impl Into<Arc<str>>, message: impl Into<String>) -> SourceError {
        SourceError { path: path.into(), line: None, message: message.into() }
    }

    pub(super) fn at(path: &Arc<str>, line: u32, message: impl Into<String>) -> SourceError {
        SourceError { line: Some(line), ..SourceError::of(path.clone(), message) }
    }
}

/// Text of a file for a message: cut where it is long.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_its_line_where_it_has_one() {
        let error = SourceError::at(&"codec/codec_test.go".into(), 12, "a comment is not closed");
        assert_eq!(error.to_string(), "codec/codec_test.go:12: a comment is not closed");
        assert_eq!(SourceError::of("./x", "no go.mod").to_string(), "./x: no go.mod");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(excerpt("allocs/op=5"), "allocs/op=5");
        assert_eq!(excerpt(&"é".repeat(61)), format!("{}…", "é".repeat(60)));
    }
}
