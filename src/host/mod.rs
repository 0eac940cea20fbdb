//! Other programs: the only place that starts any.
//!
//! A [`Program`] is a command line and what surrounds it, put together without a shell. It runs with
//! a deadline and a limit on what it prints, in a process group of its own, without the caller's
//! tokens.

mod environment;
mod error;
mod group;
#[cfg(unix)]
mod pipes;
mod program;
mod run;
#[cfg(any(not(unix), test))]
mod spool;

pub use error::HostError;
pub use program::{Output, Program};
