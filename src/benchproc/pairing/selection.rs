//! What is judged of two captures: which results and values, and what tells nothing apart.

use crate::benchproc::pairing::ignored::Ignored;
use crate::benchproc::query::bench_expression::{BenchError, BenchExpression};
use crate::benchproc::query::expression_error::ExpressionError;
use crate::benchproc::query::extract::Extractor;
use crate::benchproc::query::filter::{Filter, Kept};
use crate::benchproc::query::projection::Parser;
use crate::benchproc::query::selector::Selector;
use crate::benchproc::query::syntax::{QueryError, parse_projection};
use crate::benchproc::store::configuration::FIXED;
use crate::benchproc::store::intern::Interner;
use crate::benchproc::store::place::Place;
use std::borrow::Cow;
use thiserror::Error;

/// What to judge of captures, as expressions. The default is everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selecting<'a> {
    /// Benchmarks by name, as `go test -bench` selects them.
    pub bench: Option<&'a str>,
    /// Results and values, in the filter language of `golang.org/x/perf/benchproc`: `-.name:Copy`.
    pub filter: Option<&'a str>,
    /// Keys that tell nothing apart, as a projection: `goarch,/gomaxprocs`. What is left of results
    /// that differ in nothing else are samples of one benchmark.
    pub ignore: Option<&'a str>,
}

/// An expression that can't be read.
#[derive(Debug, Error)]
pub enum SelectionError {
    /// That of `--bench`.
    #[error("--bench {expression}: {error}")]
    Bench {
        /// The expression.
        expression: String,
        /// What is wrong with it.
        error: BenchError,
    },
    /// A filter, or keys to ignore.
    #[error(transparent)]
    Query(#[from] ExpressionError),
}

/// What to judge of captures.
#[derive(Debug)]
pub struct Selection {
    bench: Option<BenchExpression>,
    pub(in crate::benchproc) selector: Selector,
    pub(in crate::benchproc) ignored: Ignored,
}

impl Selection {
    /// Reads expressions.
    ///
    /// # Errors
    ///
    /// The first that can't be read, in the order of the fields; and keys to ignore that stand for
    /// more than one thing.
    pub fn new(selecting: &Selecting<'_>) -> Result<Selection, SelectionError> {
        let bench = |expression: &str| {
            let error = |error| SelectionError::Bench { expression: expression.to_owned(), error };
            BenchExpression::new(expression).map_err(error)
        };
        let bench = selecting.bench.map(bench).transpose()?;
        let filter =
            Filter::new(selecting.filter.unwrap_or("*")).map_err(ExpressionError::of("filter"))?;
        let ignore = selecting.ignore.unwrap_or_default();
        refuse_groups(ignore).map_err(ExpressionError::of("ignore"))?;
        let mut parser = Parser::default();
        let keys = parser.read(ignore).map_err(ExpressionError::of("ignore"))?;
        let selector = Selector { filter, listed: parser.listed() };
        Ok(Selection { bench, selector, ignored: Ignored::new(&keys) })
    }

    /// Whether a result depends for its selection on file configuration other than package and
    /// platform.
    pub fn depends_on_configuration(&self) -> bool {
        let other = |field: &Option<&Extractor>| {
            matches!(field, Some(Extractor::Config(key))
                if key != b".file" && !FIXED.contains(&key.as_slice()))
        };
        self.selector.fields().iter().any(other)
    }

    /// A full name without what is ignored of it, as benchmarks are called in a pairing.
    pub fn called<'a>(&self, name: &'a [u8]) -> Cow<'a, [u8]> {
        self.ignored.strip(name)
    }

    /// Whether names stay as they are printed: no part of them is ignored.
    pub fn leaves_names(&self) -> bool {
        self.ignored.leaves_names()
    }

    /// Whether a key is ignored.
    pub fn ignores(&self, key: &[u8]) -> bool {
        self.ignored.has(key)
    }

    /// Whether everything is judged.
    pub fn is_open(&self) -> bool {
        self.bench.is_none() && self.selector.is_open()
    }

    /// What is judged of lines of a series, given their units as they are tidied and as printed.
    pub(in crate::benchproc) fn keeps(
        &self,
        place: Place<'_>,
        units: &[[&[u8]; 2]],
        text: &Interner,
    ) -> Kept {
        let selects = |bench: &BenchExpression| bench.selects(text.get(place.name()));
        if self.bench.as_ref().is_none_or(selects) {
            self.selector.matches(place, units, text)
        } else {
            Kept::None
        }
    }

    /// The fields that results are selected by, each once; none for `.unit`.
    pub(in crate::benchproc) fn fields(&self) -> Vec<Option<&Extractor>> {
        let mut fields = self.selector.fields();
        let names = Some(&Extractor::Base);
        if self.bench.is_some() && !fields.contains(&names) {
            fields.insert(0, names);
        }
        fields
    }
}

impl Default for Selection {
    /// Everything.
    fn default() -> Selection {
        let filter = Filter::everything();
        let listed = Parser::default().listed();
        Selection {
            bench: None,
            selector: Selector { filter, listed },
            ignored: Ignored::default(),
        }
    }
}

/// benchstat takes these for keys to ignore, and some of them then do nothing, or pool everything.
fn refuse_groups(ignore: &str) -> Result<(), QueryError> {
    for field in parse_projection(ignore)? {
        let reason = match &*field.key {
            b".config" => "name the keys of the file configuration to ignore, not .config",
            b".fullname" => "name the keys of names to ignore, such as /size, not .fullname",
            b".file" => "files of a side are samples of one benchmark as it is",
            _ => continue,
        };
        return Err(QueryError::new(ignore, field.key_offset, reason));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(selecting: Selecting<'_>) -> String {
        Selection::new(&selecting).unwrap_err().to_string()
    }

    #[test]
    fn the_default_is_everything() {
        let selection = Selection::new(&Selecting::default()).unwrap();
        assert!(selection.is_open() && Selection::default().is_open());
        assert!(selection.ignored.is_empty());
        let all = Selecting { filter: Some("*"), ignore: Some(""), ..Selecting::default() };
        assert!(Selection::new(&all).unwrap().is_open());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_flag_and_place() {
        let filter = |filter| Selecting { filter: Some(filter), ..Selecting::default() };
        assert_eq!(
            error(filter("a:b c")),
            "parsing -filter: syntax error: expected key:value\n\ta:b c\n\t    ^"
        );
        assert!(error(filter("")).contains("expected key:value or subexpression"));
        assert!(error(filter(".config:x")).contains(".config is only allowed in projections"));
        let bench = Selecting { bench: Some("("), filter: Some("("), ignore: Some(",") };
        assert!(error(bench).starts_with("--bench (: element \"(\": "));
    }

    #[test]
    fn keys_that_stand_for_several_things_are_not_ignored() {
        let ignore = |ignore| error(Selecting { ignore: Some(ignore), ..Selecting::default() });
        for (keys, place) in [(".config", 0), ("pkg,.fullname", 4), ("pkg .file", 4)] {
            let error = ignore(keys);
            let caret = format!("\n\t{}^", " ".repeat(place));
            assert!(error.starts_with("parsing -ignore: ") && error.ends_with(&caret), "{error}");
        }
        assert!(ignore(".unit").contains(".unit is only allowed in filters"));
        assert!(ignore("a,,b").contains("expected key"));
        assert!(ignore("a@size").contains("unknown order \"size\""));
    }

    #[test]
    fn only_configuration_that_may_be_forgotten_is_depended_on() {
        let depends = |filter, ignore| {
            let selecting = Selecting { bench: None, filter: Some(filter), ignore: Some(ignore) };
            Selection::new(&selecting).unwrap().depends_on_configuration()
        };
        assert!(!depends("pkg:a goos:b .file:c .unit:d .name:e /f:g", "commit"));
        assert!(depends("-(pkg:a OR commit:b)", ""));
        assert!(depends("*", "commit@(a b)"));
    }
}
