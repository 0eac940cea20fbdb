//! The packages that are named, on both sides.

use super::error::RunError;
use super::go::Go;
use super::listing::Named;
use super::packages::{Function, Package, directory_of, functions, is_below, modules};
use super::tree::Sides;
use crate::benchproc::BenchExpression;
use crate::gosource::{Benchmark, Files, read};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// What names packages, and their benchmarks.
#[derive(Clone, Copy)]
pub(super) struct Naming<'a> {
    /// Where patterns are named, from the root.
    pub directory: &'a str,
    pub patterns: &'a [String],
    /// Which benchmarks are called, as for `go test -bench`.
    pub bench: &'a str,
}

/// The packages with benchmarks that patterns name in a directory of a checkout, by their directories.
/// Without patterns these are all of the module that it lies in, or else of the modules below it.
/// Packages of which no benchmark is called are none of them.
pub(super) fn named(
    go: &Go,
    files: &Files,
    naming: &Naming<'_>,
    deadline: &dyn Fn() -> Duration,
) -> Result<Listing, RunError> {
    let Naming { directory, patterns, bench } = *naming;
    // An expression that can't be read is for Go to refuse.
    let asked = BenchExpression::new(bench).ok();
    let is_called = |name: &str| asked.as_ref().is_none_or(|asked| asked.calls(name));
    let (called, others): (Vec<Benchmark>, Vec<Benchmark>) =
        read(files).benchmarks.into_iter().partition(|benchmark| is_called(&benchmark.name));
    let modules = modules(files);
    let asked: Vec<(String, Vec<String>)> = if patterns.is_empty() {
        everything(&modules, directory)
    } else {
        vec![(directory.to_owned(), patterns.to_vec())]
    };
    let mut packages = BTreeMap::new();
    let (mut is_any, mut leaves_out) = (false, false);
    for (at, patterns) in asked {
        // What one of the sides doesn't have yet, or no more.
        if !go.root().join(&at).is_dir() {
            continue;
        }
        for named in Named::of(go, &at, &patterns, deadline())? {
            is_any |= named.is_there();
            packages.extend(package(&named, go.root(), &modules, &called));
            leaves_out |= package(&named, go.root(), &modules, &others).is_some();
        }
    }
    Ok(Listing { packages, is_any, leaves_out })
}

/// What is named on one side.
#[derive(Default)]
pub(super) struct Listing {
    /// Those with benchmarks, by their directories.
    pub packages: BTreeMap<String, Package>,
    /// Whether anything is named, be it without benchmarks.
    pub is_any: bool,
    /// Whether there are benchmarks that are not called.
    pub leaves_out: bool,
}

/// Where to ask for what, if nothing is named: in the module around a directory for what is below it, and
/// in the modules below it.
fn everything(modules: &[String], directory: &str) -> Vec<(String, Vec<String>)> {
    let around = modules.iter().filter(|module| is_below(directory, module));
    let around = around.max_by_key(|module| module.len()).map(|_| directory.to_owned());
    let below = modules.iter().filter(|module| *module != directory && is_below(module, directory));
    let all = around.into_iter().chain(below.cloned());
    all.map(|at| (at, vec!["./...".to_owned()])).collect()
}

/// A package that is named, if it lies in the checkout and has benchmarks that are built.
fn package(
    named: &Named,
    root: &Path,
    modules: &[String],
    benchmarks: &[Benchmark],
) -> Option<(String, Package)> {
    let below = Path::new(&named.dir).strip_prefix(root).ok()?;
    let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
    let directory = names.join("/");
    let is_built =
        |path: &str| named.test_files().any(|file| path.rsplit('/').next() == Some(file));
    let own = benchmarks.iter().filter(|b| directory_of(&b.path) == directory && is_built(&b.path));
    let benchmarks: Vec<Function> = functions(own);
    let around = modules.iter().filter(|module| is_below(&directory, module));
    let module = around.max_by_key(|module| module.len())?.clone();
    let path = named.import_path.clone();
    let package = Package { path, directory: directory.clone(), module, benchmarks };
    (!package.benchmarks.is_empty()).then_some((directory, package))
}

/// The packages of both sides, in the order of their directories.
pub(super) fn joined(
    baseline: BTreeMap<String, Package>,
    mut candidate: BTreeMap<String, Package>,
) -> Vec<Sides> {
    let mut all: BTreeMap<String, Sides> = BTreeMap::new();
    for (directory, package) in baseline {
        let candidate = candidate.remove(&directory);
        let path = candidate.as_ref().map_or(&package.path, |candidate| &candidate.path).clone();
        let sides =
            Sides { path, directory: directory.clone(), baseline: Some(package), candidate };
        all.insert(directory, sides);
    }
    for (directory, package) in candidate {
        let path = package.path.clone();
        let sides =
            Sides { path, directory: directory.clone(), baseline: None, candidate: Some(package) };
        all.insert(directory, sides);
    }
    all.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(modules: &[&str], directory: &str) -> Vec<String> {
        let modules: Vec<String> = modules.iter().map(|module| (*module).to_owned()).collect();
        everything(&modules, directory).into_iter().map(|(at, _)| at).collect()
    }

    #[test]
    fn what_is_not_named_is_what_lies_below_in_all_modules() {
        assert_eq!(at(&[""], ""), [""]);
        assert_eq!(at(&["", "tools"], ""), ["", "tools"]);
        assert_eq!(at(&["", "tools"], "a/b"), ["a/b"]);
        assert_eq!(at(&["", "tools"], "tools/x"), ["tools/x"]);
        assert_eq!(at(&["a", "b"], ""), ["a", "b"]);
        assert!(at(&["a"], "b").is_empty());
    }
}
