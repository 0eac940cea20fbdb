//! What there is to be planted in.

use super::gate::{Captures, Gate, Judged};
use super::planting::{Planting, plant};
use super::rows::{RowName, Rows};
use crate::benchproc::{Capture, Selecting, Selection, SelectionError};
use crate::benchunit::Direction;
use crate::policy::direction_of;
use crate::report::v1;
use std::collections::{HashMap, HashSet};
use std::io;

/// A baseline, and what is judged of it.
#[derive(Clone, Debug)]
pub struct Baseline<'a> {
    /// The bytes of its files.
    pub files: Vec<Vec<u8>>,
    /// What is selected of it, and what tells nothing apart.
    pub selecting: Selecting<'a>,
}

/// Why nothing can be planted.
#[derive(Debug, thiserror::Error)]
pub enum PlantError {
    /// What is selected can't be read.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// The captures can't be written.
    #[error("failed to write a capture: {0}")]
    Write(#[from] io::Error),
}

/// A baseline that is known by its rows, and the gate that judges what is made of it.
pub(super) struct Field<'a, 'g, E> {
    baseline: &'a Baseline<'a>,
    gate: &'a mut Gate<'g, E>,
    pub rows: Rows,
    directions: Vec<Direction>,
    /// The units of times that are not judged.
    altered: Vec<String>,
    /// What the gate says of the baseline against itself, nothing planted.
    pub control: Judged,
    /// How often the gate was run.
    pub judgements: usize,
}

/// The units whose values tell one run from another.
const TIMES: [&str; 2] = ["ns/op", "MB/s"];

impl<'a, 'g, E: From<PlantError>> Field<'a, 'g, E> {
    /// Judges the baseline against itself, times altered by a hair but for those that are judged.
    pub fn survey(baseline: &'a Baseline<'a>, gate: &'a mut Gate<'g, E>) -> Result<Self, E> {
        let mut altered = TIMES.map(str::to_owned).to_vec();
        let mut judgements = 0;
        let control = loop {
            let control = control(baseline, &altered, gate)?;
            judgements += 1;
            let judged: HashSet<&str> = control.report.rows.iter().map(|row| &*row.unit).collect();
            let before = altered.len();
            altered.retain(|unit| !judged.contains(unit.as_str()));
            if altered.len() == before {
                break control;
            }
        };
        let names: Vec<RowName> = control.report.rows.iter().map(RowName::from).collect();
        let directions = directions(baseline, &names).map_err(PlantError::from)?;
        let rows = rows(baseline, names)?;
        Ok(Field { baseline, gate, rows, directions, altered, control, judgements })
    }

    /// Whether the times are judged, so that the baseline can't be told from itself.
    pub fn is_taken_for_itself(&self) -> bool {
        self.altered.len() < TIMES.len()
    }

    /// Judges what is planted.
    pub fn judge(&mut self, planting: Planting) -> Result<Judged, E> {
        let candidate = self.planted(planting.clone())?;
        let baseline = match planting.samples.is_empty() {
            true => None,
            false => {
                Some(self.plant(&Planting { samples: planting.samples, ..Planting::default() })?)
            }
        };
        self.judgements += 1;
        (self.gate)(Captures { baseline: baseline.as_deref(), candidate: &candidate })
    }

    /// The candidate with what is planted.
    pub fn planted(&self, planting: Planting) -> Result<Vec<u8>, E> {
        self.plant(&Planting { altered: self.altered.clone(), ..planting })
    }

    fn plant(&self, planting: &Planting) -> Result<Vec<u8>, E> {
        let planted = plant(&self.baseline.files, &self.rows, &self.directions, planting);
        Ok(planted.map_err(PlantError::from)?)
    }

    /// The rows of a report by the number that they have here; none for one that was not there.
    pub fn numbered<'r>(&self, report: &'r v1::Report) -> Vec<Option<&'r v1::Row>> {
        let names = self.rows.names();
        let mut found = vec![None; names.len()];
        // Reports of the same rows have them in the same order.
        let in_order = report.rows.len() == names.len()
            && report.rows.iter().zip(names).all(|(row, name)| RowName::from(row) == *name);
        if in_order {
            return report.rows.iter().map(Some).collect();
        }
        let numbers: HashMap<&RowName, usize> = names.iter().zip(0..).collect();
        for row in &report.rows {
            if let Some(&number) = numbers.get(&RowName::from(row)) {
                found[number] = Some(row);
            }
        }
        found
    }
}

fn control<E: From<PlantError>>(
    baseline: &Baseline<'_>,
    altered: &[String],
    gate: &mut Gate<'_, E>,
) -> Result<Judged, E> {
    let nothing = rows(baseline, Vec::new())?;
    let planting = Planting { altered: altered.to_vec(), ..Planting::default() };
    let candidate = plant(&baseline.files, &nothing, &[], &planting).map_err(PlantError::from)?;
    gate(Captures { baseline: None, candidate: &candidate })
}

fn rows(baseline: &Baseline<'_>, names: Vec<RowName>) -> Result<Rows, PlantError> {
    Ok(Rows::new(names, Selection::new(&baseline.selecting)?))
}

/// Which way the rows' units get better, as the gate has it. Rows that it judges have a direction.
fn directions(baseline: &Baseline<'_>, names: &[RowName]) -> io::Result<Vec<Direction>> {
    let mut capture = Capture::default();
    for file in &baseline.files {
        capture.read_from("", file.as_slice())?;
    }
    let of = |row: &RowName| direction_of(&row.unit, &capture).unwrap_or(Direction::LowerIsBetter);
    Ok(names.iter().map(of).collect())
}
