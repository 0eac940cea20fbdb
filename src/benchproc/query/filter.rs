//! Filters: which results, and which values of them.

use crate::benchproc::query::extract::{Extractor, Subject};
use crate::benchproc::query::syntax::{Expr, Match, Pattern, QueryError, parse_filter};

/// A filter expression of `golang.org/x/perf/benchproc`, such as `.name:Copy /size:(4k OR 8k)`.
#[derive(Debug)]
pub(in crate::benchproc) struct Filter {
    term: Term,
}

#[derive(Debug)]
enum Term {
    And(Vec<Term>),
    Or(Vec<Term>),
    Not(Box<Term>),
    Unit(Pattern),
    Field(Extractor, Pattern),
}

/// What of a result is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::benchproc) enum Kept {
    All,
    None,
    /// Of each value, whether it is kept. Not all are.
    Some(Vec<bool>),
}

/// What a term says: about the whole result, or about each value.
enum Matched {
    Whole(bool),
    Values(Vec<bool>),
}

impl Filter {
    /// Reads an expression. `*` matches everything.
    ///
    /// # Errors
    ///
    /// Whatever x/perf refuses, in its words and with the place.
    pub fn new(query: &str) -> Result<Filter, QueryError> {
        Ok(Filter { term: Term::new(query, parse_filter(query)?)? })
    }

    /// The filter that lets everything pass.
    pub(in crate::benchproc) fn everything() -> Filter {
        Filter { term: Term::And(Vec::new()) }
    }

    /// Whether everything matches, whatever it is.
    pub(in crate::benchproc) fn is_everything(&self) -> bool {
        matches!(&self.term, Term::And(terms) if terms.is_empty())
    }

    /// What is kept of a result. `units` has, for each value, its unit as it is grouped by and as
    /// printed: a filter may name either.
    pub(in crate::benchproc) fn keeps(&self, subject: &Subject<'_>, units: &[[&[u8]; 2]]) -> Kept {
        match self.matches(subject, units) {
            Kept::Some(values) if !values.contains(&true) => Kept::None,
            kept => kept,
        }
    }

    /// What is kept of a result, as [`Filter::keeps`] says; but a result that matches by all except
    /// its units is there without any value.
    pub(in crate::benchproc) fn matches(
        &self,
        subject: &Subject<'_>,
        units: &[[&[u8]; 2]],
    ) -> Kept {
        match self.term.matches(subject, units) {
            Matched::Whole(true) => Kept::All,
            Matched::Whole(false) => Kept::None,
            Matched::Values(values) if values.iter().all(|kept| *kept) => Kept::All,
            Matched::Values(values) => Kept::Some(values),
        }
    }

    /// The fields that the filter asks about, each once; none for `.unit`.
    pub(in crate::benchproc) fn fields(&self) -> Vec<Option<&Extractor>> {
        let mut fields = Vec::new();
        self.term.add_fields(&mut fields);
        fields
    }
}

impl Term {
    fn new(query: &str, expr: Expr) -> Result<Term, QueryError> {
        let all = |exprs: Vec<Expr>| -> Result<Vec<Term>, QueryError> {
            exprs.into_iter().map(|expr| Term::new(query, expr)).collect()
        };
        Ok(match expr {
            Expr::And(exprs) => Term::And(all(exprs)?),
            Expr::Or(exprs) => Term::Or(all(exprs)?),
            Expr::Not(expr) => Term::Not(Box::new(Term::new(query, *expr)?)),
            Expr::Match(Match { key, pattern, offset }) => {
                let refuse = |message: &str| QueryError::new(query, offset, message);
                match &*key {
                    b".unit" => Term::Unit(pattern),
                    b".config" => return Err(refuse(".config is only allowed in projections")),
                    key => {
                        let field = Extractor::new(key);
                        Term::Field(field.ok_or_else(|| refuse("key must not be empty"))?, pattern)
                    }
                }
            }
        })
    }

    fn add_fields<'a>(&'a self, fields: &mut Vec<Option<&'a Extractor>>) {
        let field = match self {
            Term::And(terms) | Term::Or(terms) => {
                return terms.iter().for_each(|term| term.add_fields(fields));
            }
            Term::Not(term) => return term.add_fields(fields),
            Term::Unit(_) => None,
            Term::Field(field, _) => Some(field),
        };
        if !fields.contains(&field) {
            fields.push(field);
        }
    }

    fn matches(&self, subject: &Subject<'_>, units: &[[&[u8]; 2]]) -> Matched {
        match self {
            Term::And(terms) => join(terms, true, subject, units),
            Term::Or(terms) => join(terms, false, subject, units),
            Term::Not(term) => match term.matches(subject, units) {
                Matched::Whole(matched) => Matched::Whole(!matched),
                Matched::Values(values) => Matched::Values(values.iter().map(|v| !v).collect()),
            },
            Term::Unit(pattern) => Matched::Values(
                units.iter().map(|names| names.iter().any(|name| pattern.matches(name))).collect(),
            ),
            Term::Field(field, pattern) => Matched::Whole(pattern.matches(&field.extract(subject))),
        }
    }
}

/// Joins terms: all must match if `and`, else any. A term about the whole result can decide; what
/// it doesn't decide is left to those about values, if there are any.
fn join(terms: &[Term], and: bool, subject: &Subject<'_>, units: &[[&[u8]; 2]]) -> Matched {
    let mut joined: Option<Vec<bool>> = None;
    for term in terms {
        match (term.matches(subject, units), &mut joined) {
            (Matched::Whole(matched), _) if matched != and => return Matched::Whole(matched),
            (Matched::Whole(_), _) => {}
            (Matched::Values(values), None) => joined = Some(values),
            (Matched::Values(values), Some(joined)) => {
                for (sum, value) in joined.iter_mut().zip(values) {
                    *sum = if and { *sum && value } else { *sum || value };
                }
            }
        }
    }
    joined.map_or(Matched::Whole(and), Matched::Values)
}
