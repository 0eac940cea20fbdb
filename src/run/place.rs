//! Where commits are checked out, so that nothing stays.

use super::binary::Link;
use super::cache::Cache;
use super::error::RunError;
use crate::host::{Git, HostError};
use sha2::{Digest, Sha256};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// So many may be at work on one repository at a time.
const MOST: usize = 16;

/// A directory for worktrees of one repository. A repository's are the same each time, so that Go,
/// whose objects name their sources' paths, finds what it has built before. While a file beside it is
/// locked, someone is at work there; the system unlocks it however that one ends.
#[derive(Debug)]
pub(super) struct Place {
    directory: PathBuf,
    git: Git,
    _lock: File,
}

impl Place {
    /// A free one. What runs that were killed have left in any is removed.
    pub fn claim(cache: &Cache, repository: &Path) -> Result<Place, RunError> {
        let failed = |error| RunError::Cache { path: cache.worktrees().to_owned(), error };
        sweep(cache.worktrees()).map_err(failed)?;
        let git = Git::at(repository);
        let name = hexadecimal(git.common_directory()?.as_os_str().as_encoded_bytes());
        for number in 0..MOST {
            let directory = cache.worktrees().join(format!("{name}-{number}"));
            let lock = open(&directory.with_extension("lock")).map_err(failed)?;
            match lock.try_lock() {
                Ok(()) => {
                    clear(&directory);
                    fs::create_dir_all(&directory).map_err(failed)?;
                    return Ok(Place { directory, git, _lock: lock });
                }
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
        Err(RunError::Busy(MOST))
    }

    /// A directory for test binaries.
    pub fn binaries(&self) -> Result<PathBuf, RunError> {
        let directory = self.directory.join("bin");
        let failed = |error| RunError::Cache { path: directory.clone(), error };
        fs::create_dir_all(&directory).map_err(failed)?;
        Ok(directory)
    }

    /// A link that stands for whichever checkout it leads to, so that what is built below it knows one path.
    pub fn stand_in(&self, root: &Path) -> Link {
        Link { at: self.directory.join("side"), to: root.to_owned() }
    }

    pub fn snapshot(&self, side: &str, deadline: Duration) -> Result<PathBuf, HostError> {
        let head = self.git.commit("HEAD")?;
        self.check_out(side, &head, deadline)
    }

    /// Checks a commit out, and says where.
    pub fn check_out(
        &self,
        side: &str,
        commit: &str,
        deadline: Duration,
    ) -> Result<PathBuf, HostError> {
        let at = self.directory.join(side);
        self.git.add_worktree(&at, commit, deadline)?;
        Ok(at)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        clear(&self.directory);
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
    let Ok(entries) = fs::read_dir(directory) else { return };
    for worktree in entries.flatten().map(|entry| entry.path()) {
        // It may have been given up halfway.
        let _: Result<(), HostError> = Git::at(&worktree).remove_this_worktree();
    }
    let _: io::Result<()> = fs::remove_dir_all(directory);
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
