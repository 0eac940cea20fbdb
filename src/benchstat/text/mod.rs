//! benchstat's text tables.

mod figures;
mod fit;
mod footnotes;
mod header;
mod layout;
mod line;

use super::format::write_percent;
use super::settings::Settings;
use super::table::{LOT, Table};
use crate::benchunit::{Class, Scaler};
use crate::lots;
use figures::{Figures, Texts};
use footnotes::{Footnotes, superscript, superscripts};
use layout::Layout;
use line::{Align, Line};
use std::io::{self, Write};
use std::ops::Range;

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

impl Text<'_> {
    /// Rows are worked on in lots of this size. Each lot keeps the width of every column, so that
    /// wide tables need large lots.
    fn lot(&self) -> usize {
        self.table.source.columns().max(LOT)
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

    fn write_rows(&self, layout: &Layout, lots: &[Figures], out: &mut dyn Write) -> io::Result<()> {
        let size = self.lot();
        let work = |name: &mut Vec<u8>, rows: Range<usize>| {
            let (mut lines, figures) = (Vec::new(), &lots[rows.start / size]);
            let mut texts = Texts::new(figures);
            for &row in &self.table.shown[rows] {
                name.clear();
                self.table.source.row_label(row as usize, name);
                let mut line = Line::new(layout, &mut lines);
                line.cell(0, 1, "", Align::Left, name);
                self.write_figures(row, &mut texts, &mut line);
                lines.push(b'\n');
            }
            lines
        };
        let shown = self.table.shown.len();
        lots::in_order(shown, size, Vec::new, work, |lines| out.write_all(&lines))
    }

    fn write_figures(&self, row: u32, texts: &mut Texts<'_>, line: &mut Line<'_>) {
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
