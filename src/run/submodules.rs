//! Submodules: as commits record them, and as they are in the user's checkout.

use super::error::RunError;
use crate::host::{Git, HostError, WorkingTree};
use std::path::{Path, PathBuf};

/// A submodule of a commit, which the user's checkout has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Submodule {
    /// From the repository's root, also where it is one of another submodule.
    pub path: PathBuf,
    /// Where it is in the user's checkout.
    pub checkout: PathBuf,
    /// The commit that is recorded.
    pub commit: String,
}

/// The submodules of a commit and, behind each, its own. Those that are not there for the user are not
/// among them. `root` is that of the user's checkout.
pub(super) fn submodules(root: &Path, commit: &str) -> Result<Vec<Submodule>, RunError> {
    let mut found = Vec::new();
    below(root, Path::new(""), commit, &mut found)?;
    Ok(found)
}

fn below(
    root: &Path,
    path: &Path,
    commit: &str,
    found: &mut Vec<Submodule>,
) -> Result<(), RunError> {
    for link in Git::at(root.join(path)).gitlinks(commit)? {
        let path = path.join(&link.path);
        let checkout = root.join(&path);
        if !is_repository(&checkout)? {
            continue;
        }
        let commit = link.commit;
        if !Git::at(&checkout).has(&commit)? {
            return Err(RunError::Submodule { path: checkout, commit });
        }
        found.push(Submodule { path: path.clone(), checkout, commit: commit.clone() });
        below(root, &path, &commit, found)?;
    }
    Ok(())
}

/// The repositories in a working tree, from its root: its submodules that are there, and others that are
/// untracked. Theirs are not among them.
pub(super) fn repositories(root: &Path, tree: &WorkingTree) -> Result<Vec<PathBuf>, HostError> {
    let mut found = Vec::new();
    for path in tree.paths()? {
        if is_repository(&root.join(&path))? {
            found.push(path);
        }
    }
    Ok(found)
}

/// Whether a directory is the root of a repository's working tree. What only looks like one belongs to
/// the repository around it, in git's eyes.
fn is_repository(directory: &Path) -> Result<bool, HostError> {
    if !directory.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
        || directory.join(".git").symlink_metadata().is_err()
    {
        return Ok(false);
    }
    let top_level = Git::at(directory).top_level()?;
    Ok(top_level.is_some_and(|top| directory.canonicalize().is_ok_and(|real| real == top)))
}
