//! What there is to measure: both sides checked out, and the packages with benchmarks.

use super::affected::{affected, removed};
use super::cache::Cache;
use super::candidate::Candidate;
use super::captures::forget_old;
use super::error::RunError;
use super::go::{Go, Toolchain};
use super::listed::{Listing, Naming, joined, named};
use super::measure::Plan;
use super::packages::{files, modules};
use super::place::Place;
use super::preparation;
use super::side::Side;
use super::told::{Asked, Packages};
use super::tree::{Sides, Tree};
use crate::gosource::{Files, local_modules};
use crate::host::{Git, HostError};
use std::cell::OnceCell;
use std::path::Path;
use std::time::Duration;

/// Finds the packages to measure: those of either side that have benchmarks.
///
/// # Errors
///
/// A side can't be checked out, prepared or asked about; Go is missing; the time is over; this process is
/// asked to end.
pub fn prepare<'a>(asked: Asked<'a>, cache: &'a Cache) -> Result<Plan<'a>, RunError> {
    forget_old(cache);
    let sides = [Candidate::Commit(asked.baseline), asked.candidate];
    let place = Place::claim(cache, asked.repository, &sides)?;
    let checkout = Checkout { asked, place: &place };
    // What alone is measured stands in the place of both.
    let is_alone = matches!(asked.packages, Packages::Named { baseline_only: true, .. });
    let go = checkout.side(if is_alone { Side::Baseline } else { Side::Candidate })?;
    let after = files(go.root())?;
    let has_neighbours = place.has_neighbours() || names_absolute(&after);
    let toolchain = toolchain(&go, &after, asked.limit.left())?;
    let version = (!asked.flags.own_toolchains).then_some(&*toolchain.version);
    let go = go.of_version(version);
    let (baseline, differing) = (OnceCell::new(), OnceCell::new());
    let packages = match asked.packages {
        Packages::Reached(changed) => reached(&checkout, &go, after, changed, &toolchain)?,
        Packages::Named { directory, patterns, shard, .. } => {
            let named = |go: &Go, files: &Files| {
                let bench = &asked.flags.bench;
                named(go, files, &Naming { directory, patterns, bench }, &|| asked.limit.left())
            };
            let newer = named(&go, &after)?;
            let (older, newer) = if is_alone {
                let _: Result<(), Go> = baseline.set(go.clone());
                (newer, Listing::default())
            } else {
                let before = checkout.side(Side::Baseline)?.of_version(version);
                let older = named(&before, &files(before.root())?)?;
                let _: Result<(), Go> = baseline.set(before);
                (older, newer)
            };
            let both = [&older, &newer];
            if !both.iter().any(|side| side.has_module) {
                return Err(RunError::NoModule);
            }
            if !patterns.is_empty() && !both.iter().any(|side| side.is_any) {
                return Err(RunError::NothingNamed(few(patterns)));
            }
            if both.iter().all(|side| side.packages.is_empty())
                && both.iter().any(|side| side.leaves_out)
            {
                return Err(RunError::NothingCalled(asked.flags.bench.clone()));
            }
            let all = joined(older.packages, newer.packages);
            let weight = |sides: &Sides| sides.benchmarks().len();
            match shard {
                Some(shard) => shard.share(all, weight, |sides| &sides.directory),
                None => all,
            }
        }
    };
    Ok(Plan {
        asked,
        cache,
        place,
        packages,
        candidate: go,
        toolchain,
        baseline,
        differing,
        has_neighbours,
    })
}

impl Plan<'_> {
    /// How many benchmark functions would run.
    pub fn functions(&self) -> usize {
        self.packages.iter().map(|sides| sides.benchmarks().len()).sum()
    }

    /// Whether modules outside of the repository are part of what is measured, so that no capture is kept
    /// for another time.
    pub fn has_neighbours(&self) -> bool {
        self.has_neighbours
    }
}

/// More patterns are not named one by one.
const MOST_NAMED: usize = 10;

/// Patterns in words.
fn few(patterns: &[String]) -> String {
    let named = patterns[..patterns.len().min(MOST_NAMED)].join(" ");
    match patterns.len().saturating_sub(MOST_NAMED) {
        0 => named,
        others => format!("{named} and {others} more"),
    }
}

/// Whether a module or workspace names another one by its absolute path.
fn names_absolute(files: &Files) -> bool {
    let is_module = |path: &str| path.ends_with("go.mod") || path.ends_with("go.work");
    let modules = files.iter().filter(|(path, _)| is_module(path));
    let mut named = modules.flat_map(|(_, bytes)| local_modules(bytes));
    named.any(|module| Path::new(&module.path).has_root())
}

/// Those that a change reaches. Of the baseline it is only read what is there.
fn reached(
    checkout: &Checkout<'_>,
    go: &Go,
    after: Files,
    changed: &[String],
    toolchain: &Toolchain,
) -> Result<Vec<Sides>, RunError> {
    let Asked { repository, baseline, limit, .. } = checkout.asked;
    let after = Tree::of_checkout(after, toolchain);
    let before = Tree::of_commit(&Git::at(repository), baseline, toolchain)?;
    let mut packages = affected(go, &after.packages(), changed, &|| limit.left())?;
    packages.extend(removed(&before, &after, changed));
    Ok(packages.iter().map(|package| Sides::of(package, &before, &after)).collect())
}

/// The toolchain of a checkout's outermost module.
pub(super) fn toolchain(
    go: &Go,
    files: &Files,
    deadline: Duration,
) -> Result<Toolchain, HostError> {
    let module = modules(files).into_iter().min_by_key(String::len);
    go.toolchain(&module.unwrap_or_default(), deadline)
}

/// Checks sides out.
pub(super) struct Checkout<'a> {
    pub asked: Asked<'a>,
    pub place: &'a Place,
}

impl Checkout<'_> {
    /// Go in a side that is checked out, and in which its command has run.
    pub fn side(&self, side: Side) -> Result<Go, RunError> {
        let Asked { baseline, candidate, limit, prepare, .. } = self.asked;
        let commit = match side {
            Side::Baseline => Some(baseline),
            Side::Candidate => candidate.commit(),
        };
        let root = match commit {
            Some(commit) => self.place.check_out(side, commit, limit.left())?,
            None => self.place.snapshot(side, limit.left())?,
        };
        if let Some(command) = prepare[side as usize] {
            preparation::prepare(side, &root, command, limit.left())?;
        }
        Ok(Go::at(root).keeping(self.place.temporary()?))
    }
}
