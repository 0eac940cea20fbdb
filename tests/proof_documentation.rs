//! What the documentation of proofs shows is what the program does.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::tools;
use support::words::words;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The blocks of the documentation in a language, each with its name.
fn blocks(language: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("docs/proof.md")).unwrap();
    let fence = format!("\n```{language} ");
    let block = |block: &str| {
        let (name, rest) = block.split_once('\n')?;
        Some((name.to_owned(), rest.split("\n```").next()?.to_owned()))
    };
    text.split(&fence).skip(1).filter_map(block).collect()
}

#[test]
fn examples_are_what_the_case_says() {
    let blocks = blocks("text");
    assert!(!blocks.is_empty());
    for (case, text) in blocks {
        let stdout = root().join("testdata/cases").join(&case).join("stdout");
        let stdout = fs::read_to_string(stdout).unwrap();
        assert!(stdout.contains(&text), "{case}:\n{text}");
    }
}

/// Runs a script of the documentation where a case's captures are; `None` without bash. The exit code,
/// and what was written.
fn run(script: &str) -> Option<(Option<i32>, String)> {
    let (_, script) = blocks("sh").into_iter().find(|(name, _)| name == script).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let case = root().join("testdata/cases/drill-turns-an-innocent-candidate-red");
    for file in ["baseline.txt", "candidate.txt"] {
        fs::copy(case.join(file), directory.path().join(file)).unwrap();
    }
    tools::program("bash", "--version")?;
    let program = Path::new(env!("CARGO_BIN_EXE_allocgate")).parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(program).chain(std::env::split_paths(&path));
    let output = Command::new("bash")
        .args(["-e", "-c", &script])
        .env("PATH", std::env::join_paths(path).unwrap())
        .current_dir(directory.path())
        .output()
        .unwrap();
    Some((output.status.code(), String::from_utf8(output.stdout).unwrap()))
}

#[test]
fn a_drill_shows_that_a_job_ends_as_tee_does() {
    let Some((undrilled, _)) = run("tee-without-pipefail") else { return };
    let (green, text) = run("drill-without-pipefail").unwrap();
    let (red, same) = run("drill-with-pipefail").unwrap();
    assert_eq!([undrilled, green, red], [Some(0), Some(0), Some(1)]);
    assert_eq!(text, same);
    let documented = fs::read_to_string(root().join("docs/proof.md")).unwrap();
    let mut lines = text.lines().take(2);
    assert!(lines.all(|line| documented.contains(&format!("    {line}\n"))), "{text}");
    assert!(text.starts_with("DRILL: "), "{text}");
}

#[test]
fn the_planted_capture_that_is_kept_fails_in_each_row() {
    let directory = tempfile::tempdir().unwrap();
    let baseline = root().join("testdata/real/encoding_json.1.25.5.fix-cpu1.txt");
    fs::copy(baseline, directory.path().join("baseline.txt")).unwrap();
    let run = |line: &str| support::run(&words(line), directory.path(), Stdio::null());
    let selftest = run("selftest baseline.txt --keep planted.txt");
    assert_eq!(selftest.exit, 0, "{}", String::from_utf8_lossy(&selftest.stdout));
    // What is promised of a median of 0 is a share, which is nothing.
    let checked = run("check baseline.txt planted.txt --filter .unit:B/op --unit B/op");
    let text = String::from_utf8(checked.stdout).unwrap();
    assert_eq!(checked.exit, 1);
    assert!(text.starts_with("FAIL: 28 regressions in 28 rows"), "{text}");
}
