//! Which results are samples of one benchmark: reading sides, grouping, pairing, order.
//!
//! [`Capture`] gathers one side; [`Pairing`] joins two by key. No statistics here.

mod capture;
mod columns;
mod intern;
mod key;
mod merged;
mod operands;
mod pairing;
mod projection;
mod regexp;
mod samples;
mod selection;
// Until filters and projections are followed, they are only read.
#[allow(dead_code, unused_imports)]
mod syntax;
mod unpaired;

pub use capture::{Capture, Content, Located, Metadata, SourceFile};
pub use intern::{Id, Interner};
pub use key::KeyText;
pub use operands::{Source, sources};
pub use pairing::{Benchmark, Difference, Pairing, Which};
pub use regexp::{GoRegexp, RegexpError};
pub use samples::Samples;
pub use selection::{Selection, SelectionError};
pub use syntax::QueryError;
pub use unpaired::{Mismatch, mismatches};
