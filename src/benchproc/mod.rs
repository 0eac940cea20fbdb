//! Which results are samples of one benchmark: reading sides, grouping, pairing, order.
//!
//! [`Capture`] gathers one side; [`Pairing`] joins two by key. No statistics here.

mod bench_expression;
mod capture;
mod columns;
mod differences;
mod extract;
mod filter;
mod grid;
mod ignored;
mod inputs;
mod intern;
mod key;
mod keys;
mod lay_out;
mod layout;
mod loosened;
mod merged;
mod numbering;
mod operands;
mod pairing;
mod place;
mod projection;
mod regexp;
mod remembered;
mod samples;
mod select;
mod selection;
mod selector;
mod sort_order;
mod splitting;
mod syntax;
mod units;
mod unpaired;

pub use bench_expression::BenchError;
pub use capture::{Capture, Content, Located, Metadata, SourceFile};
pub use filter::Filter;
pub use grid::{Cell, Grid, Labelled, Named, Table};
pub use inputs::{Input, InputError, InputName, Note, Notes, read_inputs};
pub use intern::{Id, Interner};
pub use key::KeyText;
pub use layout::{Expressions, Layout, LayoutError};
pub use loosened::Loosened;
pub use operands::{Source, sources};
pub use pairing::{Benchmark, Difference, Pairing, Which};
pub use regexp::{GoRegexp, RegexpError};
pub use samples::Samples;
pub use select::Alternatives;
pub use selection::{Selecting, Selection, SelectionError};
pub use syntax::{QueryError, quote};
pub use unpaired::{Mismatch, mismatches};
