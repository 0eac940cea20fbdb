//! Which packages with benchmarks a change reaches.

use super::error::RunError;
use super::go::Go;
use super::links::with_aliases;
use super::listing::{Listed, Listing};
use super::packages::{Package, below, directory_of, is_below};
use super::relevant::{is_compiled, is_go, is_of_module};
use super::tree::Tree;
use std::path::Path;
use std::time::Duration;

/// Those of the packages that a change reaches: those whose own directory it touches first. `changed`
/// are paths from the root of the checkout.
pub(super) fn affected(
    go: &Go,
    packages: &[Package],
    changed: &[String],
    deadline: &dyn Fn() -> Duration,
) -> Result<Vec<Package>, RunError> {
    let mut modules: Vec<&str> = packages.iter().map(|package| &*package.module).collect();
    modules.sort_unstable();
    modules.dedup();
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for module in modules {
        let of_module: Vec<&Package> = packages.iter().filter(|p| p.module == module).collect();
        let listing = Listing::of(go, module, &of_module, deadline())?;
        let built_from = listing.directories().filter_map(|directory| below(go.root(), directory));
        let own_directories = of_module.iter().map(|package| package.directory.clone());
        let directories = built_from.chain(own_directories).collect();
        let changed = &with_aliases(go.root(), &directories, changed);
        for package in of_module {
            if touches(package, changed) {
                own.push(package.clone());
            } else if reaches(&listing, package, changed, go.root()) {
                others.push(package.clone());
            }
        }
    }
    own.append(&mut others);
    Ok(own)
}

/// Those of the baseline's packages with benchmarks that a change took away. What is not in the
/// candidate's checkout for another reason, such as one that is sparse, was not changed.
pub(super) fn removed(baseline: &Tree, candidate: &Tree, changed: &[String]) -> Vec<Package> {
    let is_gone = |package: &Package| {
        let is_changed = touches(package, changed) || is_rebuilt(package, changed);
        is_changed && !candidate.has_benchmarks(&package.directory)
    };
    baseline.packages().into_iter().filter(is_gone).collect()
}

/// Whether a change touches a package's own source, tests or test data.
fn touches(package: &Package, changed: &[String]) -> bool {
    let data = join(&package.directory, "testdata");
    let is_own = |path: &String| directory_of(path) == package.directory && is_source(path);
    // A submodule that changed is one path.
    let is_around = |path: &String| is_below(&package.directory, path);
    changed.iter().any(|path| is_own(path) || is_below(path, &data) || is_around(path))
}

/// Whether a change touches what a package's tests are built from, or how its module is built.
fn reaches(listing: &Listing, package: &Package, changed: &[String], root: &Path) -> bool {
    if is_rebuilt(package, changed) {
        return true;
    }
    let built_from = listing.built_from(&package.path);
    let has_foreign = changed.iter().any(|path| is_compiled(path));
    built_from.iter().any(|listed| {
        let Some(directory) = below(root, &listed.dir) else { return false };
        has_foreign && listed.is_mixed()
            || changed.iter().any(|path| is_part(path, &directory, listed, root))
    })
}

/// Whether a change touches how a package's module is built.
fn is_rebuilt(package: &Package, changed: &[String]) -> bool {
    changed.iter().any(|path| is_of_module(path) && is_below(&package.module, above(path)))
}

/// Whether a file is part of a package that others are built from: tests are not.
fn is_part(path: &str, directory: &str, listed: &Listed, root: &Path) -> bool {
    if directory_of(path) == directory && is_source(path) {
        return !path.ends_with("_test.go");
    }
    if is_below(directory, path) {
        return true;
    }
    let mut embedded = listed.embedded().peekable();
    let Some(rest) = path.strip_prefix(directory).filter(|_| embedded.peek().is_some()) else {
        return false;
    };
    let rest = if directory.is_empty() { rest } else { rest.trim_start_matches('/') };
    // What is gone may have been embedded.
    is_below(path, directory) && (!root.join(path).exists() || embedded.any(|file| file == rest))
}

fn is_source(path: &str) -> bool {
    is_go(path) || is_compiled(path)
}

/// The directory whose modules a file such as `go.mod` or `vendor/modules.txt` speaks of.
fn above(path: &str) -> &str {
    let directory = directory_of(path);
    match directory.strip_suffix("vendor").filter(|_| path.ends_with("modules.txt")) {
        Some(above) => above.trim_end_matches('/'),
        None => directory,
    }
}

fn join(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(directory: &str, module: &str) -> Package {
        let of = |text: &str| text.to_owned();
        let benchmarks = Vec::new();
        Package { path: of("x"), directory: of(directory), module: of(module), benchmarks }
    }

    #[test]
    fn a_package_is_touched_by_its_sources_and_test_data() {
        let touched = |path: &str| touches(&package("a", ""), &[path.to_owned()]);
        for path in ["a/x.go", "a/x_test.go", "a/x.s", "a/testdata/x/y.json", "a"] {
            assert!(touched(path), "{path}");
        }
        for path in ["a/README.md", "x.go", "ab/x.go", "a/b/x.go", "a/b/testdata/x", "testdata/x"] {
            assert!(!touched(path), "{path}");
        }
        assert!(touches(&package("", ""), &["testdata/x".to_owned()]));
        assert!(!touches(&package("", ""), &["README.md".to_owned()]));
    }

    #[test]
    fn files_of_a_module_speak_of_what_is_below_them() {
        let reached = |path: &str, module: &str| {
            let (package, path) = (package(module, module), path.to_owned());
            reaches(&Listing::default(), &package, &[path], Path::new("/"))
        };
        assert!(reached("go.mod", "") && reached("go.work", "tools") && reached("t/go.sum", "t"));
        assert!(reached("vendor/modules.txt", "") && reached("t/vendor/modules.txt", "t"));
        assert!(!reached("tools/go.mod", "") && !reached("x/go.mod", "t"));
        assert!(!reached("x/modules.txt", "x"));
    }
}
