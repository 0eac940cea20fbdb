//! Which lines allocate more, and why: a section for each benchmark.

use super::super::explained::{
    head, innermost, limit, more_explanations, more_sites, name, nothing, path, shares, why,
    worst_first,
};
use super::super::naming::Naming;
use super::super::text::{capital, count};
use super::super::v1::{Explanation, Report, Site};
use super::section::{Item, Section, words};
use crate::gfm;

/// So many benchmarks have a section, and a line says how many more there are.
const MOST: usize = 20;

/// The sections, the worst benchmark first.
pub(super) fn explained<'a>(report: &'a Report, naming: &Naming<'_>) -> Vec<Section<'a>> {
    let all = worst_first(report);
    let listed = all.len().min(MOST);
    let mut sections: Vec<Section<'a>> = all[..listed].iter().map(|&e| of(naming, e)).collect();
    if let Some(more) = more_explanations(report, listed).filter(|_| listed > 0) {
        sections.push(Section::list("Not explained".to_owned(), vec![more]).folded());
    }
    sections
}

fn of<'a>(naming: &Naming<'_>, explanation: &'a Explanation) -> Section<'a> {
    let sites = explanation.sites.iter().map(site);
    let others = shares(explanation).map(|shares| capital(&shares));
    let more = more_sites(explanation, explanation.sites.len()).map(|more| capital(&more));
    let nothing = nothing(explanation).map(capital);
    let others = others.into_iter().chain(more).chain(nothing);
    let limits = explanation.limits.iter().map(|l| capital(&limit(l)));
    let others = others.chain(limits).collect::<Vec<_>>();
    let total = explanation.sites.len() + others.len();
    let points = sites.chain(others.into_iter().map(|line| words(&line)));
    let items = points.map(|point| Item { cells: vec![point], why: None });
    let title = gfm::name(&name(naming, explanation)) + &where_to_look(explanation);
    Section::points(title, total, items).folded()
}

/// Of the largest site where it is, for whoever does not unfold.
fn where_to_look(explanation: &Explanation) -> String {
    let Some(first) = explanation.sites.first() else {
        let is_nothing = nothing(explanation).is_some();
        return if is_nothing { ": no line allocates more" } else { ": not explained" }.to_owned();
    };
    let others = match explanation.sites.len() - 1 {
        0 => String::new(),
        n => format!(", and at {}", count(n as u64, "more site", "more sites")),
    };
    format!(" allocates more at {}{others}", gfm::code(&innermost(first)))
}

/// What it allocates, and below that the calls and the reason.
fn site(site: &Site) -> String {
    format!("{}\n  - {}\n  - {}", words(&head(site)), gfm::code(&path(site)), words(&why(site)))
}
