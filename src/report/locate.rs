//! Places of benchmarks, entered into a report.

use super::function::function;
use super::v1::{BudgetStatus, Place, Report, Status};
use std::collections::BTreeMap;

/// Enters where benchmarks are declared, of rows that changed and of benchmarks over their budgets.
/// `find` is asked with the import path, the name of the function without `Benchmark`, and the
/// configuration, which has goos and goarch where they are known.
pub fn locate(
    report: &mut Report,
    find: &dyn Fn(&str, &str, &BTreeMap<String, String>) -> Option<Place>,
) {
    let is_quiet = |status| matches!(status, Status::Unchanged | Status::Ignored);
    for row in report.rows.iter_mut().filter(|row| !is_quiet(row.status)) {
        row.place = find(&row.package, function(&row.name), &row.configuration);
    }
    for row in report.budgets.iter_mut().filter(|row| row.status != BudgetStatus::Met) {
        row.place = find(&row.package, function(&row.name), &row.configuration);
    }
}
