//! Where a query is wrong, and how.

use super::graphic::is_graphic;
use std::fmt;
use thiserror::Error;

/// A filter or projection that can't be read or followed. It prints as benchstat prints it: the
/// message, the query, and a caret below the place.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct QueryError {
    /// The whole query.
    pub query: String,
    /// The byte of the query that the message is about; its length is the end.
    pub offset: usize,
    /// What is wrong.
    pub message: String,
}

impl QueryError {
    pub(in crate::benchproc) fn new(
        query: &str,
        offset: usize,
        message: impl Into<String>,
    ) -> QueryError {
        QueryError { query: query.to_owned(), offset, message: message.into() }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = self.query.char_indices().take_while(|&(at, _)| at < self.offset);
        let column = before.filter(|&(_, character)| is_graphic(character)).count();
        // A width beyond 65535 would be refused.
        let indent = " ".repeat(column);
        write!(f, "syntax error: {}\n\t{}\n\t{indent}^", self.message, self.query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_below_what_can_be_seen() {
        let error = QueryError::new("a\tü\u{200B}b", 6, "no");
        assert_eq!(error.to_string(), "syntax error: no\n\ta\tü\u{200B}b\n\t  ^");
    }

    #[test]
    fn an_error_may_be_at_the_end() {
        let error = QueryError::new("ab", 2, "no");
        assert_eq!(error.to_string(), "syntax error: no\n\tab\n\t  ^");
    }

    #[test]
    fn a_query_may_be_long() {
        let error = QueryError::new(&"a".repeat(70_000), 70_000, "no");
        assert_eq!(error.to_string().len(), "syntax error: no\n\t\n\t^".len() + 140_000);
    }
}
