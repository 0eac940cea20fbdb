//! All tables of a comparison, one after the other.

use super::compute::Computers;
use super::metadata::Metadata;
use super::order::{Hidden, Only, Sort};
use super::settings::Settings;
use super::table::Table;
use super::{csv, markdown, text};
use crate::benchproc::{Grid, Input, Labelled, Layout, Named, Note, Table as Source};
use std::io::{self, BufWriter, Write};

/// Tables of what was measured, to be written in some format. Each is computed when it is written.
#[derive(Debug)]
pub struct Tables {
    grid: Grid,
    metadata: Metadata,
    settings: Settings,
    /// The order of rows, if it is not benchstat's.
    pub sort: Option<Sort>,
    /// The rows that are shown, if not all are.
    pub only: Option<Only>,
}

/// The formats of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Aligned text.
    Text,
    /// Comma-separated values; warnings are apart.
    Csv,
    /// GitHub's and GitLab's Markdown.
    Markdown,
}

/// What benchstat says of lines that it can't read, in their order.
#[derive(Debug, Default)]
pub struct Messages {
    metadata: Metadata,
    /// One a line.
    pub text: Vec<u8>,
}

impl Messages {
    /// Goes through what was found in inputs.
    pub fn new(inputs: &[Input]) -> Messages {
        let mut messages = Messages::default();
        for input in inputs {
            input.notes.iter().for_each(|note| messages.note(input, note));
        }
        messages
    }

    fn note(&mut self, input: &Input, note: Note<'_>) {
        let path = input.name.path.as_encoded_bytes();
        match note {
            Note::Error(line, kind) => self.line(path, line, &[kind.to_string().as_bytes()]),
            Note::Unit(unit) => {
                let Some(known) = self.metadata.add(&unit) else { return };
                let known = known.to_vec();
                let words: [&[u8]; 6] =
                    [b"metadata ", unit.key, b" of unit ", unit.unit, b" already set to ", &known];
                self.line(path, unit.line, &words);
            }
        }
    }

    fn line(&mut self, path: &[u8], line: u64, words: &[&[u8]]) {
        self.text.extend_from_slice(path);
        self.text.extend_from_slice(format!(":{line}: ").as_bytes());
        words.iter().for_each(|word| self.text.extend_from_slice(word));
        self.text.push(b'\n');
    }
}

impl Tables {
    /// Lays out what was read.
    pub fn new(
        inputs: Vec<Input>,
        messages: Messages,
        layout: Layout,
        settings: Settings,
    ) -> Tables {
        let labelled = |input: Input| Labelled { label: input.name.label, samples: input.samples };
        let grid = Grid::new(inputs.into_iter().map(labelled).collect(), layout);
        Tables { grid, metadata: messages.metadata, settings, sort: None, only: None }
    }

    /// Whether there is no table, since nothing was read or kept.
    pub fn is_empty(&self) -> bool {
        self.grid.tables().len() == 0
    }

    /// Writes all tables; the warnings of CSV go to `notes`.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write(
        &self,
        format: Format,
        out: &mut dyn Write,
        notes: &mut dyn Write,
    ) -> io::Result<()> {
        let mut out = BufWriter::with_capacity(BUFFER, out);
        let settings = &self.settings;
        let mut writer = Writer { format, settings, record: 1, out: &mut out, notes };
        let (mut before, mut hidden) = (None, Hidden::default());
        let mut computers = Computers::new(settings);
        let sources: Vec<_> = self.grid.tables().collect();
        for sources in lots_of_tables(&sources) {
            let exact = |source: &Source<'_>| self.metadata.is_exact(source.unit());
            let uncomputed: Vec<_> = sources.iter().map(|table| (*table, exact(table))).collect();
            for mut table in computers.compute(&uncomputed) {
                if let Some(sort) = self.sort {
                    table.sort(sort);
                }
                if let Some(only) = self.only {
                    hidden.add(table.keep(only));
                    if table.shown.is_empty() {
                        continue;
                    }
                }
                writer.heading(&table.source.heading(before.as_ref()), before.is_none())?;
                writer.table(&table)?;
                before = Some(table.source);
            }
        }
        if hidden.rows > 0 {
            writer.hidden(hidden, before.is_none())?;
        }
        out.flush()
    }
}

/// What is less is written together with what follows.
const BUFFER: usize = 1 << 15;

/// Up to so many rows of small tables are computed side by side.
const ROWS: usize = 1 << 14;

/// Parts tables: a large one is alone, small ones are together.
fn lots_of_tables<'t, 'a>(mut tables: &'t [Source<'a>]) -> impl Iterator<Item = &'t [Source<'a>]> {
    std::iter::from_fn(move || {
        let rows = tables.iter().scan(0, |sum, table| {
            *sum += table.rows();
            Some(*sum)
        });
        let count = rows.take_while(|&rows| rows <= ROWS).count().max(1);
        let (lot, rest) = tables.split_at_checked(count)?;
        tables = rest;
        Some(lot)
    })
}

struct Writer<'a> {
    format: Format,
    settings: &'a Settings,
    /// The number of the next CSV record, from 1.
    record: usize,
    out: &'a mut dyn Write,
    notes: &'a mut dyn Write,
}

impl Writer<'_> {
    /// Writes what of a table's key differs from that of the table before.
    fn heading(&mut self, fields: &[Named<'_>], first: bool) -> io::Result<()> {
        let mut lines: Vec<Vec<u8>> = Vec::new();
        if !first {
            lines.push(Vec::new());
        }
        lines.extend(fields.iter().map(|(name, value)| [name, &b": "[..], value].concat()));
        self.record += lines.len();
        let mut bytes = Vec::new();
        for line in lines {
            match self.format {
                Format::Text => bytes.extend(line.into_iter().chain(*b"\n")),
                Format::Csv => csv::line(&line, &mut bytes),
                Format::Markdown => markdown::heading(&line, &mut bytes),
            }
        }
        if self.format == Format::Markdown && !fields.is_empty() {
            markdown::heading(b"", &mut bytes);
        }
        self.out.write_all(&bytes)
    }

    /// Says how many rows are not shown, which the geometric means are of nevertheless.
    fn hidden(&mut self, hidden: Hidden, first: bool) -> io::Result<()> {
        let text = format!("{hidden}\n");
        if self.format == Format::Csv {
            // As with the warnings of tables.
            let _ = self.notes.write_all(text.as_bytes());
            return Ok(());
        }
        let separator = if first { "" } else { "\n" };
        write!(self.out, "{separator}{text}")
    }

    fn table(&mut self, table: &Table<'_>) -> io::Result<()> {
        match self.format {
            Format::Text => text::write(table, self.settings, self.out),
            Format::Markdown => markdown::write(table, self.settings, self.out),
            Format::Csv => {
                let mut notes = Vec::new();
                self.record += csv::write(table, self.settings, self.record, self.out, &mut notes)?;
                // Nothing can be done about a standard error that takes no text.
                let _ = self.notes.write_all(&notes);
                Ok(())
            }
        }
    }
}
