//! The report as a page of HTML that needs nothing else.
//!
//! It has no scripts and loads nothing, and says so to the browser: whatever comes of captures and files is
//! text there, and could do nothing if it were more.

mod explained;
mod markup;
mod rows;
mod section;

use super::advice::advice;
use super::drill::drill;
use super::naming::Naming;
use super::next::steps;
use super::text::{capital, shown};
use super::v1::{Report, Revision, Verdict};
use super::verdict::parts;
use crate::xml::escaped;
use markup::{code, sentence};

const STYLE: &str = include_str!("style.css");

/// Renders a report. Of a list of thousands the first are shown, and it says how many more there are.
pub fn html(report: &Report) -> String {
    let naming = Naming::new(report);
    let [verdict, why] = parts(report);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>allocgate {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
        escaped(&verdict)
    );
    if let Some(drill) = drill(report) {
        page.push_str(&format!("<p class=\"drill\">{}</p>\n", sentence(&drill)));
    }
    let class = match report.verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::CannotJudge => "unsure",
    };
    let why = sentence(&capital(&why));
    page.push_str(&format!(
        "<header class=\"{class}\">\n<h1>{}</h1>\n<p>{why}</p>\n</header>\n",
        sentence(&verdict)
    ));
    page.push_str(&facts(report, &naming));
    page.extend(rows::sections(report, &naming));
    page.push_str(&next(report));
    page + "</main>\n</body>\n</html>\n"
}

/// The package and the platform, if there is but one, the policy's file, and what was measured.
fn facts(report: &Report, naming: &Naming<'_>) -> String {
    let platform = naming
        .platform
        .map(|platform| platform.into_iter().flatten().collect::<Vec<_>>().join("/"));
    let revision = |of: fn(&super::v1::Revisions) -> &Revision| {
        report.revisions.as_ref().map(|revisions| named(of(revisions)))
    };
    let facts = [
        ("package", naming.package.map(str::to_owned)),
        ("platform", platform),
        ("policy", report.policy.file.clone()),
        ("baseline", revision(|r| &r.baseline)),
        ("candidate", revision(|r| &r.candidate)),
    ];
    let facts = facts.into_iter().filter_map(|(name, fact)| Some((name, fact?)));
    let facts = facts.filter(|(_, fact)| !fact.is_empty());
    let facts: String =
        facts.map(|(name, fact)| format!("<dt>{name}</dt><dd>{}</dd>\n", code(&fact))).collect();
    if facts.is_empty() { facts } else { format!("<dl>\n{facts}</dl>\n") }
}

/// A revision by the beginning of its commit's id.
fn named(revision: &Revision) -> String {
    let commit =
        revision.commit.as_deref().map(|id| shown(id.get(..12).unwrap_or(id)).into_owned());
    match (commit, revision.working_tree) {
        (Some(commit), true) => format!("working tree above {commit}"),
        (None, true) => "working tree".to_owned(),
        (commit, false) => commit.unwrap_or_default(),
    }
}

/// What to do, and the commands to be copied. What a drill planted is not to be measured again.
fn next(report: &Report) -> String {
    let steps = if report.drill.is_none() { steps(report, None) } else { Vec::new() };
    let block = |(words, commands): (Option<&str>, Vec<String>)| {
        let words = words.map(|words| format!("<p>{}</p>\n", sentence(&capital(words))));
        let commands = match commands.as_slice() {
            [] => String::new(),
            lines => format!("<pre>{}</pre>\n", escaped(&lines.join("\n"))),
        };
        words.unwrap_or_default() + &commands
    };
    let blocks: String = advice(&steps).into_iter().map(block).collect();
    if blocks.is_empty() {
        blocks
    } else {
        format!("<section>\n<h2>Next</h2>\n{blocks}</section>\n")
    }
}
