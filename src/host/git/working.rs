//! A working tree as it is.

use super::changes::ids;
use super::listing::MOST_LISTED;
use super::{DEADLINE, FEW_BYTES, Git, HARDENED, line, path};
use crate::host::error::HostError;
use crate::host::program::Program;
use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The working tree of a repository, with uncommitted changes and files that git doesn't know. It is asked
/// through a copy of the index, in which nothing is taken for unchanged on trust: neither what is marked
/// as assumed to be so, nor what is marked as left out, but is there. Paths are of any bytes, from the
/// root.
///
/// Filters may run on files whose times differ from those in the index, as for `git status`.
#[derive(Debug)]
pub struct WorkingTree {
    git: Git,
    index: PathBuf,
    _folder: TempDir,
}

impl WorkingTree {
    /// That of a repository whose root git is asked in, as it is now. Its own index is not written to.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses; the index can't be copied.
    pub fn of(git: &Git) -> Result<WorkingTree, HostError> {
        let failed = |error| HostError::Run { program: "git update-index".to_owned(), error };
        let folder = tempfile::tempdir().map_err(failed)?;
        let index = folder.path().join("index");
        copied(&git.own_index()?, &index).map_err(failed)?;
        let tree = WorkingTree { git: git.clone(), index, _folder: folder };
        tree.distrust()?;
        Ok(tree)
    }

    /// The tracked paths that differ from a commit, which is a full object id: in content, kind, mode or
    /// existence. For a submodule that is another commit: what is changed in it is not looked at.
    ///
    /// # Errors
    ///
    /// What is no object id; git can't be asked, or refuses.
    pub fn differing(&self, commit: &str) -> Result<BTreeSet<PathBuf>, HostError> {
        ids(&[commit])?;
        let asked = self.command("diff-index").arguments(["-z", "--name-only", "--no-renames"]);
        let asked = asked.arguments(["--no-ext-diff", "--no-relative"]);
        let asked = asked.arguments(["--ignore-submodules=dirty", commit, "--"]);
        listed(&asked)
    }

    /// The paths that are neither tracked nor ignored. A repository of its own is one path.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses.
    pub fn untracked(&self) -> Result<BTreeSet<PathBuf>, HostError> {
        listed(&self.files().arguments(["--others", "--exclude-standard"]))
    }

    /// The paths that are tracked, there or not, and the untracked ones. A submodule is one path, too.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses.
    pub fn paths(&self) -> Result<BTreeSet<PathBuf>, HostError> {
        listed(&self.files().arguments(["--cached", "--others", "--exclude-standard"]))
    }

    /// Takes the marks away that keep git from looking, and looks.
    fn distrust(&self) -> Result<(), HostError> {
        let asked = self.files().arguments(["-v"]);
        let stdout = asked.run(DEADLINE, MOST_LISTED)?.stdout;
        let marked: Vec<(u8, &[u8])> = stdout.split(|&byte| byte == 0).filter_map(marked).collect();
        let of = |wanted: &dyn Fn(u8) -> bool| -> Vec<&[u8]> {
            marked.iter().filter(|(tag, _)| wanted(*tag)).map(|(_, path)| *path).collect()
        };
        self.unmark("--no-assume-unchanged", &of(&|tag| tag.is_ascii_lowercase()))?;
        let mut left_out = of(&|tag| tag.eq_ignore_ascii_case(&b'S'));
        left_out.retain(|name| self.has(name));
        self.unmark("--no-skip-worktree", &left_out)?;
        let asked = self.command("update-index").arguments(["-q", "--really-refresh"]);
        let output = asked.attempt(DEADLINE, MOST_LISTED)?;
        // What differs is a failure here.
        if output.status.code() == Some(1) { Ok(()) } else { asked.successful(output).map(drop) }
    }

    /// Whether there is something at a path, if only a link that leads nowhere.
    fn has(&self, name: &[u8]) -> bool {
        self.git.directory.join(path(name.to_vec())).symlink_metadata().is_ok()
    }

    fn unmark(&self, how: &str, paths: &[&[u8]]) -> Result<(), HostError> {
        if paths.is_empty() {
            return Ok(());
        }
        let asked = self.command("update-index").arguments([how, "-z", "--stdin"]);
        asked.input(paths.join(&0)).run(DEADLINE, MOST_LISTED).map(drop)
    }

    fn files(&self) -> Program {
        self.command("ls-files").arguments(["-z"])
    }

    pub(super) fn command(&self, name: &str) -> Program {
        // A part of a split index is written beside the repository's own.
        let settings = [&HARDENED[..], &["-c", "core.splitIndex=false"]].concat();
        self.git.configured(&settings, name).set("GIT_INDEX_FILE", &self.index)
    }
}

impl Git {
    fn own_index(&self) -> Result<PathBuf, HostError> {
        let asked = self.command("rev-parse").arguments(["--git-path", "index"]);
        let answer = path(line(&asked, asked.run(DEADLINE, FEW_BYTES)?.stdout)?);
        Ok(self.directory.join(answer))
    }
}

/// A repository to which nothing was ever added has no index. The copy is as old as it: by that git knows
/// which files may have changed since without a trace in their times.
fn copied(from: &Path, to: &Path) -> io::Result<()> {
    let mut from = match File::open(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    let mut to = File::create(to)?;
    io::copy(&mut from, &mut to)?;
    to.set_modified(from.metadata()?.modified()?)
}

/// A record of `git ls-files -v`, `TAG PATH`, if its tag is one of those that keep git from looking.
fn marked(record: &[u8]) -> Option<(u8, &[u8])> {
    match record {
        [tag, b' ', path @ ..] if tag.is_ascii_lowercase() || *tag == b'S' => Some((*tag, path)),
        _ => None,
    }
}

/// Paths with a NUL behind each. A slash at the end, as that of a repository of its own, is taken off.
fn listed(asked: &Program) -> Result<BTreeSet<PathBuf>, HostError> {
    let stdout = asked.run(DEADLINE, MOST_LISTED)?.stdout;
    let paths = stdout.split(|&byte| byte == 0).filter(|path| !path.is_empty());
    let bare = |name: &[u8]| path(name.strip_suffix(b"/").unwrap_or(name).to_vec());
    Ok(paths.map(bare).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_keep_git_from_looking() {
        assert_eq!(marked(b"H a"), None);
        assert_eq!(marked(b"h a b"), Some((b'h', &b"a b"[..])));
        assert_eq!(marked(b"S \xFF"), Some((b'S', &b"\xFF"[..])));
        assert_eq!(marked(b""), None);
    }
}
