//! Selecting benchmarks by name, with the meaning of `go test -bench`.
//!
//! As in package testing's match.go: the expression is split at slashes and, before that, at `|`,
//! both outside brackets; each part is searched in the name's element of the same depth; a name
//! with fewer elements than the expression is a parent, which prints no result.

use crate::benchfmt::Name;
use crate::benchproc::query::regexp::{GoRegexp, RegexpError};
use thiserror::Error;

/// A `-bench` expression.
#[derive(Clone, Debug)]
pub struct BenchExpression {
    alternatives: Vec<Vec<GoRegexp>>,
}

/// An expression that is no regular expression.
#[derive(Debug, Error)]
#[error("element {element:?}: {reason}")]
pub struct BenchError {
    /// The part between slashes that could not be read.
    pub element: String,
    reason: RegexpError,
}

impl BenchExpression {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// An element that is no regular expression.
    pub fn new(expression: &str) -> Result<BenchExpression, BenchError> {
        let element = |part: &str| {
            let pattern = underscored(part);
            GoRegexp::new(&pattern)
                .map_err(|reason| BenchError { element: part.to_owned(), reason })
        };
        let alternatives = split(expression)
            .iter()
            .map(|parts| parts.iter().map(|part| element(part)).collect())
            .collect::<Result<_, _>>()?;
        Ok(BenchExpression { alternatives })
    }

    /// Whether `go test -bench` would run and print a benchmark. `name` is without `Benchmark`, as
    /// in a result. Where the trailing digits may be a GOMAXPROCS suffix or part of the name,
    /// either reading will do.
    pub fn selects(&self, name: &[u8]) -> bool {
        let full = [b"Benchmark", name].concat();
        let stem = Name(&full).stem();
        self.selects_exactly(stem) || (stem != full && self.selects_exactly(&full))
    }

    /// Whether `go test -bench` would call a benchmark function, be it only for the sake of what that
    /// runs. `name` is without `Benchmark`.
    pub fn calls(&self, name: &str) -> bool {
        let full = format!("Benchmark{name}");
        let is_first = |part: &GoRegexp| part.matches(full.as_bytes());
        self.alternatives.iter().any(|parts| parts.first().is_some_and(is_first))
    }

    fn selects_exactly(&self, name: &[u8]) -> bool {
        let elements: Vec<&[u8]> = name.split(|&byte| byte == b'/').collect();
        // The first alternative that fits decides, even if it only fits a parent.
        let fits = |parts: &&Vec<GoRegexp>| parts.iter().zip(&elements).all(|(p, e)| p.matches(e));
        self.alternatives.iter().find(fits).is_some_and(|parts| elements.len() >= parts.len())
    }
}

/// Splits an expression into alternatives of elements; see testing's splitRegexp.
fn split(expression: &str) -> Vec<Vec<&str>> {
    let bytes = expression.as_bytes();
    let (mut alternatives, mut elements) = (Vec::new(), Vec::new());
    let (mut start, mut brackets, mut parentheses) = (0, 0u32, 0i32);
    let mut i = 0;
    while i < bytes.len() {
        let outside = brackets == 0 && parentheses == 0;
        match bytes[i] {
            b'[' => brackets += 1,
            // An unmatched ']' is legal.
            b']' => brackets = brackets.saturating_sub(1),
            b'(' if brackets == 0 => parentheses += 1,
            b')' if brackets == 0 => parentheses -= 1,
            b'\\' => i += 1,
            separator @ (b'/' | b'|') if outside => {
                elements.push(&expression[start..i]);
                start = i + 1;
                if separator == b'|' {
                    alternatives.push(std::mem::take(&mut elements));
                }
            }
            _ => {}
        }
        i += 1;
    }
    elements.push(&expression[start..]);
    alternatives.push(elements);
    alternatives
}

/// Names have underscores for spaces, so `go test` rewrites the expression likewise.
fn underscored(part: &str) -> String {
    part.chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selects(expression: &str, name: &str) -> bool {
        BenchExpression::new(expression).unwrap().selects(name.as_bytes())
    }

    #[test]
    fn an_expression_is_searched_in_the_name_without_its_suffix() {
        assert!(selects("Encode", "Encode-8"));
        assert!(selects("^BenchmarkEncode$", "Encode-8"));
        assert!(selects("^BenchmarkEncode$", "Encode"));
        assert!(!selects("^BenchmarkEncode$", "EncodeAll-8"));
        assert!(selects(".", "X"));
    }

    #[test]
    fn elements_are_matched_by_depth() {
        assert!(selects("Encode/json", "Encode/format=json-8"));
        assert!(selects("Encode", "Encode/format=json-8"));
        assert!(!selects("Encode/gob", "Encode/format=json-8"));
        assert!(!selects("Encode/json/x", "Encode/format=json-8"));
        assert!(selects("/json$", "Encode/format=json-8"));
    }

    #[test]
    fn a_bar_outside_brackets_separates_whole_expressions() {
        assert!(selects("A/x|B/y", "B/y"));
        assert!(!selects("A/x|B/y", "B/x"));
        assert!(selects("(A|B)/y", "B/y"));
        assert!(selects("[|/]|C", "C"));
    }

    #[test]
    fn a_function_is_called_for_what_it_runs() {
        let calls =
            |expression: &str, name: &str| BenchExpression::new(expression).unwrap().calls(name);
        assert!(calls(".", "Encode") && calls("^BenchmarkEncode$/json", "Encode"));
        assert!(calls("A/x|B/y", "B") && calls("/json", "Encode"));
        assert!(!calls("Decode/json", "Encode") && !calls("^Encode", "Encode"));
    }

    #[test]
    fn digits_at_the_end_may_be_name_or_suffix() {
        assert!(selects("/n-4$", "Sort/n-4"));
        assert!(selects("/n$", "Sort/n-4"));
    }

    #[test]
    fn a_broken_expression_is_named() {
        let error = BenchExpression::new("A/(b").unwrap_err();
        assert_eq!(error.element, "(b");
        assert!(error.to_string().ends_with("missing closing ): `(b`"), "{error}");
    }
}
