//! benchstat's comma-separated values.

use super::format::{integer, write_percent};
use super::number::shortest;
use super::settings::Settings;
use super::table::{Cell, LOT, Table};
use super::warning::Warning;
use crate::lots;
use std::io::{self, Write};
use std::ops::Range;

/// Fields of a column: centre and range, and for all but the first also delta and evidence.
const CENTER: usize = 2;
const DELTA: usize = 2;

/// The first field of a column of the table. The labels are field 0.
fn field_of(column: usize) -> usize {
    if column == 0 { 1 } else { 1 + CENTER + (column - 1) * (CENTER + DELTA) }
}

/// Writes a table; its warnings, each with the cell that it is about, go to `notes`. `first` is the
/// number of the table's first record, from 1. Gives the number of records.
pub(super) fn write(
    table: &Table<'_>,
    settings: &Settings,
    first: usize,
    out: &mut dyn Write,
    notes: &mut Vec<u8>,
) -> io::Result<usize> {
    let mut records = Records::new(settings, first);
    let count = table.source.columns();
    for labels in table.source.column_labels() {
        for (i, label) in labels.into_iter().enumerate() {
            records.clear_to(field_of(i));
            records.field(label);
        }
        records.clear_to(field_of(count));
        records.end();
    }
    for i in 0..count {
        records.clear_to(field_of(i));
        records.all(&[table.source.unit(), b"CI"]);
        if i > 0 {
            records.all(&[b"vs base", b"P"]);
        }
    }
    records.end();
    out.write_all(&records.bytes)?;
    let start = records.line;
    let work = |(): &mut (), rows: Range<usize>| {
        let mut records = Records::new(settings, start + rows.start);
        table.shown[rows].iter().for_each(|&row| records.row(table, row));
        records
    };
    lots::in_order(
        table.shown.len(),
        LOT,
        || (),
        work,
        |lot| {
            notes.extend_from_slice(&lot.notes);
            out.write_all(&lot.bytes)
        },
    )?;
    let mut last = Records::new(settings, start + table.shown.len());
    last.geomeans(table);
    notes.extend_from_slice(&last.notes);
    out.write_all(&last.bytes)?;
    Ok(last.line - first)
}

/// Appends a record of one field.
pub(super) fn line(field: &[u8], out: &mut Vec<u8>) {
    quoted(field, out);
    out.push(b'\n');
}

/// Records while they are written.
struct Records<'a> {
    settings: &'a Settings,
    bytes: Vec<u8>,
    notes: Vec<u8>,
    /// The number of the record, from 1.
    line: usize,
    /// How many fields the record has.
    fields: usize,
    scratch: Vec<u8>,
}

impl<'a> Records<'a> {
    fn new(settings: &'a Settings, line: usize) -> Records<'a> {
        Records {
            settings,
            bytes: Vec::new(),
            notes: Vec::new(),
            line,
            fields: 0,
            scratch: Vec::new(),
        }
    }

    /// Adds empty fields up to a place.
    fn clear_to(&mut self, field: usize) {
        while self.fields < field {
            self.field(b"");
        }
    }

    fn field(&mut self, field: &[u8]) {
        if self.fields > 0 {
            self.bytes.push(b',');
        }
        self.fields += 1;
        quoted(field, &mut self.bytes);
    }

    fn all(&mut self, fields: &[&[u8]]) {
        fields.iter().for_each(|field| self.field(field));
    }

    /// Adds the field that `write` makes.
    fn made(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        write(&mut scratch);
        self.field(&scratch);
        self.scratch = scratch;
    }

    fn end(&mut self) {
        self.bytes.push(b'\n');
        self.fields = 0;
        self.line += 1;
    }

    /// Notes a warning about the field that comes next, as `B6: …`.
    fn warn(&mut self, warning: &Warning) {
        column_name(self.fields, &mut self.notes);
        integer(&mut self.notes, self.line as u32);
        self.notes.extend_from_slice(b": ");
        warning.write(self.settings, &mut self.notes);
        self.notes.push(b'\n');
    }

    fn row(&mut self, table: &Table<'_>, row: u32) {
        self.made(|out| table.source.row_label(row as usize, out));
        table.cells(row).iter().for_each(|cell| self.cell(cell));
        self.end();
    }

    fn cell(&mut self, cell: &Cell) {
        self.clear_to(field_of(cell.column as usize));
        for warning in cell.warnings.as_slice() {
            self.warn(warning);
        }
        self.made(|out| shortest(out, cell.center));
        self.made(|out| cell.write_range(out));
        if let Some(comparison) = &cell.comparison {
            if let Some(warning) = comparison.warning() {
                self.warn(&warning);
            }
            self.made(|out| comparison.write_delta(cell.center, out));
            self.made(|out| comparison.write_evidence(out));
        }
    }

    /// The last record, which a table of one row has, too.
    fn geomeans(&mut self, table: &Table<'_>) {
        self.field(b"geomean");
        for (i, geomean) in table.geomeans.iter().enumerate() {
            self.clear_to(field_of(i));
            geomean.warnings.iter().for_each(|warning| self.warn(warning));
            if let Some(center) = geomean.center {
                self.made(|out| shortest(out, center));
            }
            if i > 0 {
                self.clear_to(field_of(i) + CENTER);
                match geomean.ratio {
                    Some(ratio) => self.made(|out| write_percent((ratio - 1.0) * 100.0, out)),
                    None => self.field(b"?"),
                }
            }
        }
        self.clear_to(field_of(table.geomeans.len()));
        self.end();
    }
}

/// Appends what benchstat calls a column of a spreadsheet. It is not quite what spreadsheets do:
/// digits of base 26, in which `A` is 0.
fn column_name(column: usize, out: &mut Vec<u8>) {
    let start = out.len();
    let mut rest = column;
    while rest > 0 || out.len() == start {
        out.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    out[start..].reverse();
}

/// Appends a field as package encoding/csv of Go writes it.
fn quoted(field: &[u8], out: &mut Vec<u8>) {
    if !needs_quotes(field) {
        return out.extend_from_slice(field);
    }
    out.push(b'"');
    for part in field.split_inclusive(|&byte| byte == b'"') {
        out.extend_from_slice(part);
        if part.last() == Some(&b'"') {
            out.push(b'"');
        }
    }
    out.push(b'"');
}

/// Commas, quotes and line ends need quotes, white space at the beginning, too; and `\.`, which ends
/// the input for some databases.
fn needs_quotes(field: &[u8]) -> bool {
    let special = |byte: &u8| matches!(byte, b',' | b'"' | b'\r' | b'\n');
    let first = field.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
    field == br"\." || field.iter().any(special) || first.is_some_and(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_as_go_does() {
        for (field, expected) in [
            ("", ""),
            ("a b", "a b"),
            (" a", "\" a\""),
            ("\u{a0}a", "\"\u{a0}a\""),
            ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""),
            ("a\rb", "\"a\rb\""),
            ("\\.", "\"\\.\""),
        ] {
            let mut out = Vec::new();
            quoted(field.as_bytes(), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }

    #[test]
    fn columns_are_named_as_benchstat_does() {
        for (column, expected) in
            [(0, "A"), (1, "B"), (25, "Z"), (26, "BA"), (27, "BB"), (676, "BAA")]
        {
            let mut out = Vec::new();
            column_name(column, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
