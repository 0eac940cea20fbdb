//! Which results are samples of one benchmark: reading sides, grouping, pairing, order.
//!
//! [`Capture`] gathers one side; [`Pairing`] joins two by key. No statistics here.

mod alteration;
mod capture;
mod grid;
mod inputs;
mod not_run;
mod operands;
mod pairing;
mod part;
mod query;
mod store;

pub use alteration::Alteration;
pub use capture::{Capture, Content, Located, Metadata, SourceFile, Unread};
pub use grid::layout::{Expressions, Layout};
pub use grid::{Cell, Grid, Labelled, Named, Table};
pub use inputs::{Input, InputError, InputName, Note, Notes, read_inputs};
pub use not_run::NotRun;
pub use operands::{Source, sources};
pub use pairing::key::KeyText;
pub use pairing::loosened::{Loosened, Loosening, Uneven};
pub use pairing::mixture::Share;
pub use pairing::select::Alternatives;
pub use pairing::selection::{Selecting, Selection, SelectionError};
pub use pairing::unpaired::{Mismatch, mismatches};
pub use pairing::values::Values;
pub use pairing::{Benchmark, Difference, Pairing, Which};
pub use part::Part;
pub use query::bench_expression::{BenchError, BenchExpression};
pub use query::expression_error::ExpressionError;
pub use query::regexp::{GoRegexp, RegexpError};
pub use query::syntax::QueryError;
#[cfg(feature = "cli")]
pub(crate) use query::syntax::quote;
pub use store::intern::Id;
pub use store::samples::Samples;
