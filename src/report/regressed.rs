//! Which benchmarks of a report are to be explained.

use super::order::rows_of;
use super::v1::{BudgetStatus, Report, Row, Status};
use crate::explain::Amount;
use std::collections::HashMap;

/// A benchmark of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regressed<'a> {
    /// The import path.
    pub package: &'a str,
    /// The full name without `Benchmark`.
    pub name: &'a str,
    /// At how many iterations it was measured; 0 if that is not known.
    pub iterations: u64,
}

type Name<'a> = (&'a str, &'a str);

/// The benchmarks that fail the verdict, or would, if their rules did not only warn: each once, the worst
/// first.
pub fn regressed(report: &Report) -> Vec<Regressed<'_>> {
    let of = |status| rows_of(report, status, |_| true).into_iter().map(name);
    let is_over = |status| matches!(status, BudgetStatus::Over | BudgetStatus::OverInBytes);
    let over = report.budgets.iter().filter(|row| is_over(row.status));
    let over = over.map(|row| (&*row.package, &*row.name));
    each_once(report, of(Status::Regression).chain(over).chain(of(Status::Warning)))
}

/// The benchmarks that were measured on both sides: each once, those that regressed first.
pub fn measured(report: &Report) -> Vec<Regressed<'_>> {
    let first = regressed(report).into_iter().map(|benchmark| (benchmark.package, benchmark.name));
    each_once(report, first.chain(report.rows.iter().map(name)))
}

fn name(row: &Row) -> Name<'_> {
    (&row.package, &row.name)
}

/// Those that have rows: what the baseline lacks can't be compared.
fn each_once<'a>(report: &'a Report, names: impl Iterator<Item = Name<'a>>) -> Vec<Regressed<'a>> {
    // The first row of a name counts.
    let rows = report.rows.iter().rev().map(|row| (name(row), row));
    let mut rows: HashMap<Name<'a>, &Row> = rows.collect();
    let regressed = names.filter_map(|name| {
        let row = rows.remove(&name)?;
        // A float's conversion ends at the ends of the range.
        let iterations = row.candidate.iterations.0 as u64;
        Some(Regressed { package: name.0, name: name.1, iterations })
    });
    regressed.collect()
}

impl Regressed<'_> {
    /// By how much its medians grew; less than nothing where they shrank.
    pub fn growth(&self, report: &Report) -> Amount {
        let by = |unit| self.row(report, unit).map_or(0.0, grew);
        Amount { objects: by(OBJECTS), bytes: by(BYTES) }
    }

    /// Its row of a unit.
    pub(super) fn row<'r>(&self, report: &'r Report, unit: &str) -> Option<&'r Row> {
        let is_its = |row: &&Row| &*row.unit == unit && name(row) == (self.package, self.name);
        report.rows.iter().find(is_its)
    }
}

/// From median to median; 0 where that is no number.
pub(super) fn grew(row: &Row) -> f64 {
    let by = row.candidate.median.0 - row.baseline.median.0;
    if by.is_finite() { by } else { 0.0 }
}

pub(super) const OBJECTS: &str = "allocs/op";
pub(super) const BYTES: &str = "B/op";
