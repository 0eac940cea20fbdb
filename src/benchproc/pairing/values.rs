//! The units and values of benchmarks, by side.

use super::{Benchmark, Pairing, Which};
use crate::benchproc::pairing::select::HIDDEN;
use crate::benchproc::store::intern::Id;
use crate::benchproc::store::merged::{Merged, Side};

/// See [`Pairing::units`].
const MOST_UNITS: usize = 256;

/// Which of the values that a side's results have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// Those that are selected.
    Selected,
    /// All of them.
    Printed,
}

impl Values {
    /// The units of such values for each kind of line.
    fn shapes(self, side: &Side) -> &[Box<[Id]>] {
        match self {
            Values::Selected => &side.shapes,
            Values::Printed => &side.printed,
        }
    }
}

impl Pairing {
    /// Forgets the values of all other units, and gives their memory back.
    pub fn keep_units(&mut self, units: &[Id]) {
        for side in &mut self.merged.sides {
            let widths: Vec<usize> = side.printed.iter().map(|shape| shape.len()).collect();
            let printed = &side.printed;
            side.columns.retain(&widths, |shape, column| {
                units.contains(&printed[shape as usize][column - 1])
            });
            for (shape, printed) in side.shapes.iter_mut().zip(&mut side.printed) {
                let kept = |(_, printed): &(&Id, &Id)| units.contains(printed);
                *shape = shape.iter().zip(printed.iter()).filter(kept).map(|(&u, _)| u).collect();
                *printed = printed.iter().copied().filter(|unit| units.contains(unit)).collect();
            }
        }
    }

    /// Whether a side has values of a unit for a benchmark.
    pub fn has_unit(&self, which: Which, benchmark: Benchmark, unit: Id) -> bool {
        self.in_shapes(which, benchmark, unit, Values::Selected)
    }

    /// Whether a side's results of a benchmark have values of a unit, be they selected or not.
    pub fn prints_unit(&self, which: Which, benchmark: Benchmark, unit: Id) -> bool {
        self.in_shapes(which, benchmark, unit, Values::Printed)
    }

    fn in_shapes(&self, which: Which, benchmark: Benchmark, unit: Id, of: Values) -> bool {
        let side = &self.merged.sides[which as usize];
        let shape = |run: &u32| &of.shapes(side)[side.columns.runs()[*run as usize].shape as usize];
        self.runs[which as usize].of(benchmark).iter().any(|run| shape(run).contains(&unit))
    }

    /// The distinct units that a side's results of a benchmark have, be they selected or not, in
    /// order of first appearance. No more than 256, which hostile input alone has.
    pub fn units(&self, which: Which, benchmark: Benchmark, out: &mut Vec<Id>) {
        out.clear();
        let side = &self.merged.sides[which as usize];
        for &run in self.runs[which as usize].of(benchmark) {
            for &unit in &side.printed[side.columns.runs()[run as usize].shape as usize] {
                if out.len() < MOST_UNITS && !out.contains(&unit) {
                    out.push(unit);
                }
            }
        }
    }

    /// Appends the values of one sample to `values` and, in the same order, the iteration counts
    /// of the results that they come from to `iterations`. Nothing is appended where the side has
    /// no such value of that unit.
    pub fn sample(
        &self,
        which: Which,
        benchmark: Benchmark,
        unit: Id,
        of: Values,
        values: &mut Vec<f64>,
        iterations: &mut Vec<f64>,
    ) {
        let side = &self.merged.sides[which as usize];
        for &run in self.runs[which as usize].of(benchmark) {
            let run = &side.columns.runs()[run as usize];
            let shape = &of.shapes(side)[run.shape as usize];
            side.columns.append(run, shape, unit, values, iterations);
        }
    }

    /// Every unit of which either side has values, sorted.
    pub fn all_units(&self) -> Vec<&[u8]> {
        let mut units: Vec<&[u8]> = self.units.iter().map(|&unit| self.text(unit)).collect();
        units.sort_unstable();
        units
    }

    /// The number of a unit, if either side has values of it.
    pub fn unit(&self, unit: &str) -> Option<Id> {
        self.printed_unit(unit).filter(|unit| self.units.binary_search(unit).is_ok())
    }

    /// The number of a unit, if either side printed it, be its values selected or not.
    pub fn printed_unit(&self, unit: &str) -> Option<Id> {
        self.number_of(unit.as_bytes())
    }

    /// How many results have values of a unit that are not selected.
    pub fn left_out(&self, unit: &str) -> u64 {
        let unit = self.printed_unit(unit);
        unit.and_then(|unit| self.left_out.units.get(&unit)).copied().unwrap_or(0)
    }
}

impl Merged {
    /// The units that have values on either side.
    pub(super) fn visible_units(&self) -> Vec<Id> {
        let shapes = self.sides.iter().flat_map(|side| &side.shapes);
        let mut units: Vec<Id> = shapes.flatten().copied().filter(|&unit| unit != HIDDEN).collect();
        units.sort_unstable();
        units.dedup();
        units
    }
}
