//! Folders of the test data, written where tests may change them.

use std::fs;
use std::path::Path;

/// Writes the files of a folder, and of those in it, over those that are there.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        match entry.path() {
            path if path.is_dir() => copy(&path, &to),
            path => drop(fs::copy(path, to).unwrap()),
        }
    }
}
