//! Packages that were not run, as both sides say.

use super::listed::Listed;
use super::remark::Remark;
use super::scope::Scope;
use crate::benchfmt::text;
use crate::benchproc::{Capture, NotRun, Which};
use std::collections::BTreeSet;

/// Packages that were not run. Nothing can differ where both sides say so for the same reason; what one
/// side says alone could hide that the other has lost them, and holds for no more than that they are
/// named: their rows were added, or removed.
#[derive(Debug, Default)]
pub(super) struct Agreed {
    /// Their binaries are identical.
    identical: Packages,
    /// They have no benchmarks.
    empty: Packages,
    /// They have none on one side, the baseline's first, and results on the other.
    empty_on: [Packages; 2],
}

type Packages = BTreeSet<Box<[u8]>>;

impl Agreed {
    pub fn of(baseline: &Capture, candidate: &Capture) -> Agreed {
        let of = |reason| {
            told(baseline, reason)
                .filter(|package| candidate.not_run.get(*package) == Some(&reason))
                .cloned()
                .collect()
        };
        let empty_on = [empty_on(baseline, candidate), empty_on(candidate, baseline)];
        Agreed { identical: of(NotRun::Identical), empty: of(NotRun::NoBenchmarks), empty_on }
    }

    pub fn is_empty(&self) -> bool {
        let [baseline, candidate] = &self.empty_on;
        [&self.identical, &self.empty, baseline, candidate]
            .iter()
            .all(|packages| packages.is_empty())
    }

    /// Whether nothing can differ in a package.
    pub fn is_identical(&self, package: &[u8]) -> bool {
        self.identical.contains(package)
    }

    /// Whether the candidate says that a package has no benchmarks any more.
    pub fn is_gone(&self, package: &[u8]) -> bool {
        self.empty_on[Which::Candidate as usize].contains(package)
    }

    /// One of the packages within a scope in which nothing can differ.
    pub fn within(&self, scope: &Scope) -> Option<&[u8]> {
        self.identical
            .iter()
            .map(|package| &**package)
            .find(|package| scope.covers_package(package))
    }

    /// What is to be said of them.
    pub fn remarks(&self) -> impl Iterator<Item = Remark> {
        let [baseline, candidate] = &self.empty_on;
        let identical = listed(&self.identical);
        let identical = identical.map(|(count, packages)| Remark::Identical { count, packages });
        let empty = [
            (None, &self.empty),
            (Some(Which::Baseline), baseline),
            (Some(Which::Candidate), candidate),
        ];
        let empty = empty.into_iter().filter_map(|(which, packages)| {
            let (count, packages) = listed(packages)?;
            Some(Remark::NoBenchmarks { which, count, packages })
        });
        identical.into_iter().chain(empty.collect::<Vec<_>>())
    }

    /// The package within a scope that explains why something was not measured.
    pub fn explaining(&self, scope: &Scope) -> Option<String> {
        self.within(scope).map(text)
    }
}

/// The packages that a side says were not run, for a reason.
fn told(capture: &Capture, reason: NotRun) -> impl Iterator<Item = &Box<[u8]>> {
    let of = capture.not_run.iter().filter(move |(_, told)| **told == reason);
    of.map(|(package, _)| package)
}

/// Those without benchmarks on one side, which has no results of them, that have results on the other.
fn empty_on(side: &Capture, other: &Capture) -> Packages {
    let [own, others] = [side, other].map(|capture| capture.samples.packages());
    let is_alone = |package: &[u8]| others.contains(package) && !own.contains(package);
    told(side, NotRun::NoBenchmarks).filter(|package| is_alone(package)).cloned().collect()
}

/// How many they are, and which, if there are any.
fn listed(packages: &Packages) -> Option<(usize, Listed)> {
    let named = packages.iter().map(|package| &**package);
    (!packages.is_empty()).then(|| (packages.len(), Listed::new(named)))
}
