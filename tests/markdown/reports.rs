//! Reports to be shown: of captures, with names and words of an attacker's choice in place of theirs.

use allocgate::report::v1::{Report, Row, Status};
use allocgate::report::{MarkdownPage, markdown};
use allocgate::{Capture, Policy, Selecting, check};
use std::path::PathBuf;

/// Two runs of Go's html/template, of which the later allocates more: seven regressions.
pub fn real() -> Report {
    let read = |version: &str| {
        let path = format!("testdata/real/html_template.{version}.fix-cpu1.txt");
        Capture::read(&[PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)])
    };
    check(read("1.25.5"), read("1.27.3"), &Policy::default(), &Selecting::default()).unwrap()
}

/// So many regressions, under these names in turn.
pub fn regressions<T: AsRef<str>>(names: &[T], n: usize) -> Report {
    let mut report = real();
    let regressed: Vec<Row> =
        report.rows.iter().filter(|row| row.status == Status::Regression).cloned().collect();
    report.rows = regressed.into_iter().cycle().take(n).collect();
    for (row, name) in report.rows.iter_mut().zip(names.iter().cycle()) {
        row.name = name.as_ref().into();
    }
    report.counts.regression = n as u64;
    report
}

pub fn within(report: &Report, budget: usize) -> String {
    markdown(report, &MarkdownPage { budget, ..MarkdownPage::default() })
}

pub fn page(report: &Report) -> String {
    markdown(report, &MarkdownPage::default())
}
