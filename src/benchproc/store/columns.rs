//! The values of many results, in little memory.
//!
//! Consecutive results of one benchmark form a *run*: a small matrix with a row for each result and
//! a column for each value, the iteration count first. Runs are stored column by column, and a
//! column whose values are all equal is stored once: allocation counts nearly always are.

use crate::benchproc::store::intern::Id;

/// One run: `rows` results of one series whose lines had the same units.
#[derive(Clone, Copy, Debug)]
pub(in crate::benchproc) struct Run {
    /// The benchmark, as numbered by the caller.
    pub series: u32,
    /// The line's units, as numbered by the caller.
    pub shape: u32,
    rows: u32,
    /// Bit i is set if column i is stored as one value. Columns from 64 on are stored in full.
    constant: u64,
    start: usize,
}

impl Run {
    /// How many results the run has.
    pub fn rows(&self) -> usize {
        self.rows as usize
    }

    fn stored(&self, column: usize) -> usize {
        if self.is_constant(column) { 1 } else { self.rows() }
    }

    fn is_constant(&self, column: usize) -> bool {
        column < 64 && self.constant >> column & 1 == 1
    }
}

/// All runs of one side.
#[derive(Debug, Default)]
pub(in crate::benchproc) struct Columns {
    values: Vec<f64>,
    runs: Vec<Run>,
    open: Option<Open>,
    /// The open run's rows, one after the other.
    pending: Vec<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Open {
    series: u32,
    shape: u32,
    width: usize,
}

/// Longer runs are cut here, so that the open run stays small.
const LONGEST_RUN: usize = 4096;

impl Columns {
    /// Adds one result: its iteration count and values.
    pub fn push(&mut self, series: u32, shape: u32, row: &[f64]) {
        let open = Open { series, shape, width: row.len() };
        if self.open != Some(open) || self.pending.len() >= LONGEST_RUN * open.width {
            self.close();
            self.open = Some(open);
        }
        self.pending.extend_from_slice(row);
    }

    /// Ends the open run. Must be called before any run is read.
    pub fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let rows = self.pending.len() / open.width;
        let mut run = Run {
            series: open.series,
            shape: open.shape,
            rows: rows as u32,
            constant: 0,
            start: self.values.len(),
        };
        for column in 0..open.width {
            let values = self.pending.iter().skip(column).step_by(open.width).copied();
            let first = self.pending[column];
            if column < 64 && values.clone().all(|v| v.to_bits() == first.to_bits()) {
                run.constant |= 1 << column;
                self.values.push(first);
            } else {
                self.values.extend(values);
            }
        }
        self.pending.clear();
        self.runs.push(run);
    }

    /// Drops the columns that `keeps` doesn't name, given a shape and a column of it, and gives
    /// their memory back. The iteration counts stay. Columns are renumbered in their order.
    pub fn retain(&mut self, widths: &[usize], keeps: impl Fn(u32, usize) -> bool) {
        let mut end = 0;
        for run in &mut self.runs {
            let old = *run;
            let (mut from, mut kept) = (old.start, 0);
            (run.start, run.constant) = (end, 0);
            for column in 0..=widths[old.shape as usize] {
                let stored = old.stored(column);
                if column == 0 || keeps(old.shape, column) {
                    self.values.copy_within(from..from + stored, end);
                    // A constant column's bit is known up to 63, and columns only move down.
                    if old.is_constant(column) {
                        run.constant |= 1 << kept;
                    }
                    kept += 1;
                    end += stored;
                }
                from += stored;
            }
        }
        self.values.truncate(end);
        self.values.shrink_to_fit();
    }

    /// Keeps the runs for which there is a series and a shape, as what `renumber` says. The values of
    /// the others are dropped with the columns that [`Columns::retain`] drops.
    pub fn renumber(&mut self, mut renumber: impl FnMut(usize, &Run) -> Option<(u32, u32)>) {
        let mut index = 0;
        self.runs.retain_mut(|run| {
            let numbers = renumber(index, run);
            index += 1;
            numbers.map(|numbers| (run.series, run.shape) = numbers).is_some()
        });
    }

    /// The runs in order of input.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Appends a run's values of a unit to `values`, and to `iterations` the iteration count of
    /// the result that each comes from. `shape` has the unit of each column after the first.
    pub fn append(
        &self,
        run: &Run,
        shape: &[Id],
        unit: Id,
        values: &mut Vec<f64>,
        iterations: &mut Vec<f64>,
    ) {
        let mut start = run.start + run.stored(0);
        for (i, &u) in shape.iter().enumerate() {
            if u == unit {
                self.append_column(run, 1 + i, start, values);
                self.append_column(run, 0, run.start, iterations);
            }
            start += run.stored(1 + i);
        }
    }

    /// Appends the values that a run has in one place of its lines, counted from 0.
    pub fn append_value(&self, run: &Run, place: usize, out: &mut Vec<f64>) {
        let before = 1 + place;
        // From 64 on, columns are all of one length.
        let few = before.min(64);
        let start = run.start + (0..few).map(|column| run.stored(column)).sum::<usize>();
        self.append_column(run, before, start + (before - few) * run.rows(), out);
    }

    fn append_column(&self, run: &Run, column: usize, start: usize, out: &mut Vec<f64>) {
        if run.is_constant(column) {
            out.resize(out.len() + run.rows(), self.values[start]);
        } else {
            out.extend_from_slice(&self.values[start..start + run.rows()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A column of a run; the iteration counts are column 0.
    fn column(columns: &Columns, run: usize, column: usize) -> Vec<f64> {
        let (mut values, mut iterations) = (Vec::new(), Vec::new());
        let shape: Vec<Id> = (1..=100).collect();
        let unit = column.max(1) as Id;
        columns.append(
            &columns.runs()[run],
            &shape[..column.max(1)],
            unit,
            &mut values,
            &mut iterations,
        );
        if column == 0 { iterations } else { values }
    }

    #[test]
    fn columns_come_back_as_they_were_pushed() {
        let mut columns = Columns::default();
        for (series, row) in [(0, [9., 1., 5.]), (0, [9., 2., 5.]), (1, [9., 3., 5.])] {
            columns.push(series, 0, &row);
        }
        columns.close();
        assert_eq!(columns.runs().len(), 2);
        assert_eq!(column(&columns, 0, 0), [9., 9.]);
        assert_eq!(column(&columns, 0, 1), [1., 2.]);
        assert_eq!(column(&columns, 0, 2), [5., 5.]);
        assert_eq!(column(&columns, 1, 1), [3.]);
        // Two constant columns and one of two values; a run of one is constant throughout.
        assert_eq!(columns.values.len(), 4 + 3);
    }

    #[test]
    fn rows_of_more_than_64_columns_lose_nothing() {
        let mut columns = Columns::default();
        for row in 0..3 {
            columns.push(
                0,
                0,
                &(0..70).map(|c| f64::from(c * 10 + row * (c % 2))).collect::<Vec<_>>(),
            );
        }
        columns.close();
        assert_eq!(column(&columns, 0, 69), [690., 691., 692.]);
        assert_eq!(column(&columns, 0, 68), [680., 680., 680.]);
    }

    #[test]
    fn retained_columns_keep_their_values() {
        let mut columns = Columns::default();
        for (series, row) in [(0, [9., 1., 5., 7.]), (0, [9., 2., 5., 8.]), (1, [9., 3., 5., 6.])] {
            columns.push(series, 0, &row);
        }
        columns.close();
        columns.retain(&[3], |_, column| column != 1);
        assert_eq!(column(&columns, 0, 0), [9., 9.]);
        assert_eq!(column(&columns, 0, 1), [5., 5.]);
        assert_eq!(column(&columns, 0, 2), [7., 8.]);
        assert_eq!(column(&columns, 1, 2), [6.]);
        assert_eq!(columns.values.len(), 4 + 3);
    }

    #[test]
    fn zero_and_negative_zero_stay_apart() {
        let mut columns = Columns::default();
        columns.push(0, 0, &[1.0, 0.0]);
        columns.push(0, 0, &[1.0, -0.0]);
        columns.close();
        assert!(column(&columns, 0, 1)[1].is_sign_negative());
    }
}
