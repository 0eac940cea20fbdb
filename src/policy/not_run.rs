//! Packages that were not run, as both sides say.

use super::listed::Listed;
use super::remark::Remark;
use super::scope::Scope;
use crate::benchfmt::text;
use crate::benchproc::{Capture, NotRun};
use std::collections::BTreeSet;

/// Packages that either side says were not run, for the same reason. What one side says alone holds
/// for nothing: it could hide that the other has lost them.
#[derive(Debug, Default)]
pub(super) struct Agreed {
    /// Their binaries are identical.
    identical: BTreeSet<Box<[u8]>>,
    /// They have no benchmarks.
    empty: BTreeSet<Box<[u8]>>,
}

impl Agreed {
    pub fn of(baseline: &Capture, candidate: &Capture) -> Agreed {
        let of = |reason| {
            let told = baseline.not_run.iter().filter(|(_, told)| **told == reason);
            let agreed =
                told.filter(|(package, _)| candidate.not_run.get(*package) == Some(&reason));
            agreed.map(|(package, _)| package.clone()).collect()
        };
        Agreed { identical: of(NotRun::Identical), empty: of(NotRun::NoBenchmarks) }
    }

    pub fn is_empty(&self) -> bool {
        self.identical.is_empty() && self.empty.is_empty()
    }

    /// Whether nothing can differ in a package.
    pub fn is_identical(&self, package: &[u8]) -> bool {
        self.identical.contains(package)
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
        let of = |packages: &BTreeSet<Box<[u8]>>| {
            (!packages.is_empty())
                .then(|| (packages.len(), Listed::new(packages.iter().map(|package| &**package))))
        };
        let identical = of(&self.identical);
        let identical = identical.map(|(count, packages)| Remark::Identical { count, packages });
        let empty = of(&self.empty);
        let empty = empty.map(|(count, packages)| Remark::NoBenchmarks { count, packages });
        identical.into_iter().chain(empty)
    }

    /// The package within a scope that explains why something was not measured.
    pub fn explaining(&self, scope: &Scope) -> Option<String> {
        self.within(scope).map(text)
    }
}
