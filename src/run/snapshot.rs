//! The user's working tree as it is.

use super::error::RunError;
use super::lay::lay;
use super::submodules::repositories;
use super::time::TimeLimit;
use crate::host::{Git, HostError, WorkingTree, interrupted};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What errors call it.
const CALLED: &str = "copying the working tree";

/// Lays a working tree over a checkout of a commit: what differs from it, and what is neither tracked nor
/// ignored, with submodules as they are. `root` is only read.
pub(super) fn lay_over(
    root: &Path,
    commit: &str,
    to: &Path,
    limit: &TimeLimit,
) -> Result<(), RunError> {
    let tree = WorkingTree::of(&Git::at(root))?;
    let mut paths = tree.differing(commit)?;
    paths.extend(tree.untracked()?);
    copy(root, &paths, to, limit)?;
    copy_repositories(root, &tree, to, limit)
}

/// Copies the repositories in a working tree, each with those in it.
fn copy_repositories(
    root: &Path,
    tree: &WorkingTree,
    to: &Path,
    limit: &TimeLimit,
) -> Result<(), RunError> {
    for path in repositories(root, tree)? {
        copy(root, &BTreeSet::from([path.clone()]), to, limit)?;
        let (root, to) = (root.join(&path), to.join(&path));
        let tree = WorkingTree::of(&Git::at(&root))?;
        copy(&root, &tree.paths()?, &to, limit)?;
        copy_repositories(&root, &tree, &to, limit)?;
    }
    Ok(())
}

/// Copies paths, of which those above come first.
fn copy(
    from: &Path,
    paths: &BTreeSet<PathBuf>,
    to: &Path,
    limit: &TimeLimit,
) -> Result<(), RunError> {
    for path in paths {
        if interrupted() {
            return Err(HostError::Interrupted { program: CALLED.to_owned() }.into());
        }
        if limit.left().is_zero() {
            let deadline = limit.budget();
            return Err(HostError::Deadline {
                program: CALLED.to_owned(),
                deadline,
                printed: Vec::new(),
            }
            .into());
        }
        let failed = |error| RunError::Copy { path: from.join(path), error };
        lay(from, path, to).map_err(failed)?;
    }
    Ok(())
}
