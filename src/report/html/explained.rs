//! Which lines allocate more, and why.

use super::super::explained::{Told, head, innermost, more_explanations, name, path, told, why};
use super::super::naming::Naming;
use super::super::text::{capital, count};
use super::super::v1::{Explanation, Report, Site};
use super::markup::{code, sentence};
use super::section::open;

/// So many benchmarks are explained, and of each so many sites. The first are unfolded.
const MOST: usize = 200;
const MOST_SITES: usize = 50;
const UNFOLDED: usize = 3;

pub(super) fn explained(report: &Report, naming: &Naming<'_>) -> String {
    let all = &report.explanations;
    if all.is_empty() {
        return String::new();
    }
    let listed = all.len().min(MOST);
    let benchmarks = count(all.len() as u64, "benchmark", "benchmarks");
    let explanations: String =
        all[..listed].iter().enumerate().map(|(i, e)| explanation(naming, e, &all[..i])).collect();
    let more = more_explanations(report, listed).map(|more| line(&more));
    let title = format!("<h2>What allocates more ({benchmarks})</h2>\n");
    open(title + &explanations + &more.unwrap_or_default())
}

fn explanation(naming: &Naming<'_>, explanation: &Explanation, before: &[Explanation]) -> String {
    let told: String = told(naming, explanation, before, MOST_SITES)
        .map(|told| match told {
            Told::Site(told) => site(told),
            Told::Words(words) | Told::Shares(words) => line(&capital(&words)),
        })
        .collect();
    let first = explanation.sites.first();
    let at = first.map(|site| format!(" allocates more at {}", code(&innermost(site))));
    let at = at.unwrap_or_default();
    let name = code(&name(naming, explanation));
    let state = if before.len() < UNFOLDED { " open" } else { "" };
    format!("<details{state}>\n<summary>{name}{at}</summary>\n{told}</details>\n")
}

fn site(site: &Site) -> String {
    let touched = if site.touched { " <span class=\"touched\">changed line</span>" } else { "" };
    format!(
        "<div class=\"site\">\n<p><strong>{}</strong>{touched}</p>\n<p class=\"path\">{}</p>\n<p>{}</p>\n</div>\n",
        sentence(&head(site)),
        code(&path(site)),
        sentence(&capital(&why(site)))
    )
}

fn line(words: &str) -> String {
    format!("<p class=\"more\">{}</p>\n", sentence(words))
}
