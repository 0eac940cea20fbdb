//! The gate as a library: judge two captures and list what regressed.
//!
//!     cargo run --example gate -- baseline.txt candidate.txt

#![allow(clippy::print_stdout, clippy::print_stderr)]

use allocgate::report::v1::{Status, Verdict};
use allocgate::{Capture, Policy, Selecting, check};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let operands: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [baseline, candidate] = operands.as_slice() else {
        eprintln!("usage: gate BASELINE CANDIDATE");
        return ExitCode::from(2);
    };

    // A stricter policy than the default: no additional allocation at all.
    let mut policy = Policy::default();
    for rule in policy.rules.iter_mut().filter(|rule| rule.unit == "allocs/op") {
        rule.allowance = allocgate::compare::Allowance::new(0, 0);
    }

    let (baseline, candidate) =
        Capture::read_both(std::slice::from_ref(baseline), std::slice::from_ref(candidate));
    let report = match check(baseline, candidate, &policy, &Selecting::default()) {
        Ok(report) => report,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };

    for row in report.rows.iter().filter(|row| row.status == Status::Regression) {
        println!(
            "{}.{}: {} -> {} {}",
            row.package, row.name, row.baseline.median.0, row.candidate.median.0, row.unit
        );
    }
    // What could not be judged must not look like a pass.
    for cause in &report.causes {
        println!("can't judge: {:?}", cause.code);
    }
    match report.verdict {
        Verdict::Pass => ExitCode::SUCCESS,
        Verdict::Fail => ExitCode::from(1),
        Verdict::CannotJudge => ExitCode::from(3),
    }
}
