//! A Code Quality report of GitLab.
//!
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use super::problems::{Problem, Severity, problems};
use super::text::{cut, shown};
use super::v1::{Place, Report};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// Renders a report. What was found once and is found again has the same fingerprint, whatever its
/// figures.
///
/// # Errors
///
/// None that can come from a report; serde_json's type has room for some.
pub fn codequality(report: &Report) -> Result<String, serde_json::Error> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let issues: Vec<Issue> =
        problems(report).iter().map(|problem| issue(report, problem, &mut seen)).collect();
    let mut json = serde_json::to_string_pretty(&issues)?;
    json.push('\n');
    Ok(json)
}

fn issue(report: &Report, problem: &Problem<'_>, seen: &mut HashMap<String, u32>) -> Issue {
    let mut fingerprint = fingerprint(problem, 0);
    let times = seen.entry(fingerprint.clone()).or_insert(0);
    *times += 1;
    if *times > 1 {
        fingerprint = self::fingerprint(problem, *times);
    }
    Issue {
        description: cut(&description(problem), LONGEST).into_owned(),
        check_name: format!("allocgate/{}", problem.kind),
        fingerprint,
        severity: match problem.severity {
            Severity::Failure => "major",
            Severity::CannotJudge => "critical",
            Severity::Warning => "minor",
            Severity::Waived => "info",
        },
        location: location(report, problem),
    }
}

/// What was found, and the line that allocates more, where it is known: the issue stands there.
fn description(problem: &Problem<'_>) -> String {
    let site = problem.sites().next().map(|site| format!("; {site}"));
    problem.line() + &site.unwrap_or_default()
}

/// Descriptions are cut here.
const LONGEST: usize = 2000;

/// GitLab demands a path. Without a place in the source it is the package; of a capture, what was judged by
/// or, without a policy file, what every module has.
fn location(report: &Report, problem: &Problem<'_>) -> Location {
    let place = problem.place().filter(|_| problem.about.is_some());
    let (path, begin) = match (&problem.about, place) {
        (Some(_), Some(Place { path, line })) => (shown(&path).into_owned(), line.get()),
        (Some(about), None) if about.package.is_empty() => ("benchmarks".to_owned(), 1),
        (Some(about), None) => (about.package(), 1),
        (None, _) => (file_of(report), 1),
    };
    Location { path, lines: Lines { begin } }
}

fn file_of(report: &Report) -> String {
    let file = report.policy.file.as_deref().and_then(|file| Place::new(file.to_owned(), 1));
    file.map_or_else(|| "go.mod".to_owned(), |place| shown(&place.path).into_owned())
}

/// Of equal problems each has one of its own.
fn fingerprint(problem: &Problem<'_>, times: u32) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        // With its length, so that parts can't be taken for one another.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    };
    add(problem.kind);
    match &problem.about {
        Some(about) => {
            [about.package, about.name, about.unit].into_iter().for_each(&mut add);
            about.configuration.iter().for_each(|(key, value)| {
                add(key);
                add(value);
            });
        }
        None => add(&problem.why),
    }
    add(&times.to_string());
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
