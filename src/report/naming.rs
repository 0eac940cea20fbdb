//! What benchmarks are called where not all of them share a package or a platform.

use super::text::{cut, shown};
use super::v1::Report;
use std::collections::BTreeMap;

/// Names are cut here.
pub(super) const LONGEST_NAME: usize = 200;

/// What tells the benchmarks of a report apart.
pub(super) struct Naming<'a> {
    /// The package of every row, if there is but one: it is said once.
    pub package: Option<&'a str>,
    /// The platform of every row, likewise: goos and goarch.
    pub platform: Option<[Option<&'a str>; 2]>,
    /// Whether there is more than one platform: then every name has its own.
    platforms: bool,
}

impl<'a> Naming<'a> {
    pub fn new(report: &'a Report) -> Naming<'a> {
        let (package, platform) = (only_package(report), only_platform(report));
        let platforms = platform.is_none() && has_rows(report);
        Naming { package, platform, platforms }
    }

    /// A benchmark's name with what tells it from others of its name.
    pub fn name(
        &self,
        package: &str,
        name: &str,
        configuration: &BTreeMap<String, String>,
    ) -> String {
        let within = self.within_package(name, configuration);
        if self.package.is_none() && !package.is_empty() {
            return format!("{}.{within}", shown(&cut(package, LONGEST_NAME)));
        }
        within
    }

    /// The same, where the package is said elsewhere.
    pub fn within_package(&self, name: &str, configuration: &BTreeMap<String, String>) -> String {
        let mut full = shown(&cut(name, LONGEST_NAME)).into_owned();
        let platform = |key: &str| matches!(key, "goos" | "goarch");
        for (key, value) in configuration.iter().filter(|(k, _)| self.platforms || !platform(k)) {
            let pair = format!("{key}={value}");
            full.push_str(&format!(" [{}]", shown(&cut(&pair, LONGEST_NAME))));
        }
        full
    }
}

/// The package of every row, if there is but one.
fn only_package(report: &Report) -> Option<&str> {
    let rows = report.rows.iter().map(|row| &*row.package);
    let one_sided = report.added.iter().chain(&report.removed).map(|row| &*row.package);
    only(rows.chain(one_sided))
}

/// The platform of every row, if there is but one.
fn only_platform(report: &Report) -> Option<[Option<&str>; 2]> {
    let one_sided = report.added.iter().chain(&report.removed).map(|row| &row.configuration);
    let all = report.rows.iter().map(|row| &row.configuration).chain(one_sided);
    only(all.map(|c| ["goos", "goarch"].map(|key| c.get(key).map(String::as_str))))
}

fn only<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

fn has_rows(report: &Report) -> bool {
    !(report.rows.is_empty() && report.added.is_empty() && report.removed.is_empty())
}
