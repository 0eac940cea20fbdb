//! Holds the program against the judge: a second implementation, in Python and in exact arithmetic.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

#[path = "support/tools.rs"]
mod tools;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const ALLOCGATE: &str = env!("CARGO_BIN_EXE_allocgate");
const JUDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judge");
const POLICIES: [&str; 4] =
    ["", "--threshold 5%", "--threshold 0%", "--evidence differs --alpha 0.05"];

/// Python, where there is one.
fn python(arguments: &[&str]) -> Option<Command> {
    let mut python = tools::program("python3", "--version")?;
    python.env("PYTHONDONTWRITEBYTECODE", "1").current_dir(JUDGE).args(arguments);
    Some(python)
}

fn assert_success(output: &Output) {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
}

/// The captures of the standard library's packages: of two versions each.
fn real_captures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/real");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".fix-cpu1.txt"));
    paths.sort();
    paths
}

fn package(path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy();
    name.split('.').next().unwrap().to_owned()
}

#[test]
fn the_judge_passes_its_own_tests() {
    if let Some(mut python) = python(&["-m", "unittest", "-q", "test_judge"]) {
        assert_success(&python.output().unwrap());
    }
}

#[test]
fn the_judge_agrees_on_captures_of_the_standard_library() {
    let script = ["compare.py", ALLOCGATE, "--batch"];
    let Some(mut python) = python(&script) else {
        return;
    };
    let captures = real_captures();
    let mut lines = String::new();
    for (a, b) in captures.iter().flat_map(|a| captures.iter().map(move |b| (a, b))) {
        if a != b && package(a) == package(b) {
            for flags in POLICIES {
                lines += &format!("'{}' -- '{}' -- {flags}\n", a.display(), b.display());
            }
        }
    }
    assert!(lines.lines().count() >= 2 * 2 * POLICIES.len());
    let piped = python.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // Python reads all lines before it writes any.
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    assert_success(&child.wait_with_output().unwrap());
}

#[test]
fn the_judge_agrees_on_random_captures() {
    if let Some(mut python) = python(&["random_captures.py", ALLOCGATE, "150"]) {
        assert_success(&python.output().unwrap());
    }
}
