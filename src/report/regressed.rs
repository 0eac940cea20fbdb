//! Which benchmarks of a report are to be explained.

use super::order::rows_of;
use super::v1::{BudgetStatus, Report, Row, Status};
use crate::explain::Amount;
use std::collections::HashMap;

/// A benchmark of a report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regressed<'a> {
    /// The import path.
    pub package: &'a str,
    /// The full name without `Benchmark`.
    pub name: &'a str,
    /// At how many iterations it was measured; 0 if that is not known.
    pub iterations: u64,
    /// Its rows of objects and of bytes: of several configurations those that grew most.
    pub(super) rows: [Option<&'a Row>; 2],
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
    let mut known: HashMap<Name<'a>, Regressed<'a>> = HashMap::new();
    for row in &report.rows {
        let (package, name) = name(row);
        // A float's conversion ends at the ends of the range.
        let iterations = row.candidate.iterations.0 as u64;
        let new = Regressed { package, name, iterations, rows: [None, None] };
        known.entry((package, name)).or_insert(new).take(row);
    }
    names.filter_map(|name| known.remove(&name)).collect()
}

impl<'a> Regressed<'a> {
    fn take(&mut self, row: &'a Row) {
        let Some(index) = UNITS.iter().position(|unit| *unit == &*row.unit) else { return };
        if self.rows[index].is_none_or(|known| grew(row) > grew(known)) {
            self.rows[index] = Some(row);
        }
    }

    /// By how much its medians grew; less than nothing where they shrank.
    pub fn growth(&self) -> Amount {
        let [objects, bytes] = self.rows.map(|row| row.map_or(0.0, grew));
        Amount { objects, bytes }
    }

    /// Whether it was measured on a platform, as far as its rows say.
    pub fn is_of(&self, [goos, goarch]: [&str; 2]) -> bool {
        let says =
            |row: &Row, key, value| row.configuration.get(key).is_none_or(|own| own == value);
        let mut rows = self.rows.iter().flatten();
        rows.all(|row| says(row, "goos", goos) && says(row, "goarch", goarch))
    }
}

/// From median to median; 0 where that is no number.
pub(super) fn grew(row: &Row) -> f64 {
    let by = row.candidate.median.0 - row.baseline.median.0;
    if by.is_finite() { by } else { 0.0 }
}

/// Those of which profiles say where they come from.
const UNITS: [&str; 2] = ["allocs/op", "B/op"];
