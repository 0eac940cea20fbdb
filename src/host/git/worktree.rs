//! Worktrees beside the user's own, and where a repository keeps things.

use super::changes::ids;
use super::{DEADLINE, FEW_BYTES, Git, HARDENED, line, path};
use crate::host::error::HostError;
use crate::host::program::Program;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What a checkout and its removal may print.
pub(super) const MOST_PRINTED: usize = 1 << 24;

impl Git {
    /// Checks a commit out into a new linked worktree, without a branch. `at` is an absolute path at
    /// which there is nothing, or an empty directory; `commit` a full object id.
    ///
    /// No hook runs, no submodule is checked out. Filters do run, LFS among them: which ones there are
    /// is said by the user's configuration, not by the repository, and without them files would not
    /// have the content that they have in the user's own checkout.
    ///
    /// # Errors
    ///
    /// What is no object id; git can't be asked, refuses, or is not done by the deadline. Part of a
    /// worktree may be there then.
    pub fn add_worktree(
        &self,
        at: &Path,
        commit: &str,
        deadline: Duration,
    ) -> Result<(), HostError> {
        ids(&[commit])?;
        let started = Instant::now();
        let add = ["add", "--quiet", "--detach", "--no-checkout"];
        // Twice, for what is registered of a run that was killed, and is gone.
        let asked = self.changing("worktree").arguments(add).arguments(["--force", "--force"]);
        let asked = asked.arguments([OsStr::new("--"), at.as_os_str(), OsStr::new(commit)]);
        // It takes a moment, and is not ended in the middle of it: git could not remove the half of one.
        asked.whatever_comes().run(deadline, MOST_PRINTED)?;
        let asked = Git::at(at).changing("reset").arguments(["--quiet", "--hard"]);
        let left = deadline.saturating_sub(started.elapsed());
        asked.run(left, MOST_PRINTED).map(drop)
    }

    /// Where the linked worktrees are that the repository knows of, those included whose directory is
    /// gone: absolute paths without symbolic links. The main one is none of them.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses.
    pub fn worktrees(&self) -> Result<Vec<PathBuf>, HostError> {
        let asked = self.command("worktree").arguments(["list", "--porcelain"]);
        let stdout = asked.whatever_comes().run(DEADLINE, MOST_PRINTED)?.stdout;
        let lines = stdout.split(|&byte| byte == b'\n');
        let paths = lines.filter_map(|line| line.strip_prefix(b"worktree "));
        Ok(paths.skip(1).map(|name| path(name.to_vec())).collect())
    }

    /// Has the repository forget a linked worktree whose directory is gone, though git was ended while it
    /// made it, and though this process be asked to end.
    ///
    /// # Errors
    ///
    /// The repository knows of none there; git can't be asked, or refuses.
    pub fn forget_worktree(&self, at: &Path) -> Result<(), HostError> {
        self.removing(at).whatever_comes().run(DEADLINE, MOST_PRINTED).map(drop)
    }

    /// Removes the linked worktree that this is asked in, with whatever is in it, though this process be
    /// asked to end.
    ///
    /// # Errors
    ///
    /// The directory is no linked worktree; git can't be asked, or refuses.
    pub fn remove_this_worktree(&self) -> Result<(), HostError> {
        let common = self.common_directory()?;
        let asked = self.removing(&self.directory).set("GIT_DIR", common);
        asked.whatever_comes().run(DEADLINE, MOST_PRINTED).map(drop)
    }

    fn removing(&self, at: &Path) -> Program {
        // Twice, since git locks what it has not made to the end.
        let asked = self.changing("worktree").arguments(["remove", "--force", "--force", "--"]);
        asked.arguments([at])
    }

    /// What all worktrees of the repository have in common: an absolute path without symbolic links.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses.
    pub fn common_directory(&self) -> Result<PathBuf, HostError> {
        let asked = self.command("rev-parse").arguments(["--git-common-dir"]);
        let asked = asked.whatever_comes();
        let answer = path(line(&asked, asked.run(DEADLINE, FEW_BYTES)?.stdout)?);
        let directory = self.directory.join(answer);
        directory.canonicalize().map_err(|error| HostError::Run { program: asked.called, error })
    }

    /// Where the repository's hooks are, or would be: in it, or where `core.hooksPath` says.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses.
    pub fn hooks_directory(&self) -> Result<PathBuf, HostError> {
        // Asked by itself: elsewhere git is told that there are none.
        let asked = self.configured(&[], "rev-parse").arguments(["--git-path", "hooks"]);
        let answer = path(line(&asked, asked.run(DEADLINE, FEW_BYTES)?.stdout)?);
        Ok(self.directory.join(answer))
    }

    pub(super) fn changing(&self, name: &str) -> Program {
        // A setting that would have submodules checked out, too.
        let settings = [&HARDENED[..], &["-c", "submodule.recurse=false"]].concat();
        self.configured(&settings, name)
    }
}
