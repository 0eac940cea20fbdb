//! A repository, as git tells of it. Git is asked in ways that run no hook, filter or monitor, change
//! nothing, and take every word as what it is meant to be. A clone without contents fetches those
//! that are asked for. Worktrees alone are made and removed, on demand, and filters give their files
//! the content that they have in any checkout; they also say whether a file of the user's own working
//! tree has that content.

mod branches;
mod changes;
mod contents;
mod history;
mod listing;
mod patch;
mod revision;
mod submodule;
mod working;
mod worktree;

use super::error::HostError;
use super::program::{Output, Program};
use std::path::PathBuf;
use std::time::Duration;

pub use branches::Branch;
pub use history::Tracked;
pub use revision::{is_object_id, is_plain_name};
pub use submodule::Gitlink;
pub use working::WorkingTree;

pub(super) use contents::{MOST_BYTES, MOST_FILE_BYTES};

/// No question takes git longer, unless something is wrong.
const DEADLINE: Duration = Duration::from_secs(120);

/// For an answer of a line or two, with warnings.
const FEW_BYTES: usize = 1 << 20;

/// Programs that the repository's configuration may name, and repositories that a directory of files
/// may pretend to be: git would take its configuration from there.
const HARDENED: [&str; 6] = [
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "safe.bareRepository=explicit",
];

/// What makes answers the same everywhere, and never waits for someone to type.
const ENVIRONMENT: [(&str, &str); 5] = [
    ("GIT_LITERAL_PATHSPECS", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("LC_ALL", "C"),
];

/// Git in a directory of a working tree.
#[derive(Clone, Debug)]
pub struct Git {
    directory: PathBuf,
}

impl Git {
    /// Git in a directory. Nothing is asked yet.
    pub fn at(directory: impl Into<PathBuf>) -> Git {
        Git { directory: directory.into() }
    }

    /// The root of the working tree that the directory is in, without symbolic links; none where
    /// there is no repository.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses: the repository belongs to someone else, is bare, or broken.
    pub fn top_level(&self) -> Result<Option<PathBuf>, HostError> {
        let asked = self.command("rev-parse").arguments(["--show-toplevel"]);
        let output = asked.attempt(DEADLINE, FEW_BYTES)?;
        if is_outside(&output) {
            return Ok(None);
        }
        Ok(Some(path(line(&asked, asked.successful(output)?.stdout)?)))
    }

    /// Whether the directory is a bare repository, as it is for a hook of one.
    ///
    /// # Errors
    ///
    /// Git can't be asked.
    pub fn is_bare(&self) -> Result<bool, HostError> {
        // Named, since one that is merely found is not believed.
        let asked = self.command("rev-parse").set("GIT_DIR", ".");
        let output = asked.arguments(["--is-bare-repository"]).attempt(DEADLINE, FEW_BYTES)?;
        Ok(output.status.success() && output.stdout == b"true\n")
    }

    /// Where the directory lies below the root of the working tree: names with slashes between
    /// them, without one at the end; empty for the root itself. Symbolic links are followed first.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses, or it is no UTF-8.
    pub fn prefix(&self) -> Result<String, HostError> {
        let asked = self.command("rev-parse").arguments(["--show-prefix"]);
        let output = asked.run(DEADLINE, FEW_BYTES)?;
        let mut prefix = text(&asked, line(&asked, output.stdout)?)?;
        if prefix.ends_with('/') {
            prefix.pop();
        }
        Ok(prefix)
    }

    /// One of git's commands, to which arguments can be added.
    fn command(&self, name: &str) -> Program {
        self.configured(&HARDENED, name)
    }

    /// Likewise, under settings of the caller's.
    fn configured(&self, settings: &[&str], name: &str) -> Program {
        let program = Program::new("git").called(format!("git {name}")).directory(&*self.directory);
        let program = program.arguments(settings).arguments([name]);
        ENVIRONMENT.iter().fold(program, |program, (name, value)| program.set(name, value))
    }
}

/// Whether git found no repository, rather than one that it can't or won't use.
fn is_outside(output: &Output) -> bool {
    let stderr = String::from_utf8_lossy(&output.stderr);
    let says_so = |line: &str| line.starts_with("fatal: not a git repository (or any ");
    !output.status.success() && stderr.lines().any(says_so)
}

/// An answer of one line, which may be a path with line ends of its own.
fn line(asked: &Program, mut stdout: Vec<u8>) -> Result<Vec<u8>, HostError> {
    match stdout.pop() {
        Some(b'\n') => Ok(stdout),
        _ => Err(unclear(asked)),
    }
}

fn text(asked: &Program, bytes: Vec<u8>) -> Result<String, HostError> {
    String::from_utf8(bytes).map_err(|_| unclear(asked))
}

/// The error of an answer that git doesn't give.
fn unclear(asked: &Program) -> HostError {
    HostError::Answer { program: asked.called.clone() }
}

#[cfg(unix)]
fn path(bytes: Vec<u8>) -> PathBuf {
    let path: std::ffi::OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes);
    path.into()
}

#[cfg(not(unix))]
fn path(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
