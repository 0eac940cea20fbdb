//! The texts of a table's rows, before it is known where they go.

use super::super::table::Cell;
use super::footnotes::{Marks, superscripts};
use super::line::width;
use super::{CENTER, Text, column_of, count_columns};
use crate::benchunit::Scaler;
use crate::lots;
use std::ops::Range;
use std::slice;

/// The texts of some rows, one after the other: for each cell its centre, range and marks and, if it
/// is compared, its delta, evidence and marks. Of the rows' names just the width is kept.
#[derive(Clone, Default)]
pub(super) struct Figures {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    /// The widest text of each text column; none where there is none.
    pub widths: Vec<Option<usize>>,
}

impl Figures {
    fn clear(&mut self, columns: usize) {
        self.bytes.clear();
        self.ends.clear();
        self.widths.clear();
        self.widths.resize(columns, None);
    }

    /// Ends a text of a column.
    fn end(&mut self, column: usize) {
        self.measure(column);
        self.ends.push(self.bytes.len() as u32);
    }

    /// Takes the width of the last text, and drops it.
    fn drop_name(&mut self) {
        self.measure(0);
        self.bytes.truncate(self.start());
    }

    fn measure(&mut self, column: usize) {
        let width = width(&self.bytes[self.start()..]);
        let widest = &mut self.widths[column];
        *widest = Some(widest.map_or(width, |widest| widest.max(width)));
    }

    /// Where the last text begins.
    fn start(&self) -> usize {
        self.ends.last().map_or(0, |&end| end as usize)
    }
}

impl Text<'_> {
    pub(super) fn figures(&self) -> Vec<Figures> {
        let shown = &self.table.shown;
        let columns = count_columns(self.table.source.columns());
        // Where the marks of each lot's cells begin.
        let mut starts = vec![0];
        if !self.footnotes.of_cells.is_empty() {
            let count = |rows: &[u32]| rows.iter().map(|&row| self.table.cells(row).len()).sum();
            starts.extend(shown.chunks(self.lot()).map(count).scan(0, |end, cells: usize| {
                *end += cells;
                Some(*end)
            }));
        }
        let work = |figures: &mut Figures, rows: Range<usize>| {
            figures.clear(columns);
            let start = starts.get(rows.start / self.lot()).copied().unwrap_or_default();
            let mut marks = self.footnotes.of_cells.get(start..).unwrap_or_default().iter();
            shown[rows].iter().for_each(|&row| self.row(row, &mut marks, figures));
            // A copy takes no more memory than it needs.
            figures.clone()
        };
        lots::collect(shown.len(), self.lot(), Figures::default, work)
    }

    fn row(&self, row: u32, marks: &mut slice::Iter<'_, Marks>, figures: &mut Figures) {
        self.table.source.row_label(row as usize, &mut figures.bytes);
        figures.drop_name();
        let cells = self.table.cells(row);
        let scaler = Scaler::common(cells.iter().map(|cell| cell.center), self.class);
        for cell in cells {
            self.cell(cell, marks.next().copied().unwrap_or_default(), &scaler, figures);
        }
    }

    fn cell(&self, cell: &Cell, marks: Marks, scaler: &Scaler, figures: &mut Figures) {
        let column = column_of(cell.column as usize);
        scaler.write(cell.center, &mut figures.bytes);
        figures.end(column);
        cell.write_range(&mut figures.bytes);
        figures.end(column + 1);
        superscripts(&marks.sample, &mut figures.bytes);
        figures.end(column + 2);
        if let Some(comparison) = &cell.comparison {
            comparison.write_delta(cell.center, &mut figures.bytes);
            figures.end(column + CENTER);
            figures.bytes.push(b'(');
            comparison.write_evidence(&mut figures.bytes);
            figures.bytes.push(b')');
            figures.end(column + CENTER + 1);
            superscripts(&[marks.comparison], &mut figures.bytes);
            figures.end(column + CENTER + 2);
        }
    }
}

/// Reads texts in the order in which they were made.
pub(super) struct Texts<'a> {
    figures: &'a Figures,
    next: usize,
}

impl<'a> Texts<'a> {
    pub fn new(figures: &'a Figures) -> Texts<'a> {
        Texts { figures, next: 0 }
    }

    pub fn next(&mut self) -> &'a [u8] {
        let Figures { bytes, ends, .. } = self.figures;
        let start = self.next.checked_sub(1).map_or(0, |before| ends[before] as usize);
        self.next += 1;
        &bytes[start..ends[self.next - 1] as usize]
    }
}
