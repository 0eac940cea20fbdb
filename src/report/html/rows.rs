//! What stands in the sections.

use super::super::accepted::is_accepted;
use super::super::columns::{BUDGET_FIGURES, Columns, budget_figures};
use super::super::naming::Naming;
use super::super::order::{blocks, is_unsure, rows_of};
use super::super::text::{capital, count, shown};
use super::super::told::{self, Sided, counted, geomeans, is_over, quiet, sentences};
use super::super::v1::{BudgetStatus, Level, OneSided, Place, Report, Row, Status, Verdict};
use super::super::why::{why, why_budget};
use super::explained::explained;
use super::markup::code;
use super::section::{Item, folded, list, open, table};
use crate::xml::escaped;

/// The sections that have something to say, in the order in which people want to read them.
pub(super) fn sections(report: &Report, naming: &Naming<'_>) -> Vec<String> {
    let sheet = Sheet { report, naming };
    let told =
        |title: &str, lines: Vec<String>| list(&format!("{title} ({})", lines.len()), &lines);
    let is_new = |row: &Row| !is_accepted(report, row.waiver);
    let blocking = sheet.rows("Inconclusive", Status::Inconclusive, |row| blocks(row.reason));
    vec![
        open(told("Accepted by this change", told::accepted(report, naming))),
        open(sheet.rows("Regressions", Status::Regression, is_new)),
        explained(report, naming),
        open(sheet.budgets("Over budget", is_over)),
        open(sheet.one_sided("Missing", &report.removed, |row| row.level == Level::Fail)),
        open(told("Can't be judged", sentences(report, told::causes(report)))),
        open(told(
            "Not judged, which the policy lets pass",
            sentences(report, told::tolerated(report)),
        )),
        open(sheet.rows("Warnings", Status::Warning, is_new)),
        folded(sheet.budgets("Over budget, waived", |status| status == BudgetStatus::Waived)),
        folded(sheet.rows("Waived", Status::Waived, is_new)),
        // These rows are why there is no verdict, if there is none.
        if report.verdict == Verdict::CannotJudge { open(blocking) } else { folded(blocking) },
        folded(sheet.rows("Past the threshold, not established", Status::Unchanged, is_unsure)),
        folded(sheet.one_sided("Removed", &report.removed, |row| row.level == Level::Warn)),
        folded(sheet.one_sided("Added", &report.added, |_| true)),
        folded(sheet.rows("Excused as rounding", Status::Rounding, is_new)),
        folded(sheet.rows("Improvements", Status::Improvement, is_new)),
        folded(sheet.rows("Inconclusive, none past its threshold", Status::Inconclusive, |row| {
            !blocks(row.reason)
        })),
        folded(told("Policy changed by the candidate", told::policy_changes(report))),
        folded(told("Notes", sentences(report, &report.notes))),
        folded(list("Unchanged rows and geomeans", &sheet.counts())),
    ]
}

struct Sheet<'a> {
    report: &'a Report,
    naming: &'a Naming<'a>,
}

impl Sheet<'_> {
    fn rows(&self, title: &str, status: Status, wanted: impl Fn(&Row) -> bool) -> String {
        let rows = rows_of(self.report, status, wanted);
        let columns = Columns::of(&rows);
        let title = format!("{title} ({})", rows.len());
        let items = rows.iter().map(|row| {
            let name = self.naming.name(&row.package, &row.name, &row.configuration);
            let cells = cells(&name, row.place.as_ref(), columns.figures(row));
            // An improvement needs no reason.
            let is_plain = status == Status::Improvement;
            Item { cells, why: (!is_plain).then(|| capital(&why(self.report, row))) }
        });
        table(&title, &columns.header(), rows.len(), items)
    }

    fn budgets(&self, title: &str, wanted: impl Fn(BudgetStatus) -> bool) -> String {
        let rows = told::budgets(self.report, wanted);
        let title = format!("{title} ({})", rows.len());
        let items = rows.iter().map(|row| {
            let name = self.naming.name(&row.package, &row.name, &row.configuration);
            let figures = budget_figures(self.report, row).to_vec();
            let why = capital(&why_budget(self.report, row));
            Item { cells: cells(&name, row.place.as_ref(), figures), why: Some(why) }
        });
        table(&title, &BUDGET_FIGURES.map(str::to_owned), rows.len(), items)
    }

    /// Benchmarks that one side lacks, each once with its units.
    fn one_sided(
        &self,
        title: &str,
        rows: &[OneSided],
        wanted: impl Fn(&OneSided) -> bool,
    ) -> String {
        let sided = Sided::of(self.report, self.naming, rows, wanted);
        let items = sided.names.iter().map(|(name, units)| {
            let units: Vec<_> = units.iter().take(MOST_UNITS).map(|unit| shown(unit)).collect();
            Item { cells: cells(name, None, vec![units.join(", ")]), why: None }
        });
        table(&sided.heading(title), &["units".to_owned()], sided.names.len(), items)
    }

    /// What is fine, as numbers alone.
    fn counts(&self) -> Vec<String> {
        let met = told::budgets(self.report, |status| status == BudgetStatus::Met).len();
        let met = (met > 0).then(|| format!("within budget: {}", count(met as u64, "row", "rows")));
        let counted = Some(counted(&quiet(self.report))).filter(|counts| !counts.is_empty());
        counted.into_iter().chain(met).chain(geomeans(self.report)).collect()
    }
}

/// More units of one benchmark are not spelled out.
const MOST_UNITS: usize = 8;

/// A name, with its place below it, and its figures.
fn cells(name: &str, place: Option<&Place>, figures: Vec<String>) -> Vec<String> {
    let place = place.map(|place| {
        let position = format!("{}:{}", shown(&place.path), place.line);
        format!("<span class=\"place\">{}</span>", escaped(&position))
    });
    let name = code(name) + &place.unwrap_or_default();
    std::iter::once(name).chain(figures.iter().map(|figure| escaped(figure))).collect()
}
