//! Laying results out: from runs to the entries of tables.

use crate::benchproc::grid::key_cache::KeyCache;
use crate::benchproc::grid::keys::KeyId;
use crate::benchproc::grid::layout::{Layout, Selected};
use crate::benchproc::grid::{Axis, Entries, Entry, Grid, Labelled, Residue};
use crate::benchproc::query::filter::Kept;
use crate::benchproc::store::intern::{Id, Interner};
use crate::benchproc::store::merged::Merged;
use crate::benchproc::store::place::Place;
use crate::lots;
use std::collections::HashMap;

/// A value that goes to no table.
const NOWHERE: u32 = u32::MAX;

impl Grid {
    /// Lays out the results of inputs, in their order.
    pub fn new(inputs: Vec<Labelled>, layout: Layout) -> Grid {
        let (labels, samples): (Vec<_>, Vec<_>) =
            inputs.into_iter().map(|input| (input.label, input.samples)).unzip();
        let mut merged = Merged::new(samples);
        let labels: Vec<Id> = labels.iter().map(|label| merged.text.intern(label)).collect();
        let Layout { table, row, col, residue, selector } = layout;
        let caches =
            [table, row, col, residue].map(|projection| KeyCache::new(projection, &mut merged));
        let mut builder = Builder::new(caches);
        let Merged { text, sides } = &mut merged;
        let mut starts = Vec::with_capacity(sides.len());
        for (input, side) in sides.iter().enumerate() {
            starts.push(builder.runs);
            let mut selected = Selected::new(&selector);
            for run in side.columns.runs() {
                let place = Place { side, label: labels[input], series: run.series };
                let kept = selected.of(place, run.shape, text);
                builder.add(input, place, run.shape, kept, text);
            }
        }
        builder.finish(merged, starts)
    }
}

/// Tables while runs are added.
struct Builder {
    headings: KeyCache,
    rows: KeyCache,
    columns: KeyCache,
    residue: KeyCache,
    /// The key of each run's residue, once there are several.
    residues: Vec<KeyId>,
    /// Units in order of appearance.
    units: HashMap<Id, u32>,
    numbers: HashMap<(KeyId, Id), u32>,
    /// Rows and columns of their entries are keys yet, no places.
    tables: Vec<Entries>,
    /// The input, shape and heading of the lines before, all of which were kept.
    latest: Option<(usize, u32, KeyId)>,
    /// The table that each value of a line goes to.
    destinations: Vec<u32>,
    runs: u32,
}

impl Builder {
    fn new([headings, rows, columns, residue]: [KeyCache; 4]) -> Builder {
        Builder {
            headings,
            rows,
            columns,
            residue,
            residues: Vec::new(),
            units: HashMap::new(),
            numbers: HashMap::new(),
            tables: Vec::new(),
            latest: None,
            destinations: Vec::new(),
            runs: 0,
        }
    }

    /// Adds what is kept of a run.
    fn add(
        &mut self,
        input: usize,
        place: Place<'_>,
        shape: u32,
        kept: &Kept,
        text: &mut Interner,
    ) {
        let run = self.runs;
        self.runs += 1;
        if *kept == Kept::None {
            return;
        }
        let heading = self.headings.of(input, place, text);
        let row = self.rows.of(input, place, text);
        let column = self.columns.of(input, place, text);
        self.keep_residue(run, input, place, text);
        let lines = Some((input, shape, heading));
        if self.latest != lines || *kept != Kept::All {
            self.find_destinations(heading, &place.side.shapes[shape as usize], kept);
            self.latest = lines.filter(|_| *kept == Kept::All);
        }
        for (value, &table) in (0..).zip(&self.destinations) {
            if table != NOWHERE {
                self.tables[table as usize].entries.push(Entry { row, column, run, value });
            }
        }
    }

    /// As long as there is one key, which is number 0, nothing needs to be kept.
    fn keep_residue(&mut self, run: u32, input: usize, place: Place<'_>, text: &mut Interner) {
        let key = self.residue.of(input, place, text);
        if key > 0 || !self.residues.is_empty() {
            self.residues.resize(run as usize, 0);
            self.residues.push(key);
        }
    }

    fn find_destinations(&mut self, heading: KeyId, units: &[Id], kept: &Kept) {
        self.destinations.clear();
        for (value, &unit) in units.iter().enumerate() {
            let is_kept = !matches!(kept, Kept::Some(values) if !values[value]);
            let table = if is_kept { self.table(heading, unit) } else { NOWHERE };
            self.destinations.push(table);
        }
    }

    fn table(&mut self, key: KeyId, unit: Id) -> u32 {
        let tables = &mut self.tables;
        *self.numbers.entry((key, unit)).or_insert_with(|| {
            let next = self.units.len() as u32;
            self.units.entry(unit).or_insert(next);
            let (entries, rows, columns) = (Vec::new(), Vec::new(), Vec::new());
            tables.push(Entries { key, unit, entries, rows, columns });
            tables.len() as u32 - 1
        })
    }

    fn finish(self, merged: Merged, starts: Vec<u32>) -> Grid {
        let text = &merged.text;
        let headings = self.headings.keys;
        let [rows, columns] = [self.rows, self.columns].map(|known| Axis::new(known.keys, text));
        let mut tables = self.tables;
        lots::on_each(&mut tables, |table| table.arrange(&rows.ranks, &columns.ranks));
        let ranks = headings.ranks(text);
        tables.sort_by_key(|table| (ranks[table.key as usize], self.units[&table.unit]));
        let mut residues = self.residues;
        if !residues.is_empty() {
            residues.resize(self.runs as usize, 0);
        }
        let residue = Residue { keys: self.residue.keys, of_run: residues };
        Grid { merged, tables, headings, rows, columns, residue, starts }
    }
}

impl Entries {
    /// Replaces keys by their places, and sorts by them.
    fn arrange(&mut self, rows: &[u32], columns: &[u32]) {
        for entry in &mut self.entries {
            entry.row = rows[entry.row as usize];
            entry.column = columns[entry.column as usize];
        }
        // Stable, so that values stay in order of input; and fast, since inputs are nearly sorted.
        self.entries.sort_by_key(|entry| (entry.row, entry.column));
        self.entries.shrink_to_fit();
        let starts = self.entries.chunk_by(|a, b| a.row == b.row).scan(0, |end, row| {
            *end += row.len() as u32;
            Some(*end)
        });
        self.rows = std::iter::once(0).chain(starts).collect();
        self.columns = self.entries.iter().map(|entry| entry.column).collect();
        self.columns.sort_unstable();
        self.columns.dedup();
    }
}
