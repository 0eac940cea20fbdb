//! Submodules of commits, and their files.

use super::changes::ids;
use super::listing::{MOST_LISTED, record};
use super::worktree::MOST_PRINTED;
use super::{DEADLINE, Git, path};
use crate::host::error::HostError;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The mode of submodules.
const GITLINK: &str = "160000";

/// A submodule, as a commit records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gitlink {
    /// From the repository's root, of any bytes.
    pub path: PathBuf,
    /// The full object id of a commit of the submodule.
    pub commit: String,
}

impl Git {
    /// The submodules of a commit, which is a full object id; theirs are not among them.
    ///
    /// # Errors
    ///
    /// What is no object id; git can't be asked, or refuses.
    pub fn gitlinks(&self, commit: &str) -> Result<Vec<Gitlink>, HostError> {
        ids(&[commit])?;
        let asked = self.command("ls-tree").arguments(["-r", "-z", "--full-tree", commit, "--"]);
        let stdout = asked.run(DEADLINE, MOST_LISTED)?.stdout;
        let mut links = Vec::new();
        for bytes in stdout.split(|&byte| byte == 0).filter(|bytes| !bytes.is_empty()) {
            let record = record(&asked, bytes)?;
            if record.mode == GITLINK {
                let path = path(record.path.to_vec());
                links.push(Gitlink { path, commit: record.id.to_owned() });
            }
        }
        Ok(links)
    }

    /// Puts the files of a commit, which is a full object id, into a directory that is empty. Nothing is
    /// registered in the repository; `index` is where git may write an index for the while. Filters run, as
    /// in [`Git::add_worktree`].
    ///
    /// # Errors
    ///
    /// What is no object id; git can't be asked, refuses, or is not done by the deadline.
    pub fn put_files(
        &self,
        commit: &str,
        into: &Path,
        index: &Path,
        deadline: Duration,
    ) -> Result<(), HostError> {
        ids(&[commit])?;
        let asked = self.changing("read-tree").arguments(["--reset", "-u", "--no-sparse-checkout"]);
        let asked = asked.set("GIT_WORK_TREE", into).set("GIT_INDEX_FILE", index);
        asked.arguments([commit]).run(deadline, MOST_PRINTED).map(drop)
    }
}
