//! allocgate judges the allocations of Go benchmarks.
#![warn(missing_docs)]

pub mod benchfmt;
pub mod stats;
