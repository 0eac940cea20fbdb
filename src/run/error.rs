//! Why two commits can't be measured.

use super::base_error::BaseError;
use crate::gosource::SourceError;
use crate::host::HostError;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why there is nothing to judge. Names from repositories and programs' words are in it as they are.
#[derive(Debug, Error)]
pub enum RunError {
    /// Neither `XDG_CACHE_HOME` nor a home directory is known.
    #[error("no cache directory: set XDG_CACHE_HOME to an absolute path")]
    NoCache,
    /// The cache directory can't be made, or others could write to it.
    #[error("cache directory {}: {error}", path.display())]
    Cache {
        /// The directory, or what is in it.
        path: PathBuf,
        /// In the system's words, or ours.
        error: io::Error,
    },
    /// Too many are at work on one repository.
    #[error("{0} others are measuring this repository already")]
    Busy(usize),
    /// A file of the user's working tree can't be copied.
    #[error("{}: can't be copied: {error}", path.display())]
    Copy {
        /// In the working tree.
        path: PathBuf,
        /// In the system's words.
        error: io::Error,
    },
    /// A submodule's repository lacks the commit that is recorded.
    #[error(
        "submodule {}: no commit {commit} in its repository; fetch it with: {}",
        path.display(),
        fetch_in(path, commit)
    )]
    Submodule {
        /// Where it is in the user's checkout.
        path: PathBuf,
        /// The full object id.
        commit: String,
    },
    /// A command that is to be run before anything is built failed.
    #[error("[run] prepare: {command}: {status}, in the {side}'s checkout{}", below(said))]
    Preparation {
        /// Which side's: "baseline" or "candidate".
        side: String,
        /// As it is configured.
        command: String,
        /// Its exit code, or the signal that ended it.
        status: String,
        /// The last lines that it printed.
        said: String,
    },
    /// There is nothing to compare with.
    #[error(transparent)]
    Base(#[from] BaseError),
    /// Neither side has a `go.mod` where packages are looked for.
    #[error("no Go module is here or below")]
    NoModule,
    /// Patterns that name no package on either side.
    #[error("no package matches {0}, on either side")]
    NothingNamed(String),
    /// An expression that calls no benchmark function on either side, where there are some.
    #[error("no benchmark function matches {0}, on either side")]
    NothingCalled(String),
    /// A program failed, git or go.
    #[error(transparent)]
    Host(#[from] HostError),
    /// A checkout's Go files can't be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Go's answer is not what it is documented to be.
    #[error("go list: can't understand its answer: {0}")]
    Listing(serde_json::Error),
}

impl RunError {
    /// Whether the time ran out before anything could be measured.
    pub fn is_deadline(&self) -> bool {
        matches!(self, RunError::Host(HostError::Deadline { .. }))
    }
}

/// For a shell.
fn fetch_in(path: &Path, commit: &str) -> String {
    let path = path.display().to_string().replace('\'', "'\\''");
    format!("git -C '{path}' fetch origin {commit}")
}

fn below(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!(":\n{said}") }
}
