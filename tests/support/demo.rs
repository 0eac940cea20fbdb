//! A module before and after, of whose benchmarks half allocate more.
#![allow(dead_code)]

use super::repository::Repository;
use std::fs;
use std::path::{Path, PathBuf};

/// Copies the files below a directory.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to)
        } else {
            drop(fs::copy(entry.path(), to))
        }
    }
}

/// A file of a side of it.
pub fn text(side: &str, path: &str) -> String {
    fs::read_to_string(directory(side).join(path)).unwrap()
}

fn directory(side: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/demo").join(side)
}

/// The module, changed and not committed.
pub fn demo() -> Option<Repository> {
    demo_with(&[])
}

/// The module with other files, which are on both sides.
pub fn demo_with(files: &[(&str, &str)]) -> Option<Repository> {
    let repository = Repository::new()?;
    files.iter().for_each(|(path, text)| repository.write(path, text));
    for old in ["buffer", "codec"] {
        fs::remove_dir_all(repository.root.join(old)).unwrap();
    }
    copy(&directory("baseline"), &repository.root);
    repository.commit();
    repository.git("push -q --no-verify origin main");
    repository.git("checkout -q -b change");
    copy(&directory("candidate"), &repository.root);
    Some(repository)
}
