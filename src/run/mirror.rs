//! Checkouts from which relative paths lead where they lead for the user.

use super::lay::{link, names};
use super::outside::Way;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How the surroundings of a repository are imitated: its checkouts lie as many directories deep, of the
/// same names, as any path climbs above its root, with links beside them to what is named there.
#[derive(Clone, Debug)]
pub(super) struct Mirror {
    /// The root of the user's checkout, without symbolic links.
    root: PathBuf,
    outside: BTreeSet<Way>,
    levels: usize,
}

impl Mirror {
    pub fn of(root: &Path, outside: BTreeSet<Way>) -> Mirror {
        let levels = outside.iter().map(|way| way.up).max().unwrap_or(0).min(names(root).len());
        Mirror { root: root.to_owned(), outside, levels }
    }

    /// Whether there is anything outside to imitate.
    pub fn has_neighbours(&self) -> bool {
        !self.outside.is_empty()
    }

    /// The root of the user's checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Makes a directory's surroundings, and says where in it a checkout goes. What is named but is not
    /// there for the user is not there either.
    pub fn make(&self, directory: &Path) -> io::Result<PathBuf> {
        let names = names(&self.root);
        let at = directory.join(names[names.len() - self.levels..].iter().collect::<PathBuf>());
        if let Some(parent) = at.parent().filter(|_| self.levels > 0) {
            fs::create_dir_all(parent)?;
        }
        let within = self.outside.iter().filter(|way| way.up <= self.levels);
        let places = within.filter_map(|way| Some((way.from(&at)?, way.from(&self.root)?)));
        // What holds others comes first.
        for (seen, real) in places.collect::<BTreeMap<_, _>>() {
            if at.starts_with(&seen) {
                beside(&real, &seen, &at)?;
            } else if !seen.starts_with(&at) && real.exists() {
                make_link(directory, &real, &seen)?;
            }
        }
        Ok(at)
    }
}

/// Links what lies in a directory around the checkout, and in those between, but for the way to it.
fn beside(real: &Path, seen: &Path, at: &Path) -> io::Result<()> {
    let Ok(way) = at.strip_prefix(seen) else { return Ok(()) };
    let (mut real, mut seen) = (real.to_owned(), seen.to_owned());
    for next in way {
        for entry in fs::read_dir(&real)? {
            let entry = entry?;
            let link_at = seen.join(entry.file_name());
            if entry.file_name() != next && link_at.symlink_metadata().is_err() {
                link(&entry.path(), &link_at)?;
            }
        }
        real.push(next);
        seen.push(next);
    }
    Ok(())
}

/// Makes a link at a place below a directory, unless a link above leads there already.
fn make_link(directory: &Path, real: &Path, at: &Path) -> io::Result<()> {
    let below = |path: &&Path| path.starts_with(directory) && *path != directory;
    if at.ancestors().take_while(below).any(Path::is_symlink) || at.exists() {
        return Ok(());
    }
    if let Some(parent) = at.parent() {
        fs::create_dir_all(parent)?;
    }
    link(real, at)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    struct World {
        folder: tempfile::TempDir,
    }

    impl World {
        /// Directories beside and around a repository at `home/src/repo`, and a cache.
        fn new(directories: &[&str]) -> World {
            let folder = tempfile::tempdir().unwrap();
            for directory in directories.iter().chain(&["home/src/repo", "cache/base"]) {
                fs::create_dir_all(folder.path().join(directory)).unwrap();
            }
            World { folder }
        }

        fn make(&self, outside: &[&str]) -> PathBuf {
            let root = self.folder.path().join("home/src/repo");
            let ways = outside.iter().map(|path| Way::default().then(path).unwrap()).collect();
            let at = Mirror::of(&root, ways).make(&self.base()).unwrap();
            fs::create_dir_all(&at).unwrap();
            at
        }

        fn base(&self) -> PathBuf {
            self.folder.path().join("cache/base")
        }

        fn is_same(&self, at: &Path, real: &str) -> bool {
            at.canonicalize().unwrap() == self.folder.path().join(real).canonicalize().unwrap()
        }
    }

    #[test]
    fn without_anything_outside_a_checkout_is_the_directory_itself() {
        let world = World::new(&[]);
        assert_eq!(world.make(&[]), world.base());
    }

    #[test]
    fn paths_lead_where_they_lead_for_the_user() {
        let world = World::new(&["home/src/x", "home/lib/y/z"]);
        let at = world.make(&["../x", "../../lib/y", "../../lib/y/z", "../none"]);
        assert_eq!(at, world.base().join("src/repo"));
        assert!(world.is_same(&at.join("../x"), "home/src/x"));
        assert!(world.is_same(&at.join("../../lib/y/z"), "home/lib/y/z"));
        assert!(!world.base().join("src/none").is_symlink());
        // Nothing was made in what is the user's.
        assert_eq!(fs::read_dir(world.folder.path().join("home/lib/y")).unwrap().count(), 1);
        assert_eq!(fs::read_dir(world.folder.path().join("home/lib/y/z")).unwrap().count(), 0);
    }

    #[test]
    fn a_path_that_comes_back_leads_into_the_checkout() {
        let world = World::new(&["home/src/repo/a"]);
        let at = world.make(&["../repo/a"]);
        fs::create_dir(at.join("a")).unwrap();
        assert_eq!(at.join("../repo/a").canonicalize().unwrap(), at.join("a"));
    }

    #[test]
    fn a_module_around_the_repository_has_all_but_the_way_to_it() {
        let world = World::new(&["home/pkg", "home/src/other"]);
        let at = world.make(&["../.."]);
        assert!(world.is_same(&world.base().join("pkg"), "home/pkg"));
        assert!(world.is_same(&world.base().join("src/other"), "home/src/other"));
        assert!(!world.base().join("src").is_symlink() && !at.is_symlink());
    }

    #[test]
    fn a_path_beyond_the_root_of_all_is_left() {
        let world = World::new(&[]);
        let at = world.make(&[&"../".repeat(100)]);
        assert!(at.ends_with("home/src/repo") && at.starts_with(world.base()));
    }
}
