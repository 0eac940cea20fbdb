//! From what was named on the command line to files.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Something that can be read as part of a capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Standard input, named `-`.
    Stdin,
    /// A regular file.
    File(PathBuf),
}

impl Source {
    /// The source's name in messages.
    pub fn name(&self) -> String {
        match self {
            Source::Stdin => "-".to_owned(),
            Source::File(path) => path.to_string_lossy().into_owned(),
        }
    }
}

/// Resolves one operand: `-`, a file, or a directory, which stands for the files below it in the
/// order of their paths, hidden ones left out.
///
/// # Errors
///
/// Whatever keeps the operand or a directory below it from being read.
pub fn sources(operand: &Path) -> io::Result<Vec<Source>> {
    if operand.as_os_str() == "-" {
        return Ok(vec![Source::Stdin]);
    }
    if !fs::metadata(operand)?.is_dir() {
        return Ok(vec![Source::File(operand.to_owned())]);
    }
    let mut files = Vec::new();
    walk(operand, &mut BTreeSet::new(), &mut files)?;
    files.sort();
    Ok(files.into_iter().map(Source::File).collect())
}

/// Each file and directory is read once, whatever links lead to it: a loop of links ends, and
/// `latest.txt` adds nothing to what it points to.
fn walk(
    directory: &Path,
    seen: &mut BTreeSet<PathBuf>,
    files: &mut Vec<PathBuf>,
) -> io::Result<()> {
    if !seen.insert(directory.canonicalize()?) {
        return Ok(());
    }
    let mut entries = fs::read_dir(directory)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = entry.path();
        let named =
            |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
        let kind = fs::metadata(&path).map_err(named)?;
        if kind.is_dir() {
            walk(&path, seen, files)?;
        } else if kind.is_file() && seen.insert(path.canonicalize()?) {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_stands_for_its_files_in_order() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("b")).unwrap();
        for name in ["c.txt", "b/2.txt", "b/1.txt", ".hidden", "a.txt"] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        let names: Vec<String> = sources(dir.path()).unwrap().iter().map(Source::name).collect();
        let expected = ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]
            .map(|n| dir.path().join(n).to_string_lossy().into_owned());
        assert_eq!(names, expected);
    }

    #[cfg(unix)]
    #[test]
    fn links_add_nothing_to_what_they_point_to() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("b")).unwrap();
        fs::write(dir.path().join("b/1.txt"), "").unwrap();
        let link = std::os::unix::fs::symlink::<&Path, PathBuf>;
        link(Path::new("b/1.txt"), dir.path().join("latest.txt")).unwrap();
        link(Path::new(".."), dir.path().join("b/loop")).unwrap();
        assert_eq!(sources(dir.path()).unwrap().len(), 1);
        link(Path::new("gone"), dir.path().join("c.txt")).unwrap();
        assert!(sources(dir.path()).unwrap_err().to_string().contains("c.txt"));
    }

    #[test]
    fn a_missing_file_is_an_error() {
        let missing = sources(Path::new("no/such/file")).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    }
}
