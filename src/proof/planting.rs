//! Captures in which chosen rows are worse.

use super::hair::hair;
use super::rows::Rows;
use super::worse::worse;
use crate::benchfmt::{self, BenchmarkLine, Sink, UnitMetadata, Value, Writer};
use crate::benchunit::Direction;
use crate::compare::Allowance;
use std::io;

/// What a planted capture is to be like.
#[derive(Clone, Debug, Default)]
pub struct Planting {
    /// By how much the values of a row get worse, by its number; none, or beyond the end, for a row
    /// that stays as it is.
    pub amounts: Vec<Option<Allowance>>,
    /// Units of which every value is altered by a hair: times, so that the capture is not taken for
    /// the one that it is made of.
    pub altered: Vec<String>,
    /// How many results of a row there are to be, and how many it has, by its number: they are
    /// repeated in turn. Others, and rows beyond the end, are written as often as they are.
    pub samples: Vec<Option<(usize, usize)>>,
}

/// Writes the results of a capture's files, as one capture, with what is planted. `directions` are
/// those of the rows' units.
///
/// # Errors
///
/// None that comes of the files' content; memory is written to.
pub fn plant(
    files: &[Vec<u8>],
    rows: &Rows,
    directions: &[Direction],
    planting: &Planting,
) -> io::Result<Vec<u8>> {
    // No reader minds the line, and it makes the bytes those of no other file.
    let writer = Writer::new(b"Planted, not measured.\n".to_vec());
    let seen = vec![0; rows.names().len()];
    let mut planter =
        Planter { rows, directions, planting, writer, seen, written: 0, failure: Ok(()) };
    for file in files {
        benchfmt::read(file.as_slice(), &mut planter)?;
    }
    planter.failure?;
    planter.writer.finish()
}

struct Planter<'a> {
    rows: &'a Rows,
    directions: &'a [Direction],
    planting: &'a Planting,
    writer: Writer<Vec<u8>>,
    /// How many results of each row there were.
    seen: Vec<usize>,
    written: u64,
    failure: io::Result<()>,
}

impl Sink for Planter<'_> {
    fn result(&mut self, line: &BenchmarkLine<'_>) {
        let of: Vec<Option<usize>> = self.rows.of(line).collect();
        let mut values = line.values.to_vec();
        for (value, row) in values.iter_mut().zip(&of) {
            self.worsen(value, *row);
        }
        for _ in 0..self.copies(&of) {
            self.write(&BenchmarkLine { values: &values, ..*line });
        }
    }

    fn unit(&mut self, unit: &UnitMetadata<'_>) {
        let written = self.writer.unit(unit);
        self.keep(written);
    }
}

impl Planter<'_> {
    fn worsen(&self, value: &mut Value<'_>, row: Option<usize>) {
        let Some(row) = row else { return };
        if let Some(Some(amount)) = self.planting.amounts.get(row) {
            let unit = &self.rows.names()[row].unit;
            value.value = worse(value.value, unit, self.directions[row], amount);
        }
    }

    /// How often a line is to be written. Of n results that are to be m, each is there m / n times, and
    /// the first of them once more.
    fn copies(&mut self, rows: &[Option<usize>]) -> usize {
        let samples = |row: &usize| self.planting.samples.get(*row).copied().flatten();
        let chosen = rows.iter().flatten().find_map(|row| Some((*row, samples(row)?)));
        let Some((row, (wanted, there))) = chosen else { return 1 };
        let number = self.seen[row] % there.max(1);
        self.seen[row] += 1;
        wanted / there.max(1) + usize::from(number < wanted % there.max(1))
    }

    fn write(&mut self, line: &BenchmarkLine<'_>) {
        self.written += 1;
        let mut values = line.values.to_vec();
        let is_altered = |unit: &[u8]| self.planting.altered.iter().any(|u| u.as_bytes() == unit);
        for value in values.iter_mut().filter(|value| is_altered(value.unit)) {
            value.value = hair(value.value, self.written);
        }
        let written = self.writer.result(&BenchmarkLine { values: &values, ..*line });
        self.keep(written);
    }

    /// A sink has no way to fail: it keeps the first failure.
    fn keep(&mut self, written: io::Result<()>) {
        if self.failure.is_ok() {
            self.failure = written;
        }
    }
}
