//! Whether the gate can fail on this data.

use super::confirm::confirm;
use super::gate::{Gate, Judged};
use super::outcome::{Confirmation, Outcome, RowTest, Smallest};
use super::planting::Planting;
use super::rows::RowName;
use super::search::search;
use super::sizes::{Missing, enough};
use super::survey::{Baseline, Field, PlantError};
use crate::compare::Allowance;
use crate::report::v1::{self, Code, Level, Reason, Status};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is promised, and how it is tried.
pub struct Settings<'a> {
    /// The change of a unit that the gate promises to find.
    pub detect: &'a dyn Fn(&str) -> Allowance,
    /// Whether rows are tried one at a time, since they share an alpha.
    pub alone: bool,
    /// How many rows are confirmed one by one. Of more, so many that are spread evenly.
    pub most_confirmed: usize,
}

/// What a selftest came to.
#[derive(Clone, Debug)]
pub enum Selftest {
    /// The baseline can't be judged against itself, or fails, or nothing of it is judged: what the
    /// gate says of it.
    NotJudged(Box<Judged>),
    /// Each row was tried.
    Tested(Box<Tested>),
}

/// What became of each row.
#[derive(Clone, Debug)]
pub struct Tested {
    /// What the gate says of the baseline against itself, times altered by a hair.
    pub control: Judged,
    /// Whether times are judged, so that they could not be altered.
    pub times_are_judged: bool,
    /// The rows, in the report's order.
    pub rows: Vec<RowTest>,
    /// How often the gate was run.
    pub judgements: usize,
    /// The candidate in which each row is worse by what is promised.
    pub planted: Vec<u8>,
}

/// Plants regressions into copies of a baseline, and looks for the smallest that the gate finds.
///
/// # Errors
///
/// The gate's own, and what keeps captures from being planted.
pub fn selftest<E: From<PlantError>>(
    baseline: &Baseline<'_>,
    settings: &Settings<'_>,
    gate: &mut Gate<'_, E>,
) -> Result<Selftest, E> {
    let mut field = Field::survey(baseline, gate)?;
    if !is_judged(&field) {
        return Ok(Selftest::NotJudged(Box::new(field.control)));
    }
    let report = &field.control.report;
    let mut rows: Vec<RowTest> =
        report.rows.iter().map(|row| untried(row, report, settings)).collect();
    let units: BTreeSet<Arc<str>> = rows.iter().map(|row| row.row.unit.clone()).collect();
    for unit in units {
        try_unit(&mut field, &mut rows, &unit, settings.alone)?;
    }
    confirm(&mut field, &mut rows, settings.most_confirmed)?;
    let amounts = rows.iter().map(|row| Some(row.promised)).collect();
    let planted = field.planted(Planting { amounts, ..Planting::default() })?;
    let times_are_judged = field.is_taken_for_itself();
    let (control, judgements) = (field.control, field.judgements);
    Ok(Selftest::Tested(Box::new(Tested { control, times_are_judged, rows, judgements, planted })))
}

/// Whether the baseline is judged at all. That its samples are too few is what is to be found out.
fn is_judged<E: From<PlantError>>(field: &Field<'_, '_, E>) -> bool {
    let is_explained = |cause: &v1::Remark| match cause.code {
        Code::NoRowCouldFail | Code::TooFewSamples => true,
        Code::SameCapture => field.is_taken_for_itself(),
        _ => false,
    };
    let report = &field.control.report;
    // What fails unplanted tells nothing of what is planted.
    let fails = report.verdict == v1::Verdict::Fail;
    !fails && !report.rows.is_empty() && report.causes.iter().all(is_explained)
}

fn untried(row: &v1::Row, report: &v1::Report, settings: &Settings<'_>) -> RowTest {
    let rule = report.policy.rules.get(row.rule as usize);
    RowTest {
        row: RowName::from(row),
        n: row.baseline.n as usize,
        median: row.baseline.median.0,
        promised: (settings.detect)(&row.unit),
        smallest: Smallest::Unknown,
        outcome: match rule.map_or(Level::Fail, |rule| rule.level) {
            Level::Ignore => Outcome::Ignored,
            Level::Warn => Outcome::WarnOnly,
            Level::Fail => Outcome::Other(row.reason),
        },
        confirmation: Confirmation::None,
    }
}

/// Tries the rows of one unit that are to fail.
fn try_unit<E: From<PlantError>>(
    field: &mut Field<'_, '_, E>,
    rows: &mut [RowTest],
    unit: &str,
    alone: bool,
) -> Result<(), E> {
    let of_unit = |i: &usize| *rows[*i].row.unit == *unit && rows[*i].is_held();
    let numbers: Vec<usize> = (0..rows.len()).filter(of_unit).collect();
    for (&i, smallest) in numbers.iter().zip(search(field, &numbers, alone)?) {
        rows[i].smallest = smallest;
    }
    for group in numbers.chunks(if alone { 1 } else { numbers.len().max(1) }) {
        let mut planting = Planting::default();
        planting.amounts.resize(rows.len(), None);
        group.iter().for_each(|&i| planting.amounts[i] = Some(rows[i].promise()));
        let judged = field.judge(planting)?;
        let found = field.numbered(&judged.report);
        for &i in group {
            rows[i].outcome = found[i].map_or(Outcome::OutOfReach, outcome);
        }
    }
    mend(field, rows, &numbers, alone)
}

/// What the gate makes of a planted row, and why, in its own words.
fn outcome(row: &v1::Row) -> Outcome {
    match (row.status, row.reason) {
        (Status::Regression, _) => Outcome::Fails,
        (Status::Waived, _) => Outcome::Waived,
        (_, Reason::TooFewSamples | Reason::TooFewSamplesBeyondThreshold) => {
            let needed = row.evidence.samples_needed.map(|needed| needed as usize);
            Outcome::TooFewSamples { needed, enough: None }
        }
        (_, Reason::NotSignificant) => Outcome::SpreadTooWide { enough: None },
        (_, Reason::Same | Reason::WithinThreshold) => Outcome::OutOfReach,
        (_, Reason::RoundingFlips) => Outcome::Rounding,
        (_, other) => Outcome::Other(other),
    }
}

/// Finds out how many samples would do where there are too few for what is promised.
fn mend<E: From<PlantError>>(
    field: &mut Field<'_, '_, E>,
    rows: &mut [RowTest],
    numbers: &[usize],
    alone: bool,
) -> Result<(), E> {
    let missing = |&row: &usize| {
        let least = match rows[row].outcome {
            Outcome::TooFewSamples { needed, .. } => needed.unwrap_or(0),
            Outcome::SpreadTooWide { .. } => 0,
            _ => return None,
        };
        Some(Missing { row, amount: rows[row].promise(), least })
    };
    let missing: Vec<Missing> = numbers.iter().filter_map(missing).collect();
    for (m, found) in missing.iter().zip(enough(field, &missing, alone)?) {
        match &mut rows[m.row].outcome {
            Outcome::TooFewSamples { enough, .. } | Outcome::SpreadTooWide { enough } => {
                *enough = found;
            }
            _ => {}
        }
    }
    Ok(())
}
