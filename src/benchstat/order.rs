//! Rows in another order than benchstat's, and fewer of them.

use super::table::{Comparison, Table};
use std::cmp::Ordering;

/// Which rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Those with a significant change in some column.
    Significant,
}

/// What rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// The change in percent: from the largest decrease to the largest increase. Changes that are
    /// not significant count as none.
    Delta,
    /// The row's name, byte by byte.
    Name,
    /// The p-value, smallest first.
    P,
}

/// How rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// What by.
    pub by: SortBy,
    /// The other way round.
    pub reversed: bool,
}

impl Table<'_> {
    /// Shows fewer rows. The geometric means stay those of all.
    pub(super) fn keep(&mut self, only: Only) {
        let Only::Significant = only;
        let mut shown = std::mem::take(&mut self.shown);
        shown.retain(|&row| {
            let changed = |cell: &super::table::Cell| {
                let comparison = cell.comparison.as_ref();
                comparison.is_some_and(|c| c.is_significant && c.base != cell.center)
            };
            self.cells(row).iter().any(changed)
        });
        self.shown = shown;
    }

    /// Sorts the rows that are shown. Rows that compare nothing come last.
    pub(super) fn sort(&mut self, sort: Sort) {
        let mut shown = std::mem::take(&mut self.shown);
        match sort.by {
            SortBy::Name => shown.sort_by_cached_key(|&row| self.name(row)),
            SortBy::Delta | SortBy::P => {
                let keyed = |&row: &u32| (self.key(row, sort.by), row);
                let mut rows: Vec<(Option<f64>, u32)> = shown.iter().map(keyed).collect();
                rows.sort_by(|a, b| last_if_none(a.0, b.0, sort.reversed));
                self.shown = rows.into_iter().map(|(_, row)| row).collect();
                return;
            }
        }
        if sort.reversed {
            shown.reverse();
        }
        self.shown = shown;
    }

    fn name(&self, row: u32) -> Vec<u8> {
        let mut name = Vec::new();
        self.source.row_label(row as usize, &mut name);
        name
    }

    /// What a row is sorted by, of its last column that is compared.
    fn key(&self, row: u32, by: SortBy) -> Option<f64> {
        let compared = self.cells(row).iter().rev();
        let (center, comparison) =
            compared.map(|cell| (cell.center, cell.comparison)).find(|(_, c)| c.is_some())?;
        let comparison: Comparison = comparison?;
        match by {
            SortBy::P => Some(comparison.p),
            _ if !comparison.is_significant => Some(0.0),
            // From nothing to something is more than any percentage.
            _ => Some(comparison.change(center).unwrap_or(f64::INFINITY.copysign(center))),
        }
    }
}

fn last_if_none(a: Option<f64>, b: Option<f64>, reversed: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if reversed => b.total_cmp(&a),
        (Some(a), Some(b)) => a.total_cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
