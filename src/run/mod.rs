//! Measuring two sides of a repository: each in a checkout of its own, never in the user's.
//!
//! [`Cache`] is a private directory for checkouts and for captures of baselines, which are used again.
//! A checkout has the submodules that the user has, and links to the modules outside of the repository
//! that its own name by relative paths. [`default_baseline`] says what to compare with where nobody does,
//! and [`differing`] what a candidate changes: a commit, or the working tree as it is.
//! [`prepare`] checks the candidate out and asks Go which packages with benchmarks a change reaches;
//! the [`Plan`] that it makes runs these on both sides by turns, and hands over what was printed. Nothing is judged here, and what
//! could not be measured is named.

mod affected;
mod base;
mod base_error;
mod baselines;
mod binary;
mod building;
mod cache;
mod calibrating;
mod candidate;
mod captures;
#[cfg(test)]
#[cfg(unix)]
mod checkouts;
mod ci;
mod differing;
mod disk;
mod empty;
mod error;
mod expected;
mod expression;
mod failure;
mod flags;
mod foreign;
mod go;
mod goflags;
mod groups;
mod identity;
mod known;
mod lay;
mod links;
mod listed;
mod listing;
mod look;
mod measure;
mod mirror;
mod outcome;
mod outside;
mod packages;
mod parallel;
mod pass;
mod patterns;
mod place;
mod plan;
mod preparation;
mod profile;
mod profiling;
mod ready;
mod relevant;
mod rounds;
mod samples;
mod settings;
mod shard;
mod side;
mod skipping;
mod snapshot;
mod source;
mod submodules;
mod time;
mod told;
mod tree;
mod unchanged;

pub use base::{Base, Because, default_baseline, head};
pub use base_error::BaseError;
pub use cache::Cache;
pub use candidate::Candidate;
pub use differing::differing;
pub use empty::without_benchmarks;
pub use error::RunError;
pub use flags::{Benchtime, Flags};
pub use known::Told;
pub use measure::{Listed, Plan};
pub use plan::prepare;
pub use profile::{Profiles, ToProfile};
pub use profiling::{Profiled, Profiler};
pub use relevant::may_matter;
pub use shard::Shard;
pub use side::Side;
pub use source::{Module, Noted};
pub use time::TimeLimit;
pub use told::{Asked, Captured, Deciding, Measured, Packages, Pair, Progress};
