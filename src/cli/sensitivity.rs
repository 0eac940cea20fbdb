//! The smallest change of each row that fails, for people.

use super::columns::{Side, columns, head};
use super::rows::{Names, change};
use crate::proof::{RowTest, Smallest};
use crate::report::shown;

/// So many rows are listed unless all are asked for.
const LISTED: usize = 10;

/// Lists rows with what makes them fail, those that need most first; nothing where there are none.
pub(super) fn sensitivity(mut rows: Vec<&RowTest>, names: &Names, all: bool) -> String {
    rows.retain(|row| row.smallest != Smallest::Unknown);
    if rows.is_empty() {
        return String::new();
    }
    // A stable sort keeps the report's order among equals.
    rows.sort_by(|a, b| needs(b).total_cmp(&needs(a)));
    let listed = if all { rows.len() } else { rows.len().min(LISTED) };
    let title = match listed < rows.len() {
        true => format!("least sensitive ({listed} of {}; --all lists all)", rows.len()),
        false => format!("sensitivity ({})", rows.len()),
    };
    let mut table = vec![head(&["benchmark", "unit", "n", "fails from"])];
    table.extend(rows[..listed].iter().map(|row| {
        let unit = shown(&row.row.unit).into_owned();
        vec![names.name(&row.row), unit, row.n.to_string(), fails_from(row)]
    }));
    let sides = [Side::Left, Side::Left, Side::Right, Side::Left];
    format!("\n{title}\n{}", columns(&table, &sides))
}

/// The smallest change that makes a row fail.
pub(super) fn fails_from(row: &RowTest) -> String {
    match row.smallest {
        Smallest::Change(smallest) => change(row.median, smallest.median),
        Smallest::Never => "never".to_owned(),
        Smallest::Unknown => "not looked for".to_owned(),
    }
}

/// The factor by which a row must get worse to fail: the larger, the less sensitive. From nothing, what
/// counts is how much.
fn needs(row: &RowTest) -> f64 {
    let Some(smallest) = row.smallest.change() else { return f64::INFINITY };
    let ratio = smallest.median / row.median;
    if row.median == 0.0 { 1.0 + smallest.median.abs() / 1000.0 } else { ratio.max(1.0 / ratio) }
}
