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

/// Each directory is read once, whatever links lead to it, so that a loop of links ends.
fn walk(
    directory: &Path,
    seen: &mut BTreeSet<PathBuf>,
    files: &mut Vec<PathBuf>,
) -> io::Result<()> {
    if !seen.insert(directory.canonicalize()?) {
        return Ok(());
    }
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let kind = fs::metadata(entry.path())?;
        if kind.is_dir() {
            walk(&entry.path(), seen, files)?;
        } else if kind.is_file() {
            files.push(entry.path());
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

    #[test]
    fn a_missing_file_is_an_error() {
        let missing = sources(Path::new("no/such/file")).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    }
}
