//! The commits that revisions name.

use super::{DEADLINE, FEW_BYTES, Git, line, text};
use crate::host::error::HostError;

impl Git {
    /// The full object id of the commit that a revision names: a branch, a tag, an id, `HEAD~1` …
    ///
    /// # Errors
    ///
    /// [`HostError::NotARevision`] for what is empty, begins with `-` or has control characters;
    /// [`HostError::UnknownRevision`] for what names no commit here; git can't be asked, or refuses.
    pub fn commit(&self, revision: &str) -> Result<String, HostError> {
        if revision.is_empty() || revision.starts_with('-') || revision.contains(char::is_control) {
            return Err(HostError::NotARevision(revision.to_owned()));
        }
        let asked = self.command("rev-parse");
        let asked = asked.arguments(["--verify", "--quiet", "--end-of-options"]);
        let asked = asked.arguments([format!("{revision}^{{commit}}")]);
        let output = asked.attempt(DEADLINE, FEW_BYTES)?;
        // Quietly so, where there is no such commit.
        if output.status.code() != Some(1) {
            let id = text(&asked, line(&asked, asked.successful(output)?.stdout)?)?;
            // `^main` is a single revision as well, in git's eyes.
            if is_object_id(&id) {
                return Ok(id);
            }
        }
        let fetch = if self.is_shallow()? { Some(fetch(revision)) } else { None };
        Err(HostError::UnknownRevision { revision: revision.to_owned(), fetch })
    }

    /// Whether the repository has a commit, by its full object id. What is no such id is no commit.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses.
    pub fn has(&self, id: &str) -> Result<bool, HostError> {
        if !is_object_id(id) {
            return Ok(false);
        }
        match self.commit(id) {
            Ok(commit) => Ok(commit == id),
            Err(HostError::UnknownRevision { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Whether the repository lacks history.
    ///
    /// # Errors
    ///
    /// Git can't be asked, or refuses.
    pub fn is_shallow(&self) -> Result<bool, HostError> {
        let asked = self.command("rev-parse").arguments(["--is-shallow-repository"]);
        Ok(asked.run(DEADLINE, FEW_BYTES)?.stdout == b"true\n")
    }
}

/// Whether it is an object's full id, of SHA-1 or of SHA-256.
pub fn is_object_id(id: &str) -> bool {
    let is_digit = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
    matches!(id.len(), 40 | 64) && id.bytes().all(is_digit)
}

/// The command that brings a revision into a shallow clone. It is for a shell: what is not a plain
/// name is not in it. Such a name's commit is `FETCH_HEAD` then; git gives it no other.
fn fetch(revision: &str) -> String {
    if !is_plain_name(revision) {
        // Something like HEAD~3, for which history is needed.
        return "git fetch --unshallow origin".to_owned();
    }
    match revision.strip_prefix("origin/") {
        Some(branch) => {
            format!("git fetch --depth=1 origin +refs/heads/{branch}:refs/remotes/origin/{branch}")
        }
        None => format!("git fetch --depth=1 origin {revision}"),
    }
}

/// Whether a name of a branch or tag, or a full object id, has no character that means something to
/// git or a shell. The remote doesn't know ids that are cut, nor names such as `HEAD~3`.
pub fn is_plain_name(revision: &str) -> bool {
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || b"-_./".contains(&c);
    let is_cut_id =
        (4..40).contains(&revision.len()) && revision.bytes().all(|c| c.is_ascii_hexdigit());
    revision.bytes().all(is_plain)
        && !revision.starts_with('-')
        && !is_cut_id
        && !revision.contains("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_full_ids_are_ids() {
        assert!(is_object_id(&"0123456789abcdef".repeat(4)));
        assert!(is_object_id(&"01234567".repeat(5)));
        for id in ["", "abc123", &"0123456G".repeat(5), &format!("^{}", "0".repeat(40))] {
            assert!(!is_object_id(id), "{id}");
        }
    }

    #[test]
    fn the_command_that_fetches_has_plain_names_only() {
        let id = "0123456789".repeat(4);
        assert_eq!(fetch(&id), format!("git fetch --depth=1 origin {id}"));
        assert_eq!(fetch("release/v1.2"), "git fetch --depth=1 origin release/v1.2");
        let tracked = "git fetch --depth=1 origin +refs/heads/a/b:refs/remotes/origin/a/b";
        assert_eq!(fetch("origin/a/b"), tracked);
        for revision in ["HEAD~3", "main; reboot", "$(reboot)", "`reboot`", "abc1234", "a..b"] {
            assert_eq!(fetch(revision), "git fetch --unshallow origin", "{revision}");
        }
    }
}
