//! The smallest change of each row that fails.

use super::outcome::Smallest;
use super::planting::Planting;
use super::steps::Steps;
use super::survey::{Field, PlantError};
use crate::compare::Allowance;
use crate::report::v1;

/// A change that makes a row fail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Failing {
    /// What every value of the row was made worse by.
    pub amount: Allowance,
    /// The candidate's median then.
    pub median: f64,
}

/// What is known of a row: steps below `low` pass, those from `high` on fail. One beyond the last step
/// stands for none that fails.
#[derive(Clone, Copy, Debug)]
struct Bracket {
    row: usize,
    steps: Steps,
    low: usize,
    high: usize,
    found: Option<Failing>,
}

impl Bracket {
    fn new(row: usize, steps: Steps) -> Bracket {
        Bracket { row, steps, low: 0, high: steps.count(), found: None }
    }

    fn is_open(&self) -> bool {
        self.low < self.high
    }

    fn middle(&self) -> usize {
        self.low + (self.high - self.low) / 2
    }

    fn smallest(&self) -> Smallest {
        match self.found {
            _ if self.is_open() => Smallest::Unknown,
            Some(failing) => Smallest::Change(failing),
            None => Smallest::Never,
        }
    }

    fn narrow(&mut self, tried: usize, row: Option<&v1::Row>) {
        match row.filter(|row| row.status == v1::Status::Regression) {
            Some(row) => {
                self.high = tried;
                let amount = self.steps.get(tried);
                self.found = Some(Failing { amount, median: row.candidate.median.0 });
            }
            None => self.low = tried + 1,
        }
    }
}

/// Of rows that are tried alone, so many of a unit are searched, spread evenly.
const MOST_ALONE: usize = 100;

/// Finds the smallest change that makes each row of one unit fail, to three digits.
///
/// All rows are planted at a time, each with its own change, which takes 13 judgements or 14. Where
/// rows share an alpha, what one of them needs depends on the others; with `alone` each is searched by
/// itself, while the others are as they are.
pub(super) fn search<E: From<PlantError>>(
    field: &mut Field<'_, '_, E>,
    rows: &[usize],
    alone: bool,
) -> Result<Vec<Smallest>, E> {
    let of = |row: &usize| {
        let median = field.control.report.rows[*row].baseline.median.0;
        Bracket::new(*row, Steps::of(&field.rows.names()[*row].unit, median))
    };
    let mut brackets: Vec<Bracket> = rows.iter().map(of).collect();
    if alone {
        for n in even_share(brackets.len(), MOST_ALONE) {
            narrow(field, &mut brackets[n..=n])?;
        }
    } else {
        narrow(field, &mut brackets)?;
    }
    Ok(brackets.iter().map(Bracket::smallest).collect())
}

/// So many numbers below `count`, spread evenly; all of them if there are no more.
pub(super) fn even_share(count: usize, most: usize) -> impl Iterator<Item = usize> {
    let chosen = count.min(most);
    (0..chosen).map(move |n| n * count / chosen)
}

/// Halves the brackets of rows that are planted together until each is closed.
fn narrow<E: From<PlantError>>(
    field: &mut Field<'_, '_, E>,
    brackets: &mut [Bracket],
) -> Result<(), E> {
    while brackets.iter().any(Bracket::is_open) {
        let mut planting = Planting::default();
        planting.amounts.resize(field.rows.names().len(), None);
        for bracket in brackets.iter().filter(|bracket| bracket.is_open()) {
            planting.amounts[bracket.row] = Some(bracket.steps.get(bracket.middle()));
        }
        let judged = field.judge(planting)?;
        let rows = field.numbered(&judged.report);
        for bracket in brackets.iter_mut().filter(|bracket| bracket.is_open()) {
            bracket.narrow(bracket.middle(), rows[bracket.row]);
        }
    }
    Ok(())
}

/// One row planted, and no other.
pub(super) fn only(row: usize, amount: Allowance) -> Planting {
    let mut amounts = vec![None; row + 1];
    amounts[row] = Some(amount);
    Planting { amounts, ..Planting::default() }
}
