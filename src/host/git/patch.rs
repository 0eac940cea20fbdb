//! Which lines differ.

use super::changes::ids;
use super::{DEADLINE, Git, WorkingTree};
use crate::host::error::HostError;
use crate::host::program::Program;

/// A diff of all Go code that there is in a large repository.
const MOST_PRINTED: usize = 1 << 28;

/// Lines without context, as git prints them anywhere: what users or attributes want of a diff, a program
/// of theirs among it, is not asked.
const LINES: [&str; 12] = [
    "--patch",
    "--unified=0",
    "--inter-hunk-context=0",
    "--find-renames",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    "--text",
    "--ignore-submodules=dirty",
    "--src-prefix=a/",
    "--dst-prefix=b/",
];

/// What is compiled with Go code.
const OF_GO: [&str; 2] = ["--", ":(top,glob)**/*.go"];

impl Git {
    /// The lines of Go files that differ between two commits, which are full object ids: a unified diff
    /// without context, with paths from the repository's root. A renamed file is one.
    ///
    /// # Errors
    ///
    /// What is no object id; git can't be asked, or refuses, or prints more than 256 MiB.
    pub fn diff(&self, baseline: &str, candidate: &str) -> Result<Vec<u8>, HostError> {
        ids(&[baseline, candidate])?;
        let asked = self.command("diff-tree").arguments(["-r"]).arguments(LINES);
        printed(asked.arguments([baseline, candidate]))
    }
}

impl WorkingTree {
    /// The lines of tracked Go files that differ from a commit, which is a full object id, as
    /// [`Git::diff`] gives them. Files that git doesn't know are not in it: every line of those of
    /// [`WorkingTree::untracked`] is new.
    ///
    /// # Errors
    ///
    /// As for [`Git::diff`].
    pub fn diff(&self, commit: &str) -> Result<Vec<u8>, HostError> {
        ids(&[commit])?;
        printed(self.command("diff-index").arguments(LINES).arguments([commit]))
    }
}

fn printed(asked: Program) -> Result<Vec<u8>, HostError> {
    let asked = asked.remove("GIT_LITERAL_PATHSPECS").arguments(OF_GO);
    Ok(asked.run(DEADLINE, MOST_PRINTED)?.stdout)
}
