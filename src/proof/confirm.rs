//! Rows that are planted one by one.

use super::gate::Judged;
use super::outcome::{Confirmation, Outcome, RowTest};
use super::search::{even_share, only};
use super::survey::{Field, PlantError};
use crate::compare::Allowance;
use crate::report::v1::{self, Status};

/// Plants rows one by one: with the smallest change that was found, and with what is promised. Of more
/// than `most` rows so many are looked at, spread evenly.
pub(super) fn confirm<E: From<PlantError>>(
    field: &mut Field<'_, '_, E>,
    rows: &mut [RowTest],
    most: usize,
) -> Result<(), E> {
    let fails =
        |i: &usize| rows[*i].outcome == Outcome::Fails || rows[*i].smallest.change().is_some();
    let failing: Vec<usize> = (0..rows.len()).filter(fails).collect();
    for i in even_share(failing.len(), most).map(|n| failing[n]) {
        let promise = (rows[i].outcome == Outcome::Fails).then(|| rows[i].promise());
        let smallest = rows[i].smallest.change().map(|smallest| smallest.amount);
        for amount in smallest.into_iter().chain(promise) {
            rows[i].confirmation = planted_alone(field, i, amount)?;
            if rows[i].confirmation != Confirmation::Confirmed {
                break;
            }
        }
    }
    Ok(())
}

fn planted_alone<E: From<PlantError>>(
    field: &mut Field<'_, '_, E>,
    row: usize,
    amount: Allowance,
) -> Result<Confirmation, E> {
    let Judged { exit, report } = field.judge(only(row, amount))?;
    let regressed = |row: &v1::Row| row.status == Status::Regression;
    let rows = field.numbered(&report);
    let is_other = |i: usize| i != row && rows[i].is_some_and(regressed);
    let others = (0..rows.len()).filter(|&i| is_other(i)).count();
    let (status, verdict) = (rows[row].map(|row| row.status), report.verdict);
    let fails = status == Some(Status::Regression) && verdict == v1::Verdict::Fail && exit == 1;
    Ok(if fails && others == 0 {
        Confirmation::Confirmed
    } else {
        Confirmation::Refuted { amount, verdict, exit, status, others }
    })
}
