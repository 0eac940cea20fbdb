//! Measuring two commits of a repository: each in a worktree of its own, never in the user's
//! checkout.
//!
//! [`Cache`] is a private directory for worktrees and for captures of baselines, which are used again.
//! [`prepare`] checks the candidate out and asks Go which packages with benchmarks a change reaches;
//! the [`Plan`] that it makes runs these on both sides by turns, and hands over what was printed. Nothing is judged here, and what
//! could not be measured is named.

mod affected;
mod cache;
mod captures;
mod error;
mod expected;
mod failure;
mod go;
mod goflags;
mod links;
mod listing;
mod measure;
mod outcome;
mod packages;
mod place;
mod relevant;
mod time;
mod told;
mod tree;

pub use cache::Cache;
pub use error::RunError;
pub use go::Flags;
pub use measure::{Plan, prepare};
pub use relevant::may_matter;
pub use time::TimeLimit;
pub use told::{Asked, Captured, Measured, Pair, Progress};
