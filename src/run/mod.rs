//! Measuring two commits of a repository: each in a worktree of its own, never in the user's
//! checkout.
//!
//! [`Cache`] is a private directory for worktrees and for captures of baselines, which are used again.
//! [`prepare`] checks the candidate out and asks Go which packages with benchmarks a change reaches;
//! the [`Plan`] that it makes runs these on both sides by turns, and hands over what was printed. Nothing is judged here, and what
//! could not be measured is named.

mod affected;
mod binary;
mod building;
mod cache;
mod calibrate;
mod candidate;
mod captures;
mod error;
mod expected;
mod expression;
mod failure;
mod flags;
mod foreign;
mod go;
mod goflags;
mod identity;
mod links;
mod listed;
mod listing;
mod look;
mod measure;
mod outcome;
mod packages;
mod place;
mod plan;
mod relevant;
mod rounds;
mod samples;
mod settings;
mod shard;
mod side;
mod temporary;
mod time;
mod told;
mod tree;
mod unchanged;

pub use cache::Cache;
pub use candidate::Candidate;
pub use error::RunError;
pub use flags::{Benchtime, Flags};
pub use measure::{Listed, Plan};
pub use plan::prepare;
pub use relevant::may_matter;
pub use shard::Shard;
pub use time::TimeLimit;
pub use told::{Asked, Captured, Deciding, Measured, Packages, Pair, Progress};
