//! Why two commits can't be measured.

use crate::gosource::SourceError;
use crate::host::HostError;
use std::io;
use std::path::PathBuf;
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
