//! Modules outside of the repository that its own name by relative paths.

use super::candidate::Candidate;
use super::error::RunError;
use super::submodules::{repositories, submodules};
use crate::gosource::{LocalModule, Wanted, local_modules};
use crate::host::{Git, WorkingTree};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A directory from a repository's root: so many levels up from there, then down through names.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    pub up: usize,
    pub down: Vec<String>,
}

impl Way {
    /// The way to what a path names that is written in a directory; none if it is absolute.
    pub fn then(&self, path: &str) -> Option<Way> {
        if Path::new(path).has_root() {
            return None;
        }
        let mut way = self.clone();
        for name in path.split(std::path::is_separator) {
            match name {
                "" | "." => {}
                ".." if way.down.pop().is_none() => way.up += 1,
                ".." => {}
                name => way.down.push(name.to_owned()),
            }
        }
        Some(way)
    }

    /// Where it leads.
    pub fn from(&self, root: &Path) -> Option<PathBuf> {
        let above = root.ancestors().nth(self.up)?;
        Some(above.join(self.down.iter().collect::<PathBuf>()))
    }
}

/// The directories outside of a repository that modules and workspaces of a side name.
pub(super) fn outside(root: &Path, side: Candidate<'_>) -> Result<BTreeSet<Way>, RunError> {
    let files = match side {
        Candidate::Commit(commit) => of_commit(root, commit)?,
        Candidate::WorkingTree => {
            let mut files = Vec::new();
            of_working_tree(root, "", &mut files)?;
            files
        }
    };
    let mut found = BTreeSet::new();
    for (directory, bytes) in files {
        follow(root, &Way::default().then(&directory).unwrap_or_default(), &bytes, &mut found);
    }
    Ok(found)
}

/// Adds what a file in a directory names, and what the modules that it uses name in turn.
fn follow(root: &Path, directory: &Way, bytes: &[u8], found: &mut BTreeSet<Way>) {
    if memchr::memmem::find(bytes, b"..").is_none() {
        return;
    }
    for LocalModule { path, is_used, .. } in local_modules(bytes) {
        let Some(way) = directory.then(&path).filter(|way| way.up > 0) else { continue };
        let module = way.from(root).map(|directory| directory.join("go.mod"));
        if found.insert(way.clone())
            && is_used
            && let Some(bytes) = module.and_then(|module| fs::read(module).ok())
        {
            follow(root, &way, &bytes, found);
        }
    }
}

/// A directory from the root, and what its `go.mod` or `go.work` holds.
type Named = (String, Vec<u8>);

fn of_commit(root: &Path, commit: &str) -> Result<Vec<Named>, RunError> {
    let mut files = named(&Git::at(root), "", commit)?;
    for submodule in submodules(root, commit)? {
        let path = submodule.path.to_string_lossy();
        files.extend(named(&Git::at(&submodule.checkout), &path, &submodule.commit)?);
    }
    Ok(files)
}

fn named(git: &Git, prefix: &str, commit: &str) -> Result<Vec<Named>, RunError> {
    let files = git.files(commit, "", &|path| Wanted::Modules.takes(path))?;
    Ok(files.into_iter().map(|(path, bytes)| (directory(prefix, &path), bytes)).collect())
}

fn of_working_tree(root: &Path, prefix: &str, files: &mut Vec<Named>) -> Result<(), RunError> {
    let tree = WorkingTree::of(&Git::at(root))?;
    for path in tree.paths()? {
        let Some(path) = path.to_str().filter(|path| Wanted::Modules.takes(path)) else { continue };
        // It may be tracked, and gone.
        if let Ok(bytes) = fs::read(root.join(path)) {
            files.push((directory(prefix, path), bytes));
        }
    }
    for path in repositories(root, &tree)? {
        let prefix = format!("{prefix}{}/", path.to_string_lossy());
        of_working_tree(&root.join(&path), &prefix, files)?;
    }
    Ok(())
}

fn directory(prefix: &str, path: &str) -> String {
    format!("{prefix}/{}", super::packages::directory_of(path)).trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_as_short_as_it_can_be() {
        let way = |directory: &str, path: &str| {
            let way = Way::default().then(directory).and_then(|way| way.then(path)).unwrap();
            (way.up, way.down.join("/"))
        };
        assert_eq!(way("", "../x"), (1, "x".to_owned()));
        assert_eq!(way("a/b", "../x"), (0, "a/x".to_owned()));
        assert_eq!(way("a", "./../..//x/../y/"), (1, "y".to_owned()));
        assert_eq!(way("../x", "../y"), (1, "y".to_owned()));
        assert_eq!(way("../x", "../../y"), (2, "y".to_owned()));
        assert_eq!(Way::default().then("/x"), None);
    }
}
