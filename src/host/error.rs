//! What can go wrong with another program.

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
}

fn in_one_line(stderr: &str) -> String {
    let lines: Vec<&str> = stderr.lines().map(str::trim).collect();
    if lines.is_empty() { String::new() } else { format!(": {}", lines.join("; ")) }
}
