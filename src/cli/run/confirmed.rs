//! Regressions that were measured again, with more iterations.

use super::deciding::Name;
use crate::report::Report;
use crate::report::v1::{Code, Remark, Row, Status};
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
        let is_once =
            last.each.abs() <= SHRUNK * first.each.abs() && last.iterations > first.iterations;
        let code = if is_once { Code::OneTimeCost } else { Code::NotConfirmed };
        Some(remark(code, name, *first, last))
    };
    failed.iter().filter_map(note).collect()
}

fn is_of(row: &Row, (package, name, unit): &Name) -> bool {
    *row.package == **package && *row.name == **name && *row.unit == **unit
}

fn remark(code: Code, (package, name, unit): &Name, first: Excess, last: Excess) -> Remark {
    Remark {
        code,
        package: Some(package.clone()),
        name: Some(name.clone()),
        unit: Some(unit.clone()),
        count: Some(first.iterations as u64),
        of: Some(last.iterations as u64),
        ..Remark::default()
    }
}
