//! Which lines allocate more, and why: a section for each benchmark.

use super::super::explained::{
    Told, head, innermost, more_explanations, name, nothing, path, told, why,
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
    let all = &report.explanations;
    let listed = all.len().min(MOST);
    let sections = all[..listed].iter().enumerate().map(|(i, e)| of(naming, e, &all[..i]));
    let mut sections: Vec<Section<'a>> = sections.collect();
    if let Some(more) = more_explanations(report, listed).filter(|_| listed > 0) {
        sections.push(Section::list("Not explained".to_owned(), vec![more]).folded());
    }
    sections
}

fn of<'a>(
    naming: &Naming<'_>,
    explanation: &'a Explanation,
    before: &[Explanation],
) -> Section<'a> {
    let told = told(naming, explanation, before, explanation.sites.len());
    let told: Vec<Told<'a>> = told.collect();
    let total = told.len();
    let items = told.into_iter().map(|told| Item { cells: vec![point(told)], why: None });
    let title = gfm::name(&name(naming, explanation)) + &where_to_look(explanation);
    // Emphasis can't begin with the space behind a name that is empty.
    Section::points(title.trim_start().to_owned(), total, items).folded()
}

fn point(told: Told<'_>) -> String {
    match told {
        Told::Site(told) => site(told),
        Told::Words(told) | Told::Shares(told) => words(&capital(&told)),
    }
}

/// Of the largest site where it is, for whoever does not unfold.
fn where_to_look(explanation: &Explanation) -> String {
    let Some(first) = explanation.sites.first() else {
        let is_nothing = nothing(explanation).is_some();
        return if is_nothing { ": no line grew by more than noise" } else { ": not explained" }
            .to_owned();
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
