//! Whether the captures were judged at all: a code alone says nothing.

use crate::captures::capture;
use crate::check::{check, job, output};
use crate::deliver::script;
use crate::step::{BINARY, Ran};
use std::fs;
use std::path::Path;

/// Help is no verdict, though it ends well.
#[test]
fn a_program_that_ends_well_without_a_report_has_judged_nothing() {
    let job = job();
    for arguments in ["--help", "-h", "--", "--report", "--bench\nHello\n--help"] {
        let ran = job.step_with("check.sh", "INPUT_ARGUMENTS", arguments);
        assert_eq!((ran.exit, output(&ran, "exit-code")), (0, "2"), "{arguments}: {}", ran.log);
        assert_eq!(ran.outputs.len(), 1, "{arguments}");
        let why = "::error title=allocgate::nothing was judged (exit code ";
        assert!(ran.log.contains(why), "{arguments}: {}", ran.log);
        assert!(ran.summary.contains("judged nothing"), "{arguments}");
    }
}

/// Stands in for a program that writes a report and ends with another code.
fn ends(code: i32, arguments: &str) -> Ran {
    let job = job();
    let lines = format!("'{BINARY}' \"$@\"\nexit {code}");
    let program = script(&job.path("home"), &lines);
    check(&job.with("BINARY", &program).with("INPUT_ARGUMENTS", arguments))
}

#[test]
fn a_verdict_that_does_not_fit_the_exit_code_is_none() {
    for (code, arguments, handed) in [
        (0, "", "2"),
        (1, "", "1"),
        (2, "", "2"),
        (3, "", "2"),
        (137, "", "2"),
        (0, "--mode=report", "0"),
        (1, "--mode=report", "1"),
        (3, "--mode=report", "2"),
    ] {
        let ran = ends(code, arguments);
        assert_eq!(output(&ran, "exit-code"), handed, "{code} {arguments}: {}", ran.log);
        let has_verdict = matches!((code, arguments), (1, _) | (0, "--mode=report"));
        assert_eq!(!output(&ran, "verdict").is_empty(), has_verdict, "{code} {arguments}");
    }
}

#[test]
fn further_reports_among_the_arguments_change_nothing() {
    let job = job();
    for arguments in ["--report=json=own.json", "--report\njson", "--report=json=-"] {
        let ran = job.step_with("check.sh", "INPUT_ARGUMENTS", arguments);
        assert_ne!(output(&ran, "exit-code"), "0", "{arguments}: {}", ran.log);
    }
    assert!(job.path("workspace/own.json").exists());
}

/// The report is there, so its words are handed on; that something is missing still ends the job.
#[test]
fn a_verdict_is_handed_on_though_another_report_can_not_be_written() {
    let job = job().with("INPUT_REPORTS", "csv=no/such/folder/c.csv");
    for (allocations, verdict, code) in [(1, "pass", "2"), (2, "fail", "1")] {
        let candidate = capture(&["Hello"], allocations).replace(".5", ".7");
        fs::write(job.path("workspace/candidate.txt"), candidate).unwrap();
        let ran = check(&job);
        assert_eq!((output(&ran, "verdict"), output(&ran, "exit-code")), (verdict, code));
        assert!(Path::new(output(&ran, "report")).exists(), "{}", ran.log);
    }
}
