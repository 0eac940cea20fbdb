//! What benchstat prints, quirks included: golang.org/x/perf/cmd/benchstat, to the byte.
//!
//! Nothing here decides anything: the gate has its own reading of the same samples. Where benchstat
//! is wrong, the difference is described in docs/statistics.md.

mod median;
pub mod number;
mod utest;

pub use median::median;
pub use utest::{Outcome, UTest};
