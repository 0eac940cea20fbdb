//! How wide a table's columns have to be.

use super::super::go_sort;
use super::super::table::Geomean;
use super::figures::Figures;
use super::layout::{Column, Layout, Span};
use super::line::width;
use super::{CENTER, DELTA, LastCell, Text, column_of, count_columns, header};

impl Text<'_> {
    pub(super) fn lay_out(
        &self,
        header: &[Vec<header::Cell<'_>>],
        lots: &[Figures],
        last: &Option<Vec<LastCell>>,
    ) -> Layout {
        let mut columns = vec![Column::default(); count_columns(self.table.source.columns())];
        for figures in lots {
            for (column, (widest, known)) in figures.widths.iter().zip(&mut columns).enumerate() {
                if let Some(width) = *widest {
                    known.add(width, margin_of(column, width));
                }
            }
        }
        for (column, margin, _, text) in last.iter().flatten() {
            columns[*column].add(width(text), margin.len());
        }
        for cell in header.iter().flatten() {
            let column = &mut columns[cell.span.column];
            match cell.span.columns {
                1 => column.add(cell.span.width, cell.margin()),
                _ => column.margin = column.margin.max(cell.margin()),
            }
        }
        for i in 0..self.table.source.columns() {
            columns[column_of(i) + 1..column_of(i + 1)].iter_mut().for_each(|c| c.shrinks = true);
        }
        Layout::new(&columns, &self.spans(header))
    }

    /// The header's cells of several columns, in the order in which benchstat fits them: by their
    /// number of columns, those of equal number as Go's sort leaves them among all cells.
    fn spans(&self, header: &[Vec<header::Cell<'_>>]) -> Vec<Span> {
        let one = Span { column: 0, columns: 1, width: 0 };
        let mut spans: Vec<Span> = header.iter().flatten().map(|cell| cell.span).collect();
        // With one level of labels, none of equal number overlap but over one column that can grow:
        // their order makes no difference.
        if header.len() > 2 {
            spans.resize(spans.len() + self.count_cells(), one);
            go_sort::sort(&mut spans, |a, b| a.columns < b.columns);
        } else {
            spans.sort_by_key(|span| span.columns);
        }
        spans.retain(|span| span.columns > 1);
        spans
    }

    /// How many cells there are below the header.
    fn count_cells(&self) -> usize {
        let table = self.table;
        let cells = table.shown.iter().flat_map(|&row| table.cells(row));
        let figures: usize =
            cells.map(|cell| if cell.comparison.is_some() { CENTER + DELTA } else { CENTER }).sum();
        let last = |(i, geomean): (usize, &Geomean)| {
            usize::from(geomean.center.is_some()) + usize::from(i > 0) + 1
        };
        let geomeans: usize = table.geomeans.iter().enumerate().map(last).sum();
        let geomeans = if table.has_geomeans() { 1 + geomeans } else { 0 };
        table.shown.len() + figures + geomeans
    }
}

/// The margin that texts of a column have, where their widest has this width.
fn margin_of(column: usize, widest: usize) -> usize {
    let is_range = column == 2 || column % (CENTER + DELTA) == CENTER + DELTA - 1;
    match (column, widest) {
        (0, _) | (_, 0) => 0,
        _ if is_range => width(" ± ".as_bytes()),
        _ => 1,
    }
}

impl Column {
    fn add(&mut self, width: usize, margin: usize) {
        self.width = Some(self.width.unwrap_or(0).max(width));
        self.margin = self.margin.max(margin);
    }
}
