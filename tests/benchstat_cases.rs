//! Each directory of `testdata/benchstat` is a command line of benchstat (`cmd`) with its inputs and
//! what benchstat made of them (`stdout`, `stderr`, `exit`).
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::Path;
use support::benchstat;
use support::program::Program;
use support::{cases, diff, run_case};

#[test]
fn allocgate_says_what_benchstat_says() {
    assert_as_recorded(&Program::under_test());
}

/// Holds what is recorded against its source.
#[test]
fn benchstat_still_says_what_is_recorded() {
    if let Some(benchstat) = benchstat::pinned() {
        assert_as_recorded(&benchstat);
    }
}

fn assert_as_recorded(program: &Program) {
    let cases = cases("benchstat");
    assert!(cases.len() > 100, "cases are missing");
    let failures: Vec<String> = cases.iter().flat_map(|case| check(program, case)).collect();
    assert!(failures.is_empty(), "{}\n{} differences", failures.join("\n"), failures.len());
}

/// Where a program departs from a case.
fn check(program: &Program, case: &Path) -> Vec<String> {
    let name = case.file_name().unwrap_or_default().to_string_lossy();
    let said = run_case(program, case).files().into_iter();
    said.filter_map(|(file, actual)| match fs::read(case.join(file)) {
        Ok(expected) if expected == actual => None,
        Ok(expected) => Some(format!("{name}: {file}\n{}", diff(&expected, &actual))),
        Err(error) => Some(format!("{name}: {file}: {error}")),
    })
    .collect()
}
