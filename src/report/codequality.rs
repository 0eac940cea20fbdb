//! A Code Quality report of GitLab.
//!
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use super::explained::{line, rest};
use super::fingerprint::Fingerprints;
use super::problems::{Problem, Severity, file_of, problems};
use super::text::{cut, shown};
use super::v1::{Place, Report};
use serde::Serialize;

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
    let mut fingerprints = Fingerprints::default();
    let issues: Vec<Issue> =
        problems(report).iter().map(|problem| issue(report, problem, &mut fingerprints)).collect();
    let mut json = serde_json::to_string_pretty(&issues)?;
    json.push('\n');
    Ok(json)
}

fn issue(report: &Report, problem: &Problem<'_>, fingerprints: &mut Fingerprints) -> Issue {
    let fingerprint = fingerprints.of(&problem.identity());
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
    let explained = problem.explanation.into_iter();
    let explained = explained.flat_map(|e| e.sites.first().map(line).into_iter().chain(rest(e, 1)));
    let parts: Vec<String> = [problem.line()].into_iter().chain(explained).collect();
    parts.join("; ")
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
