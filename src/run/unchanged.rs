//! Packages for which nothing can differ between the two sides.

use super::empty::{empty, not_run};
use super::error::RunError;
use super::go::Go;
use super::identity::Identities;
use super::packages::{Package, directory_of, is_below};
use super::samples::Samples;
use super::settings::Setting;
use super::side::Side;
use super::told::{Asked, Captured, Pair};
use super::tree::Sides;
use std::collections::{BTreeMap, BTreeSet};

/// The policy, which is for no benchmark to read.
const POLICY: &str = "allocgate.toml";

/// The files of a workspace, which lies above its modules.
const WORKSPACE: [&str; 2] = ["go.work", "go.work.sum"];

/// The directories of those packages that both sides have, whose test binaries are the same, and around
/// which no file differs that a benchmark may read: none in their own directories or below, and none of
/// their modules but Go files, which are in the binaries. `differing` are paths from the root.
pub(super) fn unchanged(
    packages: &[Sides],
    [baseline, candidate]: [&Go; 2],
    differing: &[&str],
    asked: &Asked<'_>,
) -> Result<BTreeSet<String>, RunError> {
    let mut modules: BTreeMap<&str, Vec<&Sides>> = BTreeMap::new();
    for sides in packages {
        if let [Some(one), Some(other)] = [&sides.baseline, &sides.candidate]
            && (&one.path, &one.module) == (&other.path, &other.module)
            && !differing.iter().any(|path| may_be_read(path, other))
        {
            modules.entry(&other.module).or_default().push(sides);
        }
    }
    let mut unchanged = BTreeSet::new();
    for (module, all) in modules {
        let of = |go: &Go, side| {
            let packages: Vec<&Package> =
                all.iter().filter_map(|sides| sides.of_side(side)).collect();
            Identities::of(go, module, &packages, asked.limit.left())
        };
        // Both at a time: most of it is waiting for compilers.
        let (one, other) = std::thread::scope(|scope| {
            let one = scope.spawn(|| of(baseline, Side::Baseline));
            let other = of(candidate, Side::Candidate);
            (one.join(), other)
        });
        let one = one.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        let other = other?;
        let same = all.iter().filter(|sides| one.is_same(&other, &sides.path));
        unchanged.extend(same.map(|sides| sides.directory.clone()));
    }
    Ok(unchanged)
}

/// Whether a benchmark of a package may read a file that differs.
fn may_be_read(path: &str, package: &Package) -> bool {
    let is_policy = path == POLICY || path.ends_with(&format!("/{POLICY}"));
    let is_data = !path.ends_with(".go") && is_below(path, &package.module);
    // A workspace says what its modules are built from.
    let is_workspace = WORKSPACE.contains(&path.rsplit('/').next().unwrap_or(path))
        && is_below(&package.module, directory_of(path));
    // A submodule stands for all that is below it.
    let is_around = is_below(&package.directory, path);
    !is_policy && (is_data || is_workspace || is_around || is_below(path, &package.directory))
}

/// The captures of such a package, equal on both sides: they say that it was not run, and have the figures
/// of another time, if there are any.
pub(super) fn pair(sides: &Sides, figures: Option<Captured>, settings: &[Setting]) -> Pair {
    let identical = not_run("identical");
    let bytes = match figures {
        Some(captured) => {
            let mut samples = Samples::default();
            samples.add(captured.bytes, 1);
            samples.capture(&[identical])
        }
        None => empty(&sides.path, settings, Some(&identical)).into_bytes(),
    };
    let bytes = [bytes, not_run("").line().into_bytes()].concat();
    let captured = Captured { bytes, file: None, has_failed: false };
    let (package, directory) = (sides.path.clone(), sides.directory.clone());
    Pair { package, directory, baseline: Some(captured.clone()), candidate: Some(captured) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_around_a_package_may_be_read_and_go_files_elsewhere_are_in_its_binary() {
        let of = |text: &str| text.to_owned();
        let package = Package {
            path: of("m/a"),
            directory: of("t/a"),
            module: of("t"),
            benchmarks: Vec::new(),
        };
        for path in [
            "t/a/x.go",
            "t/a/testdata/x",
            "t/a/b/c.go",
            "t/data.json",
            "t/b/README.md",
            "t/a",
            "t",
            "go.work",
            "go.work.sum",
            "t/go.work",
        ] {
            assert!(may_be_read(path, &package), "{path}");
        }
        for path in
            ["t/b/x.go", "x.json", "other/x", "allocgate.toml", "t/allocgate.toml", "x/go.work"]
        {
            assert!(!may_be_read(path, &package), "{path}");
        }
    }
}
