//! How many samples would mend a row that does not fail.

use super::planting::Planting;
use super::survey::{Field, PlantError};
use crate::compare::Allowance;
use crate::report::v1;

/// How often a sample is repeated at most, and how many results a row has at most then.
const MULTIPLES: [usize; 6] = [2, 3, 4, 6, 8, 10];
const MOST_SAMPLES: usize = 200;
/// Of rows that are planted alone no more are explained.
const MOST_ALONE: usize = 50;

/// A row that does not fail, and what it is planted with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Missing {
    pub row: usize,
    pub amount: Allowance,
    /// The sample size below which nothing is tried.
    pub least: usize,
}

/// For each row, which are of one unit, the number of samples a side with which it does fail: as many
/// as are needed at all, or the baseline's own repeated so many times. None if that does not help.
pub(super) fn enough<E: From<PlantError>>(
    field: &mut Field<'_, '_, E>,
    missing: &[Missing],
    alone: bool,
) -> Result<Vec<Option<usize>>, E> {
    let together = if alone { 1 } else { missing.len().max(1) };
    let mut enough = vec![None; missing.len()];
    for (i, group) in missing.chunks(together).enumerate().take(MOST_ALONE) {
        enough_together(field, group, &mut enough[i * together..])?;
    }
    Ok(enough)
}

fn enough_together<E: From<PlantError>>(
    field: &mut Field<'_, '_, E>,
    missing: &[Missing],
    enough: &mut [Option<usize>],
) -> Result<(), E> {
    let sizes: Vec<Vec<usize>> = missing.iter().map(|m| m.sizes(field)).collect();
    let most = sizes.iter().map(Vec::len).max().unwrap_or(0);
    for attempt in 0..most {
        let mut planting = Planting::default();
        planting.amounts.resize(field.rows.names().len(), None);
        planting.samples.resize(field.rows.names().len(), None);
        let open = |i: usize| Some(sizes[i].get(attempt).copied()?).filter(|_| enough[i].is_none());
        let tried: Vec<Option<usize>> = (0..missing.len()).map(open).collect();
        for (m, size) in missing.iter().zip(&tried).filter(|(_, size)| size.is_some()) {
            planting.amounts[m.row] = Some(m.amount);
            planting.samples[m.row] = size.map(|size| (size, m.there(field)));
        }
        if tried.iter().all(Option::is_none) {
            continue;
        }
        let judged = field.judge(planting)?;
        let rows = field.numbered(&judged.report);
        for (i, m) in missing.iter().enumerate() {
            let fails = rows[m.row].is_some_and(|row| row.status == v1::Status::Regression);
            enough[i] = enough[i].or(tried[i].filter(|_| fails));
        }
    }
    Ok(())
}

impl Missing {
    fn there<E>(&self, field: &Field<'_, '_, E>) -> usize {
        field.control.report.rows[self.row].baseline.n as usize
    }

    /// The sample sizes to try, in ascending order.
    fn sizes<E>(&self, field: &Field<'_, '_, E>) -> Vec<usize> {
        let there = self.there(field);
        let multiples = MULTIPLES.iter().map(|multiple| multiple * there);
        let fits = |size: &usize| *size > there && *size >= self.least && *size <= MOST_SAMPLES;
        let mut sizes: Vec<usize> = multiples.chain([self.least]).filter(fits).collect();
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    }
}
