//! Other programs: the only place that starts any.
//!
//! A [`Program`] is a command line and what surrounds it, put together without a shell. It runs with
//! a deadline and a limit on what it prints, in a process group of its own, without the caller's
//! tokens. [`Git`] asks git about a repository, without running its hooks and filters. A process that
//! [`heed`]s interrupts ends its children before it cleans up behind them; if it is killed, its guard
//! ends them.

mod environment;
mod error;
mod git;
mod group;
#[cfg(unix)]
mod guard;
mod interrupt;
#[cfg(unix)]
mod pipes;
mod private;
mod program;
mod run;
#[cfg(any(not(unix), test))]
mod spool;

pub use error::HostError;
pub use git::{Branch, Git, Gitlink, Tracked, WorkingTree, is_object_id, is_plain_name};
#[cfg(unix)]
pub use guard::{Guarded, guard};
pub use interrupt::{heed, interrupted};
pub use private::private_directory;
pub use program::{Output, Program};
