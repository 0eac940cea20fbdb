//! Rows in another order than benchstat's, and fewer of them.

use super::table::{Cell, Comparison, Doubt, Table};
use std::cmp::Ordering;
use std::fmt;

/// Which rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Those with a significant change in some column: with anything but `~`, and of an exact unit
    /// with other figures.
    Significant,
}

/// What rows are sorted by, in the last column that is compared.
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

/// Rows that are not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    /// All of them.
    pub rows: usize,
    /// Those of too few samples for any change to be significant, or with values that are no numbers.
    doubtful: usize,
    /// Those that compare nothing.
    alone: usize,
}

impl Hidden {
    fn row(&mut self, cells: &[Cell]) {
        let doubt =
            |c: &Comparison| matches!(c.doubt, Some(Doubt::NoDifference | Doubt::NotANumber));
        let mut comparisons = cells.iter().filter_map(|cell| cell.comparison.as_ref()).peekable();
        self.rows += 1;
        self.alone += usize::from(comparisons.peek().is_none());
        self.doubtful += usize::from(comparisons.any(doubt));
    }

    /// Adds those of another table.
    pub fn add(&mut self, other: Hidden) {
        self.rows += other.rows;
        self.doubtful += other.doubtful;
        self.alone += other.alone;
    }
}

impl fmt::Display for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = if self.rows == 1 { "row" } else { "rows" };
        write!(f, "hidden: {} {rows} without a significant change", self.rows)?;
        if self.doubtful > 0 {
            write!(f, "; {} could show none, for want of samples or numbers", self.doubtful)?;
        }
        if self.alone > 0 {
            write!(f, "; {} compared with nothing", self.alone)?;
        }
        Ok(())
    }
}

impl Table<'_> {
    /// Shows fewer rows. The geometric means stay those of all. Gives those that it hides.
    pub(super) fn keep(&mut self, only: Only) -> Hidden {
        let Only::Significant = only;
        let mut shown = std::mem::take(&mut self.shown);
        let mut hidden = Hidden::default();
        shown.retain(|&row| {
            let changed = self.cells(row).iter().any(|cell| self.has_changed(cell));
            if !changed {
                hidden.row(self.cells(row));
            }
            changed
        });
        self.shown = shown;
        hidden
    }

    fn has_changed(&self, cell: &Cell) -> bool {
        // Of an exact unit, benchstat calls everything significant.
        let changed = |c: &Comparison| c.is_significant && !(self.exact && c.base == cell.center);
        cell.comparison.as_ref().is_some_and(changed)
    }

    /// Sorts the rows that are shown; equal ones stay in benchstat's order. Rows that are not
    /// compared come last.
    pub(super) fn sort(&mut self, sort: Sort) {
        let shown = std::mem::take(&mut self.shown);
        let directed = |order: Ordering| if sort.reversed { order.reverse() } else { order };
        self.shown = match sort.by {
            SortBy::Name => {
                let compare = |a: &Vec<u8>, b: &Vec<u8>| directed(a.cmp(b));
                sorted(shown, |row| Some(self.name(row)), compare)
            }
            SortBy::Delta | SortBy::P => {
                let column = self.last_compared();
                let compare = |a: &f64, b: &f64| directed(a.total_cmp(b));
                sorted(shown, |row| self.key(row, column?, sort.by), compare)
            }
        };
    }

    fn name(&self, row: u32) -> Vec<u8> {
        let mut name = Vec::new();
        self.source.row_label(row as usize, &mut name);
        name
    }

    /// The last column that any row compares.
    fn last_compared(&self) -> Option<u32> {
        let compared = self.all_cells().filter(|cell| cell.comparison.is_some());
        compared.map(|cell| cell.column).max()
    }

    /// What a row is sorted by; none where it has nothing in that column, or what is no number.
    fn key(&self, row: u32, column: u32, by: SortBy) -> Option<f64> {
        let cell = self.cells(row).iter().find(|cell| cell.column == column)?;
        let comparison = cell.comparison.as_ref()?;
        let key = match by {
            SortBy::P => comparison.p,
            _ if !comparison.is_significant => 0.0,
            // From nothing to something is more than any percentage.
            _ => comparison.change(cell.center).unwrap_or(f64::INFINITY * cell.center),
        };
        Some(key).filter(|key| !key.is_nan())
    }
}

/// Rows in the order of their keys; those without one come last.
fn sorted<K>(
    rows: Vec<u32>,
    key: impl Fn(u32) -> Option<K>,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Vec<u32> {
    let mut keyed: Vec<(Option<K>, u32)> = rows.into_iter().map(|row| (key(row), row)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    keyed.into_iter().map(|(_, row)| row).collect()
}
