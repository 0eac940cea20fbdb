//! The verdict, and what it is about.

use super::super::drill::drill;
use super::super::naming::Naming;
use super::super::text::{capital, cut, shown};
use super::super::v1::{Report, Verdict};
use super::super::verdict::parts;
use super::MarkdownPage;
use super::section::words;
use crate::gfm;

/// A longer reason stands below the heading.
const LONGEST_HEADING: usize = 100;
const LONGEST_TITLE: usize = 100;

/// As much of it as has room; nothing without the verdict.
pub(super) fn head(report: &Report, naming: &Naming<'_>, page: &MarkdownPage<'_>) -> String {
    let [verdict, why] = parts(report);
    let title = page.title.map(|title| format!(" ({})", words(&cut(title, LONGEST_TITLE))));
    let title =
        format!("{} allocgate{} {}", icon(report), title.unwrap_or_default(), words(&verdict));
    let (heading, below) = match headline(report, &why) {
        ("", below) => (format!("### {title}\n\n"), below),
        (first, below) => (format!("### {title}: {}\n\n", words(first)), below),
    };
    // First of all, that it is a drill.
    let drill = drill(report).map(|line| format!("**{}**\n\n", words(&line)));
    let mut text = drill.unwrap_or_default() + &heading;
    if text.len() > page.budget {
        return String::new();
    }
    let below = Some(capital(below)).filter(|below| !below.is_empty());
    let below = below.into_iter().chain(page.lead.map(str::to_owned));
    let below = below.map(|sentence| format!("{}\n\n", words(&sentence)));
    for block in below.chain(facts(report, naming)) {
        if text.len() + block.len() <= page.budget {
            text.push_str(&block);
        }
    }
    text
}

/// What of a reason has room in the heading, and what stands below it.
fn headline<'a>(report: &Report, why: &'a str) -> (&'a str, &'a str) {
    let has_room = |text: &str| text.chars().count() <= LONGEST_HEADING;
    match why.split_once("; ") {
        _ if has_room(why) => (why, ""),
        // What was found is said first, and whatever else there is behind it.
        Some((found, rest)) if report.verdict != Verdict::CannotJudge && has_room(found) => {
            (found, rest)
        }
        _ => ("", why),
    }
}

fn icon(report: &Report) -> &'static str {
    match report.verdict {
        Verdict::Pass => "✅",
        Verdict::Fail => "❌",
        Verdict::CannotJudge => "⚠️",
    }
}

/// The package and the platform, if there is but one, and the policy's file.
fn facts(report: &Report, naming: &Naming<'_>) -> Option<String> {
    let code = |text: &str| gfm::code(&shown(&cut(text, LONGEST_FACT)));
    let package = naming.package.filter(|package| !package.is_empty());
    let platform = naming.platform.and_then(|platform| {
        let parts: Vec<&str> = platform.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join("/"))
    });
    let facts = [
        package.map(|package| format!("pkg {}", code(package))),
        platform.map(|platform| code(&platform)),
        report.policy.file.as_deref().map(|file| format!("policy {}", code(file))),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    (!facts.is_empty()).then(|| facts.join(" · ") + "\n\n")
}

const LONGEST_FACT: usize = 200;
