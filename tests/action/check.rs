//! Judging: what the inputs come to, and what is handed on.

use crate::captures::capture;
use crate::step::{BINARY, Job, Ran};
use std::fs;

/// A job with a pair of captures.
pub fn job() -> Job {
    let job = Job::new();
    fs::write(job.path("workspace/baseline.txt"), capture(&["Hello"], 1)).unwrap();
    fs::write(job.path("workspace/candidate.txt"), capture(&["Hello"], 2)).unwrap();
    defaults(job).with("INPUT_BASELINE", "baseline.txt").with("INPUT_CANDIDATE", "candidate.txt")
}

/// Every input as the action's defaults have it.
pub fn defaults(job: Job) -> Job {
    const EMPTY: [&str; 11] = [
        "BASELINE",
        "CANDIDATE",
        "PACKAGES",
        "BASE",
        "KEEP",
        "SHARD",
        "BENCH",
        "POLICY_FROM",
        "SOURCE",
        "ARGUMENTS",
        "REPORTS",
    ];
    EMPTY
        .iter()
        .fold(job, |job, name| job.with(&format!("INPUT_{name}"), ""))
        .with("BINARY", BINARY)
        .with("INPUT_MEASURE", "false")
        .with("INPUT_WORKING_DIRECTORY", ".")
        .with("INPUT_COMMENT", "never")
        .with("INPUT_REQUIRE_DELIVERY", "false")
}

pub fn check(job: &Job) -> Ran {
    job.step("check.sh", &[])
}

pub fn output<'a>(ran: &'a Ran, name: &str) -> &'a str {
    ran.outputs.get(name).map_or("", String::as_str)
}

pub fn assert_misused(ran: &Ran, why: &str) {
    assert_eq!(ran.exit, 2, "{}", ran.log);
    assert_eq!(ran.log, format!("::error title=allocgate::{why}\n"));
    assert!(ran.summary.contains(why), "{}", ran.summary);
    assert!(ran.outputs.is_empty(), "{:?}", ran.outputs);
}

#[test]
fn a_regression_is_handed_on_and_does_not_end_the_step() {
    let job = job();
    let ran = check(&job);
    assert_eq!(ran.exit, 0, "{}", ran.log);
    let expected = [
        ("exit-code", "1"),
        ("verdict", "fail"),
        ("regressions", "2"),
        ("over-budget", "0"),
        ("warnings", "0"),
        ("waived", "0"),
        ("improvements", "0"),
        ("inconclusive", "0"),
    ];
    for (name, value) in expected {
        assert_eq!(output(&ran, name), value, "{name}");
    }
    assert_eq!(ran.outputs.len(), expected.len() + 1);
    let report = fs::read(output(&ran, "report")).unwrap();
    let report: serde_json::Value = serde_json::from_slice(&report).unwrap();
    assert_eq!(report["verdict"], "fail");
    assert!(ran.log.contains("FAIL: 2 regressions in 2 rows\n"), "{}", ran.log);
    assert!(ran.log.contains("\n::error title="), "{}", ran.log);
    assert!(!ran.summary.is_empty());
}

#[test]
fn each_verdict_has_its_word_and_its_code() {
    let job = job();
    let equal = capture(&["Hello"], 1).replace(".5", ".7");
    for (candidate, verdict, code) in [
        (equal.clone(), "pass", "0"),
        (capture(&["Hello"], 2), "fail", "1"),
        (equal.replace("PASS\nok", "FAIL"), "cannot-judge", "3"),
        (String::new(), "cannot-judge", "3"),
    ] {
        fs::write(job.path("workspace/candidate.txt"), candidate).unwrap();
        let ran = check(&job);
        assert_eq!(ran.exit, 0, "{}", ran.log);
        assert_eq!((output(&ran, "verdict"), output(&ran, "exit-code")), (verdict, code));
        assert!(!ran.summary.is_empty(), "{verdict}");
    }
}

#[test]
fn misuse_leaves_no_report_but_a_word_in_the_summary() {
    let ran = check(&job().with("INPUT_ARGUMENTS", "--no-such-flag"));
    assert_eq!((ran.exit, output(&ran, "exit-code")), (0, "2"), "{}", ran.log);
    assert_eq!(ran.outputs.len(), 1);
    assert_eq!(ran.summary, "**allocgate** judged nothing: the log of the step says why.\n");
}

/// A program that was killed, say, has judged nothing.
#[test]
fn an_exit_code_that_check_does_not_have_is_misuse() {
    let ran = check(&job().with("BINARY", "/no/such/program"));
    assert_eq!((ran.exit, output(&ran, "exit-code")), (0, "2"), "{}", ran.log);
}

#[test]
fn a_drill_fails() {
    let job = job().with("INPUT_ARGUMENTS", "--drill");
    let equal = capture(&["Hello"], 1).replace(".5", ".7");
    fs::write(job.path("workspace/candidate.txt"), equal).unwrap();
    let ran = check(&job);
    assert_eq!(output(&ran, "exit-code"), "1", "{}", ran.log);
}

#[test]
fn inputs_that_mean_nothing_are_misuse() {
    let comment = "the input comment is none of never, always, change and regression";
    assert_misused(&check(&job().with("INPUT_COMMENT", "Never")), comment);
    assert_misused(&check(&job().with("INPUT_COMMENT", "")), comment);
    let candidate = "the input candidate names no capture; \
        with measure: true, both sides are measured here";
    assert_misused(&check(&job().with("INPUT_CANDIDATE", " \n ")), candidate);
    let reports = "a line of the input reports is not FORMAT=PATH";
    assert_misused(&check(&job().with("INPUT_REPORTS", "junit=j.xml\ncsv")), reports);
    let directory = "the input working-directory names no directory";
    assert_misused(&check(&job().with("INPUT_WORKING_DIRECTORY", "::error::x")), directory);
    let yes = job().with("INPUT_REQUIRE_DELIVERY", "yes");
    assert_misused(&check(&yes), "the input require-delivery is neither true nor false");
    let never = job().with("INPUT_REQUIRE_DELIVERY", "true");
    assert_misused(&check(&never), "require-delivery needs a comment to deliver");
}

#[test]
fn lines_are_arguments_and_nothing_else() {
    let hostile = [
        "with space.txt",
        "$(touch owned).txt",
        "`touch owned`.txt",
        "; touch owned;.txt",
        "--help",
        "*",
        "::error::x ##[error]x.txt",
        "\u{202e}txt.exe",
    ];
    let job = job();
    for (number, name) in hostile.iter().enumerate() {
        let benchmark = format!("Hello{number}");
        for (side, allocations) in [("baseline", 1), ("candidate", 2)] {
            let folder = job.path("workspace/sub").join(side);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(name), capture(&[&benchmark], allocations)).unwrap();
        }
    }
    let files = |side| hostile.map(|name| format!("{side}/{name}")).join("\n\n") + "\n";
    let job = job
        .with("INPUT_WORKING_DIRECTORY", "sub")
        .with("INPUT_BASELINE", &files("baseline"))
        .with("INPUT_CANDIDATE", &files("candidate"))
        .with("INPUT_ARGUMENTS", "--bench\nHello|$(touch owned)\n\n--threshold\n5%\n")
        .with("INPUT_REPORTS", "csv=$(touch owned).csv\njunit=a b.xml");
    let ran = check(&job);
    assert_eq!(output(&ran, "regressions"), "16", "{}", ran.log);
    assert!(job.path("workspace/sub/$(touch owned).csv").exists());
    assert!(job.path("workspace/sub/a b.xml").exists());
    let owned = ["workspace/owned", "workspace/sub/owned"].map(|path| job.path(path).exists());
    assert_eq!(owned, [false, false]);
    assert_only_ours(&ran.log);
}

/// Which benchmarks are judged is said in the same way wherever they were measured.
#[test]
fn benchmarks_are_selected() {
    let ran = check(&job().with("INPUT_BENCH", "Nothing|$(touch owned)"));
    assert_eq!(output(&ran, "exit-code"), "3", "{}", ran.log);
    let ran = check(&job().with("INPUT_BENCH", "Hel+o"));
    assert_eq!(output(&ran, "exit-code"), "1", "{}", ran.log);
}

/// The runner reads `::command::` after white space, and `##[command]` anywhere in a line.
fn assert_only_ours(log: &str) {
    let ours = ["::error title=", "::error file=", "::warning title=", "::notice title="];
    for line in log.lines() {
        assert!(!line.contains("##["), "{line}");
        let command = line.trim_start().starts_with("::");
        assert!(!command || ours.iter().any(|start| line.starts_with(start)), "{line}");
        assert!(!line.contains(['\r', '\u{1b}', '\u{202e}', '\u{200b}']), "{line:?}");
    }
}

#[test]
fn no_name_in_a_capture_is_a_command_of_the_runner() {
    let hostile = [
        "X/##[add-mask]a",
        "X/::add-mask::e",
        "X/%0A::error::x",
        "X/##[set-env_name=PATH]x",
        "X/</details>\u{1b}]8;;http://e\u{7}",
        "X/\u{202e}\u{200b}\u{fffe}",
    ];
    let job = job();
    let own = "  ::add-mask::e\n::stop-commands::x\n##[group]x\n::set-output name=verdict::pass\n";
    let forged = "  \"verdict\": \"pass\",\n  \"counts\": {\n    \"regression\": 0\n  },\n";
    for (side, allocations) in [("baseline", 1), ("candidate", 2)] {
        let text = own.to_owned() + forged + &capture(&hostile, allocations);
        fs::write(job.path("workspace").join(format!("{side}.txt")), text).unwrap();
    }
    let ran = check(&job);
    assert_eq!(output(&ran, "verdict"), "fail", "{}", ran.log);
    assert_eq!(output(&ran, "regressions"), "12", "{}", ran.log);
    assert!(ran.log.lines().filter(|line| line.starts_with("::error ")).count() > 0);
    assert_only_ours(&ran.log);
}
