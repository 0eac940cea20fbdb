//! What differs between two commits.

use super::listing::MOST_LISTED;
use super::revision::is_object_id;
use super::{DEADLINE, Git};
use crate::host::error::HostError;

impl Git {
    /// The paths whose content, mode or existence differs between two commits, which are full object
    /// ids, from the repository's root. A file that was moved has two. Paths that are not UTF-8 are
    /// there with replacement characters: they differ as well.
    ///
    /// # Errors
    ///
    /// What is no object id; git can't be asked, or refuses.
    pub fn changed(&self, from: &str, to: &str) -> Result<Vec<String>, HostError> {
        ids(&[from, to])?;
        let asked = self.command("diff-tree").arguments(["-r", "-z", "--name-only"]);
        let asked = asked.arguments(["--no-renames", "--no-ext-diff", from, to, "--"]);
        let stdout = asked.run(DEADLINE, MOST_LISTED)?.stdout;
        let paths = stdout.split(|&byte| byte == 0).filter(|path| !path.is_empty());
        Ok(paths.map(|path| String::from_utf8_lossy(path).into_owned()).collect())
    }

    /// Whether a file of a commit whose name ends so has a text in it. `commit` is a full object id.
    ///
    /// # Errors
    ///
    /// As for [`Git::changed`].
    pub fn mentions(&self, commit: &str, ending: &str, text: &str) -> Result<bool, HostError> {
        ids(&[commit])?;
        let asked = self.command("grep").remove("GIT_LITERAL_PATHSPECS");
        let asked = asked.arguments(["--quiet", "--fixed-strings", "--text", "-e", text, commit]);
        let asked = asked.arguments(["--".to_owned(), format!(":(glob)**/*{ending}")]);
        let output = asked.attempt(DEADLINE, super::FEW_BYTES)?;
        match output.status.code() {
            Some(0) => Ok(true),
            Some(1) => Ok(false),
            _ => asked.successful(output).map(|_| true),
        }
    }
}

/// Holds that these are full object ids.
pub(super) fn ids(commits: &[&str]) -> Result<(), HostError> {
    match commits.iter().find(|commit| !is_object_id(commit)) {
        Some(other) => Err(HostError::NotARevision((*other).to_owned())),
        None => Ok(()),
    }
}
