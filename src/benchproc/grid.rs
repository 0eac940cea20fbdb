//! Results laid out in tables of rows and columns, as projections say.

pub(super) mod differences;
pub(super) mod key_cache;
pub(super) mod keys;
pub(super) mod lay_out;
pub(super) mod layout;

use crate::benchproc::grid::keys::{KeyId, Keys};
use crate::benchproc::store::intern::{Id, Interner};
use crate::benchproc::store::merged::Merged;
use crate::benchproc::store::samples::Samples;
use std::collections::BTreeSet;

/// The results of several inputs, laid out.
#[derive(Debug)]
pub struct Grid {
    pub(super) merged: Merged,
    pub(super) tables: Vec<Entries>,
    pub(super) headings: Keys,
    pub(super) rows: Axis,
    pub(super) columns: Axis,
    /// What no projection names.
    pub(super) residue: Residue,
    /// The number of each input's first run among the runs of all.
    pub(super) starts: Vec<u32>,
}

/// Keys with their order.
#[derive(Debug)]
pub(super) struct Axis {
    pub keys: Keys,
    /// The place of each key.
    pub ranks: Vec<u32>,
    /// The key at each place.
    pub order: Vec<KeyId>,
}

/// What no projection names of each run's results.
#[derive(Debug)]
pub(super) struct Residue {
    pub keys: Keys,
    /// The key of each run; nothing where there is but one key.
    pub of_run: Vec<KeyId>,
}

/// A table: values of one unit under one key.
#[derive(Debug)]
pub(super) struct Entries {
    pub key: KeyId,
    pub unit: Id,
    /// By row, then by column, then in order of input.
    pub entries: Vec<Entry>,
    /// Where the entries of each row begin, and the end.
    pub rows: Vec<u32>,
    /// The places of the columns that have entries, in order.
    pub columns: Vec<u32>,
}

/// The values of one unit of one run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// The place of the row among all rows.
    pub row: u32,
    /// The place of the column among all columns.
    pub column: u32,
    pub run: u32,
    /// Which value of the run's lines.
    pub value: u32,
}

/// An input: what `.file` says of its results, and these.
#[derive(Debug)]
pub struct Labelled {
    /// The value of `.file`.
    pub label: Vec<u8>,
    /// The results; see [`Samples::tidied`].
    pub samples: Samples,
}

impl Axis {
    pub fn new(keys: Keys, text: &Interner) -> Axis {
        let ranks = keys.ranks(text);
        let mut order = vec![0; ranks.len()];
        for (key, &rank) in (0..).zip(&ranks) {
            order[rank as usize] = key;
        }
        Axis { keys, ranks, order }
    }
}

impl Grid {
    /// The tables, in order.
    pub fn tables(&self) -> impl ExactSizeIterator<Item = Table<'_>> {
        self.tables.iter().map(|entries| Table { grid: self, entries })
    }

    /// The text behind a number.
    fn text(&self, id: Id) -> &[u8] {
        self.merged.text.get(id)
    }
}

/// One table.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    grid: &'a Grid,
    entries: &'a Entries,
}

/// Name and value of a field.
pub type Named<'a> = (&'a [u8], &'a [u8]);

impl<'a> Table<'a> {
    /// The unit of all values, tidied.
    pub fn unit(&self) -> &'a [u8] {
        self.grid.text(self.entries.unit)
    }

    /// The fields of the table's key that differ from those of the table before; all of them where
    /// there is none.
    pub fn heading(&self, before: Option<&Table<'_>>) -> Vec<Named<'a>> {
        let grid = self.grid;
        let named = |slot, value| (grid.headings.name(slot, &grid.merged.text), grid.text(value));
        let key = self.entries.key;
        match before {
            None => grid
                .headings
                .slots()
                .map(|slot| named(slot, grid.headings.get(key, slot)))
                .collect(),
            Some(before) => {
                let differences = grid.headings.differences(before.entries.key, key);
                differences.map(|(slot, _, value)| named(slot, value)).collect()
            }
        }
    }

    /// How many columns the table has.
    pub fn columns(&self) -> usize {
        self.entries.columns.len()
    }

    /// For each field of the columns' keys, its value in each column.
    pub fn column_labels(&self) -> impl Iterator<Item = Vec<&'a [u8]>> {
        let (grid, entries) = (self.grid, self.entries);
        let axis = &grid.columns;
        axis.keys.slots().map(move |slot| {
            let value = |&place: &u32| axis.keys.get(axis.order[place as usize], slot);
            entries.columns.iter().map(|place| grid.text(value(place))).collect()
        })
    }

    /// How many rows the table has.
    pub fn rows(&self) -> usize {
        self.entries.rows.len() - 1
    }

    /// Appends what a row is called.
    pub fn row_label(&self, row: usize, out: &mut Vec<u8>) {
        let axis = &self.grid.rows;
        let place = self.row(row)[0].row;
        axis.keys.label(axis.order[place as usize], &self.grid.merged.text, out);
    }

    /// The cells of a row that have values, in order of their columns.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = Cell<'a>> {
        let (grid, columns) = (self.grid, &self.entries.columns);
        let mut next = 0;
        self.row(row).chunk_by(|a, b| a.column == b.column).map(move |entries| {
            let place = entries[0].column;
            // Dense rows hit at once; a jump in a sparse one is searched for.
            if columns[next] != place {
                next += columns[next..].partition_point(|&column| column < place);
            }
            next += 1;
            Cell { grid, entries, column: next - 1 }
        })
    }

    fn row(&self, row: usize) -> &'a [Entry] {
        let Entries { entries, rows, .. } = self.entries;
        &entries[rows[row] as usize..rows[row + 1] as usize]
    }
}

/// The values of one row and column.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    grid: &'a Grid,
    entries: &'a [Entry],
    /// The column, by its place in the table.
    pub column: usize,
}

impl<'a> Cell<'a> {
    /// Appends the values, in order of input. There is at least one.
    pub fn values(&self, out: &mut Vec<f64>) {
        let Grid { merged, starts, .. } = self.grid;
        for entry in self.entries {
            let input = starts.partition_point(|&start| start <= entry.run) - 1;
            let columns = &merged.sides[input].columns;
            let run = &columns.runs()[(entry.run - starts[input]) as usize];
            columns.append_value(run, entry.value as usize, out);
        }
    }

    /// The fields that the projections don't name and in which the results differ, in order.
    pub fn varying(&self) -> Vec<&'a [u8]> {
        let grid = self.grid;
        let Residue { keys, of_run } = &grid.residue;
        let Some(&first) = of_run.get(self.entries[0].run as usize) else { return Vec::new() };
        let others: BTreeSet<KeyId> =
            self.entries[1..].iter().map(|entry| of_run[entry.run as usize]).collect();
        let differing = others.into_iter().flat_map(|other| keys.differences(first, other));
        let slots: BTreeSet<_> = differing.map(|(slot, ..)| slot).collect();
        slots.into_iter().map(|slot| keys.name(slot, &grid.merged.text)).collect()
    }
}

#[cfg(test)]
mod tests;
