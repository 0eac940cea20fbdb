//! The action as a job has it: order, conditions, outputs, and the code at the end.

use crate::captures::capture;
use crate::deliver::recorder_at;
use crate::gomodule;
use crate::runner::{Finished, Runner};
use crate::step::BINARY;
use crate::tools;
use std::collections::BTreeMap;

/// Runs the action on captures with so many allocations, and inputs beside them.
fn gate(allocations: [usize; 2], inputs: &[(&str, &str)]) -> Option<(Runner, Finished)> {
    let runner = Runner::new()?;
    runner.write("captures/base line.txt", &capture(&["Hello"], allocations[0]));
    let candidate = capture(&["Hello"], allocations[1]).replace(".5", ".7");
    runner.write("captures/$(candidate).txt", &candidate);
    let mut all = BTreeMap::from([
        ("binary", BINARY),
        ("baseline", "captures/base line.txt"),
        ("candidate", "captures/$(candidate).txt"),
    ]);
    all.extend(inputs.iter().copied());
    let finished = runner.gate(&all);
    Some((runner, finished))
}

/// The step's outcome, then its outputs; of the report whether there is one.
fn outcome(runner: &Runner) -> String {
    let text = runner.left("outcome");
    let word = |line: &str| match line.split_once("report=") {
        Some((_, path)) => format!("report={}", path.ends_with("/report.json")),
        None => line.to_owned(),
    };
    text.lines().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_job_passes_and_fails_by_the_verdict() {
    for (allocations, inputs, passes, expected) in [
        (
            [1, 1],
            &[][..],
            true,
            "success verdict=pass exit-code=0 regressions=0 inconclusive=0 report=true",
        ),
        (
            [1, 2],
            &[],
            false,
            "failure verdict=fail exit-code=1 regressions=2 inconclusive=0 report=true",
        ),
        (
            [1, 1],
            &[("arguments", "--drill")],
            false,
            "failure verdict=fail exit-code=1 regressions=1 inconclusive=0 report=true",
        ),
        (
            [1, 1],
            &[("arguments", "--bench\nNothing")],
            false,
            "failure verdict=cannot-judge exit-code=3 regressions=0 inconclusive=0 report=true",
        ),
        (
            [1, 2],
            &[("arguments", "--mode=report")],
            true,
            "success verdict=fail exit-code=0 regressions=2 inconclusive=0 report=true",
        ),
        (
            [1, 1],
            &[("arguments", "--nonsense")],
            false,
            "failure verdict= exit-code=2 regressions= inconclusive= report=false",
        ),
        (
            [1, 1],
            &[("comment", "sometimes")],
            false,
            "failure verdict= exit-code= regressions= inconclusive= report=false",
        ),
    ] {
        let Some((runner, finished)) = gate(allocations, inputs) else { return };
        assert_eq!(outcome(&runner), expected, "{}", finished.log);
        assert_eq!(finished.passed, passes, "{}", finished.log);
        assert!(finished.log.contains("  Summary - "), "{}", finished.log);
    }
}

/// Runs the action with a program that judges as allocgate does and, in place of a comment, tells what it is called with.
fn comment(code: i32, inputs: &[(&str, &str)]) -> Option<(Runner, Finished)> {
    let runner = Runner::new()?;
    let program = recorder_at(&runner.path("bin"), &runner.path("left/comment"), code);
    runner.write("candidate.txt", &capture(&["Hello"], 1).replace(".5", ".7"));
    runner.write("baseline.txt", &capture(&["Hello"], 1));
    let mut all = BTreeMap::from([
        ("binary", program.as_str()),
        ("baseline", "baseline.txt"),
        ("candidate", "candidate.txt"),
    ]);
    all.extend(inputs.iter().copied());
    let finished = runner.gate(&all);
    Some((runner, finished))
}

#[test]
fn the_token_reaches_the_comment_and_nothing_before_it() {
    let inputs = [("comment", "always"), ("token", "the-input"), ("key", "k")];
    let Some((runner, finished)) = comment(0, &inputs) else { return };
    assert!(finished.passed, "{}", finished.log);
    let told = runner.left("comment");
    let calls: Vec<&str> = told.lines().collect();
    assert!(calls.len() >= 2, "{told}");
    let (last, before) = calls.split_last().unwrap();
    assert!(last.starts_with("token=the-input comment /") && last.contains("--key=k"), "{told}");
    assert!(before.iter().all(|call| call.starts_with("token= check ")), "{told}");

    let Some((runner, finished)) = comment(0, &[("comment", "change")]) else { return };
    assert!(runner.left("comment").contains("token=job-token comment /"), "{}", finished.log);
    let Some((runner, _)) = comment(0, &[]) else { return };
    assert!(!runner.left("comment").contains(" comment "));
}

#[test]
fn the_token_is_not_where_the_code_of_the_change_runs() {
    let Some(_) = tools::go() else { return };
    let Some(runner) = Runner::new() else { return };
    let program = recorder_at(&runner.path("bin"), &runner.path("left/comment"), 0);
    gomodule::write(&runner.repository(), 1);
    runner.commit();
    gomodule::tell_environment(&runner.repository(), &runner.path("left/seen"));
    let finished = runner.gate(&BTreeMap::from([
        ("binary", program.as_str()),
        ("measure", "true"),
        ("base", "HEAD~1"),
        ("comment", "always"),
        ("token", "the-input"),
    ]));
    let told = runner.left("comment");
    let calls: Vec<&str> = told.lines().collect();
    assert!(calls[0].starts_with("token= run --baseline=HEAD~1 "), "{}", finished.log);
    assert!(calls[1].starts_with("token=the-input comment /"), "{told}");
    let seen = runner.left("seen");
    assert!(seen.contains("GITHUB_ACTIONS=true"), "{seen}{}", finished.log);
    assert!(!seen.contains("the-input") && !seen.contains("job-token"), "{seen}");
}

#[test]
fn a_comment_that_fails_fails_the_job_only_where_it_is_required() {
    let Some((runner, finished)) = comment(4, &[("comment", "always")]) else { return };
    assert!(finished.passed && outcome(&runner).starts_with("success "), "{}", finished.log);
    let required = [("comment", "always"), ("require-delivery", "true")];
    let Some((runner, finished)) = comment(4, &required) else { return };
    assert!(!finished.passed && outcome(&runner).starts_with("failure verdict=pass"));
    assert!(runner.left("comment").contains("--require-delivery"), "{}", finished.log);
    let Some((_, finished)) = comment(0, &required) else { return };
    assert!(finished.passed, "{}", finished.log);
}
