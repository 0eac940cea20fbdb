//! Every row with its figures, for spreadsheets and programs that read tables.

use super::v1::{
    BudgetRow, BudgetStatus, Change, Level, Number, OneSided, Place, Reason, Report, Row,
    Significance, Status,
};
use crate::hidden::is_hidden;
use serde::Serialize;
use std::collections::BTreeMap;

/// A line; what it has no figure for is empty. The fields are the columns.
#[derive(Default, Serialize)]
struct Line {
    kind: &'static str,
    package: String,
    benchmark: String,
    unit: String,
    configuration: String,
    status: Option<Word>,
    reason: Option<Reason>,
    baseline: Option<Number>,
    baseline_low: Option<Number>,
    baseline_high: Option<Number>,
    baseline_n: Option<u32>,
    baseline_iterations: Option<Number>,
    candidate: Option<Number>,
    candidate_low: Option<Number>,
    candidate_high: Option<Number>,
    candidate_n: Option<u32>,
    candidate_iterations: Option<Number>,
    change_kind: Option<&'static str>,
    ratio: Option<Number>,
    p: Option<f64>,
    adjusted_p: Option<f64>,
    significance: Option<Significance>,
    max: Option<Number>,
    file: Option<String>,
    line: Option<u32>,
}

/// What became of a row, of whatever kind.
#[derive(Serialize)]
#[serde(untagged)]
enum Word {
    Row(Status),
    Budget(BudgetStatus),
    OneSided(Level),
}

/// Renders a report: a header, then a line for each row, benchmark under a budget, and row of one side.
///
/// # Errors
///
/// None that can come from a report; the library's type has room for some.
pub fn csv(report: &Report) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = report.rows.iter().map(of_row);
    let budgets = report.budgets.iter().map(|row| of_budget(report, row));
    let added = report.added.iter().map(|row| of_one_sided("added", row));
    let removed = report.removed.iter().map(|row| of_one_sided("removed", row));
    let mut lines = rows.chain(budgets).chain(added).chain(removed).peekable();
    // The library writes the header with the first line.
    let is_empty = lines.peek().is_none();
    let placeholder = is_empty.then(Line::default);
    lines.chain(placeholder).try_for_each(|line| writer.serialize(line))?;
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if is_empty {
        text.truncate(text.find('\n').map_or(text.len(), |end| end + 1));
    }
    Ok(text)
}

fn of_row(row: &Row) -> Line {
    let (change, ratio) = match row.change {
        Change::Unchanged => ("unchanged", Some(Number(1.0))),
        Change::Ratio { ratio } => ("ratio", Some(ratio)),
        Change::FromZero => ("from-zero", None),
        Change::ToZero => ("to-zero", None),
        Change::Difference { .. } => ("difference", None),
    };
    let (baseline, candidate) = (&row.baseline, &row.candidate);
    Line {
        kind: "row",
        status: Some(Word::Row(row.status)),
        reason: Some(row.reason),
        baseline: Some(baseline.median),
        baseline_low: Some(baseline.low),
        baseline_high: Some(baseline.high),
        baseline_n: Some(baseline.n),
        baseline_iterations: Some(baseline.iterations),
        candidate: Some(candidate.median),
        candidate_low: Some(candidate.low),
        candidate_high: Some(candidate.high),
        candidate_n: Some(candidate.n),
        candidate_iterations: Some(candidate.iterations),
        change_kind: Some(change),
        ratio,
        p: row.evidence.p,
        adjusted_p: row.evidence.adjusted_p,
        significance: Some(row.evidence.significance),
        ..named([&row.package, &row.name, &row.unit], &row.configuration, row.place.as_ref())
    }
}

fn of_budget(report: &Report, row: &BudgetRow) -> Line {
    let budget = report.policy.budgets.get(row.budget as usize);
    Line {
        kind: "budget",
        status: Some(Word::Budget(row.status)),
        candidate: Some(row.median),
        candidate_n: Some(row.n),
        max: budget.map(|budget| budget.max),
        ..named([&row.package, &row.name, &row.unit], &row.configuration, row.place.as_ref())
    }
}

fn of_one_sided(kind: &'static str, row: &OneSided) -> Line {
    let status = Some(Word::OneSided(row.level));
    let names = [&*row.package, &*row.name, &*row.unit];
    Line { kind, status, ..named(names, &row.configuration, None) }
}

fn named(
    names: [&str; 3],
    configuration: &BTreeMap<String, String>,
    place: Option<&Place>,
) -> Line {
    let [package, benchmark, unit] = names.map(inert);
    let pairs = configuration.iter().map(|(key, value)| format!("{key}={value}"));
    let configuration = inert(&pairs.collect::<Vec<_>>().join(" "));
    let (file, line) = (place.map(|place| inert(&place.path)), place.map(|place| place.line.get()));
    Line { package, benchmark, unit, configuration, file, line, ..Line::default() }
}

/// Text that neither a terminal nor a CI runner obeys (`##[…]`, anywhere in a line), and that no
/// spreadsheet computes: it takes what begins so for a formula, unless an apostrophe stands before it.
fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.starts_with(['=', '+', '-', '@']) {
        out.push('\'');
    }
    for c in text.chars() {
        if c != '#' && out.ends_with("##") {
            out.push('\\');
        }
        if is_hidden(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}
