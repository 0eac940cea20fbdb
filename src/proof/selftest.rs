//! Whether the gate can fail on this data.

use super::confirm::confirm;
use super::explain::{Missing, enough};
use super::gate::{Gate, Judged};
use super::outcome::{Confirmation, Outcome, RowTest};
use super::planting::Planting;
use super::rows::RowName;
use super::search::search;
use super::survey::{Baseline, Field, PlantError};
use crate::compare::Allowance;
use crate::report::v1::{self, Code, Reason, Status};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is promised, and how it is tried.
pub struct Settings<'a> {
    /// The change of a unit that the gate promises to find.
    pub detect: &'a dyn Fn(&str) -> Allowance,
    /// Whether rows are tried one at a time, since many regressions at once make each of them easier
    /// to establish.
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
    let mut rows: Vec<RowTest> =
        field.control.report.rows.iter().map(|row| untried(row, settings)).collect();
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

fn untried(row: &v1::Row, settings: &Settings<'_>) -> RowTest {
    RowTest {
        row: RowName::from(row),
        n: row.baseline.n as usize,
        median: row.baseline.median.0,
        promised: (settings.detect)(&row.unit),
        smallest: None,
        outcome: Outcome::Other(row.reason),
        confirmation: Confirmation::None,
    }
}

/// Tries the rows of one unit.
fn try_unit<E: From<PlantError>>(
    field: &mut Field<'_, '_, E>,
    rows: &mut [RowTest],
    unit: &str,
    alone: bool,
) -> Result<(), E> {
    let of_unit = |i: &usize| *rows[*i].row.unit == *unit;
    let numbers: Vec<usize> = (0..rows.len()).filter(of_unit).collect();
    for (&i, smallest) in numbers.iter().zip(search(field, &numbers, alone)?) {
        rows[i].smallest = smallest;
    }
    let mut planting = Planting::default();
    planting.amounts.resize(rows.len(), None);
    for &i in &numbers {
        planting.amounts[i] = Some(rows[i].promised);
    }
    let judged = field.judge(planting)?;
    let found = field.numbered(&judged.report);
    for &i in &numbers {
        rows[i].outcome = match found[i] {
            Some(row) if row.status == Status::Regression => Outcome::Fails,
            _ if !rows[i].is_promised() && rows[i].smallest.is_some() => Outcome::Fails,
            row => missed(row.map_or(Reason::Same, |row| row.reason), &judged.report),
        };
    }
    mend(field, rows, &numbers, alone)
}

/// Why a row did not fail, in the gate's own words.
fn missed(reason: Reason, report: &v1::Report) -> Outcome {
    match reason {
        Reason::TooFewSamples | Reason::TooFewSamplesBeyondThreshold => {
            let needed = report.policy.samples_needed.map(|needed| needed as usize);
            Outcome::TooFewSamples { needed, enough: None }
        }
        Reason::NotSignificant => Outcome::SpreadTooWide { enough: None },
        Reason::Same | Reason::WithinThreshold => Outcome::OutOfReach,
        Reason::RoundingFlips => Outcome::Rounding,
        other => Outcome::Other(other),
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
        Some(Missing { row, amount: rows[row].promised, least })
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
