//! Other programs: the only place that starts any.
//!
//! A [`Program`] is a command line and what surrounds it, put together without a shell. It runs with
//! a deadline and a limit on what it prints, in a process group of its own, without the caller's
//! tokens. [`Git`] asks git about a repository, without running its hooks and filters.

mod environment;
mod error;
mod git;
mod group;
#[cfg(unix)]
mod pipes;
mod program;
mod run;
#[cfg(any(not(unix), test))]
mod spool;

pub use error::HostError;
pub use git::Git;
pub use program::{Output, Program};
