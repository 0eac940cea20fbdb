//! What can go wrong with another program, and with what git is asked.

use super::git::{MOST_BYTES, MOST_FILE_BYTES};
use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;
use thiserror::Error;

/// Why there is no answer. Programs' words and names from repositories are in it as they are: whoever
/// prints an error makes it harmless.
#[derive(Debug, Error)]
pub enum HostError {
    /// No such program.
    #[error("{program}: not found; is it installed, and in PATH?")]
    NotFound {
        /// As it was called.
        program: String,
    },
    /// The program was to run in something that is no directory.
    #[error("{program}: can't run in {}, which is no directory", directory.display())]
    NoDirectory {
        /// As it was called.
        program: String,
        /// Where it was to run.
        directory: PathBuf,
    },
    /// It is there, but can't be started, fed or waited for.
    #[error("{program}: can't be run: {error}")]
    Run {
        /// As it was called.
        program: String,
        /// In the system's words.
        error: io::Error,
    },
    /// It ran for too long.
    #[error("{program}: stopped, still running after {deadline:?}")]
    Deadline {
        /// As it was called.
        program: String,
        /// For how long it might have run.
        deadline: Duration,
        /// What it printed until then, to standard output.
        printed: Vec<u8>,
    },
    /// It was stopped, since this process is asked to end.
    #[error("{program}: stopped by an interrupt")]
    Interrupted {
        /// As it was called.
        program: String,
    },
    /// It printed too much.
    #[error("{program}: stopped, printed more than {most} bytes")]
    TooMuchOutput {
        /// As it was called.
        program: String,
        /// How many bytes standard output and standard error together might have had.
        most: usize,
    },
    /// It ended in failure.
    #[error("{program}: {status}{}", in_one_line(stderr))]
    Failed {
        /// As it was called.
        program: String,
        /// Its exit code, or the signal that ended it.
        status: ExitStatus,
        /// The last lines that it printed to standard error, cut; without a final line end.
        stderr: String,
    },
    /// What a program printed is not what it is documented to print.
    #[error("{program}: can't understand its answer")]
    Answer {
        /// As it was called.
        program: String,
    },
    /// What can't be a revision, and was not shown to git.
    #[error("not a revision: {0:?}")]
    NotARevision(String),
    /// A revision that the repository doesn't have.
    #[error("no commit {revision:?} in this repository{}", fetched_by(fetch.as_deref()))]
    UnknownRevision {
        /// As it was given.
        revision: String,
        /// In a shallow clone, the command that may bring it.
        fetch: Option<String>,
    },
    /// What can't be a directory of a repository.
    #[error("not a directory below a repository's root: {0:?}")]
    NotBelow(String),
    /// A commit has a file whose content the repository has not.
    #[error("{path}: its content is missing from the repository")]
    NoContent {
        /// From the repository's root.
        path: String,
    },
    /// A file that is too large to be read.
    #[error("{path}: has {bytes} bytes; at most {MOST_FILE_BYTES} are read")]
    FileTooLarge {
        /// From the repository's root.
        path: String,
        /// How large it is.
        bytes: u64,
    },
    /// Files that are too large together.
    #[error("{path}: up to this file there are {bytes} bytes; at most {MOST_BYTES} are read")]
    FilesTooLarge {
        /// The first that is too much, from the repository's root.
        path: String,
        /// Its bytes, and those of the files before it.
        bytes: u64,
    },
}

fn in_one_line(stderr: &str) -> String {
    let lines: Vec<&str> = stderr.lines().map(str::trim).collect();
    if lines.is_empty() { String::new() } else { format!(": {}", lines.join("; ")) }
}

fn fetched_by(command: Option<&str>) -> String {
    let command = command.map(|command| format!(", a shallow clone; fetch it with: {command}"));
    command.unwrap_or_default()
}
