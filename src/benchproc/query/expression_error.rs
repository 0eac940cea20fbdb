//! What is wrong with an expression of a command line.

use crate::benchproc::query::syntax::QueryError;
use thiserror::Error;

/// An expression that can't be read.
#[derive(Debug, Error)]
#[error("parsing -{flag}: {error}")]
pub struct ExpressionError {
    /// The flag that it belongs to.
    pub flag: &'static str,
    /// What is wrong with it.
    pub error: QueryError,
}

impl ExpressionError {
    /// Tells of errors which flag they belong to.
    pub(in crate::benchproc) fn of(flag: &'static str) -> impl Fn(QueryError) -> ExpressionError {
        move |error| ExpressionError { flag, error }
    }
}
