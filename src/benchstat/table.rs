//! A table's numbers.

use super::warning::Warning;

/// One table with everything that is shown of it.
#[derive(Debug)]
pub struct Table<'a> {
    /// What it was computed from.
    pub source: crate::benchproc::Table<'a>,
    /// All rows, in lots of [`LOT`].
    pub(super) lots: Vec<Rows>,
    /// Whether the unit is said to be exact, so that nothing was tested.
    pub(super) exact: bool,
    /// For each column.
    pub(super) geomeans: Vec<Geomean>,
    /// The rows that are shown, in order.
    pub(super) shown: Vec<u32>,
}

/// Rows are computed in lots of this size.
pub(super) const LOT: usize = 512;

/// Some rows.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The cells, row after row.
    pub cells: Vec<Cell>,
    /// Where the cells of each row end.
    pub ends: Vec<u32>,
}

impl Table<'_> {
    /// Whether the geometric means are shown, which benchstat does of more than one row.
    pub(super) fn has_geomeans(&self) -> bool {
        self.source.rows() > 1
    }

    /// The cells of a row.
    pub(super) fn cells(&self, row: u32) -> &[Cell] {
        let Rows { cells, ends } = &self.lots[row as usize / LOT];
        let place = row as usize % LOT;
        let start = place.checked_sub(1).map_or(0, |before| ends[before]);
        &cells[start as usize..ends[place] as usize]
    }

    /// The cells of all rows.
    pub(super) fn all_cells(&self) -> impl Iterator<Item = &Cell> {
        self.lots.iter().flat_map(|rows| &rows.cells)
    }
}

/// A sample and what it is compared with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// The place of the column in the table.
    pub column: u32,
    pub center: f64,
    pub range: Range,
    /// Of the sample and its summary.
    pub warnings: Warnings,
    /// Against the first column, where that has the row.
    pub comparison: Option<Comparison>,
}

/// The confidence interval around a centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Range {
    /// An end is infinite.
    Infinite,
    /// An end's sign is not that of the centre, so that no percentage says where it is.
    AcrossZero,
    /// The larger half, in percent of the centre.
    Percent(f64),
}

impl Range {
    pub fn new(center: f64, low: f64, high: f64) -> Range {
        if low.is_infinite() || high.is_infinite() {
            Range::Infinite
        } else if sign(center) != sign(low) || sign(center) != sign(high) {
            Range::AcrossZero
        } else if center == 0.0 {
            Range::Percent(0.0)
        } else {
            Range::Percent(100.0 * larger(high / center - 1.0, 1.0 - low / center))
        }
    }
}

/// −1, 0 or 1; not a number for what is none, which equals nothing.
fn sign(value: f64) -> f64 {
    if value == 0.0 { 0.0 } else { value.signum() }
}

/// As Go's math.Max: not a number if either is none.
fn larger(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
}

/// Two samples, compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Comparison {
    /// The first column's.
    pub base: f64,
    /// 0 for an exact unit, and where it is too small for a float.
    pub p: f64,
    pub sizes: [u32; 2],
    /// Whether benchstat shows a change, which it does unless p is larger than alpha.
    pub is_significant: bool,
    pub doubt: Option<Doubt>,
}

/// Why a comparison says little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    AllEqual,
    NotANumber,
    NoDifference,
}

/// Warnings of a sample: mostly none, or the one that all cells of a small capture have.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Warnings {
    None,
    NoInterval,
    Other(Box<[Warning]>),
}

static NO_INTERVAL: [Warning; 1] = [Warning::NoInterval];

impl Warnings {
    pub fn as_slice(&self) -> &[Warning] {
        match self {
            Warnings::None => &[],
            Warnings::NoInterval => &NO_INTERVAL,
            Warnings::Other(warnings) => warnings,
        }
    }
}

impl From<Vec<Warning>> for Warnings {
    fn from(warnings: Vec<Warning>) -> Warnings {
        match &*warnings {
            [] => Warnings::None,
            [Warning::NoInterval] => Warnings::NoInterval,
            _ => Warnings::Other(warnings.into()),
        }
    }
}

impl Comparison {
    pub fn warning(&self) -> Option<Warning> {
        self.doubt.map(|doubt| match doubt {
            Doubt::AllEqual => Warning::AllEqual,
            Doubt::NotANumber => Warning::NotANumber,
            Doubt::NoDifference => Warning::NoDifference,
        })
    }

    /// The change in percent; none from 0.
    pub fn change(&self, center: f64) -> Option<f64> {
        match (self.base, center) {
            (base, center) if base == center => Some(0.0),
            (0.0, _) => None,
            (base, center) => Some((center / base - 1.0) * 100.0),
        }
    }
}

/// The last row's figures of one column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Geomean {
    /// Of the centres.
    pub center: Option<f64>,
    /// Of the ratios to the first column's centres.
    pub ratio: Option<f64>,
    pub warnings: Vec<Warning>,
}
