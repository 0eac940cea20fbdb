//! Places of benchmarks, entered into a report.

use super::function::function;
use super::v1::{BudgetStatus, Place, Report, Status};
use std::collections::BTreeMap;

/// Where a benchmark is declared, by its import path, the name of its function without `Benchmark`, and its
/// configuration, which has goos and goarch where they are known.
pub type Find<'a> = &'a dyn Fn(&str, &str, &BTreeMap<String, String>) -> Option<Place>;

/// Enters where benchmarks are declared, of rows that changed and of benchmarks over their budgets.
pub fn locate(report: &mut Report, find: Find<'_>) {
    let is_quiet = |status| matches!(status, Status::Unchanged | Status::Ignored);
    for row in report.rows.iter_mut().filter(|row| !is_quiet(row.status)) {
        row.place = find(&row.package, function(&row.name), &row.configuration);
    }
    for row in report.budgets.iter_mut().filter(|row| row.status != BudgetStatus::Met) {
        row.place = find(&row.package, function(&row.name), &row.configuration);
    }
}
