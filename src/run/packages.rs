//! The packages of a checkout that have benchmarks.

use super::differing::slashed;
use super::error::RunError;
use super::go::Toolchain;
use crate::gosource::{Benchmark, Files, Platform, Wanted, read};
use std::collections::BTreeMap;
use std::path::Path;

/// A package with benchmarks. Directories are relative to the checkout's root, which is `""`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Package {
    /// The import path.
    pub path: String,
    pub directory: String,
    /// That of its `go.mod`.
    pub module: String,
    /// Its benchmarks, as far as they are known.
    pub benchmarks: Vec<Function>,
}

/// A function that `go test` runs as a benchmark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Function {
    /// Without `Benchmark`.
    pub name: String,
    /// Whether it runs its body in several goroutines.
    pub is_parallel: bool,
}

/// The functions of benchmarks, each once.
pub(super) fn functions<'a>(benchmarks: impl Iterator<Item = &'a Benchmark>) -> Vec<Function> {
    let mut functions: Vec<Function> = benchmarks
        .map(|benchmark| {
            let (name, is_parallel) = (benchmark.name.clone(), benchmark.is_parallel);
            Function { name, is_parallel }
        })
        .collect();
    functions.sort();
    functions.dedup_by(|a, b| a.name == b.name);
    functions
}

impl Package {
    /// As it is named in its module's directory.
    pub fn pattern(&self) -> String {
        let below = self.directory.strip_prefix(&*self.module).unwrap_or(&self.directory);
        format!("./{}", below.trim_start_matches('/'))
    }
}

/// The modules of a checkout, by their directories.
pub(super) fn modules(files: &Files) -> Vec<String> {
    let module = |path: &str| match path.rsplit_once('/') {
        Some((directory, "go.mod")) => Some(directory.to_owned()),
        None if path == "go.mod" => Some(String::new()),
        _ => None,
    };
    files.iter().filter_map(|(path, _)| module(path)).collect()
}

/// The Go files of a checkout that say where benchmarks are.
pub(super) fn files(root: &Path) -> Result<Files, RunError> {
    Ok(Files::below(root, Wanted::Tests)?)
}

/// The packages that may have benchmarks on a platform, by their directories.
pub(super) fn packages(files: &Files, toolchain: &Toolchain) -> Vec<Package> {
    let platform = Platform { goos: &toolchain.goos, goarch: &toolchain.goarch };
    let benchmarks = read(files).benchmarks;
    let here = benchmarks.iter().filter(|benchmark| benchmark.constraint.may_be_met(&platform));
    let mut directories: BTreeMap<&str, Vec<&Benchmark>> = BTreeMap::new();
    for benchmark in here {
        directories.entry(directory_of(&benchmark.path)).or_default().push(benchmark);
    }
    let package = |(directory, own): (&str, Vec<&Benchmark>)| {
        let benchmarks = functions(own.into_iter());
        Some(Package { benchmarks, ..package_in(files, directory)? })
    };
    directories.into_iter().filter_map(package).collect()
}

/// The package of a directory; none outside of modules.
pub(super) fn package_in(files: &Files, directory: &str) -> Option<Package> {
    let modules = modules(files).into_iter().filter(|module| is_below(directory, module));
    let module = modules.max_by_key(String::len)?;
    let (path, directory) = (files.import_path(directory)?, directory.to_owned());
    Some(Package { path, directory, module, benchmarks: Vec::new() })
}

/// Where a directory of a checkout lies below its root.
pub(super) fn below(root: &Path, directory: &str) -> Option<String> {
    Path::new(directory).strip_prefix(root).ok().map(slashed)
}

/// The directory of a slash-separated path; `""` is the root.
pub(super) fn directory_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// Whether a path is a directory itself, or below it.
pub(super) fn is_below(path: &str, directory: &str) -> bool {
    let rest = path.strip_prefix(directory);
    directory.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_found_in_the_nearest_module_for_its_platform() {
        let mut files = Files::default();
        let benchmark = "\npackage p\nfunc BenchmarkX(b *testing.B) {}\n";
        for (path, text) in [
            ("go.mod", "module example.com/m\n"),
            ("a_test.go", benchmark),
            ("tools/go.mod", "module example.com/tools\n"),
            ("tools/x/a_test.go", benchmark),
            ("tools/x/b_test.go", benchmark),
            ("toolsx/a_test.go", "package p\n"),
            ("w/a_windows_test.go", benchmark),
        ] {
            files.insert(path, text.into()).unwrap();
        }
        let (goos, goarch) = ("linux".to_owned(), "amd64".to_owned());
        let toolchain = Toolchain { goos, goarch, ..Toolchain::default() };
        let found = packages(&files, &toolchain);
        let of = |p: &Package| (p.path.clone(), p.module.clone(), p.pattern());
        let found: Vec<_> = found.iter().map(of).collect();
        let expected = [("example.com/m", "", "./"), ("example.com/tools/x", "tools", "./x")];
        assert_eq!(found, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
    }
}
