//! Files that are reached under other names, through symbolic links.

use super::error::RunError;
use super::packages::is_below;
use super::relevant::is_source;
use crate::host::Git;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The changed paths, and, after them, what they are called in directories of a checkout where these, or
/// links in them, lead to what changed. Everything that is below `testdata` counts as in it. `root` has
/// no symbolic links; paths and directories are relative to it.
pub(super) fn with_aliases(
    root: &Path,
    directories: &BTreeSet<String>,
    changed: &[String],
) -> Vec<String> {
    let mut aliases = BTreeSet::new();
    for directory in directories {
        for (link, target) in links(root, directory) {
            aliases.extend(changed.iter().filter_map(|path| alias(path, &target, &link)));
        }
    }
    changed.iter().cloned().chain(aliases).collect()
}

/// What a path at or below a link's target is called through the link.
fn alias(path: &str, target: &str, link: &str) -> Option<String> {
    let rest = is_below(path, target).then(|| &path[target.len()..])?;
    let rest = rest.trim_start_matches('/');
    Some(match (link, rest) {
        (_, "") => link.to_owned(),
        ("", _) => rest.to_owned(),
        _ => format!("{link}/{rest}"),
    })
}

/// Links, and where in the checkout each leads to: the directory itself, if it is reached through one,
/// those in it, and those below its test data.
fn links(root: &Path, directory: &str) -> Vec<(String, String)> {
    let mut found: Vec<_> = target(root, &root.join(directory))
        .filter(|target| target != directory)
        .map(|target| (directory.to_owned(), target))
        .into_iter()
        .collect();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![directory.to_owned()];
    while let Some(at) = waiting.pop() {
        let Ok(entries) = fs::read_dir(root.join(&at)) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_data = at != directory || name == "testdata";
            let Ok(kind) = entry.file_type() else { continue };
            let is_link = kind.is_symlink();
            if !(is_link || is_data && kind.is_dir()) {
                continue;
            }
            let Some(target) = target(root, &entry.path()) else { continue };
            let path = if at.is_empty() { name } else { format!("{at}/{name}") };
            if is_data && entry.path().is_dir() && seen.insert(target.clone()) {
                waiting.push(path.clone());
            }
            if is_link {
                found.push((path, target));
            }
        }
    }
    found
}

/// Where in a checkout a path leads to. What a link leads to may be gone: its change took it away.
fn target(root: &Path, path: &Path) -> Option<String> {
    let gone = || {
        let target = path.parent()?.join(fs::read_link(path).ok()?);
        Some(target.parent()?.canonicalize().ok()?.join(target.file_name()?))
    };
    let real: PathBuf = path.canonicalize().ok().or_else(gone)?;
    let names = real.strip_prefix(root).ok()?.iter().map(|name| name.to_string_lossy());
    Some(names.collect::<Vec<_>>().join("/"))
}

/// Whether what changed is, through a link of a commit, a source by another name, or through another link
/// may be one. Paths are from the repository's root.
pub(super) fn may_be_linked(git: &Git, commit: &str, changed: &[String]) -> Result<bool, RunError> {
    let links: Vec<(String, String)> = git
        .links(commit, &|_| true)?
        .into_iter()
        .filter_map(|(link, target)| {
            let target = resolved(&link, std::str::from_utf8(&target).ok()?)?;
            Some((link, target))
        })
        .collect();
    let leads_on = |name: &str| links.iter().any(|(_, target)| is_below(name, target));
    let is_linked = |(link, target): &(String, String)| {
        let mut names = changed.iter().filter_map(|path| alias(path, target, link));
        names.any(|name| is_source(&name) || leads_on(&name))
    };
    Ok(links.iter().any(is_linked))
}

/// Where a link leads to, by its words alone; none outside of the repository.
fn resolved(link: &str, target: &str) -> Option<String> {
    if target.starts_with('/') {
        return None;
    }
    let mut names: Vec<&str> = link.split('/').collect();
    names.pop();
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()?),
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn checkout(links: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for directory in ["p/testdata/x", "shared/data", "shared/q"] {
            fs::create_dir_all(folder.path().join(directory)).unwrap();
        }
        fs::write(folder.path().join("shared/p.go"), "").unwrap();
        for (link, to) in links {
            symlink(to, folder.path().join(link)).unwrap();
        }
        folder
    }

    fn aliases(links: &[(&str, &str)], directory: &str, changed: &str) -> Vec<String> {
        let folder = checkout(links);
        let root = folder.path().canonicalize().unwrap();
        let directories = BTreeSet::from([directory.to_owned()]);
        with_aliases(&root, &directories, &[changed.to_owned()]).split_off(1)
    }

    #[test]
    fn links_to_files_and_directories_give_them_other_names() {
        let file = [("p/p.go", "../shared/p.go")];
        assert_eq!(aliases(&file, "p", "shared/p.go"), ["p/p.go"]);
        assert!(aliases(&file, "p", "shared/q.go").is_empty());
        assert!(aliases(&file, "shared", "shared/p.go").is_empty());
        assert_eq!(aliases(&[("q", "shared")], "q", "shared/p.go"), ["q/p.go"]);
        let chain = [("p/p.go", "../r/p.go"), ("r", "shared")];
        assert_eq!(aliases(&chain, "p", "shared/p.go"), ["p/p.go"]);
        let gone = [("p/p.go", "../shared/gone.go")];
        assert_eq!(aliases(&gone, "p", "shared/gone.go"), ["p/p.go"]);
    }

    #[test]
    fn links_in_test_data_are_followed_once_and_never_out_of_the_checkout() {
        let data = [("p/testdata/x/d", "../../../shared/data"), ("shared/data/up", "..")];
        let found = aliases(&data, "p", "shared/data/y");
        assert_eq!(found, ["p/testdata/x/d/up/data/y", "p/testdata/x/d/y"]);
        assert!(aliases(&[("p/etc", "/etc"), ("p/up", "../..")], "p", "hosts").is_empty());
    }

    #[test]
    fn a_link_is_resolved_by_its_words() {
        assert_eq!(resolved("a/b/c", "../x/./y").as_deref(), Some("a/x/y"));
        assert_eq!(resolved("a", "..").as_deref(), None);
        assert_eq!(resolved("a/b", "..").as_deref(), Some(""));
        assert_eq!(resolved("a", "/x"), None);
    }
}
