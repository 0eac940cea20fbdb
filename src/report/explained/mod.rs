//! Explanations in words: which lines allocate more, and why. Every format has its words from here.

mod figures;
mod limit;
mod name;
mod path;
mod why;

use super::naming::Naming;
use super::text::count;
use super::v1::{Explanation, Place, Report, Site, SiteReason};
use figures::{growth, share};
use std::collections::{BTreeMap, HashMap};

pub(super) use limit::limit;
pub(super) use name::within_package;
pub(super) use path::{call, innermost, path};
pub(super) use why::{step, why};

/// The explanations of a report, by benchmark.
pub(super) struct ByBenchmark<'a> {
    known: HashMap<(&'a str, &'a str), &'a Explanation>,
}

impl<'a> ByBenchmark<'a> {
    pub fn new(report: &'a Report) -> ByBenchmark<'a> {
        let key = |e: &'a Explanation| ((&*e.package, &*e.name), e);
        ByBenchmark { known: report.explanations.iter().map(key).collect() }
    }

    /// That of a benchmark, by package and full name.
    pub fn of(&self, package: &str, name: &str) -> Option<&'a Explanation> {
        self.known.get(&(package, name)).copied()
    }
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

/// What stands below a benchmark's name.
pub(super) enum Told<'a> {
    Site(&'a Site),
    Words(String),
    /// Words, too, which can stand beside the name instead.
    Shares(String),
}

/// All that is told of a benchmark: so many sites, or which of those before has the same, then the rest.
pub(super) fn told<'a>(
    naming: &Naming<'_>,
    explanation: &'a Explanation,
    before: &[Explanation],
    most: usize,
) -> impl Iterator<Item = Told<'a>> {
    let listed = most.min(explanation.sites.len());
    let (sites, words) = match like(explanation, before) {
        Some(like) => (&[][..], Some(format!("at the same lines as {}", name(naming, like)))),
        None => (&explanation.sites[..listed], more_sites(explanation, listed)),
    };
    let shares = shares(explanation).map(Told::Shares);
    let sites = sites.iter().map(Told::Site).chain(words.map(Told::Words));
    sites.chain(shares).chain(unsaid(explanation).map(Told::Words))
}

/// What is told beside so many sites.
pub(super) fn rest(explanation: &Explanation, listed: usize) -> impl Iterator<Item = String> {
    more_sites(explanation, listed).into_iter().chain(unsaid(explanation))
}

/// Why there are no sites, or not all.
pub(super) fn unsaid(explanation: &Explanation) -> impl Iterator<Item = String> {
    let nothing = nothing(explanation).map(str::to_owned);
    nothing.into_iter().chain(explanation.limits.iter().map(limit))
}

/// What is said of a benchmark for which there are no sites, and nothing that kept them from being found.
pub(super) fn nothing(explanation: &Explanation) -> Option<&'static str> {
    let is_nothing = explanation.sites.is_empty() && explanation.limits.is_empty();
    is_nothing.then_some("no line of this repository grew by more than noise")
}

/// One of those before that has the same sites, whatever its figures are.
fn like<'a>(explanation: &Explanation, before: &'a [Explanation]) -> Option<&'a Explanation> {
    let is_like = |other: &&Explanation| {
        let alike = other.sites.iter().map(at).eq(explanation.sites.iter().map(at));
        alike && other.sites_left_out == explanation.sites_left_out
    };
    before.iter().find(is_like).filter(|_| !explanation.sites.is_empty())
}

fn at(site: &Site) -> (&str, Option<&Place>, SiteReason) {
    (&site.function, site.place.as_ref(), site.reason)
}

/// `the sites explain 1.00 of +1.00 allocs/op, 48 of +48 B/op`; nothing where there is nothing to compare.
pub(super) fn shares(explanation: &Explanation) -> Option<String> {
    let shares: Vec<String> = explanation.shares.iter().take(MOST_UNITS).map(share).collect();
    let elsewhere = explanation.elsewhere.as_ref();
    let elsewhere = elsewhere.map(|other| format!("; other lines: {}", figures::part(other)));
    let elsewhere = elsewhere.unwrap_or_default();
    (!shares.is_empty()).then(|| format!("the sites explain {}{elsewhere}", shares.join(", ")))
}

/// More units of one benchmark are not spelled out.
const MOST_UNITS: usize = 8;

/// That of those that are not listed where so many are.
fn more_sites(explanation: &Explanation, listed: usize) -> Option<String> {
    let others = explanation.sites.len().saturating_sub(listed) as u64;
    and_more(others.saturating_add(explanation.sites_left_out))
}

/// `and 3 more sites`.
pub(super) fn and_more(sites: u64) -> Option<String> {
    (sites > 0).then(|| format!("and {}", count(sites, "more site", "more sites")))
}

/// What is said of benchmarks whose explanations are not listed where so many are, and of those that have none.
pub(super) fn more_explanations(report: &Report, listed: usize) -> Option<String> {
    let unlisted = report.explanations.len().saturating_sub(listed) as u64;
    let benchmarks = |n: u64| count(n, "more benchmark", "more benchmarks");
    let unlisted =
        (unlisted > 0).then(|| format!("{}, which the JSON report has", benchmarks(unlisted)));
    let left_out = Some(report.explanations_left_out).filter(|left| *left > 0);
    let left_out = left_out.map(|left| {
        let verb = if left == 1 { "is" } else { "are" };
        format!("{} regressed and {verb} not explained", benchmarks(left))
    });
    let all: Vec<String> = unlisted.into_iter().chain(left_out).collect();
    (!all.is_empty()).then(|| all.join("; "))
}
