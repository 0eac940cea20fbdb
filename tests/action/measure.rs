//! Measuring in the job: real Go, a real repository, the real script.

use crate::check::{assert_misused, check, defaults, output};
use crate::gomodule::{self, commit, git};
use crate::step::{Job, Ran};
use crate::tools;
use std::fs;
use std::path::Path;

/// A job with a repository in its workspace, whose change has it allocate twice instead of once.
fn job() -> Option<Job> {
    tools::go()?;
    let job = defaults(Job::new()).with("INPUT_MEASURE", "true").with("INPUT_BASE", "HEAD~1");
    let work = job.path("workspace");
    for allocations in [1, 2] {
        gomodule::write(&work, allocations);
        commit(&work);
    }
    let caches = Path::new(env!("CARGO_TARGET_TMPDIR")).join("go-cache");
    Some(job.with("GOCACHE", &caches.display().to_string()))
}

fn outcome(ran: &Ran) -> [&str; 3] {
    ["verdict", "exit-code", "regressions"].map(|name| output(ran, name))
}

#[test]
fn a_change_is_measured_and_judged() {
    let Some(job) = job() else { return };
    let job = job.with("INPUT_KEEP", "kept").with("INPUT_REPORTS", "junit=a b.xml");
    let ran = check(&job);
    assert_eq!(ran.exit, 0, "{}", ran.log);
    assert_eq!(outcome(&ran), ["fail", "1", "2"], "{}", ran.log);
    let report = fs::read_to_string(output(&ran, "report")).unwrap();
    assert!(report.contains("\"verdict\": \"fail\""), "{report}");
    for file in ["kept/baseline.txt", "kept/candidate.txt", "a b.xml"] {
        let text = fs::read_to_string(job.path("workspace").join(file)).unwrap();
        assert!(text.contains("Hello"), "{file}");
    }
    let told = "::error file=hello_test.go,";
    assert!(ran.log.contains(told) && !ran.summary.is_empty(), "{}", ran.log);
}

#[test]
fn captures_of_one_job_are_judged_by_another() {
    let Some(job) = job() else { return };
    let job = job.with("INPUT_MEASURE", "only").with("INPUT_KEEP", "kept");
    let ran = check(&job);
    // That it regressed is not for this job to say.
    assert_eq!(output(&ran, "exit-code"), "0", "{}", ran.log);
    assert!(!ran.log.contains("::error") && ran.summary.is_empty(), "{}", ran.log);
    let judging = job
        .with("INPUT_MEASURE", "false")
        .with("INPUT_BASE", "")
        .with("INPUT_KEEP", "")
        .with("INPUT_BASELINE", "kept/baseline.txt")
        .with("INPUT_CANDIDATE", "kept/candidate.txt")
        .with("INPUT_POLICY_FROM", "HEAD~1");
    let ran = check(&judging);
    assert_eq!(outcome(&ran), ["fail", "1", "2"], "{}", ran.log);
    assert!(ran.log.contains("::error") && !ran.summary.is_empty(), "{}", ran.log);
}

/// What a runner checks out of a pull request: GitHub's merge of it, two commits deep.
#[test]
fn the_base_of_a_pull_request_is_found_in_a_checkout_two_commits_deep() {
    let Some(job) = job() else { return };
    let origin = job.path("home/origin");
    fs::create_dir(&origin).unwrap();
    for file in ["one.go", "two.go", "three.go"] {
        gomodule::write(&origin, 1);
        fs::write(origin.join(file), "package hello\n").unwrap();
        commit(&origin);
    }
    git(&origin, &["checkout", "-q", "-b", "change", "HEAD~1"]);
    gomodule::write(&origin, 2);
    commit(&origin);
    git(&origin, &["checkout", "-q", "main"]);
    git(&origin, &["merge", "-q", "--no-ff", "-m", "x", "change"]);
    let work = job.path("workspace");
    fs::remove_dir_all(&work).unwrap();
    let url = format!("file://{}", origin.display());
    git(&job.path("home"), &["clone", "-q", "--depth=2", &url, work.to_str().unwrap()]);
    let head = git(&work, &["rev-parse", "HEAD"]);
    git(&work, &["checkout", "-q", "--detach", &head]);
    git(&work, &["update-ref", "-d", "refs/remotes/origin/main"]);
    let job = job
        .with("INPUT_BASE", "")
        .with("GITHUB_BASE_REF", "main")
        .with("GITHUB_REF", "refs/pull/7/merge")
        .with("GITHUB_SHA", &head);
    let ran = check(&job);
    assert_eq!(outcome(&ran), ["fail", "1", "2"], "{}", ran.log);
    let base = git(&work, &["rev-parse", "HEAD^1"]);
    assert!(ran.log.contains(&format!("against {}", &base[..7])), "{}", ran.log);
}

#[test]
fn a_baseline_that_was_saved_is_not_measured_again() {
    let Some(job) = job() else { return };
    let saved = job.step_with("check.sh", "INPUT_MEASURE", "save-baseline");
    assert_eq!(output(&saved, "exit-code"), "0", "{}", saved.log);
    assert_eq!(saved.outputs.len(), 1);
    assert!(!saved.log.contains("::") && saved.summary.is_empty(), "{}", saved.log);
    let captures = job.path("home/.cache/allocgate/captures");
    let kept = || fs::read_dir(&captures).unwrap().count();
    let before = kept();
    assert!(before > 0);
    let work = job.path("workspace");
    gomodule::write(&work, 1);
    fs::write(work.join("more.go"), "package hello\n\nvar More = len(\"more\")\n").unwrap();
    let ran = check(&job);
    assert_eq!(output(&ran, "verdict"), "pass", "{}", ran.log);
    assert!(ran.log.contains("example.com/hello, its baseline from the cache: "), "{}", ran.log);
    assert_eq!(kept(), before);
}

#[test]
fn a_part_of_the_packages_is_measured_and_lines_are_arguments_alone() {
    let Some(job) = job() else { return };
    let work = job.path("workspace");
    fs::create_dir(work.join("sub")).unwrap();
    fs::copy(work.join("hello_test.go"), work.join("sub/hello_test.go")).unwrap();
    let job = job
        .with("INPUT_PACKAGES", "./sub\n\n./...\n")
        .with("INPUT_SHARD", "1/1")
        .with("INPUT_BENCH", "Hello|$(touch owned)")
        .with("INPUT_KEEP", "$(touch owned)")
        .with("INPUT_ARGUMENTS", "--count\n6\n");
    let ran = check(&job);
    assert_eq!(outcome(&ran), ["fail", "1", "2"], "{}", ran.log);
    for side in ["baseline", "candidate"] {
        let kept = work.join("$(touch owned)").join(side).join("1-of-1.txt");
        assert!(fs::read_to_string(kept).unwrap().contains("BenchmarkHello"));
    }
    assert!(!work.join("owned").exists());
    // Behind the flags, so that none of them is one.
    let ran = job.step_with("check.sh", "INPUT_PACKAGES", "--help");
    assert_eq!(outcome(&ran), ["", "2", ""], "{}", ran.log);
    assert!(ran.log.contains("no package matches --help"), "{}", ran.log);
}

#[test]
fn what_can_not_be_measured_has_a_code_of_its_own_and_no_verdict() {
    let Some(job) = job() else { return };
    for arguments in ["--list", "--help", "--nonsense"] {
        let ran = job.step_with("check.sh", "INPUT_ARGUMENTS", arguments);
        assert_eq!(outcome(&ran), ["", "2", ""], "{arguments}: {}", ran.log);
        assert!(ran.summary.contains("judged nothing"), "{arguments}");
    }
    fs::write(job.path("workspace/go.mod"), "no module\n").unwrap();
    let keep = ("INPUT_KEEP", "kept");
    for inputs in [&[keep][..], &[("INPUT_MEASURE", "only"), keep]] {
        let ran = job.step_with_all(inputs);
        assert_eq!(outcome(&ran), ["", "3", ""], "{inputs:?}: {}", ran.log);
        assert!(ran.summary.contains("judged nothing"), "{inputs:?}");
    }
    assert!(!job.path("workspace/kept").exists());
    // What is not committed is no part of a baseline; here there is none to measure.
    fs::remove_dir_all(job.path("workspace/.git")).unwrap();
    let ran = job.step_with("check.sh", "INPUT_MEASURE", "save-baseline");
    assert_eq!(outcome(&ran), ["", "2", ""], "{}", ran.log);
}

#[test]
fn inputs_that_mean_nothing_are_misuse() {
    let base = || defaults(Job::new()).with("INPUT_MEASURE", "true");
    let word = "the input measure is none of false, true, only and save-baseline";
    assert_misused(&check(&base().with("INPUT_MEASURE", "yes")), word);
    let captures = "the inputs baseline and candidate are captures, and measure makes its own";
    assert_misused(&check(&base().with("INPUT_BASELINE", "b.txt")), captures);
    assert_misused(&check(&base().with("INPUT_CANDIDATE", "c.txt")), captures);
    let keep = "measure: only needs keep, a directory for the captures";
    assert_misused(&check(&base().with("INPUT_MEASURE", "only")), keep);
    let comment = "there is nothing to comment on where nothing is judged";
    for measure in ["only", "save-baseline"] {
        let job = base().with("INPUT_MEASURE", measure).with("INPUT_KEEP", "kept");
        assert_misused(&check(&job.with("INPUT_COMMENT", "change")), comment);
    }
    let judging = base().with("INPUT_MEASURE", "false").with("INPUT_CANDIDATE", "c.txt");
    let ours = "the inputs packages, base, keep and shard are of measure";
    for name in ["PACKAGES", "BASE", "KEEP", "SHARD"] {
        assert_misused(&judging.step_with("check.sh", &format!("INPUT_{name}"), "x"), ours);
    }
}

/// There, others' code would run beside a token that writes.
#[test]
fn nothing_is_measured_for_an_event_whose_token_writes() {
    let why = "measuring runs the code of the change, which must not share a job with the token of this event";
    for event in ["pull_request_target", "workflow_run"] {
        for measure in ["true", "only", "save-baseline"] {
            let job = defaults(Job::new()).with("INPUT_MEASURE", measure).with("INPUT_KEEP", "k");
            assert_misused(&check(&job.with("GITHUB_EVENT_NAME", event)), why);
        }
    }
}

#[test]
fn benchmarks_get_no_token_and_no_file_of_the_runner() {
    let Some(job) = job() else { return };
    let told = job.path("home/told");
    gomodule::tell_environment(&job.path("workspace"), &told);
    let job =
        ["GITHUB_TOKEN", "ACTIONS_RUNTIME_TOKEN", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE"]
            .iter()
            .fold(job, |job, name| job.with(name, "kept-from-it"));
    let ran = check(&job);
    let told = fs::read_to_string(told).unwrap_or_else(|_| panic!("{}", ran.log));
    assert!(told.contains("\nHOME=") || told.starts_with("HOME="), "{told}");
    assert!(!told.contains("kept-from-it") && !told.contains("GITHUB_OUTPUT="), "{told}");
}
