//! Tables in the Markdown of GitHub and GitLab.

use super::format::write_percent;
use super::settings::Settings;
use super::table::{Cell, Geomean, Table};
use super::warning::Warning;
use crate::benchunit::{Class, Scaler};
use crate::gfm;
use std::collections::HashMap;
use std::io::{self, Write};

/// Appends a line of the table's key; an empty one separates tables.
pub(super) fn heading(line: &[u8], out: &mut Vec<u8>) {
    if !line.is_empty() {
        code(line, out);
        // Two spaces break the line.
        out.extend_from_slice(b"  ");
    }
    out.push(b'\n');
}

/// Writes a table and its warnings.
pub(super) fn write(table: &Table<'_>, settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let class = Class::of(table.source.unit());
    let mut rows =
        Rows { class, settings, bytes: Vec::new(), notes: Vec::new(), numbers: HashMap::new() };
    rows.header(table);
    for &row in &table.shown {
        rows.row(table, row);
        if rows.bytes.len() > FULL {
            out.write_all(&rows.bytes)?;
            rows.bytes.clear();
        }
    }
    if table.has_geomeans() {
        rows.geomeans(table);
    }
    rows.footnotes();
    out.write_all(&rows.bytes)
}

/// So many bytes are written at once.
const FULL: usize = 1 << 18;

struct Rows<'a> {
    class: Class,
    settings: &'a Settings,
    bytes: Vec<u8>,
    /// Warnings, in the order of their numbers.
    notes: Vec<Vec<u8>>,
    numbers: HashMap<Vec<u8>, usize>,
}

impl Rows<'_> {
    /// The names of the columns, and below them how figures are aligned.
    fn header(&mut self, table: &Table<'_>) {
        self.bytes.extend_from_slice(b"|  |");
        let mut names = vec![Vec::new(); table.source.columns()];
        for labels in table.source.column_labels() {
            for (name, label) in names.iter_mut().zip(labels) {
                if !name.is_empty() && !label.is_empty() {
                    name.push(b' ');
                }
                name.extend_from_slice(label);
            }
        }
        for (i, name) in names.iter().enumerate() {
            self.bytes.push(b' ');
            code(name, &mut self.bytes);
            self.bytes.extend_from_slice(if name.is_empty() { b"" } else { b" " });
            words(table.source.unit(), &mut self.bytes);
            self.bytes.extend_from_slice(if i > 0 { b" | vs base | evidence |" } else { b" |" });
        }
        self.bytes.extend_from_slice(b"\n|:---|");
        for i in 0..names.len() {
            self.bytes.extend_from_slice(if i > 0 { b"---:|---:|:---|" } else { b"---:|" });
        }
        self.bytes.push(b'\n');
    }

    fn row(&mut self, table: &Table<'_>, row: u32) {
        let mut label = Vec::new();
        table.source.row_label(row as usize, &mut label);
        self.bytes.extend_from_slice(b"| ");
        code(&label, &mut self.bytes);
        self.bytes.extend_from_slice(b" |");
        let cells = table.cells(row);
        let scaler = Scaler::common(cells.iter().map(|cell| cell.center), self.class);
        let mut next = 0;
        for cell in cells {
            self.skip(next, cell.column as usize);
            next = cell.column as usize + 1;
            self.cell(cell, &scaler);
        }
        self.skip(next, table.source.columns());
        self.bytes.push(b'\n');
    }

    /// Leaves columns empty.
    fn skip(&mut self, from: usize, to: usize) {
        for column in from..to {
            self.bytes.extend_from_slice(if column > 0 { b" | | |" } else { b" |" });
        }
    }

    fn cell(&mut self, cell: &Cell, scaler: &Scaler) {
        self.bytes.push(b' ');
        scaler.write(cell.center, &mut self.bytes);
        self.bytes.extend_from_slice(" ± ".as_bytes());
        cell.write_range(&mut self.bytes);
        self.marks(cell.warnings.as_slice().iter());
        self.bytes.extend_from_slice(b" |");
        match &cell.comparison {
            Some(comparison) => {
                self.bytes.push(b' ');
                comparison.write_delta(cell.center, &mut self.bytes);
                self.bytes.extend_from_slice(b" | ");
                comparison.write_evidence(&mut self.bytes);
                self.marks(comparison.warning().iter());
                self.bytes.extend_from_slice(b" |");
            }
            None if cell.column > 0 => self.bytes.extend_from_slice(b" | |"),
            None => {}
        }
    }

    fn geomeans(&mut self, table: &Table<'_>) {
        self.bytes.extend_from_slice(b"| geomean |");
        for (i, geomean) in table.geomeans.iter().enumerate() {
            let Geomean { center, ratio, warnings } = geomean;
            self.bytes.push(b' ');
            if let Some(center) = *center {
                Scaler::common([center], self.class).write(center, &mut self.bytes);
            }
            self.marks(warnings.iter());
            self.bytes.extend_from_slice(b" |");
            if i > 0 {
                self.bytes.push(b' ');
                match ratio {
                    Some(ratio) => write_percent((ratio - 1.0) * 100.0, &mut self.bytes),
                    None => self.bytes.push(b'?'),
                }
                self.bytes.extend_from_slice(b" | |");
            }
        }
        self.bytes.push(b'\n');
    }

    /// The numbers of warnings, raised.
    fn marks<'w>(&mut self, warnings: impl Iterator<Item = &'w Warning>) {
        for warning in warnings {
            let mut text = Vec::new();
            warning.write(self.settings, &mut text);
            let notes = &mut self.notes;
            let number = *self.numbers.entry(text).or_insert_with_key(|text| {
                notes.push(text.clone());
                notes.len()
            });
            self.bytes.extend_from_slice(format!(" <sup>{number}</sup>").as_bytes());
        }
    }

    fn footnotes(&mut self) {
        if !self.notes.is_empty() {
            self.bytes.push(b'\n');
        }
        for (number, note) in (1..).zip(std::mem::take(&mut self.notes)) {
            self.bytes.extend_from_slice(format!("<sup>{number}</sup> ").as_bytes());
            words(&note, &mut self.bytes);
            self.bytes.extend_from_slice(b"  \n");
        }
    }
}

/// Appends what a capture or a label says.
fn code(text: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(gfm::code(&String::from_utf8_lossy(text)).as_bytes());
}

/// Appends words, as code if they are more than that.
fn words(text: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(gfm::words(&String::from_utf8_lossy(text)).as_bytes());
}
