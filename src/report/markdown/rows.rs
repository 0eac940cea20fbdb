//! What stands in the sections.

use super::super::columns::{BUDGET_FIGURES, Columns, budget_figures};
use super::super::naming::Naming;
use super::super::order::rows_of;
use super::super::text::{capital, count, cut, shown};
use super::super::told::{self, Sided, counted, geomeans, quiet, sentences};
use super::super::v1::{BudgetStatus, OneSided, Report, Row, Status};
use super::super::why::{why, why_budget};
use super::section::{Item, Section};
use crate::gfm;

/// Rows of a status, with their figures.
pub(super) fn rows<'a>(
    report: &'a Report,
    naming: &'a Naming<'a>,
    title: &str,
    status: Status,
    wanted: impl Fn(&Row) -> bool,
) -> Section<'a> {
    let rows = rows_of(report, status, wanted);
    let columns = Columns::of(&rows);
    let title = format!("{} ({})", capital(title), rows.len());
    let total = rows.len();
    // An improvement needs no reason.
    let explained = status != Status::Improvement;
    let items = rows.into_iter().map(move |row| {
        let name = naming.name(&row.package, &row.name, &row.configuration);
        let cells = cells(&name, columns.figures(row));
        Item { cells, why: explained.then(|| why(report, row)) }
    });
    let section = Section::table(title, header(columns.header()), total, items);
    if explained { section.explained() } else { section }
}

/// Benchmarks whose budgets became something.
pub(super) fn budgets<'a>(
    report: &'a Report,
    naming: &'a Naming<'a>,
    title: &str,
    wanted: impl Fn(BudgetStatus) -> bool,
) -> Section<'a> {
    let rows = told::budgets(report, wanted);
    let title = format!("{} ({})", capital(title), rows.len());
    let total = rows.len();
    let items = rows.into_iter().map(move |row| {
        let name = naming.name(&row.package, &row.name, &row.configuration);
        let cells = cells(&name, budget_figures(report, row).to_vec());
        Item { cells, why: Some(why_budget(report, row)) }
    });
    let header = header(BUDGET_FIGURES.map(str::to_owned).to_vec());
    Section::table(title, header, total, items).explained()
}

/// Benchmarks that one side lacks, each once with its units.
pub(super) fn one_sided<'a>(
    report: &'a Report,
    naming: &Naming<'a>,
    title: &str,
    rows: &'a [OneSided],
    wanted: impl Fn(&OneSided) -> bool,
) -> Section<'a> {
    let sided = Sided::of(report, naming, rows, wanted);
    let title = sided.heading(&capital(title));
    let total = sided.names.len();
    let items = sided.names.into_iter().map(|(name, units)| {
        let units = units.iter().take(MOST_UNITS).map(|unit| self::unit(unit));
        let units = units.collect::<Vec<_>>().join(", ");
        Item { cells: vec![self::name(&name), units], why: None }
    });
    Section::table(title, header(vec!["units".to_owned()]), total, items)
}

/// More units of one benchmark are not spelled out.
const MOST_UNITS: usize = 8;

pub(super) fn accepted<'a>(report: &Report, naming: &Naming<'_>) -> Section<'a> {
    list("accepted by this change", told::accepted(report, naming))
}

pub(super) fn causes<'a>(report: &Report) -> Section<'a> {
    list("can't be judged", sentences(report, told::causes(report)))
}

pub(super) fn tolerated<'a>(report: &Report) -> Section<'a> {
    let tolerated = sentences(report, told::tolerated(report));
    list("not judged, which the policy lets pass", tolerated)
}

pub(super) fn policy_changes<'a>(report: &Report) -> Section<'a> {
    list("policy changed by the candidate", told::policy_changes(report))
}

pub(super) fn notes<'a>(report: &Report) -> Section<'a> {
    list("notes", sentences(report, &report.notes))
}

/// What is fine, as numbers alone.
pub(super) fn counts<'a>(report: &Report) -> Section<'a> {
    let met = told::budgets(report, |status| status == BudgetStatus::Met).len();
    let met = (met > 0).then(|| format!("within budget: {}", count(met as u64, "row", "rows")));
    let counted = Some(counted(&quiet(report))).filter(|counts| !counts.is_empty());
    let lines = counted.into_iter().chain(met).chain(geomeans(report)).collect();
    Section::list("Unchanged rows and geomeans".to_owned(), lines)
}

fn list<'a>(title: &str, sentences: Vec<String>) -> Section<'a> {
    Section::list(format!("{} ({})", capital(title), sentences.len()), sentences)
}

fn header(figures: Vec<String>) -> Vec<String> {
    std::iter::once("benchmark".to_owned()).chain(figures).collect()
}

/// A name, its unit, its figures.
fn cells(full: &str, figures: Vec<String>) -> Vec<String> {
    let mut cells = vec![name(full)];
    for figure in figures {
        cells.push(if cells.len() == 1 { unit(&figure) } else { gfm::figure(&figure) });
    }
    cells
}

/// With package and configuration, names are cut here.
const LONGEST: usize = 400;

fn name(full: &str) -> String {
    gfm::name(&cut(full, LONGEST))
}

fn unit(text: &str) -> String {
    gfm::unit(&shown(&cut(text, LONGEST)))
}
