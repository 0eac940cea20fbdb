//! Files from the disk.

use super::error::SourceError;
use super::files::{Files, MAX_FILE, too_large};
use super::module::{Around, join, module_path};
use super::wanted::{Wanted, is_ignored};
use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

impl Files {
    /// The files of a directory and of all below it, and the module that it lies in.
    ///
    /// Symbolic links are not followed. cmd/go doesn't follow those to directories either, but it does
    /// read a file through a link: such a file is among the errors of [`read`](super::read).
    ///
    /// # Errors
    ///
    /// If a directory or file can't be read, or has more than [`MAX_FILE`] bytes.
    pub fn below(dir: &Path, wanted: Wanted) -> Result<Files, SourceError> {
        let mut files = Files::default();
        let root =
            fs::canonicalize(dir).map_err(|error| unreadable(&dir.to_string_lossy(), &error))?;
        let mut directories = vec![(root.clone(), String::new())];
        while let Some((directory, path)) = directories.pop() {
            for entry in entries(&directory).map_err(|error| unreadable(&path, &error))? {
                let name = entry.file_name();
                let path = join(&path, &name.to_string_lossy());
                let kind = entry.file_type().map_err(|error| unreadable(&path, &error))?;
                if kind.is_dir() && !is_ignored(&name.to_string_lossy()) {
                    directories.push((entry.path(), path));
                } else if kind.is_file() && wanted.takes(&path) {
                    files.insert(&path, contents(&entry.path(), &path)?)?;
                } else if kind.is_symlink() && wanted.takes(&path) {
                    let message = "is a symbolic link, which is not followed";
                    files.unread.push(SourceError::of(path, message));
                }
            }
        }
        if !files.modules.has_root()
            && let Some(around) = around(&root)?
        {
            files.modules.set_around(around);
        }
        Ok(files)
    }
}

/// In the order of their names, so that the first error is the same each time.
fn entries(directory: &Path) -> io::Result<Vec<DirEntry>> {
    let mut entries = fs::read_dir(directory)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}

fn contents(file: &Path, path: &str) -> Result<Vec<u8>, SourceError> {
    let read = || {
        let is_large = fs::metadata(file)?.len() > MAX_FILE as u64;
        if is_large { Ok(None) } else { fs::read(file).map(Some) }
    };
    read().map_err(|error| unreadable(path, &error))?.ok_or_else(|| too_large(path))
}

/// The module of the nearest directory above that has a `go.mod`.
fn around(root: &Path) -> Result<Option<Around>, SourceError> {
    let above = |directory: &&Path| directory.join("go.mod").is_file();
    let Some(directory) = root.ancestors().skip(1).find(above) else { return Ok(None) };
    let go_mod = directory.join("go.mod");
    let bytes = contents(&go_mod, &go_mod.to_string_lossy())?;
    let way = root.strip_prefix(directory).unwrap_or(Path::new(""));
    let names: Vec<_> = way.iter().map(|name| name.to_string_lossy()).collect();
    Ok(Some(Around { module: module_path(&bytes), prefix: names.join("/") }))
}

fn unreadable(path: &str, error: &io::Error) -> SourceError {
    SourceError::of(if path.is_empty() { "." } else { path }, format!("can't be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn tree(files: &[(&str, &str)]) -> TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let file = root.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        root
    }

    fn paths(files: &Files) -> Vec<&str> {
        files.iter().map(|(path, _)| path).collect()
    }

    #[test]
    fn wanted_files_are_read_and_ignored_directories_are_not_entered() {
        let root = tree(&[
            ("go.mod", "module example.com/m"),
            ("a.go", ""),
            ("a_test.go", "package a"),
            ("b/c/c_test.go", ""),
            ("b/go.work", ""),
            ("b/testdata/d_test.go", ""),
            ("vendor/e_test.go", ""),
            ("_x/f_test.go", ""),
            (".x/go.mod", ""),
        ]);
        let tests = Files::below(root.path(), Wanted::Tests).unwrap();
        assert_eq!(paths(&tests), ["a_test.go", "b/c/c_test.go", "b/go.work", "go.mod"]);
        assert_eq!(tests.iter().next(), Some(("a_test.go", &b"package a"[..])));
        let modules = Files::below(root.path(), Wanted::Modules).unwrap();
        assert_eq!(paths(&modules), ["b/go.work", "go.mod"]);
        assert_eq!(modules.import_path("b/c").as_deref(), Some("example.com/m/b/c"));
    }

    #[test]
    fn the_module_above_the_root_is_found() {
        let root = tree(&[("go.mod", "module example.com/m"), ("a/b/c/c_test.go", "")]);
        let below = |path: &str| Files::below(&root.path().join(path), Wanted::Modules).unwrap();
        assert_eq!(below("a/b").import_path("c").as_deref(), Some("example.com/m/a/b/c"));
        assert_eq!(below("a/b/../b/c").import_path("").as_deref(), Some("example.com/m/a/b/c"));
        assert_eq!(below("a").expand("./b/...").unwrap(), ["example.com/m/a/b/..."]);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let root = tree(&[("a/a_test.go", "")]);
        let none = Files::below(&root.path().join("none"), Wanted::Tests).unwrap_err();
        assert!(none.to_string().contains("none: can't be read: "), "{none}");
        let large = fs::File::create(root.path().join("a/b_test.go")).unwrap();
        large.set_len(MAX_FILE as u64 + 1).unwrap();
        let large = Files::below(root.path(), Wanted::Tests).unwrap_err();
        assert_eq!(large.to_string(), "a/b_test.go: is larger than 8 MiB");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_and_a_linked_test_is_reported() {
        use std::os::unix::fs::symlink;
        let root = tree(&[("go.mod", "module example.com/m"), ("a/a_test.go", "")]);
        symlink(root.path(), root.path().join("loop")).unwrap();
        symlink("/dev/zero", root.path().join("zero_test.go")).unwrap();
        symlink("a/a_test.go", root.path().join("a.go")).unwrap();
        let files = Files::below(root.path(), Wanted::Tests).unwrap();
        assert_eq!(paths(&files), ["a/a_test.go", "go.mod"]);
        let errors = crate::gosource::read(&files).errors;
        assert_eq!(errors.len(), 1);
        let expected = "zero_test.go: is a symbolic link, which is not followed";
        assert_eq!(errors[0].to_string(), expected);
    }
}
