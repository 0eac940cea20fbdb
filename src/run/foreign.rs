//! C sources that Go doesn't look at.

use super::place::hexadecimal;
use std::fs;
use std::path::{Path, PathBuf};

/// What C compilers read. Assembly is not among it: it allocates nothing.
const READ: [&str; 13] =
    ["c", "cc", "cpp", "cxx", "f", "f90", "h", "hh", "hpp", "hxx", "inc", "m", "swig"];

/// A name for the C sources of a checkout, if its Go code calls any.
///
/// Go knows a compiled package by the files in its directory. A header that its C code includes from
/// elsewhere is not among them, and with `-trimpath` neither is where it lies: both sides would share
/// what was compiled first, whatever it included. A flag with this name keeps them apart.
pub(super) fn c_sources(root: &Path) -> Option<String> {
    let (mut sources, mut calls_c) = (Vec::new(), false);
    let mut waiting = vec![root.to_owned()];
    while let Some(directory) = waiting.pop() {
        let Ok(entries) = fs::read_dir(directory) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                if !path.is_symlink() && !path.ends_with(".git") {
                    waiting.push(path);
                }
            } else if is_read(&path) {
                sources.push(path);
            } else if !calls_c && path.extension().is_some_and(|extension| extension == "go") {
                calls_c = fs::read(&path).is_ok_and(|text| has(&text, b"import \"C\""));
            }
        }
    }
    (calls_c && !sources.is_empty()).then(|| named(root, sources))
}

fn named(root: &Path, mut sources: Vec<PathBuf>) -> String {
    sources.sort_unstable();
    let mut all = Vec::new();
    for path in sources {
        let below = path.strip_prefix(root).unwrap_or(&path);
        let text = fs::read(&path).unwrap_or_default();
        all.extend_from_slice(below.as_os_str().as_encoded_bytes());
        all.extend_from_slice(format!("\0{}\0", text.len()).as_bytes());
        all.extend_from_slice(&text);
    }
    hexadecimal(&all)
}

fn is_read(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| READ.contains(&&*extension))
}

fn has(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkout(files: &[(&str, &str)]) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        c_sources(folder.path())
    }

    const CALLS: (&str, &str) =
        ("a/a.go", "package a\n\n// #include \"../inc/n.h\"\nimport \"C\"\n");

    #[test]
    fn the_name_is_that_of_all_sources_and_their_places() {
        let one = checkout(&[CALLS, ("inc/n.h", "1")]);
        assert!(one.is_some());
        assert_eq!(one, checkout(&[("inc/n.h", "1"), CALLS, ("README.md", "x")]));
        assert_ne!(one, checkout(&[CALLS, ("inc/n.h", "2")]));
        assert_ne!(one, checkout(&[CALLS, ("inc/m.h", "1")]));
    }

    #[test]
    fn go_code_that_calls_no_c_has_none() {
        assert_eq!(checkout(&[("a/a.go", "package a\n"), ("inc/n.h", "1")]), None);
        assert_eq!(checkout(&[CALLS]), None);
    }
}
