//! Explanations in words: which lines allocate more, and why. Every format has its words from here.

mod figures;
mod limit;
mod name;
mod path;
mod why;

use super::naming::Naming;
use super::order::rows_of;
use super::text::count;
use super::v1::{Explanation, Place, Report, Site, SiteReason, Status};
use figures::{growth, share};
use std::collections::{BTreeMap, HashMap};

pub(super) use limit::limit;
pub(super) use name::within_package;
pub(super) use path::{call, innermost, path};
pub(super) use why::{step, why};

/// The explanations of a report, by benchmark.
pub(super) struct Explained<'a> {
    known: HashMap<(&'a str, &'a str), &'a Explanation>,
}

impl<'a> Explained<'a> {
    pub fn new(report: &'a Report) -> Explained<'a> {
        let key = |e: &'a Explanation| ((&*e.package, &*e.name), e);
        Explained { known: report.explanations.iter().map(key).collect() }
    }

    /// That of a benchmark, by package and full name.
    pub fn of(&self, package: &str, name: &str) -> Option<&'a Explanation> {
        self.known.get(&(package, name)).copied()
    }
}

/// All of them, in the order of the rows that they are about.
pub(super) fn worst_first(report: &Report) -> Vec<&Explanation> {
    let mut left: BTreeMap<(&str, &str), &Explanation> =
        report.explanations.iter().map(|e| ((&*e.package, &*e.name), e)).collect();
    let regressed = rows_of(report, Status::Regression, |_| !left.is_empty());
    let first = regressed.iter().filter_map(|row| left.remove(&(&*row.package, &*row.name)));
    let mut all: Vec<&Explanation> = first.collect();
    all.extend(left.into_values());
    all
}

/// The benchmark's name.
pub(super) fn name(naming: &Naming<'_>, explanation: &Explanation) -> String {
    naming.name(&explanation.package, &explanation.name, &BTreeMap::new())
}

/// The place to show an explanation at: that of its largest site.
pub(super) fn first_place(explanation: &Explanation) -> Option<&Place> {
    explanation.sites.first().and_then(shown_at)
}

/// The place to show a site at.
pub(super) fn shown_at(site: &Site) -> Option<&Place> {
    site.annotate.as_ref().or(site.place.as_ref())
}

/// `+1.00 allocs/op, +48 B/op in codec.(*Encoder).writeKey`.
pub(super) fn head(site: &Site) -> String {
    format!("{} in {}", growth(site), within_package(&site.function))
}

/// All of a site in a line: `codec/codec.go:46: +1.00 allocs/op, +48 B/op: …`.
pub(super) fn line(site: &Site) -> String {
    format!("{}: {}: {}", innermost(site), growth(site), why(site))
}

/// What is said of a benchmark for which there are no sites, and nothing that kept them from being found.
pub(super) fn nothing(explanation: &Explanation) -> Option<&'static str> {
    let is_nothing = explanation.sites.is_empty() && explanation.limits.is_empty();
    is_nothing.then_some("no line of this repository allocates more")
}

/// One of those before that has the same sites, whatever its figures are.
pub(super) fn like<'a>(
    explanation: &Explanation,
    before: &[&'a Explanation],
) -> Option<&'a Explanation> {
    let sites = |e: &Explanation| -> Vec<(Option<Place>, SiteReason)> {
        e.sites.iter().map(|site| (site.place.clone(), site.reason)).collect()
    };
    let own = sites(explanation);
    before.iter().find(|e| !own.is_empty() && sites(e) == own).copied()
}

/// `the sites explain 1.00 of +1.00 allocs/op, 48 of +48 B/op`; nothing where there is nothing to compare.
pub(super) fn shares(explanation: &Explanation) -> Option<String> {
    let shares: Vec<String> = explanation.shares.iter().take(MOST_UNITS).map(share).collect();
    let elsewhere = explanation.elsewhere.as_ref();
    let elsewhere = elsewhere.map(|other| format!("; {} of it elsewhere", figures::part(other)));
    let elsewhere = elsewhere.unwrap_or_default();
    (!shares.is_empty()).then(|| format!("the sites explain {}{elsewhere}", shares.join(", ")))
}

/// More units of one benchmark are not spelled out.
const MOST_UNITS: usize = 8;

/// `and 3 more sites`, of those that are not listed where so many are.
pub(super) fn more_sites(explanation: &Explanation, listed: usize) -> Option<String> {
    let others = explanation.sites.len().saturating_sub(listed) as u64;
    let others = others.saturating_add(explanation.sites_left_out);
    (others > 0).then(|| format!("and {}", count(others, "more site", "more sites")))
}

/// What is said of benchmarks that regressed and are not explained.
pub(super) fn more_explanations(report: &Report, listed: usize) -> Option<String> {
    let others = report.explanations.len().saturating_sub(listed) as u64;
    let others = others.saturating_add(report.explanations_left_out);
    let others = (others > 0).then(|| count(others, "more benchmark", "more benchmarks"))?;
    Some(format!("{others} regressed, and what allocates more there is not listed here"))
}
