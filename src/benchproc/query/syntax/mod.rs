//! The language of filters and projections, as golang.org/x/perf has it (benchproc/syntax): what a
//! query says, not yet whether its keys and orders are known.
//!
//! A query that is no such expression gets the error that x/perf records first, at its place.

mod error;
mod filter;
mod graphic;
mod projection;
mod quote;
mod tokens;

pub use error::QueryError;
pub(in crate::benchproc) use filter::{Expr, Match, Pattern, parse_filter};
pub(in crate::benchproc) use projection::{Field, Order, parse_projection};
pub use quote::quote;
