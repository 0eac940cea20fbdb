//! Where commits are checked out, so that nothing stays.

use super::base::head;
use super::binary::Link;
use super::cache::Cache;
use super::candidate::Candidate;
use super::error::RunError;
use super::mirror::Mirror;
use super::outside::outside;
use super::side::Side;
use super::snapshot::lay_over;
use super::submodules::submodules;
use super::time::TimeLimit;
use crate::host::{Git, HostError};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// So many may be at work on one repository at a time.
const MOST: usize = 16;

/// A directory for worktrees of one repository. A repository's are the same each time, so that Go,
/// whose objects name their sources' paths, finds what it has built before. While a file beside it is
/// locked, someone is at work there; the system unlocks it however that one ends.
#[derive(Debug)]
pub(super) struct Place {
    directory: PathBuf,
    git: Git,
    mirror: Mirror,
    _lock: File,
}

impl Place {
    /// A free one, for these sides of a repository, of which one is the root of a working tree. What runs
    /// that were killed have left in any is removed.
    pub fn claim(cache: &Cache, root: &Path, sides: &[Candidate<'_>]) -> Result<Place, RunError> {
        let failed = |error| RunError::Cache { path: cache.worktrees().to_owned(), error };
        sweep(cache.worktrees()).map_err(failed)?;
        let git = Git::at(root);
        let mirror = mirror(root, sides)?;
        let name = hexadecimal(git.common_directory()?.as_os_str().as_encoded_bytes());
        for number in 0..MOST {
            let directory = cache.worktrees().join(format!("{name}-{number}"));
            let lock = open(&directory.with_extension("lock")).map_err(failed)?;
            match lock.try_lock() {
                Ok(()) => {
                    clear(&directory);
                    forget(&git, cache.worktrees());
                    fs::create_dir_all(&directory).map_err(failed)?;
                    return Ok(Place { directory, git, mirror, _lock: lock });
                }
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
        Err(RunError::Busy(MOST))
    }

    /// Whether a relative path of a module leads out of the repository.
    pub fn has_neighbours(&self) -> bool {
        self.mirror.has_neighbours()
    }

    /// A directory for test binaries.
    pub fn binaries(&self) -> Result<PathBuf, RunError> {
        self.beside("bin")
    }

    /// A directory for what programs need for a moment.
    pub fn temporary(&self) -> Result<PathBuf, RunError> {
        self.beside("tmp")
    }

    /// A new directory for the profile of one process, which may do with it as it likes.
    pub fn profile(&self) -> Result<TempDir, RunError> {
        tempfile::tempdir_in(self.beside("prof")?).map_err(|error| self.failed(error))
    }

    fn beside(&self, name: &str) -> Result<PathBuf, RunError> {
        let directory = self.directory.join(name);
        fs::create_dir_all(&directory).map_err(|error| self.failed(error))?;
        Ok(directory)
    }

    /// A link that stands for whichever checkout it leads to, so that what is built below it knows one path.
    pub fn stand_in(&self, root: &Path) -> Link {
        Link { at: self.directory.join("side"), to: root.to_owned() }
    }

    /// Checks a commit out, with those submodules that the user has, and says where. What its modules name
    /// outside of the repository is found from there.
    pub fn check_out(
        &self,
        side: Side,
        commit: &str,
        deadline: Duration,
    ) -> Result<PathBuf, RunError> {
        let limit = TimeLimit::new(deadline);
        let at = self.worktree(side, commit, &limit)?;
        for submodule in submodules(self.mirror.root(), commit)? {
            let index = tempfile::tempdir_in(&self.directory).map_err(|e| self.failed(e))?;
            let (git, to) = (Git::at(&submodule.checkout), at.join(&submodule.path));
            fs::create_dir_all(&to).map_err(|e| self.failed(e))?;
            git.put_files(&submodule.commit, &to, &index.path().join("index"), limit.left())?;
        }
        Ok(at)
    }

    /// Copies the user's working tree as it is, but for what is ignored, and says where to. Git knows the
    /// copy as a checkout of what `HEAD` is, with changes.
    pub fn snapshot(&self, side: Side, deadline: Duration) -> Result<PathBuf, RunError> {
        let limit = TimeLimit::new(deadline);
        let commit = head(&self.git)?;
        let at = self.worktree(side, &commit, &limit)?;
        lay_over(self.mirror.root(), &commit, &at, &limit)?;
        Ok(at)
    }

    fn worktree(&self, side: Side, commit: &str, limit: &TimeLimit) -> Result<PathBuf, RunError> {
        let directory = self.directory.join(side.directory());
        let at = self.mirror.make(&directory).map_err(|error| self.failed(error))?;
        self.git.add_worktree(&at, commit, limit.left())?;
        Ok(at)
    }

    fn failed(&self, error: io::Error) -> RunError {
        RunError::Cache { path: self.directory.clone(), error }
    }
}

/// As many levels as a path of any of the sides climbs: both are equally deep.
fn mirror(root: &Path, sides: &[Candidate<'_>]) -> Result<Mirror, RunError> {
    let mut all = BTreeSet::new();
    for side in sides {
        all.extend(outside(root, *side)?);
    }
    Ok(Mirror::of(root, all))
}

impl Drop for Place {
    fn drop(&mut self) {
        clear(&self.directory);
        forget(&self.git, &self.directory);
    }
}

/// Clears the places in which nobody is at work any more.
fn sweep(worktrees: &Path) -> io::Result<()> {
    for entry in fs::read_dir(worktrees)? {
        let lock = entry?.path();
        let directory = lock.with_extension("");
        if lock.extension().is_some_and(|extension| extension == "lock") && directory.exists() {
            let file = open(&lock)?;
            if file.try_lock().is_ok() {
                clear(&directory);
            }
        }
    }
    Ok(())
}

/// Removes a place with its worktrees, as far as that is possible: whoever comes next tries again.
fn clear(directory: &Path) {
    let mut waiting = directories(directory);
    while let Some(at) = waiting.pop() {
        if at.join(".git").symlink_metadata().is_ok() {
            // It may have been given up halfway.
            let _: Result<(), HostError> = Git::at(&at).remove_this_worktree();
        } else {
            // It may be one that is only around a worktree.
            waiting.extend(directories(&at));
        }
    }
    let _: io::Result<()> = fs::remove_dir_all(directory);
}

/// Has a repository forget the worktrees in a directory that are gone, as far as that is possible. Git
/// that was ended while it made one leaves some that can't be told from what is in the directory.
fn forget(git: &Git, directory: &Path) {
    let is_gone = |at: &PathBuf| at.starts_with(directory) && at.symlink_metadata().is_err();
    for at in git.worktrees().unwrap_or_default().iter().filter(|at| is_gone(at)) {
        let _: Result<(), HostError> = git.forget_worktree(at);
    }
}

/// The directories in a directory. Links are none.
fn directories(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let is_directory = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
    entries.flatten().filter(is_directory).map(|entry| entry.path()).collect()
}

/// A file to lock. It is never removed, since others may be about to lock it.
fn open(lock: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(lock)
}

/// So much of a hash that no two are alike.
const DIGITS: usize = 32;

/// A name for bytes.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes);
    let digits: String = digits.iter().map(|byte| format!("{byte:02x}")).collect();
    digits[..DIGITS].to_owned()
}
