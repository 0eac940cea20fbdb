//! A tree of Go files.

use super::error::SourceError;
use super::module::{Modules, join};
use std::collections::BTreeMap;

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 8 << 20;

/// The files of a tree: bytes, by slash-separated path relative to the root. It may hold more than
/// is [`Wanted`](super::Wanted).
#[derive(Clone, Debug, Default)]
pub struct Files {
    files: BTreeMap<String, Vec<u8>>,
    pub(super) modules: Modules,
    /// What was found, but not read.
    pub(super) unread: Vec<SourceError>,
}

impl Files {
    /// Adds a file, in place of one that is there already.
    ///
    /// # Errors
    ///
    /// If it has more than [`MAX_FILE`] bytes.
    pub fn insert(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), SourceError> {
        if bytes.len() > MAX_FILE {
            return Err(too_large(path));
        }
        let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
        if name == "go.mod" {
            self.modules.insert(directory, &bytes);
        }
        self.files.insert(path.to_owned(), bytes);
        Ok(())
    }

    /// All of them, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (&**path, &**bytes))
    }

    /// The import path of a directory, `""` or `.` for the root: what a capture has as `pkg:`. None if
    /// no `go.mod` at or above it says which module it belongs to.
    pub fn import_path(&self, dir: &str) -> Option<String> {
        let dir = if dir == "." { "" } else { dir };
        self.modules.of(dir).ok().map(|below| below.import_path(""))
    }
}

pub(super) fn too_large(path: &str) -> SourceError {
    SourceError::of(path, format!("is larger than {} MiB", MAX_FILE >> 20))
}

/// The pattern of a module's import paths: itself, and all that is below it.
pub(super) fn whole(module: &str) -> String {
    join(if module == "std" { "" } else { module }, "...")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gosource::module::Around;

    fn files(modules: &[(&str, &str)]) -> Files {
        let mut files = Files::default();
        for (path, module) in modules {
            files.insert(path, format!("module {module}\n").into_bytes()).unwrap();
        }
        files
    }

    #[test]
    fn the_nearest_module_names_a_directory() {
        let files = files(&[("go.mod", "example.com/m"), ("a/b/go.mod", "example.com/b/v2")]);
        for (directory, expected) in [
            ("", "example.com/m"),
            (".", "example.com/m"),
            ("a", "example.com/m/a"),
            ("a/bc", "example.com/m/a/bc"),
            ("a/b", "example.com/b/v2"),
            ("a/b/c/d", "example.com/b/v2/c/d"),
        ] {
            assert_eq!(files.import_path(directory).as_deref(), Some(expected), "{directory}");
        }
    }

    #[test]
    fn a_directory_outside_of_modules_has_no_import_path() {
        let files = files(&[("a/go.mod", "example.com/a"), ("a/empty/go.mod", "")]);
        assert_eq!(files.import_path(""), None);
        assert_eq!(files.import_path("ab"), None);
        assert_eq!(files.import_path("a/empty/b"), None);
    }

    #[test]
    fn a_module_around_the_root_counts_where_no_other_does() {
        let mut files = files(&[("a/go.mod", "example.com/a")]);
        let module = Some("example.com/m".to_owned());
        files.modules.set_around(Around { module, prefix: "x/y".to_owned() });
        assert_eq!(files.import_path("").as_deref(), Some("example.com/m/x/y"));
        assert_eq!(files.import_path("b").as_deref(), Some("example.com/m/x/y/b"));
        assert_eq!(files.import_path("a/b").as_deref(), Some("example.com/a/b"));
    }

    #[test]
    fn packages_of_the_standard_library_are_named_without_it() {
        let files = files(&[("go.mod", "std"), ("cmd/go.mod", "cmd")]);
        assert_eq!(files.import_path("encoding/json").as_deref(), Some("encoding/json"));
        assert_eq!(files.import_path("cmd/go").as_deref(), Some("cmd/go"));
    }

    #[test]
    fn a_file_that_is_too_large_is_named() {
        let mut files = Files::default();
        files.insert("a_test.go", vec![b' '; MAX_FILE]).unwrap();
        let error = files.insert("b_test.go", vec![b' '; MAX_FILE + 1]).unwrap_err();
        assert_eq!(error.to_string(), "b_test.go: is larger than 8 MiB");
        assert_eq!(files.iter().count(), 1);
    }
}
