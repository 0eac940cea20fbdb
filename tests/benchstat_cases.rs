//! Each directory of `testdata/benchstat` is a command line of benchstat (`cmd`) with its inputs and
//! what benchstat made of them (`stdout`, `stderr`, `exit`).
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use support::benchstat;
use support::program::Program;
use support::{cases, diff, run_case};

#[test]
fn allocgate_says_what_benchstat_says() {
    assert_as_recorded(&Program::under_test());
}

/// Each block of the documentation that names a case is part of what benchstat said there.
#[test]
fn examples_of_the_documentation_are_parts_of_cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/benchstat.md")).expect("the documentation");
    let blocks: Vec<(&str, &str)> = text
        .split("\n```text ")
        .skip(1)
        .filter_map(|rest| rest.split_once('\n'))
        .map(|(case, rest)| (case, rest.split("```").next().unwrap_or_default()))
        .collect();
    assert!(blocks.len() > 10, "examples are missing");
    for (case, example) in blocks {
        let stdout = root.join("testdata/benchstat").join(case).join("stdout");
        let stdout = fs::read_to_string(stdout).unwrap_or_default();
        assert!(stdout.contains(example), "{case} has no\n{example}");
    }
    let named = regex::Regex::new(r"`(\d{3}-[\w.-]+)`").expect("an expression");
    for (_, [case]) in named.captures_iter(&text).map(|found| found.extract()) {
        assert!(root.join("testdata/benchstat").join(case).is_dir(), "there is no {case}");
    }
    let modules = regex::Regex::new(r"\| `(\w+(?:::\w+)+)` \|\n").expect("an expression");
    for (_, [module]) in modules.captures_iter(&text).map(|found| found.extract()) {
        let path = root.join("src").join(module.replace("::", "/"));
        let there = path.with_extension("rs").is_file() || path.join("mod.rs").is_file();
        assert!(there, "there is no {module}");
    }
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

/// As a script calls it that was written for benchstat.
#[cfg(unix)]
#[test]
fn a_link_named_benchstat_is_benchstat() {
    let directory = tempfile::tempdir().expect("a directory");
    let bin = directory.path().join("bin");
    fs::create_dir(&bin).expect("a directory");
    let link = bin.join("benchstat");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_allocgate"), &link).expect("a link");
    let script = "set -e\nPATH=$PWD/bin:$PATH\nbenchstat -format csv old.txt new.txt > out.csv 2> warnings\n\
                  benchstat -nosuch || echo \"exit $?\"\nbenchstat missing.txt && cut -d, -f1 out.csv";
    let case = cases("benchstat").into_iter().find(|case| case.ends_with("002-basic-benchmem-csv"));
    let case = case.expect("the case is there");
    for file in ["old.txt", "new.txt"] {
        fs::copy(case.join(file), directory.path().join(file)).expect("a copy");
    }
    let shell = Program::at("/bin/sh");
    let said = shell.run(&["-c".into(), script.into()], directory.path(), Stdio::null());
    let csv = fs::read(directory.path().join("out.csv")).expect("the script wrote it");
    assert_eq!(csv, fs::read(case.join("stdout")).expect("what benchstat said"));
    let [out, err] = [&said.stdout, &said.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(out.starts_with("exit 2\n") && out.contains("\ngeomean\n"), "{out}");
    assert!(err.starts_with("flag provided but not defined: -nosuch\nUsage: benchstat"), "{err}");
    assert!(err.ends_with("\nbenchstat: open missing.txt: no such file or directory\n"), "{err}");
}
