//! The summary of a step: the file that the runner names.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use support::program::Program;
use support::words::words;

const MIB: usize = 1 << 20;

/// Judges two runs of html/template, of which the later has regressions.
fn check(report: &str, summary: Option<&Path>) -> Output {
    let real = "testdata/real/html_template";
    let line =
        format!("check {real}.1.25.5.fix-cpu1.txt {real}.1.27.3.fix-cpu1.txt --report {report}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Program::allocgate().command(&words(line), root);
    if let Some(summary) = summary {
        command.env("GITHUB_STEP_SUMMARY", summary);
    }
    command.output().unwrap()
}

fn file(directory: &tempfile::TempDir) -> PathBuf {
    directory.path().join("summary.md")
}

#[test]
fn the_page_goes_behind_what_the_step_said_before() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(file(&directory), "before").unwrap();
    let output = check("step-summary", Some(&file(&directory)));
    assert_eq!(output.status.code(), Some(1));
    let summary = fs::read_to_string(file(&directory)).unwrap();
    assert!(summary.starts_with("before\n\n### ❌ allocgate FAIL"), "{summary}");
    // Standard output is left to the table.
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("FAIL: 7 regressions"));
}

#[test]
fn a_file_that_is_not_there_yet_is_made() {
    let directory = tempfile::tempdir().unwrap();
    assert_eq!(check("step-summary", Some(&file(&directory))).status.code(), Some(1));
    assert!(fs::read_to_string(file(&directory)).unwrap().starts_with("### "));
}

#[test]
fn the_file_stays_within_the_size_that_is_shown() {
    for before in [MIB - 1_500, MIB - 3, MIB, 2 * MIB] {
        let directory = tempfile::tempdir().unwrap();
        fs::write(file(&directory), "x".repeat(before)).unwrap();
        let output = check("step-summary", Some(&file(&directory)));
        // The verdict decides the code, whatever has room.
        assert_eq!(output.status.code(), Some(1));
        let summary = fs::read_to_string(file(&directory)).unwrap();
        assert!(summary.len() <= MIB.max(before), "{}", summary.len());
        let is_full = String::from_utf8_lossy(&output.stderr).contains("fills the summary");
        assert_eq!(is_full, summary.len() == before, "{before}");
    }
}

#[test]
fn with_a_path_it_is_written_like_any_other() {
    let directory = tempfile::tempdir().unwrap();
    let path = file(&directory);
    fs::write(&path, "before").unwrap();
    let output = check(&format!("step-summary={}", path.display()), None);
    assert_eq!(output.status.code(), Some(1));
    assert!(fs::read_to_string(&path).unwrap().starts_with("### ❌"));
    // On standard output, too.
    let output = check("step-summary=-", None);
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("### ❌"));
}

#[test]
fn without_a_file_nothing_is_judged() {
    for summary in [None, Some(Path::new(""))] {
        let output = check("step-summary", summary);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        assert!(String::from_utf8_lossy(&output.stderr).contains("GITHUB_STEP_SUMMARY"));
    }
}
