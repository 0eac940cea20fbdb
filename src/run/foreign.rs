//! Sources in other languages that Go doesn't look at.

use super::place::hexadecimal;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// What C compilers read.
const C: [&str; 12] = ["c", "cc", "cpp", "cxx", "f", "f90", "h", "hh", "hpp", "hxx", "m", "swig"];

/// What is there beside Go's own sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Foreign {
    /// A name for all that C code may include, if Go code calls any.
    pub c: Option<String>,
    /// A name for all that assembly includes from other directories, if there is any.
    pub assembly: Option<String>,
}

/// What of a checkout is compiled, or included in that, beside Go.
///
/// Go knows a compiled package by the files in its directory. What its C code or assembly includes from
/// elsewhere is not among them, and with `-trimpath` neither is where it lies: both sides would share
/// what was compiled first, whatever it included. Flags with these names keep them apart.
pub(super) fn foreign(root: &Path) -> Foreign {
    let mut files = Vec::new();
    collect(root, &mut files);
    let calls_c = files.iter().filter(|path| has_extension(path, &["go"]));
    let callers: Vec<PathBuf> = calls_c.filter(|path| calls_c_code(path)).cloned().collect();
    let is_c = |path: &&PathBuf| has_extension(path, &C);
    let is_assembly = |path: &&PathBuf| has_extension(path, &["s", "sx"]);
    let c = (!callers.is_empty()).then(|| {
        let sources = files.iter().filter(is_c).cloned().chain(callers);
        named(root, &files, sources.collect())
    });
    let assembly: BTreeSet<PathBuf> = files.iter().filter(is_assembly).cloned().collect();
    let reaches_out =
        assembly.iter().any(|path| includes(path).iter().any(|name| name.contains('/')));
    let assembly = reaches_out.then(|| named(root, &files, assembly));
    Foreign { c: c.flatten(), assembly: assembly.flatten() }
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            if !path.is_symlink() && !path.ends_with(".git") {
                collect(&path, files);
            }
        } else {
            files.push(path);
        }
    }
}

/// A name for sources and all that they include, directly or not, by whatever name of any directory: it
/// is not known where a compiler looks. None if nothing is included.
fn named(root: &Path, files: &[PathBuf], sources: BTreeSet<PathBuf>) -> Option<String> {
    let mut by_name: HashMap<&OsStr, Vec<&PathBuf>> = HashMap::new();
    for file in files {
        by_name.entry(file.file_name().unwrap_or_default()).or_default().push(file);
    }
    let mut all: BTreeSet<PathBuf> = BTreeSet::new();
    let mut waiting: Vec<PathBuf> = sources.into_iter().collect();
    let mut followed: HashSet<String> = HashSet::new();
    while let Some(path) = waiting.pop() {
        if !all.insert(path.clone()) {
            continue;
        }
        for included in includes(&path) {
            let name = included.rsplit('/').next().unwrap_or(&included).to_owned();
            let of_name = by_name.get(OsStr::new(&name));
            if followed.insert(name) {
                waiting.extend(of_name.into_iter().flatten().copied().cloned());
            }
        }
    }
    (!followed.is_empty()).then(|| contents(root, &all))
}

fn contents(root: &Path, files: &BTreeSet<PathBuf>) -> String {
    let mut all = Vec::new();
    // Go's own sources are known to it.
    for path in files.iter().filter(|path| !has_extension(path, &["go"])) {
        let text = fs::read(path).unwrap_or_default();
        let below = path.strip_prefix(root).unwrap_or(path);
        all.extend_from_slice(below.as_os_str().as_encoded_bytes());
        all.extend_from_slice(format!("\0{}\0", text.len()).as_bytes());
        all.extend_from_slice(&text);
    }
    hexadecimal(&all)
}

/// What a file includes by names in quotes. In Go's, such lines stand in comments.
fn includes(path: &Path) -> Vec<String> {
    let text = fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let name = |line: &str| {
        let line = line.trim_start().trim_start_matches('/').trim_start();
        let rest = line.strip_prefix('#')?.trim_start();
        let rest = ["include", "import"].iter().find_map(|word| rest.strip_prefix(word))?;
        Some(rest.trim_start().strip_prefix('"')?.split('"').next()?.to_owned())
    };
    text.lines().filter_map(name).collect()
}

/// Whether Go code imports C, by itself or among others.
fn calls_c_code(path: &Path) -> bool {
    let text = fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    text.lines().any(|line| {
        let line = line.split("//").next().unwrap_or(line).trim().trim_end_matches(';');
        let imported = line.strip_prefix("import").unwrap_or(line).trim();
        imported.trim_matches(['(', ')', ' ']) == "\"C\""
    })
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| extensions.contains(&&*extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkout(files: &[(&str, &str)]) -> Foreign {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        foreign(folder.path())
    }

    const CALLS: &str = "package a\n\n// #include \"../inc/n.def\"\nimport \"C\"\n";

    #[test]
    fn the_name_is_that_of_what_is_included_whatever_it_is_called() {
        let c = |value: &str, more: (&str, &str)| {
            checkout(&[("a/a.go", CALLS), ("inc/n.def", value), more]).c
        };
        let one = c("1", ("README.md", "x"));
        assert!(one.is_some());
        assert_eq!(one, c("1", ("README.md", "y")));
        assert_ne!(one, c("2", ("README.md", "x")));
        assert_ne!(one, c("1", ("a/b.h", "")));
        // What is included includes others.
        let chain = |value| c("#include \"deep.inl\"", ("x/deep.inl", value));
        assert_ne!(chain("1"), chain("2"));
        let among = CALLS.replace("import \"C\"", "import (\n\t\"C\"\n)");
        let among = among.replace("// #include", "/*\n#include").replace("\nimport", "*/\nimport");
        let of = |value| checkout(&[("a/a.go", &among), ("inc/n.def", value)]).c;
        assert!(of("1").is_some() && of("1") != of("2"));
    }

    #[test]
    fn go_code_that_calls_no_c_has_none() {
        let none = checkout(&[("a/a.go", "package a\n\n// \"C\"\n"), ("inc/n.h", "1")]);
        assert_eq!(none, Foreign::default());
    }

    #[test]
    fn assembly_that_includes_from_elsewhere_is_told_by_that() {
        let of = |include: &str, value: &str| {
            let text = format!("#include \"{include}\"\nTEXT x(SB), 4, $0\n");
            checkout(&[("a/x.s", &text), ("inc/n.h", value)]).assembly
        };
        assert!(of("../inc/n.h", "1").is_some());
        assert_ne!(of("../inc/n.h", "1"), of("../inc/n.h", "2"));
        assert_eq!(of("textflag.h", "1"), None);
    }
}
