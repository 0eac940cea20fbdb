//! How commits descend from one another, and which of them remotes have.

use super::branches::Branch;
use super::changes::ids;
use super::{DEADLINE, FEW_BYTES, Git, line, text};
use crate::host::error::HostError;
use std::collections::HashSet;

/// What a remote had when it was last asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracked {
    /// The name after `refs/remotes/`, such as `origin/main`.
    pub name: String,
    /// The full id of the commit.
    pub commit: String,
}

/// A list of a hundred thousand branches.
pub(super) const MOST_REFS: usize = 1 << 25;

/// A commit with a long message.
const MOST_COMMIT: usize = 1 << 24;

impl Git {
    /// The branches of all remotes, as far as they are known here.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses.
    pub fn tracked(&self) -> Result<Vec<Tracked>, HostError> {
        let tracked = |branch: Branch| {
            let name = branch.name.strip_prefix("refs/remotes/")?.to_owned();
            Some(Tracked { name, commit: branch.commit })
        };
        let branches = self.listed_branches(&["refs/remotes/"])?;
        Ok(branches.into_iter().filter_map(tracked).collect())
    }

    /// Whether one of these branches has a commit, which is a full object id.
    ///
    /// # Errors
    ///
    /// What is no object id; git can't be asked, or refuses.
    pub fn is_in_any(&self, commit: &str, branches: &[&Tracked]) -> Result<bool, HostError> {
        ids(&[commit])?;
        let asked = self.command("for-each-ref").arguments(["--format=%(refname)"]);
        let asked = asked.arguments(["--contains", commit, "refs/remotes/"]);
        let stdout = asked.run(DEADLINE, MOST_REFS)?.stdout;
        let names = stdout.split(|&byte| byte == b'\n');
        let known: HashSet<&[u8]> =
            names.filter_map(|name| name.strip_prefix(b"refs/remotes/")).collect();
        Ok(branches.iter().any(|branch| known.contains(branch.name.as_bytes())))
    }

    /// The best common ancestor of a commit and of what any of the others has; none where they have
    /// no history in common, or it is not here. All are full object ids.
    ///
    /// # Errors
    ///
    /// What is no object id; git can't be asked, or refuses.
    pub fn merge_base(&self, commit: &str, others: &[&str]) -> Result<Option<String>, HostError> {
        ids(&[commit])?;
        ids(others)?;
        if others.is_empty() {
            return Ok(None);
        }
        let asked = self.command("merge-base").arguments([commit]).arguments(others);
        let output = asked.attempt(DEADLINE, FEW_BYTES)?;
        if output.status.code() == Some(1) && output.stdout.is_empty() {
            return Ok(None);
        }
        Ok(Some(text(&asked, line(&asked, asked.successful(output)?.stdout)?)?))
    }

    /// The parents of a commit, which is a full object id, as the commit itself names them: they may not
    /// be here, in a shallow clone.
    ///
    /// # Errors
    ///
    /// What is no object id; git can't be asked, or refuses.
    pub fn parents(&self, commit: &str) -> Result<Vec<String>, HostError> {
        ids(&[commit])?;
        let asked = self.command("cat-file").arguments(["commit", commit]);
        let stdout = asked.run(DEADLINE, MOST_COMMIT)?.stdout;
        let lines = stdout.split(|&byte| byte == b'\n').take_while(|line| !line.is_empty());
        let parents = lines.filter_map(|line| line.strip_prefix(b"parent "));
        Ok(parents.map(|id| String::from_utf8_lossy(id).into_owned()).collect())
    }
}
