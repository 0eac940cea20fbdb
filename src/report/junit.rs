//! A JUnit report: a suite for each package, a test case for each row.

use super::drill::drill;
use super::explained::{ByBenchmark, line, rest};
use super::naming::Naming;
use super::order::blocks;
use super::problems::{About, budget_figures, figures, missing, why_missing};
use super::sentence::remark;
use super::text::shown;
use super::v1::{BudgetRow, BudgetStatus, OneSided, Report, Row, Status};
use super::verdict::verdict;
use super::why::{why, why_budget};
use quick_junit::{NonSuccessKind, SerializeError, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;

/// Renders a report. What fails the build is a failure, what can't be judged an error, what is not
/// decided on is skipped.
///
/// # Errors
///
/// None that can come from a report; the library's type has room for some.
pub fn junit(report: &Report) -> Result<String, SerializeError> {
    let mut suites: BTreeMap<&str, Vec<TestCase>> = BTreeMap::new();
    let naming = Naming::new(report);
    let explained = ByBenchmark::new(report);
    let of_row = |row| of_row(report, &naming, &explained, row);
    let rows = report.rows.iter().map(|row| (&row.package, of_row(row)));
    let of_budget = |row| of_budget(report, &naming, &explained, row);
    let budgets = report.budgets.iter().map(|row| (&row.package, of_budget(row)));
    let missing = missing(report).map(|row| (&row.package, of_missing(&naming, row)));
    for (package, case) in rows.chain(budgets).chain(missing) {
        suites.entry(package).or_default().push(case);
    }
    let mut junit = quick_junit::Report::new("allocgate");
    junit.add_test_suite(captures(report));
    for (package, cases) in suites {
        let name = if package.is_empty() { "benchmarks".into() } else { shown(package) };
        let mut suite = TestSuite::new(&*name);
        suite.add_test_cases(cases);
        junit.add_test_suite(suite);
    }
    junit.to_string()
}

/// Whether the captures can be judged at all: a test of its own, which is there in every report.
fn captures(report: &Report) -> TestSuite {
    let causes: Vec<String> = report.causes.iter().map(|cause| remark(report, cause)).collect();
    let status = match causes.first() {
        Some(cause) => failed(NonSuccessKind::Error, "cannot-judge", cause, &causes.join("\n")),
        None => TestCaseStatus::success(),
    };
    let mut case = TestCase::new("the captures can be judged", status);
    case.set_classname("allocgate");
    let mut suite = TestSuite::new("allocgate");
    suite.add_test_case(case);
    let lines: Vec<String> = drill(report).into_iter().chain([verdict(report)]).collect();
    suite.set_system_out(lines.join("\n"));
    suite
}

fn of_row(
    report: &Report,
    naming: &Naming<'_>,
    explained: &ByBenchmark<'_>,
    row: &Row,
) -> TestCase {
    let (about, what, why) = (About::row(row), figures(row), why(report, row));
    let status = match row.status {
        Status::Regression => {
            let text = why.clone() + &sites(explained, about);
            failed(NonSuccessKind::Failure, "regression", &what, &text)
        }
        Status::Inconclusive if blocks(row.reason) => {
            failed(NonSuccessKind::Error, "inconclusive", &what, &why)
        }
        Status::Inconclusive | Status::Waived | Status::Ignored => skipped(&why),
        Status::Warning | Status::Improvement | Status::Rounding | Status::Unchanged => {
            TestCaseStatus::success()
        }
    };
    let mut case = case(&about, naming, "", status);
    if row.status != Status::Unchanged {
        case.set_system_out(format!("{what}; {why}"));
    }
    case
}

/// Which lines allocate more, a line each, and what can't be said of them.
fn sites(explained: &ByBenchmark<'_>, about: About<'_>) -> String {
    let Some(explanation) = explained.of(about.package, about.name) else { return String::new() };
    let sites = explanation.sites.iter().take(MOST_SITES).map(line);
    let lines = sites.chain(rest(explanation, MOST_SITES));
    lines.map(|line| format!("\n{line}")).collect()
}

/// Of each case.
const MOST_SITES: usize = 20;

fn of_budget(
    report: &Report,
    naming: &Naming<'_>,
    explained: &ByBenchmark<'_>,
    row: &BudgetRow,
) -> TestCase {
    let about = About::budget(row);
    let (what, why) = (budget_figures(report, row), why_budget(report, row));
    let status = match row.status {
        BudgetStatus::Over | BudgetStatus::OverInBytes => {
            let text = why + &sites(explained, about);
            failed(NonSuccessKind::Failure, "over-budget", &what, &text)
        }
        BudgetStatus::UnitAbsent | BudgetStatus::NotANumber => {
            failed(NonSuccessKind::Error, "budget-not-measured", &what, &why)
        }
        BudgetStatus::Waived => skipped(&why),
        BudgetStatus::Met => TestCaseStatus::success(),
    };
    case(&about, naming, " budget", status)
}

fn of_missing(naming: &Naming<'_>, row: &OneSided) -> TestCase {
    let about = About::one_sided(row);
    case(&about, naming, "", failed(NonSuccessKind::Failure, "missing", "missing", &why_missing()))
}

fn case(about: &About<'_>, naming: &Naming<'_>, suffix: &str, status: TestCaseStatus) -> TestCase {
    let name = about.name(naming) + suffix;
    let mut case = TestCase::new(name, status);
    case.set_classname(about.package());
    if let Some(place) = about.place {
        // GitLab links to it.
        case.extra.insert("file".into(), shown(&place.path).into());
        case.extra.insert("line".into(), place.line.to_string().into());
    }
    case
}

fn failed(kind: NonSuccessKind, what: &str, message: &str, text: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(what).set_message(message).set_description(text);
    status
}

fn skipped(message: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(message);
    status
}
