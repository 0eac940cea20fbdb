//! The rows above a table's figures: what its columns are called, and what they show.

use super::super::table::Table;
use super::layout::Span;
use super::line::{Align, Line};
use super::{CENTER, DELTA, column_of, count_columns};
use crate::benchstat::text::line::width;

/// Between columns, and after the last one.
const RULE: &str = " │ ";
const EDGE: &str = " │";

/// One cell of the header.
#[derive(Debug)]
pub(super) struct Cell<'a> {
    pub span: Span,
    value: &'a [u8],
    margin: &'static str,
    align: Align,
}

/// The rows, top to bottom.
pub(super) fn rows<'a>(table: &Table<'a>) -> Vec<Vec<Cell<'a>>> {
    let count = table.source.columns();
    let mut rows: Vec<Vec<Cell<'a>>> = Vec::new();
    // Where a level begins a new node, all below it do.
    let mut begins = vec![false; count];
    for labels in table.source.column_labels() {
        let nodes = (0..count).filter(|&i| {
            begins[i] |= i == 0 || labels[i] != labels[i - 1];
            begins[i]
        });
        let nodes: Vec<usize> = nodes.collect();
        let ends = nodes.iter().skip(1).copied().chain([count]);
        let cells = nodes.iter().zip(ends).map(|(&start, end)| {
            cell(column_of(start), column_of(end), labels[start], RULE, Align::Center)
        });
        rows.push(cells.chain([edge(count)]).collect());
    }
    rows.push(units(table));
    rows
}

/// The row that names the unit above the figures.
fn units<'a>(table: &Table<'a>) -> Vec<Cell<'a>> {
    let count = table.source.columns();
    let mut cells = Vec::with_capacity(2 * count);
    for i in 0..count {
        let start = column_of(i);
        let unit = table.source.unit();
        cells.push(cell(start, start + CENTER, unit, RULE, Align::Center));
        if i > 0 {
            let deltas = start + CENTER;
            cells.push(cell(deltas, deltas + DELTA, b"vs base", "  ", Align::Left));
        }
    }
    cells.push(edge(count));
    cells
}

fn cell<'a>(
    start: usize,
    end: usize,
    value: &'a [u8],
    margin: &'static str,
    align: Align,
) -> Cell<'a> {
    Cell {
        span: Span { column: start, columns: end - start, width: width(value) },
        value,
        margin,
        align,
    }
}

fn edge<'a>(count: usize) -> Cell<'a> {
    cell(count_columns(count) - 1, count_columns(count), b"", EDGE, Align::Left)
}

impl Cell<'_> {
    /// The width of the margin.
    pub fn margin(&self) -> usize {
        width(self.margin.as_bytes())
    }

    pub fn write(&self, line: &mut Line<'_>) {
        let Span { column, columns, .. } = self.span;
        line.cell(column, columns, self.margin, self.align, self.value);
    }
}
