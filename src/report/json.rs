//! The report as JSON.

use super::v1::{BudgetRow, BudgetStatus, Report, Status, VERSION, Verdict};
use crate::hidden::is_hidden;
use serde::Deserialize;
use thiserror::Error;

/// Text that is no report.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The version is missing or another one.
    #[error("report version {0}; this program reads version {VERSION}")]
    Version(u64),
    /// The verdict is another one than the rows have.
    #[error("not a report: its verdict is not that of its rows")]
    Contradiction,
    /// Not the JSON of a report.
    #[error("not a report: {0}")]
    Json(#[from] serde_json::Error),
}

/// Writes a report as indented JSON with a final line end.
///
/// # Errors
///
/// None that can come from a report; serde_json's type has room for some.
pub fn to_json(report: &Report) -> Result<String, serde_json::Error> {
    let mut json = inert(&serde_json::to_string_pretty(report)?);
    json.push('\n');
    Ok(json)
}

/// JSON goes to logs, too. Characters that do something else than stand in their place, and the
/// second of two number signs, which begin a command of some CI runners, are written as escapes;
/// outside of strings there are none.
pub fn inert(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if (c == '#' && out.ends_with('#')) || (c != '\n' && is_hidden(c)) {
            let mut units = [0; 2];
            out.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// Reads a report. Unknown fields are ignored.
///
/// # Errors
///
/// What is no JSON, no report, or a report of another version.
pub fn from_json(json: &str) -> Result<Report, ReadError> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u64,
    }
    let Versioned { version } = serde_json::from_str(json)?;
    if version != u64::from(VERSION) {
        return Err(ReadError::Version(version));
    }
    let report: Report = serde_json::from_str(json)?;
    // Rows that are missing make a failure of what is judged, but not of what can't be.
    let is_true = match report.verdict {
        Verdict::Fail => fails(&report) || report.counts.missing > 0,
        Verdict::Pass => !fails(&report) && report.causes.is_empty(),
        Verdict::CannotJudge => !fails(&report),
    };
    if is_true { Ok(report) } else { Err(ReadError::Contradiction) }
}

/// Whether a row in a report is a failure: who shows it is not to have to know better than its verdict.
fn fails(report: &Report) -> bool {
    let is_over =
        |row: &BudgetRow| matches!(row.status, BudgetStatus::Over | BudgetStatus::OverInBytes);
    report.rows.iter().any(|row| row.status == Status::Regression)
        || report.budgets.iter().any(is_over)
}
