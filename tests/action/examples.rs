//! The example workflows, run from end to end. Only what comes from elsewhere is stood in for: fetching Go, and
//! GitHub's own storage and API.

use crate::captures::capture;
use crate::deliver::recorder_at;
use crate::gomodule::{self, git};
use crate::runner::{Finished, Runner};
use crate::tools;
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// An example as a team would have it, but for the version of the action, which is the one here.
fn example(runner: &Runner, name: &str) -> String {
    let path = format!("{}/examples/github/{name}.yml", env!("CARGO_MANIFEST_DIR"));
    let program = recorder_at(&runner.path("bin"), &runner.path("left/calls"), 0);
    let placeholder = format!("uses: OWNER/allocgate@{}\n        with:\n", "0".repeat(40));
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(&placeholder));
    let text = text
        .replace(&placeholder, &format!("uses: ./\n        with:\n          binary: {program}\n"));
    let local =
        regex::Regex::new("uses: actions/(cache|setup-go|upload-artifact|download-artifact)@.*");
    let text = local.unwrap().replace_all(&text, "uses: ./stand-in/$1").into_owned();
    let workflow = format!(".github/workflows/{name}.yml");
    runner.write(&workflow, &text);
    workflow
}

/// What GitHub's own actions do that act can't fetch: nothing, and a folder for an artifact.
fn stand_ins(runner: &Runner) {
    let left = runner.path("left");
    let store = format!("{}/artifact-$NAME", left.display());
    let upload = format!("cp -R \"$PLACE\" \"{store}\"");
    // What fits the pattern of names, one into the other.
    let download = format!(
        "mkdir -p \"$PLACE\" && for each in {store}; do cp -R \"$each/.\" \"$PLACE\"; done",
        store = store.replace("$NAME", "$NAME$PATTERN")
    );
    for (action, script) in [
        ("cache", "echo \"nothing at $PLACE\""),
        ("setup-go", "go version"),
        ("upload-artifact", &upload),
        ("download-artifact", &download),
    ] {
        let text = format!(
            "name: x
description: x
inputs: {{ name: {{ description: x }}, pattern: {{ description: x }}, path: {{ description: x }} }}
runs:
  using: composite
  steps:
    - shell: bash
      env: {{ NAME: '${{{{ inputs.name }}}}', PATTERN: '${{{{ inputs.pattern }}}}', PLACE: '${{{{ inputs.path }}}}' }}
      run: |
        {script}
"
        );
        runner.write(&format!("stand-in/{action}/action.yml"), &text);
    }
}

/// The calls of the program: its arguments, the token before them.
fn calls(runner: &Runner) -> Vec<String> {
    runner
        .left("calls")
        .lines()
        .filter(|call| !call.contains("--version"))
        .map(String::from)
        .collect()
}

/// Runs the workflow of a pull request that changes a module which allocates once: on GitHub's merge of it into its base.
fn pull_request(name: &str, change: impl Fn(&Path)) -> Option<(Runner, Finished)> {
    tools::go()?;
    let runner = Runner::new()?;
    stand_ins(&runner);
    let workflow = example(&runner, name);
    let repository = runner.repository();
    gomodule::write(&repository, 1);
    runner.commit();
    git(&repository, &["checkout", "-q", "-b", "change"]);
    change(&repository);
    // The change would like to be judged by this.
    runner.write("allocgate.toml", "threshold = \"1000%\"\n");
    runner.commit();
    git(&repository, &["checkout", "-q", "main"]);
    git(&repository, &["merge", "-q", "--no-ff", "-m", "x", "change"]);
    let event = json!({ "number": 7, "pull_request": { "number": 7, "base": { "ref": "main" } } });
    let finished = runner.run(&workflow, "pull_request", &event);
    Some((runner, finished))
}

#[test]
fn a_pull_request_is_measured_and_judged_by_the_policy_of_its_base() {
    let Some((runner, finished)) = pull_request("pull-request", |to| gomodule::write(to, 2)) else {
        return;
    };
    assert!(!finished.passed, "{}", finished.log);
    assert!(finished.log.contains("FAIL: 2 regressions in 2 rows"), "{}", finished.log);
    let [measured, judged, told] = &calls(&runner)[..] else { panic!("{}", finished.log) };
    assert!(measured.starts_with("token= run --keep=/"), "{measured}");
    assert!(
        finished.log.contains("the base that GitHub has merged it into, main"),
        "{}",
        finished.log
    );
    assert!(judged.starts_with("token= check --baseline=/"), "{judged}");
    assert!(judged.contains(" --policy-from=HEAD^1 --source=. "), "{judged}");
    assert!(told.starts_with("token=job-token comment /"), "{told}");
}

#[test]
fn a_pull_request_that_allocates_the_same_passes() {
    let Some((runner, finished)) = pull_request("pull-request", |_| ()) else { return };
    assert!(finished.passed, "{}", finished.log);
    assert_eq!(calls(&runner).len(), 3);
}

/// A required check that is skipped would pass.
#[test]
fn a_pull_request_that_does_not_compile_is_not_passed() {
    let broken =
        |to: &Path| fs::write(to.join("broken.go"), "package hello\n\nvar x int = y\n").unwrap();
    let Some((runner, finished)) = pull_request("pull-request", broken) else { return };
    assert!(!finished.passed, "{}", finished.log);
    assert!(finished.log.contains("was not built for the candidate"), "{}", finished.log);
    assert!(calls(&runner)[1].contains(" check "));
}

#[test]
fn a_pull_request_that_can_not_be_measured_is_not_passed() {
    let failed = regex::Regex::new(r"\[allocgate/gate *\].*Job failed").unwrap();
    for name in ["pull-request", "sharded"] {
        let broken = |to: &Path| fs::write(to.join("go.mod"), "no module\n").unwrap();
        let Some((runner, finished)) = pull_request(name, broken) else { return };
        assert!(!finished.passed, "{}", finished.log);
        // The job that is required ran, and failed.
        assert!(failed.is_match(&finished.log), "{}", finished.log);
        assert!(calls(&runner).iter().all(|call| call.contains(" run ")), "{}", finished.log);
    }
}

#[test]
fn a_pull_request_is_gated_in_one_job_which_comments_nowhere() {
    for (allocations, passes) in [(1, true), (2, false)] {
        let change = |to: &Path| gomodule::write(to, allocations);
        let Some((runner, finished)) = pull_request("one-job", change) else { return };
        assert_eq!(finished.passed, passes, "{}", finished.log);
        let [measured] = &calls(&runner)[..] else { panic!("{}", finished.log) };
        assert!(measured.starts_with("token= run "), "{measured}");
    }
}

#[test]
fn a_pull_request_that_is_measured_in_parts_is_judged_as_a_whole() {
    let change = |to: &Path| {
        for name in ["one", "two", "three"] {
            fs::create_dir(to.join(name)).unwrap();
            fs::copy(to.join("hello_test.go"), to.join(name).join("hello_test.go")).unwrap();
        }
        gomodule::write(to, 2);
    };
    let Some((runner, finished)) = pull_request("sharded", change) else { return };
    assert!(!finished.passed, "{}", finished.log);
    assert!(finished.log.contains("FAIL: 2 regressions in 2 rows"), "{}", finished.log);
    let calls = calls(&runner);
    let parts = calls.iter().filter(|call| call.contains("/4 ") && call.contains(" run "));
    assert_eq!((parts.count(), calls.len()), (4, 6), "{calls:?}");
}

#[test]
fn the_baseline_is_measured_for_the_cache() {
    let Some(_) = tools::go() else { return };
    let Some(runner) = Runner::new() else { return };
    stand_ins(&runner);
    let workflow = example(&runner, "baseline");
    gomodule::write(&runner.repository(), 1);
    runner.commit();
    let finished = runner.run(&workflow, "push", &json!({ "ref": "refs/heads/main" }));
    assert!(finished.passed, "{}", finished.log);
    assert!(finished.log.contains("kept the baseline of 1 package"), "{}", finished.log);
    assert!(finished.log.contains("nothing at ~/.cache/allocgate/captures"), "{}", finished.log);
}

/// Whatever the change did: the other half judges.
#[test]
fn a_fork_uploads_captures_and_nothing_else() {
    let Some((runner, finished)) = pull_request("fork-measure", |to| gomodule::write(to, 2)) else {
        return;
    };
    assert!(finished.passed, "{}", finished.log);
    let stored = runner.path("left/artifact-allocgate-captures");
    let mut names: Vec<_> =
        fs::read_dir(stored).unwrap().map(|file| file.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["baseline.txt", "candidate.txt"]);
}

/// Stands in for GitHub's command: the artifact is a file, and what is told to GitHub is kept.
const GH: &str = "#!/bin/sh
case $2 in
  *'/actions/runs/7/artifacts?name=allocgate-captures&per_page=100') jq -r \"$4\" LEFT/artifacts.json ;;
  */actions/artifacts/5/zip) cat LEFT/artifact.zip ;;
  */statuses/*) echo \"$*\" >>LEFT/status ;;
  *) exit 1 ;;
esac
";

/// The event that follows a pull request's run from a fork.
fn event() -> Value {
    json!({ "workflow_run": {
        "id": 7,
        "event": "pull_request",
        "conclusion": "success",
        "head_sha": "abc123",
        "head_branch": "$(touch owned)",
        "head_repository": { "full_name": "someone/fork" },
    } })
}

/// What three attempts at a run uploaded, the last of it not first.
fn attempts() -> Value {
    let uploaded = [(4, "03T08"), (3, "03T10"), (5, "03T10"), (9, "02T23")];
    let artifact = |(id, time)| json!({ "id": id, "created_at": format!("2026-02-{time}:00:00Z") });
    Value::from_iter(uploaded.map(artifact))
}

/// Judges an artifact that a Python program writes, given the path of a zip file.
fn judged(program: &str, event: &Value) -> Option<(Runner, Finished)> {
    tools::program("unzip", "-v")?;
    tools::program("jq", "--version")?;
    let mut python = tools::program("python3", "--version")?;
    let runner = Runner::new()?;
    let workflow = example(&runner, "fork-judge");
    runner.commit();
    let left = runner.path("left");
    let gh = runner.path("bin/gh");
    fs::write(&gh, GH.replace("LEFT", &left.display().to_string())).unwrap();
    fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).unwrap();
    let all = if program.is_empty() { json!([]) } else { attempts() };
    fs::write(left.join("artifacts.json"), json!({ "artifacts": all }).to_string()).unwrap();
    if !program.is_empty() {
        let program = format!(
            "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w', 8)\n{program}\nz.close()\n"
        );
        let ran = python.args(["-c", &program]).arg(left.join("artifact.zip")).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
    let finished = runner.run(&workflow, "workflow_run", event);
    Some((runner, finished))
}

/// Writes an honest pair of captures.
fn honest(allocations: usize) -> String {
    let baseline = capture(&["Hello"], 1);
    let candidate = capture(&["Hello"], allocations).replace(".5", ".7");
    format!("z.writestr('baseline.txt', {baseline:?})\nz.writestr('candidate.txt', {candidate:?})")
}

fn status(runner: &Runner) -> String {
    let told = runner.left("status");
    let state = told.split(' ').find_map(|word| word.strip_prefix("state="));
    assert!(told.contains("/statuses/abc123 "), "{told}");
    state.unwrap().to_owned()
}

#[test]
fn a_forks_captures_are_judged_and_the_status_is_set() {
    for (allocations, state) in [(1, "success"), (2, "failure")] {
        let Some((runner, finished)) = judged(&honest(allocations), &event()) else { return };
        assert_eq!(status(&runner), state, "{}", finished.log);
        let calls = calls(&runner);
        assert!(calls[0].starts_with("token= check "), "{calls:?}");
        assert!(calls[1].starts_with("token=job-token comment "), "{calls:?}");
        assert!(!finished.log.contains("owned: "), "{}", finished.log);
    }
}

#[test]
fn whatever_a_stranger_uploads_is_data_of_bounded_size() {
    let link = "def link(name, to):
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    z.writestr(entry, to)
";
    let hostile = [
        // A link to a file of the runner, and one to the report.
        format!("{link}link('baseline.txt', '/etc/passwd')\nlink('candidate.txt', '/etc/passwd')"),
        // A bomb, and entries that lead elsewhere.
        "z.writestr('baseline.txt', bytes(100 << 20))\nz.writestr('candidate.txt', 'x')".into(),
        "z.writestr('../baseline.txt', 'x')\nz.writestr('/tmp/candidate.txt', 'x')".into(),
        // No artifact.
        String::new(),
    ];
    for program in hostile {
        let Some((runner, finished)) = judged(&program, &event()) else { return };
        assert_eq!(status(&runner), "failure", "{}", finished.log);
        assert!(!finished.passed && !finished.log.contains("root:"), "{}", finished.log);
        assert!(calls(&runner).len() <= 2);
    }
    let mut other = event();
    other["workflow_run"]["event"] = json!("push");
    let Some((runner, finished)) = judged(&honest(1), &other) else { return };
    assert!(runner.left("status").is_empty(), "{}", finished.log);
    assert!(!Path::new("/tmp/candidate.txt").exists());
}
