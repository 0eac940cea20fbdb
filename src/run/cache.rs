//! The private directory in which things are kept between runs.

use super::error::RunError;
use crate::host::private_directory;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A directory that nobody else can write to.
#[derive(Clone, Debug)]
pub struct Cache {
    worktrees: PathBuf,
    captures: PathBuf,
}

impl Cache {
    /// The user's: `allocgate` in `$XDG_CACHE_HOME`, or in the platform's directory for caches. It is
    /// made where it is not there.
    ///
    /// # Errors
    ///
    /// No such directory is known; it can't be made; it is a symbolic link, belongs to someone else,
    /// or others can write to it.
    pub fn open() -> Result<Cache, RunError> {
        Cache::at(&user_caches(&|name| std::env::var_os(name)).ok_or(RunError::NoCache)?)
    }

    /// Likewise, in a directory for caches.
    pub(super) fn at(caches: &Path) -> Result<Cache, RunError> {
        let error = |path: &Path| {
            let path = path.to_owned();
            move |error| RunError::Cache { path, error }
        };
        std::fs::create_dir_all(caches).map_err(error(caches))?;
        // Git knows worktrees by their real paths.
        let root = caches.canonicalize().map_err(error(caches))?.join("allocgate");
        let [worktrees, captures] = ["worktrees", "captures"].map(|name| root.join(name));
        for directory in [&root, &worktrees, &captures] {
            private_directory(directory).map_err(error(directory))?;
        }
        Ok(Cache { worktrees, captures })
    }

    /// Where commits are checked out.
    pub(super) fn worktrees(&self) -> &Path {
        &self.worktrees
    }

    /// Where captures are kept.
    pub(super) fn captures(&self) -> &Path {
        &self.captures
    }
}

/// Where the user's caches are. A relative `XDG_CACHE_HOME` is to be ignored, says its specification.
fn user_caches(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let platform = || {
        if cfg!(windows) {
            absolute("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            absolute("HOME").map(|home| home.join("Library/Caches"))
        } else {
            absolute("HOME").map(|home| home.join(".cache"))
        }
    };
    absolute("XDG_CACHE_HOME").or_else(platform)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn a_relative_directory_for_caches_is_ignored() {
        let of = |xdg: &str| {
            user_caches(&|name| match name {
                "XDG_CACHE_HOME" => Some(xdg.into()),
                "HOME" => Some("/home/x".into()),
                _ => None,
            })
        };
        assert_eq!(of("/c").unwrap(), Path::new("/c"));
        for xdg in ["", "c", "./c"] {
            assert!(of(xdg).unwrap().starts_with("/home/x"), "{xdg}");
        }
        assert_eq!(user_caches(&|_| None), None);
    }

    #[test]
    fn what_is_made_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(&folder.path().join("not/there")).unwrap();
        for directory in [cache.captures(), cache.worktrees(), cache.captures().parent().unwrap()] {
            let mode = fs::metadata(directory).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{}", directory.display());
        }
    }

    #[test]
    fn a_directory_that_others_could_write_to_is_refused() {
        for mode in [0o770, 0o702, 0o1777] {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path().join("allocgate");
            fs::create_dir(&root).unwrap();
            fs::set_permissions(&root, Permissions::from_mode(mode)).unwrap();
            let error = Cache::at(folder.path()).unwrap_err().to_string();
            assert!(error.ends_with("allocgate: others can write to it"), "{error}");
        }
    }

    #[test]
    fn a_symbolic_link_and_a_file_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        symlink(&elsewhere, folder.path().join("allocgate")).unwrap();
        let error = Cache::at(folder.path()).unwrap_err().to_string();
        assert!(error.ends_with("is no directory of its own, but a link or file"), "{error}");
        assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
        fs::remove_file(folder.path().join("allocgate")).unwrap();
        fs::write(folder.path().join("allocgate"), "").unwrap();
        assert!(Cache::at(folder.path()).is_err());
    }
}
