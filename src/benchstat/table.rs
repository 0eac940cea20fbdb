//! A table's numbers.

use super::warning::Warning;

/// One table with everything that is shown of it.
#[derive(Debug)]
pub struct Table<'a> {
    /// What it was computed from.
    pub source: crate::benchproc::Table<'a>,
    /// All cells, row after row.
    pub(super) cells: Vec<Cell>,
    /// Where the cells of each row begin, and the end.
    pub(super) rows: Vec<u32>,
    /// For each column.
    pub(super) geomeans: Vec<Geomean>,
    /// The rows that are shown, in order.
    pub(super) shown: Vec<u32>,
}

impl Table<'_> {
    /// Whether the geometric means are shown, which benchstat does of more than one row.
    pub(super) fn has_geomeans(&self) -> bool {
        self.source.rows() > 1
    }

    /// The cells of a row.
    pub(super) fn cells(&self, row: u32) -> &[Cell] {
        &self.cells[self.span(row)]
    }

    /// Where the cells of a row are.
    pub(super) fn span(&self, row: u32) -> std::ops::Range<usize> {
        self.rows[row as usize] as usize..self.rows[row as usize + 1] as usize
    }
}

/// A sample and what it is compared with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// The place of the column in the table.
    pub column: u32,
    pub center: f64,
    /// The ends of the confidence interval.
    pub low: f64,
    pub high: f64,
    /// Of the sample and its summary.
    pub warnings: Warnings,
    /// Against the first column, where that has the row.
    pub comparison: Option<Comparison>,
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

/// Warnings of a sample, which few cells have.
pub(super) type Warnings = Option<Box<[Warning]>>;

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
