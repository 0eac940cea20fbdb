//! The order in which people want to see rows.

use super::v1::{Change, Reason, Report, Row, Shift, Status};
use std::cmp::Ordering;

/// The rows of a status, ordered for people.
pub(super) fn rows_of(report: &Report, status: Status, wanted: impl Fn(&Row) -> bool) -> Vec<&Row> {
    let rows = report.rows.iter();
    let mut rows: Vec<&Row> = rows.filter(|row| row.status == status && wanted(row)).collect();
    by_severity(&mut rows);
    rows
}

/// Orders rows by how much they changed, the most first: from zero, then by ratio, up or down;
/// equal changes by the rows' own order.
fn by_severity(rows: &mut [&Row]) {
    // A stable sort keeps the report's order among equals.
    rows.sort_by(|a, b| size(b).partial_cmp(&size(a)).unwrap_or(Ordering::Equal));
}

/// A figure that grows with the change: its class, then the factor by which the value changed.
fn size(row: &Row) -> (u8, f64) {
    match row.change {
        Change::FromZero => (3, row.candidate.median.0.abs()),
        Change::ToZero => (3, row.baseline.median.0.abs()),
        Change::Difference { difference } => (2, difference.0.abs()),
        Change::Ratio { ratio } => (1, ratio.0.max(1.0 / ratio.0)),
        Change::Unchanged => (0, 0.0),
    }
}

/// Whether a row keeps the verdict from being had.
pub(super) fn blocks(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::TooFewSamplesBeyondThreshold | Reason::IterationsDiffer | Reason::NotANumber
    )
}

/// Whether a row's median is worse by more than is allowed, though the samples don't establish it.
pub(super) fn is_unsure(row: &Row) -> bool {
    row.reason == Reason::NotSignificant && row.shift == Shift::Worse
}
