//! The packages that are named, on both sides.

use super::error::RunError;
use super::go::Go;
use super::listing::Named;
use super::packages::{Function, Package, below, directory_of, functions, is_below, modules};
use super::patterns::{Module, asked};
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
    let called = BenchExpression::new(bench).ok();
    let is_called = |name: &str| called.as_ref().is_none_or(|called| called.calls(name));
    let benchmarks = read(files).benchmarks;
    let modules = modules(files);
    // One whose path can't be read has none; Go tells what is wrong with it.
    let path = |at: &str| files.import_path(at).unwrap_or_else(|| "?".to_owned());
    let known: Vec<Module> =
        modules.iter().map(|at| Module { directory: at.clone(), path: path(at) }).collect();
    let asked = asked(&known, directory, patterns);
    let mut listing = Listing { has_module: !asked.is_empty(), ..Listing::default() };
    for (at, patterns) in asked {
        // What one of the sides doesn't have yet, or no more.
        if !go.root().join(&at).is_dir() {
            continue;
        }
        for named in Named::of(go, &at, &patterns, deadline())? {
            listing.is_any |= named.is_there();
            let unseen = unseen(&named, go.root(), files)?;
            let all = if unseen.is_empty() { &benchmarks } else { &unseen };
            let Some((directory, mut package)) = package(&named, go.root(), &modules, all) else {
                continue;
            };
            package.benchmarks.retain(|function| is_called(&function.name));
            if package.benchmarks.is_empty() {
                listing.leaves_out = true;
            } else {
                listing.packages.insert(directory, package);
            }
        }
    }
    Ok(listing)
}

/// What is named on one side.
#[derive(Default)]
pub(super) struct Listing {
    /// Those with benchmarks, by their directories.
    pub packages: BTreeMap<String, Package>,
    /// Whether there is a module to ask.
    pub has_module: bool,
    /// Whether anything is named, be it without benchmarks.
    pub is_any: bool,
    /// Whether there are benchmarks that are not called.
    pub leaves_out: bool,
}

/// The benchmarks of a package that only its name reaches: directories such as `testdata` are not looked
/// into.
fn unseen(named: &Named, root: &Path, files: &Files) -> Result<Vec<Benchmark>, RunError> {
    let Some(directory) = below(root, &named.dir) else { return Ok(Vec::new()) };
    let mut own = Files::default();
    for name in named.test_files() {
        let path = format!("{directory}/{name}");
        if files.iter().any(|(known, _)| known == path.trim_start_matches('/')) {
            return Ok(Vec::new());
        }
        // What can't be read is for Go to tell.
        let text = std::fs::read(Path::new(&named.dir).join(name)).unwrap_or_default();
        own.insert(&path, text)?;
    }
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with("go.mod")) {
        own.insert(path, text.to_vec())?;
    }
    Ok(read(&own).benchmarks)
}

/// A package that is named, if it lies in the checkout and has benchmarks that are built.
fn package(
    named: &Named,
    root: &Path,
    modules: &[String],
    benchmarks: &[Benchmark],
) -> Option<(String, Package)> {
    let directory = below(root, &named.dir)?;
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
