//! Branches, as far as they are known here, and which of them one is on.

use super::history::MOST_REFS;
use super::{DEADLINE, FEW_BYTES, Git, line, text, unclear};
use crate::host::error::HostError;

/// A branch of the repository, or of one of its remotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its full name, such as `refs/remotes/origin/main`.
    pub name: String,
    /// The full id of its last commit.
    pub commit: String,
    /// The full name of the branch that it stands for, as `refs/remotes/origin/HEAD` does.
    pub stands_for: Option<String>,
}

impl Git {
    /// The branches of the repository and of all remotes. What stands for a branch that is gone is not
    /// among them.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses.
    pub fn branches(&self) -> Result<Vec<Branch>, HostError> {
        self.listed_branches(&["refs/heads/", "refs/remotes/"])
    }

    pub(super) fn listed_branches(&self, below: &[&str]) -> Result<Vec<Branch>, HostError> {
        let asked = self.command("for-each-ref");
        let asked = asked.arguments(["--format=%(objecttype) %(objectname) %(refname) %(symref)"]);
        let asked = asked.arguments(below);
        let stdout = asked.run(DEADLINE, MOST_REFS)?.stdout;
        let mut branches = Vec::new();
        for line in stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            // A name that is not UTF-8 is none that a remote's could be compared with.
            let Ok(line) = std::str::from_utf8(line) else { continue };
            let [kind, commit, name, symbolic] = line.splitn(4, ' ').collect::<Vec<_>>()[..] else {
                return Err(unclear(&asked));
            };
            let stands_for = (!symbolic.is_empty()).then(|| symbolic.to_owned());
            if kind == "commit" {
                let (name, commit) = (name.to_owned(), commit.to_owned());
                branches.push(Branch { name, commit, stands_for });
            }
        }
        Ok(branches)
    }

    /// The full name of the branch that is checked out, such as `refs/heads/main`; none if it is a commit
    /// alone.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses, or it is no UTF-8.
    pub fn current_branch(&self) -> Result<Option<String>, HostError> {
        self.one_line("symbolic-ref", &["--quiet", "HEAD"])
    }

    /// The names of the remotes.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses.
    pub fn remotes(&self) -> Result<Vec<String>, HostError> {
        let stdout = self.command("remote").run(DEADLINE, FEW_BYTES)?.stdout;
        Ok(String::from_utf8_lossy(&stdout).lines().map(str::to_owned).collect())
    }

    /// What new repositories call their first branch, if the user said so: `init.defaultBranch`.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses, or it is no UTF-8.
    pub fn initial_branch(&self) -> Result<Option<String>, HostError> {
        self.one_line("config", &["--get", "init.defaultBranch"])
    }

    /// An answer of one line, from a command that exits with 1 where there is none.
    fn one_line(&self, name: &str, arguments: &[&str]) -> Result<Option<String>, HostError> {
        let asked = self.command(name).arguments(arguments);
        let output = asked.attempt(DEADLINE, FEW_BYTES)?;
        if output.status.code() == Some(1) {
            return Ok(None);
        }
        Ok(Some(text(&asked, line(&asked, asked.successful(output)?.stdout)?)?))
    }
}
