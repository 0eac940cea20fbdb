//! benchstat's text tables.

mod footnotes;
mod go_sort;
mod header;
mod layout;
mod line;

use super::format::write_percent;
use super::settings::Settings;
use super::table::{Cell, Table};
use crate::benchunit::{Class, Scaler};
use crate::lots;
use footnotes::{Footnotes, Marks, superscript, superscripts};
use layout::{Column, Layout, Span};
use line::{Align, Line, width};
use std::convert::Infallible;
use std::io::{self, Write};
use std::ops::Range;
use std::slice;

/// Columns of figures: centre, range, and marks of warnings.
const CENTER: usize = 3;
/// Columns of changes: delta, evidence, and marks of warnings.
const DELTA: usize = 3;

/// The first text column of a column of the table. The labels are column 0.
fn column_of(column: usize) -> usize {
    if column == 0 { 1 } else { 1 + CENTER + (column - 1) * (CENTER + DELTA) }
}

/// How many text columns there are, with the rule at the right.
fn count_columns(columns: usize) -> usize {
    column_of(columns) + 1
}

/// Writes a table and its footnotes.
pub(super) fn write(table: &Table<'_>, settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let footnotes = Footnotes::new(table, settings);
    let text = Text { table, class: Class::of(table.source.unit()), footnotes };
    let lots = text.figures();
    let last = text.geomeans();
    let header = header::rows(table);
    let layout = text.lay_out(&header, &lots, &last);
    let mut lines = Vec::new();
    for row in &header {
        let mut line = Line::new(&layout, &mut lines);
        row.iter().for_each(|cell| cell.write(&mut line));
        lines.push(b'\n');
    }
    out.write_all(&lines)?;
    text.write_rows(&layout, &lots, out)?;
    lines.clear();
    if let Some(last) = &last {
        let mut line = Line::new(&layout, &mut lines);
        for (column, margin, align, value) in last {
            line.cell(*column, 1, margin, *align, value);
        }
        lines.push(b'\n');
    }
    for (number, note) in (1..).zip(&text.footnotes.texts) {
        superscript(number, &mut lines);
        lines.push(b' ');
        lines.extend_from_slice(note);
        lines.push(b'\n');
    }
    out.write_all(&lines)
}

/// A cell of the last row: its column, margin, alignment and text.
type LastCell = (usize, &'static str, Align, Vec<u8>);

struct Text<'a> {
    table: &'a Table<'a>,
    class: Class,
    footnotes: Footnotes<'a>,
}

/// The texts of some rows, one after the other: the label, and for each cell its centre, range and
/// marks and, if it is compared, its delta, evidence and marks.
#[derive(Clone, Default)]
struct Figures {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    /// The widest text of each text column; none where there is none.
    widths: Vec<Option<usize>>,
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
        let start = self.ends.last().map_or(0, |&end| end as usize);
        let width = width(&self.bytes[start..]);
        let widest = &mut self.widths[column];
        *widest = Some(widest.map_or(width, |widest| widest.max(width)));
        self.ends.push(self.bytes.len() as u32);
    }
}

impl Text<'_> {
    /// Rows are worked on in lots of this size. Each lot keeps the width of every column, so that
    /// wide tables need large lots.
    fn lot(&self) -> usize {
        self.table.source.columns().max(512)
    }

    fn figures(&self) -> Vec<Figures> {
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
        let mut lots = Vec::with_capacity(shown.len().div_ceil(self.lot()));
        let take = |lot| {
            lots.push(lot);
            Ok(())
        };
        let Ok(()) = lots::in_order::<_, _, Infallible>(
            shown.len(),
            self.lot(),
            Figures::default,
            work,
            take,
        );
        lots
    }

    fn row(&self, row: u32, marks: &mut slice::Iter<'_, Marks>, figures: &mut Figures) {
        self.table.source.row_label(row as usize, &mut figures.bytes);
        figures.end(0);
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

    /// The last row; none where there is but one.
    fn geomeans(&self) -> Option<Vec<LastCell>> {
        if !self.table.has_geomeans() {
            return None;
        }
        let mut cells: Vec<LastCell> = vec![(0, "", Align::Left, b"geomean".to_vec())];
        let columns = self.table.geomeans.iter().zip(&self.footnotes.of_geomeans);
        for (i, (geomean, notes)) in columns.enumerate() {
            let column = column_of(i);
            if let Some(center) = geomean.center {
                let mut text = Vec::new();
                Scaler::common([center], self.class).write(center, &mut text);
                cells.push((column, " ", Align::Right, text));
            }
            if i > 0 {
                let mut text = Vec::new();
                let align = match geomean.ratio {
                    Some(ratio) => {
                        write_percent((ratio - 1.0) * 100.0, &mut text);
                        Align::Right
                    }
                    None => {
                        text.push(b'?');
                        Align::Left
                    }
                };
                cells.push((column + CENTER, " ", align, text));
            }
            let mut text = Vec::new();
            superscripts(notes, &mut text);
            let margin = if text.is_empty() { "" } else { " " };
            cells.push((column_of(i + 1) - 1, margin, Align::Left, text));
        }
        Some(cells)
    }

    fn lay_out(
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
        let last = |(i, geomean): (usize, &super::table::Geomean)| {
            usize::from(geomean.center.is_some()) + usize::from(i > 0) + 1
        };
        let geomeans: usize = table.geomeans.iter().enumerate().map(last).sum();
        let geomeans = if table.has_geomeans() { 1 + geomeans } else { 0 };
        table.shown.len() + figures + geomeans
    }

    fn write_rows(&self, layout: &Layout, lots: &[Figures], out: &mut dyn Write) -> io::Result<()> {
        let size = self.lot();
        let work = |(): &mut (), rows: Range<usize>| {
            let (mut lines, figures) = (Vec::new(), &lots[rows.start / size]);
            let mut texts = Texts { figures, next: 0 };
            for &row in &self.table.shown[rows] {
                self.write_row(row, &mut texts, &mut Line::new(layout, &mut lines));
                lines.push(b'\n');
            }
            lines
        };
        lots::in_order(self.table.shown.len(), size, || (), work, |lines| out.write_all(&lines))
    }

    fn write_row(&self, row: u32, texts: &mut Texts<'_>, line: &mut Line<'_>) {
        line.cell(0, 1, "", Align::Left, texts.next());
        for cell in self.table.cells(row) {
            let column = column_of(cell.column as usize);
            line.cell(column, 1, " ", Align::Right, texts.next());
            line.cell(column + 1, 1, " ± ", Align::Right, texts.next());
            marked(column + 2, texts.next(), line);
            if cell.comparison.is_some() {
                line.cell(column + CENTER, 1, " ", Align::Right, texts.next());
                line.cell(column + CENTER + 1, 1, " ", Align::Left, texts.next());
                marked(column + CENTER + 2, texts.next(), line);
            }
        }
    }
}

fn marked(column: usize, text: &[u8], line: &mut Line<'_>) {
    if !text.is_empty() {
        line.cell(column, 1, " ", Align::Left, text);
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

/// Reads texts in the order in which they were made.
struct Texts<'a> {
    figures: &'a Figures,
    next: usize,
}

impl<'a> Texts<'a> {
    fn next(&mut self) -> &'a [u8] {
        let Figures { bytes, ends, .. } = self.figures;
        let start = self.next.checked_sub(1).map_or(0, |before| ends[before] as usize);
        self.next += 1;
        &bytes[start..ends[self.next - 1] as usize]
    }
}
