//! Regressions that were measured again, with more iterations.

use super::deciding::Name;
use crate::policy::Excess;
use crate::report::v1::{Remark, Row, Status};
use crate::report::{Again, Report};
use std::collections::BTreeMap;

/// That of a row.
pub(super) fn excess(row: &Row) -> Excess {
    let change = row.candidate.median.0 - row.baseline.median.0;
    Excess { change, iterations: row.candidate.iterations.0 }
}

/// What to say of rows that failed at first and don't any more.
pub(super) fn notes(failed: &BTreeMap<Name, Vec<Excess>>, report: &Report) -> Vec<Remark> {
    let note = |(name, times): (&Name, &Vec<Excess>)| {
        let first = times.first()?;
        let row = report.rows.iter().find(|row| is_of(row, name))?;
        if matches!(row.status, Status::Regression | Status::Warning) {
            return None;
        }
        let last = excess(row);
        // Among all rows it is corrected for more of them than when it was confirmed: no noise.
        if row.evidence.family.is_some() && !last.has_shrunk_from(*first) {
            return None;
        }
        let [first_iterations, iterations] = [first, &last].map(|excess| excess.iterations as u64);
        let (package, name, unit) = (&*row.package, &*row.name, &*row.unit);
        let (iterations, changes) = ([first_iterations, iterations], [first.change, last.change]);
        let again = Again { package, name, unit, iterations, changes };
        Some(if last.has_shrunk_from(*first) {
            again.one_time_cost()
        } else {
            again.not_confirmed()
        })
    };
    failed.iter().filter_map(note).collect()
}

fn is_of(row: &Row, (package, name, unit): &Name) -> bool {
    *row.package == **package && *row.name == **name && *row.unit == **unit
}
