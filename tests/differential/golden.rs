//! benchstat's own golden tests and the examples of its documentation, from a checkout of
//! golang.org/x/perf: `ALLOCGATE_PERF_CHECKOUT=PATH cargo test --test differential golden`.

use crate::support::program::Program;
use crate::support::tools::missing;
use crate::support::words::words;
use crate::support::{Outcome, diff};
use regex::Regex;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// A command line, and what it has to print.
struct Golden {
    name: String,
    args: Vec<OsString>,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

#[test]
fn golden_outputs_of_benchstat_are_those_of_allocgate() {
    let checkout = std::env::var_os("ALLOCGATE_PERF_CHECKOUT");
    let Some(checkout) = checkout.or_else(|| missing("ALLOCGATE_PERF_CHECKOUT is not set")) else {
        return;
    };
    let benchstat = PathBuf::from(checkout).join("cmd/benchstat");
    let testdata = benchstat.join("testdata");
    let (golden, examples) = (golden(&benchstat, &testdata), examples(&benchstat));
    assert!(golden.len() >= 10 && examples.len() >= 8, "tests are missing");
    let all = golden.iter().chain(&examples);
    let failures: Vec<String> = all.filter_map(|golden| failure(golden, &testdata)).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn failure(golden: &Golden, testdata: &Path) -> Option<String> {
    let outcome = Program::under_test().run(&golden.args, testdata, Stdio::null());
    let (stdout, stderr) = (golden.stdout.clone(), golden.stderr.clone());
    let expected = Outcome { stdout, stderr, exit: 0 };
    (outcome != expected).then(|| {
        let stdout = diff(&expected.stdout, &outcome.stdout);
        let stderr = diff(&expected.stderr, &outcome.stderr);
        format!("{} {:?}: exit {}\n{stdout}{stderr}", golden.name, golden.args, outcome.exit)
    })
}

/// The calls of `golden` in its tests: a name of files, then the arguments.
fn golden(benchstat: &Path, testdata: &Path) -> Vec<Golden> {
    let source = fs::read_to_string(benchstat.join("main_test.go")).expect("main_test.go");
    let call = Regex::new(r#"(?m)^\tgolden\(t, "(\w+)", (.*)\)$"#).unwrap();
    let golden = call.captures_iter(&source).map(|call| {
        // A file without text is not there.
        let read =
            |stream| fs::read(testdata.join(format!("{}.{stream}", &call[1]))).unwrap_or_default();
        Golden {
            name: call[1].to_owned(),
            args: words(call[2].replace(", ", " ")),
            stdout: read("stdout"),
            stderr: read("stderr"),
        }
    });
    golden.collect()
}

/// The blocks that start with a command in its documentation.
fn examples(benchstat: &Path) -> Vec<Golden> {
    let source = fs::read_to_string(benchstat.join("main.go")).expect("main.go");
    let block = Regex::new(r"(?m)^//\t\$ benchstat (.*)\n((?://(?:\t.*)?\n)+)").unwrap();
    let examples = block.captures_iter(&source).map(|block| {
        let lines = block[2].lines().map(|line| line.strip_prefix("//\t").unwrap_or_default());
        let stdout: String = lines.map(|line| format!("{line}\n")).collect();
        Golden {
            name: "documentation".to_owned(),
            args: words(&block[1]),
            stdout: format!("{}\n", stdout.trim_end_matches('\n')).into_bytes(),
            stderr: Vec::new(),
        }
    });
    examples.collect()
}
