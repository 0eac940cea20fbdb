//! What part of the rows a decision is about.

use super::pattern::{Pattern, Specificity};
use crate::benchproc::KeyText;

/// Packages and benchmarks; without patterns, all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// The pattern of packages as it was written: `./codec/...`.
    pub package: Option<String>,
    /// The import paths that it stands for, of which one must match.
    pub packages: Vec<Pattern>,
    /// The benchmarks.
    pub benchmark: Option<Pattern>,
}

/// How narrow a scope is: by its benchmarks, then by its packages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Narrowness {
    benchmark: Specificity,
    package: Specificity,
}

impl Scope {
    /// Whether a benchmark is within it.
    pub fn covers(&self, key: &KeyText<'_>) -> bool {
        self.covers_package(key.package())
            && self.benchmark.as_ref().is_none_or(|pattern| pattern.matches(key.name()))
    }

    /// Whether a package is within it.
    pub fn covers_package(&self, package: &[u8]) -> bool {
        self.package.is_none() || self.packages.iter().any(|pattern| pattern.matches(package))
    }

    /// How narrow it is.
    pub fn narrowness(&self) -> Narrowness {
        let package = self.packages.iter().map(Pattern::specificity).max();
        Narrowness {
            benchmark: self.benchmark.as_ref().map(Pattern::specificity).unwrap_or_default(),
            package: package.unwrap_or_default(),
        }
    }

    /// Its patterns as they were written; equal texts are one scope.
    pub fn texts(&self) -> (Option<&str>, Option<&str>) {
        (self.package.as_deref(), self.benchmark.as_ref().map(Pattern::text))
    }
}
