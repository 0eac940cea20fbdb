//! Regressions that were measured again, with more iterations.

use super::deciding::Name;
use crate::report::v1::{Remark, Row, Status};
use crate::report::{Again, Report};
use std::collections::BTreeMap;

/// How much worse a candidate was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Excess {
    /// In the unit, from median to median.
    pub each: f64,
    /// At so many iterations.
    pub iterations: f64,
}

/// That of a row.
pub(super) fn excess(row: &Row) -> Excess {
    let each = row.candidate.median.0 - row.baseline.median.0;
    Excess { each, iterations: row.candidate.iterations.0 }
}

/// What is spread over four times the iterations shrinks to a quarter; so much less is it not an
/// operation's own.
const SHRUNK: f64 = 0.5;

/// What to say of rows that failed at first and don't any more.
pub(super) fn notes(failed: &BTreeMap<Name, Vec<Excess>>, report: &Report) -> Vec<Remark> {
    let note = |(name, times): (&Name, &Vec<Excess>)| {
        let first = times.first()?;
        let row = report.rows.iter().find(|row| is_of(row, name))?;
        if matches!(row.status, Status::Regression | Status::Warning) {
            return None;
        }
        let last = excess(row);
        let [first_iterations, iterations] = [first, &last].map(|excess| excess.iterations as u64);
        let (package, name, unit) = (&*row.package, &*row.name, &*row.unit);
        let (iterations, changes) = ([first_iterations, iterations], [first.each, last.each]);
        let again = Again { package, name, unit, iterations, changes };
        let is_once =
            last.each.abs() <= SHRUNK * first.each.abs() && last.iterations > first.iterations;
        Some(if is_once { again.one_time_cost() } else { again.not_confirmed() })
    };
    failed.iter().filter_map(note).collect()
}

fn is_of(row: &Row, (package, name, unit): &Name) -> bool {
    *row.package == **package && *row.name == **name && *row.unit == **unit
}
