//! What lies between the two sides.

use crate::explain::touched::Touched;
use crate::host::{Git, WorkingTree};
use crate::run::Candidate;
use std::path::Path;

/// The lines that differ, or what keeps them from being known, in words.
pub(in crate::cli) fn touched(
    root: &Path,
    baseline: &str,
    candidate: Candidate<'_>,
) -> Result<Touched, String> {
    let git = Git::at(root);
    match candidate {
        Candidate::Commit(commit) => {
            let diff = git.diff(baseline, commit).map_err(|error| error.to_string())?;
            Touched::read(&diff).map_err(|error| error.to_string())
        }
        Candidate::WorkingTree => {
            let tree = WorkingTree::of(&git).map_err(|error| error.to_string())?;
            let diff = tree.diff(baseline).map_err(|error| error.to_string())?;
            let new = tree.untracked().map_err(|error| error.to_string())?;
            let new = new.iter().map(|path| slashed(path));
            Ok(Touched::read(&diff).map_err(|error| error.to_string())?.with_new(new))
        }
    }
}

fn slashed(path: &Path) -> String {
    path.iter().map(|name| name.to_string_lossy()).collect::<Vec<_>>().join("/")
}
