//! What benchstat prints, quirks included: golang.org/x/perf/cmd/benchstat, to the byte.
//!
//! Nothing here decides anything: the gate has its own reading of the same samples.
//! `docs/benchstat.md` lists where they differ.

mod compute;
mod csv;
mod format;
mod go_sort;
mod markdown;
mod median;
mod metadata;
pub mod number;
mod order;
mod quantile;
mod settings;
mod sort;
mod table;
mod tables;
mod text;
mod utest;
mod warning;

pub use order::{Only, Sort, SortBy};
pub use settings::Settings;
pub use tables::{Format, Messages, Tables};
pub use utest::{Outcome, UTest};
