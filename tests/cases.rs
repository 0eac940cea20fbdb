//! Each directory of `testdata/cases` is a command line (`cmd`) with its inputs and what the program
//! says (`stdout`, `stderr`) and decides (`exit`). `ALLOCGATE_BLESS=1 cargo test --test cases` writes
//! what it says now.
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use support::program::Program;
use support::words::{quoted, words};
use support::{Outcome, cases, diff, run, run_case};

#[test]
fn every_case_ends_as_it_should() {
    let bless = std::env::var_os("ALLOCGATE_BLESS").is_some_and(|value| value == "1");
    let cases = cases("cases");
    assert!(cases.len() > 100, "cases are missing");
    let failures: Vec<String> = cases.iter().flat_map(|case| check(case, bless)).collect();
    assert!(
        failures.is_empty(),
        "{}\n{} differences; ALLOCGATE_BLESS=1 accepts them",
        failures.join("\n"),
        failures.len()
    );
}

/// What is wrong with a case.
fn check(case: &Path, bless: bool) -> Vec<String> {
    let name = case.file_name().unwrap_or_default().to_string_lossy();
    if !case.join("cmd").is_file() {
        return vec![format!("{name}: no cmd")];
    }
    let outcome = run_case(&Program::allocgate(), case);
    let unfit = improper(&name, &outcome).map(|what| format!("{name}: {what}"));
    let differences = outcome.files().into_iter().filter_map(|(file, actual)| {
        let path = case.join(file);
        match fs::read(&path) {
            Ok(expected) if expected == actual => None,
            _ if bless => fs::write(&path, actual)
                .err()
                .map(|error| format!("{name}: failed to write {file}: {error}")),
            Ok(expected) => Some(format!("{name}: {file}\n{}", diff(&expected, &actual))),
            Err(error) => Some(format!("{name}: {file}: {error}")),
        }
    });
    differences.chain(unfit).collect()
}

/// What no case may do, blessed or not: end with another code than the documented ones, or say what
/// a terminal or a CI runner would obey.
fn improper(name: &str, outcome: &Outcome) -> Option<String> {
    if !(0..=3).contains(&outcome.exit) {
        return Some(format!("exit code {}", outcome.exit));
    }
    for output in [&outcome.stdout, &outcome.stderr] {
        let Ok(text) = std::str::from_utf8(output) else {
            return Some("the output is not UTF-8".to_owned());
        };
        // benchstat, and so compare, puts a tab before an expression that it can't read.
        let meant = |c: char| match c {
            '\n' => true,
            '\t' => name.starts_with("compare-"),
            _ => c == '\x1b' && name.contains("colour"),
        };
        let obeyed = |c: char| c.is_control() && !meant(c);
        if text.chars().any(obeyed) {
            return Some("the output holds control characters".to_owned());
        }
        // Annotations are commands, and no others are.
        let annotates = |line: &str| {
            let known = ["::error ", "::warning ", "::notice "];
            name.ends_with("-as-github") && known.iter().any(|command| line.starts_with(command))
        };
        let commands = |line: &str| line.trim_start().starts_with("::") && !annotates(line);
        if text.contains("##[") || text.lines().any(commands) {
            return Some("the output holds a workflow command".to_owned());
        }
    }
    None
}

#[test]
fn a_name_of_100_kb_is_one_bounded_row() {
    let directory = tempfile::tempdir().expect("a directory");
    let name = "x/é".repeat(25_000);
    for (file, bytes, ns) in [("baseline.txt", 64, 10), ("candidate.txt", 128, 20)] {
        let result =
            |i| format!("Benchmark{name}-8\t100\t{ns}.{i} ns/op\t{bytes} B/op\t1 allocs/op\n");
        let capture: String = (0..6).map(result).collect();
        fs::write(directory.path().join(file), capture).expect("a capture");
    }
    let outcome = run(&words("check baseline.txt candidate.txt"), directory.path(), Stdio::null());
    let text = String::from_utf8_lossy(&outcome.stdout);
    assert_eq!(outcome.exit, 1, "{text}");
    assert!(text.contains("regressions (1)"), "{text}");
    let longest = text.lines().map(str::len).max();
    assert!(longest < Some(1000), "a line has {longest:?} bytes");
}

#[test]
fn a_command_line_is_split_as_a_shell_does() {
    assert_eq!(
        words("check 'a b' \"c\\\"d\" e\\ f '' < g\n"),
        ["check", "a b", "c\"d", "e f", "", "<", "g"]
    );
}

#[test]
fn a_word_that_was_quoted_is_read_back() {
    for word in ["", "a.txt", "a b", "it's", "\"", "\\", "<", "-row=/a,.file@(x)", "é\n\t"] {
        assert_eq!(words(quoted(word.as_ref())), [word]);
    }
}
