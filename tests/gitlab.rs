//! The GitLab component, its jobs run by gitlab-ci-local on this machine.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used)]

#[path = "support/gomodule.rs"]
mod gomodule;
#[path = "support/tools.rs"]
mod tools;

use gomodule::{commit, git};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Of this version, which `.ci/package.json` names, too: later ones need a newer Node.
const VERSION: &str = "4.70.1";

/// A project that includes the component as the example does, a base commit and a change that allocates twice.
struct Project {
    directory: TempDir,
    base: String,
    /// What the change is merged into, in a pipeline for merged results.
    target: String,
}

impl Project {
    /// Where there are Go, gitlab-ci-local, and rsync, which that needs.
    fn new(allocations: [usize; 2]) -> Option<Self> {
        tools::go()?;
        tools::program("rsync", "--version")?;
        let local = Command::new("gitlab-ci-local").arg("--version").output();
        if !local.is_ok_and(|ran| ran.stdout.starts_with(VERSION.as_bytes())) {
            return tools::missing(&format!("no gitlab-ci-local {VERSION}"));
        }
        let directory = tempfile::tempdir().unwrap();
        let work = directory.path().join("work");
        for folder in [&work.join("templates"), &directory.path().join("home")] {
            fs::create_dir_all(folder).unwrap();
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let template = "templates/allocgate.yml";
        fs::copy(root.join(template), work.join(template)).unwrap();
        fs::copy(root.join("examples/gitlab/include.yml"), work.join(".gitlab-ci.yml")).unwrap();
        gomodule::write(&work, allocations[0]);
        let base = commit(&work);
        let origin = directory.path().join("origin.git").display().to_string();
        git(&work, &["clone", "-q", "--bare", ".", &origin]);
        git(&work, &["remote", "add", "origin", &origin]);
        gomodule::write(&work, allocations[1]);
        commit(&work);
        Some(Self { directory, base, target: String::new() })
    }

    /// Runs the pipeline of a merge request and returns its log.
    fn pipeline(&self) -> String {
        let bin = self.directory.path().join("bin");
        fs::create_dir_all(&bin).unwrap();
        let link = bin.join("allocgate");
        if !link.exists() {
            std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_allocgate"), &link).unwrap();
        }
        let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
        let mut local = Command::new("gitlab-ci-local");
        local.args(["--force-shell-executor", "--ignore-predefined-vars", "CI_PIPELINE_SOURCE"]);
        // Here they share a directory; a runner gives each job its own.
        local.args(["--concurrency", "1"]);
        for variable in [
            "CI_PIPELINE_SOURCE=merge_request_event".to_owned(),
            format!("CI_MERGE_REQUEST_DIFF_BASE_SHA={}", self.base),
            format!("CI_MERGE_REQUEST_TARGET_BRANCH_SHA={}", self.target),
        ] {
            local.args(["--variable", &variable]);
        }
        let ran = local
            .current_dir(self.directory.path().join("work"))
            .env("PATH", path)
            .env("HOME", self.directory.path().join("home"))
            .env("GOCACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("go-cache"))
            .env_remove("GOFLAGS")
            .output()
            .unwrap();
        String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned()
    }

    fn artifact(&self, name: &str) -> String {
        self.artifact_of("allocgate", name).unwrap()
    }

    /// What a job uploaded, if it did.
    fn artifact_of(&self, job: &str, name: &str) -> Option<String> {
        let artifacts = self.directory.path().join("work/.gitlab-ci-local/artifacts");
        fs::read_to_string(artifacts.join(job).join(name)).ok()
    }

    /// Commits a file as part of the change.
    fn bring_along(&self, path: &str, text: &str) {
        let work = self.directory.path().join("work");
        let file = work.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        commit(&work);
    }

    /// Changes how the project includes the component.
    fn include(&self, from: &str, to: &str) {
        let file = self.directory.path().join("work/.gitlab-ci.yml");
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(from));
        fs::write(&file, text.replace(from, to)).unwrap();
    }
}

/// What a job came to: the exit code of gitlab-ci-local takes any `allow_failure` for leave to fail.
fn result<'a>(log: &'a str, job: &str) -> &'a str {
    let words = log.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let mut results = words.filter_map(|words| match words[..] {
        [result @ ("PASS" | "WARN" | "FAIL"), name, ..] if name == job => Some(result),
        _ => None,
    });
    results.next().unwrap_or_default()
}

#[test]
fn a_merge_request_that_allocates_more_fails_and_leaves_its_reports() {
    let Some(project) = Project::new([1, 2]) else { return };
    let log = project.pipeline();
    assert!(log.contains("FAIL: 2 regressions in 2 rows"), "{log}");
    let jobs = ["allocgate-program", "allocgate-measure", "allocgate"];
    assert_eq!(jobs.map(|job| result(&log, job)), ["PASS", "PASS", "FAIL"], "{log}");
    // The comment's job ran all the same, and had the report.
    assert!(log.contains("allocgate-comment $ allocgate comment allocgate.json"), "{log}");
    let report: serde_json::Value =
        serde_json::from_str(&project.artifact("allocgate.json")).unwrap();
    assert_eq!(report["verdict"], "fail");
    // gitlab-ci-local keeps paths, not reports, and leaves the files where the job wrote them.
    let work = project.directory.path().join("work");
    let expanded =
        fs::read_to_string(work.join(".gitlab-ci-local/expanded-gitlab-ci.yml")).unwrap();
    for (kind, file) in
        [("junit", "allocgate.junit.xml"), ("codequality", "allocgate.codequality.json")]
    {
        assert!(expanded.contains(&format!("{kind}: {file}")), "{expanded}");
        assert!(fs::read_to_string(work.join(file)).unwrap().contains("Hello"));
    }
}

#[test]
fn a_merge_request_that_allocates_the_same_passes() {
    let Some(project) = Project::new([2, 2]) else { return };
    // Its program is another one, so it is measured.
    project.bring_along("more.go", "package hello\n\nvar More = len(\"more\")\n");
    let inputs =
        "comment: never\n      packages: . ./...\n      run-arguments: --count 6 --no-cache";
    project.include("comment: change", inputs);
    let log = project.pipeline();
    assert_eq!(result(&log, "allocgate"), "PASS", "{log}");
    assert!(log.contains("PASS: 2 rows, no regression"), "{log}");
    assert!(!log.contains("allocgate-comment"), "{log}");
}

/// The program that is handed on lies in the checkout, and is no part of the change.
#[test]
fn a_merge_request_that_changes_nothing_passes_unmeasured() {
    let Some(project) = Project::new([2, 2]) else { return };
    let log = project.pipeline();
    assert_eq!(result(&log, "allocgate"), "PASS", "{log}");
    assert!(log.contains("identical binaries, not run: 1 package"), "{log}");
}

/// The job that measures says nothing of the change but that it was measured.
#[test]
fn a_merge_request_that_does_not_compile_can_not_be_judged() {
    let Some(project) = Project::new([1, 1]) else { return };
    project.bring_along("broken.go", "package hello\n\nvar x int = y\n");
    let log = project.pipeline();
    let results = ["allocgate-measure", "allocgate"].map(|job| result(&log, job));
    assert_eq!(results, ["PASS", "FAIL"], "{log}");
    assert!(log.contains("CAN'T JUDGE: package example.com/hello was not built"), "{log}");
}

#[test]
fn an_exit_code_is_tolerated_where_the_project_says_so() {
    let Some(project) = Project::new([1, 1]) else { return };
    project.bring_along("broken.go", "package hello\n\nvar x int = y\n");
    let log = project.pipeline();
    assert_eq!(result(&log, "allocgate"), "FAIL", "{log}");
    assert!(log.contains("CAN'T JUDGE"), "{log}");
    project.include("comment: change", "tolerate: [3]");
    assert_eq!(result(&project.pipeline(), "allocgate"), "WARN");
}

#[test]
fn a_merged_result_is_compared_with_what_it_is_merged_into() {
    let Some(mut project) = Project::new([1, 2]) else { return };
    project.target = std::mem::replace(&mut project.base, "0".repeat(40));
    let log = project.pipeline();
    assert!(log.contains("FAIL: 2 regressions in 2 rows"), "{log}");
}

/// Captures that `go test` makes, by the script that the documentation has.
#[test]
fn a_merge_request_is_judged_by_captures_of_go_test() {
    let Some(project) = Project::new([1, 2]) else { return };
    let documented = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ci.md"));
    let documented = documented.unwrap();
    let start = documented.find("```yaml\nallocgate-measure:").unwrap() + "```yaml\n".len();
    let script = documented[start..].split("```").next().unwrap();
    project.include("include:", &format!("{script}\ninclude:"));
    let log = project.pipeline();
    assert!(log.contains("FAIL: 2 regressions in 2 rows"), "{log}");
    let capture = project.artifact_of("allocgate-measure", ".allocgate/captures/candidate.txt");
    let lines = capture.unwrap();
    // 1000 iterations, ten samples; and not what allocgate run writes.
    assert_eq!(lines.matches("BenchmarkHello").count(), 10, "{lines}");
    assert!(!lines.contains("toolchain:"), "{lines}");
}

const REPORTS: [&str; 3] = ["allocgate.json", "allocgate.junit.xml", "allocgate.codequality.json"];

#[test]
fn a_report_that_the_change_brings_along_is_not_uploaded() {
    let Some(project) = Project::new([1, 2]) else { return };
    for name in REPORTS {
        project.bring_along(name, "forged");
    }
    // What the project runs before each script may fail; it isn't run here.
    project.include(
        "include:",
        "default: { before_script: [\"[ $CI_JOB_NAME != allocgate ]\"] }\ninclude:",
    );
    project.include("comment: change", "comment: change\n      arguments: --nonsense");
    let log = project.pipeline();
    assert!(log.contains("unexpected argument '--nonsense'"), "{log}");
    assert_eq!(result(&log, "allocgate"), "FAIL", "{log}");
    for name in REPORTS {
        assert_eq!(project.artifact_of("allocgate", name), None, "{log}");
        assert!(!project.directory.path().join("work").join(name).exists(), "{name}");
    }
}

#[test]
fn a_capture_that_the_change_brings_along_is_not_uploaded() {
    let Some(mut project) = Project::new([1, 2]) else { return };
    project.bring_along(".allocgate/captures/candidate.txt", "forged");
    project.bring_along(".allocgate/captures/third.txt", "forged");
    let log = project.pipeline();
    assert!(log.contains("FAIL: 2 regressions in 2 rows"), "{log}");
    let third = ".allocgate/captures/third.txt";
    assert_eq!(project.artifact_of("allocgate-measure", third), None, "{log}");

    let Some(other) = Project::new([1, 2]) else { return };
    project = other;
    project.bring_along(".allocgate/captures/candidate.txt", "forged");
    project.base = "0".repeat(40);
    let log = project.pipeline();
    assert_eq!(result(&log, "allocgate-measure"), "FAIL", "{log}");
    let candidate = ".allocgate/captures/candidate.txt";
    assert_eq!(project.artifact_of("allocgate-measure", candidate), None, "{log}");
}
