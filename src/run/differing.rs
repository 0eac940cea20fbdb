//! What differs between the two sides.

use super::candidate::Candidate;
use super::submodules::repositories;
use crate::host::{Git, HostError, WorkingTree};
use std::path::Path;

/// The paths that differ between a baseline's commit and a candidate, from the root that git is asked in.
/// Commits are full object ids. A submodule that differs is one path, and stands for all that is below it.
/// Paths that are not UTF-8 are there with replacement characters. In a working tree, what is changed and
/// not committed differs, though it may be as the baseline has it.
///
/// # Errors
///
/// What is no object id; git can't be asked, or refuses.
pub fn differing(
    git: &Git,
    baseline: &str,
    candidate: Candidate<'_>,
) -> Result<Vec<String>, HostError> {
    let Candidate::Commit(commit) = candidate else { return of_working_tree(git, baseline) };
    git.changed(baseline, commit)
}

fn of_working_tree(git: &Git, baseline: &str) -> Result<Vec<String>, HostError> {
    let tree = WorkingTree::of(git)?;
    let mut paths = tree.differing(baseline)?;
    paths.extend(tree.untracked()?);
    let Some(root) = git.top_level()? else { return Ok(Vec::new()) };
    for path in repositories(&root, &tree)? {
        if !paths.contains(&path) && has_changes(&root.join(&path))? {
            paths.insert(path);
        }
    }
    Ok(paths.iter().map(|path| slashed(path)).collect())
}

/// Whether a submodule has anything that its commit has not.
fn has_changes(submodule: &Path) -> Result<bool, HostError> {
    let git = Git::at(submodule);
    let tree = WorkingTree::of(&git)?;
    if !tree.untracked()?.is_empty() || !tree.differing(&git.commit("HEAD")?)?.is_empty() {
        return Ok(true);
    }
    for path in repositories(submodule, &tree)? {
        if has_changes(&submodule.join(path))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A relative path with slashes between its names.
pub(super) fn slashed(path: &Path) -> String {
    path.iter().map(|name| name.to_string_lossy()).collect::<Vec<_>>().join("/")
}
