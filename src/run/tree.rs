//! The packages of one side of a change, and those of both.

use super::error::RunError;
use super::go::Toolchain;
use super::packages::{Package, directory_of, package_in, packages};
use super::side::Side;
use crate::gosource::{Files, Wanted};
use crate::host::Git;
use std::collections::{BTreeMap, BTreeSet};

/// The packages of a commit, by their directories.
#[derive(Debug)]
pub(super) struct Tree {
    files: Files,
    /// Those that may have benchmarks on the platform.
    packages: BTreeMap<String, Package>,
    /// The directories in which there are tests at all.
    with_tests: BTreeSet<String>,
}

/// A package in one directory, which one of the sides may lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sides {
    /// As the baseline has it.
    pub baseline: Option<Package>,
    /// As the candidate has it.
    pub candidate: Option<Package>,
    /// What it is called: the candidate's import path, where there is one.
    pub path: String,
    /// From the root.
    pub directory: String,
}

impl Tree {
    /// Of a commit that is checked out.
    pub fn of_checkout(files: Files, toolchain: &Toolchain) -> Tree {
        let tests: Vec<String> = files.iter().map(|(path, _)| path.to_owned()).collect();
        Tree::new(files, &tests, toolchain)
    }

    /// Of one that is not.
    pub fn of_commit(git: &Git, commit: &str, toolchain: &Toolchain) -> Result<Tree, RunError> {
        let wanted = |path: &str| Wanted::Tests.takes(path);
        let mut files = Files::default();
        for (path, bytes) in git.files(commit, "", &wanted)? {
            files.insert(&path, bytes)?;
        }
        Ok(Tree::new(files, &git.paths(commit, &wanted)?, toolchain))
    }

    fn new(files: Files, paths: &[String], toolchain: &Toolchain) -> Tree {
        let tests = paths.iter().filter(|path| path.ends_with("_test.go"));
        let with_tests = tests.map(|path| directory_of(path).to_owned()).collect();
        let packages = packages(&files, toolchain).into_iter();
        let packages = packages.map(|package| (package.directory.clone(), package)).collect();
        Tree { files, packages, with_tests }
    }

    /// Those that may have benchmarks.
    pub fn packages(&self) -> Vec<Package> {
        self.packages.values().cloned().collect()
    }

    /// Whether there may be benchmarks in a directory.
    pub fn has_benchmarks(&self, directory: &str) -> bool {
        self.packages.contains_key(directory)
    }

    /// What is to be run in a directory: a package that has tests. Whether these are benchmarks is
    /// better known to Go, where a file can't be read here.
    fn at(&self, directory: &str) -> Option<Package> {
        let known = self.packages.get(directory).cloned();
        let tests = || package_in(&self.files, directory);
        known.or_else(|| self.with_tests.contains(directory).then(tests).flatten())
    }
}

impl Sides {
    /// What a side has.
    pub fn of_side(&self, side: Side) -> Option<&Package> {
        match side {
            Side::Baseline => self.baseline.as_ref(),
            Side::Candidate => self.candidate.as_ref(),
        }
    }

    /// The functions of its benchmarks, of either side.
    pub fn benchmarks(&self) -> BTreeSet<&str> {
        let packages = Side::BOTH.into_iter().filter_map(|side| self.of_side(side));
        packages.flat_map(|package| &package.benchmarks).map(|function| &*function.name).collect()
    }

    /// What is in the directory of a package that one of the sides has.
    pub fn of(package: &Package, baseline: &Tree, candidate: &Tree) -> Sides {
        let directory = package.directory.clone();
        let [baseline, candidate] = [baseline, candidate].map(|tree| tree.at(&directory));
        let named = candidate.as_ref().unwrap_or(package);
        Sides { path: named.path.clone(), directory, baseline, candidate }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BENCHMARK: &str = "package p\nfunc BenchmarkX(b *testing.B) {}\n";

    fn tree(files: &[(&str, &str)]) -> Tree {
        let mut read = Files::default();
        for (path, text) in files {
            read.insert(path, text.as_bytes().to_vec()).unwrap();
        }
        let (goos, goarch) = ("linux".to_owned(), "amd64".to_owned());
        Tree::of_checkout(read, &Toolchain { goos, goarch, ..Toolchain::default() })
    }

    #[test]
    fn each_side_of_a_directory_has_its_own_module() {
        let before = tree(&[
            ("go.mod", "module example.com/m\n"),
            ("a/go.mod", "module example.com/a\n"),
            ("a/a_test.go", BENCHMARK),
        ]);
        let after = tree(&[("go.mod", "module example.com/m\n"), ("a/a_test.go", BENCHMARK)]);
        let sides = Sides::of(&before.packages()[0], &before, &after);
        let of = |package: Option<Package>| package.map(|p| (p.path, p.module)).unwrap();
        assert_eq!(sides.path, "example.com/m/a");
        assert_eq!(of(sides.baseline), ("example.com/a".to_owned(), "a".to_owned()));
        assert_eq!(of(sides.candidate), ("example.com/m/a".to_owned(), String::new()));
    }

    #[test]
    fn what_still_has_tests_is_run_and_what_has_none_is_not_there() {
        let before = tree(&[("go.mod", "module example.com/m\n"), ("a/a_test.go", BENCHMARK)]);
        let package = &before.packages()[0];
        let tests = tree(&[("go.mod", "module example.com/m\n"), ("a/a_test.go", "package a {")]);
        assert!(!tests.has_benchmarks("a"));
        assert!(Sides::of(package, &before, &tests).candidate.is_some());
        let none = tree(&[("go.mod", "module example.com/m\n"), ("b/a_test.go", BENCHMARK)]);
        let sides = Sides::of(package, &before, &none);
        assert_eq!((sides.candidate, &*sides.path), (None, "example.com/m/a"));
    }
}
