//! The action, the workflows and the scripts, held against programs that know how these go wrong.
#![allow(clippy::unwrap_used)]

#[path = "support/tools.rs"]
mod tools;

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files in a folder whose names end so, relative to the root.
fn files(folder: &str, end: &str) -> Vec<String> {
    let names = fs::read_dir(root().join(folder)).unwrap();
    let names = names.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<_> =
        names.filter(|name| name.ends_with(end)).map(|name| format!("{folder}/{name}")).collect();
    files.sort();
    assert!(!files.is_empty(), "{folder}");
    files
}

fn workflows() -> Vec<String> {
    [files(".github/workflows", ".yml"), files("examples/github", ".yml")].concat()
}

/// Runs a program that finds nothing.
fn finds_nothing(mut program: Command, arguments: &[&str], files: &[String]) {
    let ran = program.args(arguments).args(files).current_dir(root()).output().unwrap();
    let [out, err] = [&ran.stdout, &ran.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(ran.status.success(), "{out}{err}");
}

#[test]
fn actionlint_finds_nothing() {
    let Some(actionlint) = tools::program("actionlint", "-version") else { return };
    // It checks the scripts in the workflows with shellcheck, where there is one.
    if tools::program("shellcheck", "--version").is_some() {
        finds_nothing(actionlint, &[], &workflows());
    }
}

#[test]
fn zizmor_finds_nothing() {
    let Some(zizmor) = tools::program("zizmor", "--version") else { return };
    let files = [vec!["action.yml".to_owned()], workflows()].concat();
    finds_nothing(zizmor, &["--offline", "--no-progress", "--quiet"], &files);
}

#[test]
fn shellcheck_finds_nothing() {
    let hook = "examples/hooks/husky/pre-push".to_owned();
    let others = [".ci/run", ".ci/install", "examples/hooks/pre-push"].map(String::from);
    let scripts = [files("action", ".sh"), others.to_vec()].concat();
    // husky runs its hook with sh, so it has no line that says so.
    for (arguments, files) in
        [(&["--external-sources"][..], scripts), (&["--shell=sh"], vec![hook])]
    {
        let Some(shellcheck) = tools::program("shellcheck", "--version") else { return };
        finds_nothing(shellcheck, arguments, &files);
    }
}

/// A test that asks for a version finds the one that CI installs.
#[test]
fn ci_installs_the_gitlab_ci_local_that_tests_ask_for() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let version = Regex::new(r#"const VERSION: &str = "(.+)";"#).unwrap();
    let test = read("tests/gitlab.rs");
    let version = version.captures(&test).unwrap().get(1).unwrap().as_str();
    let pinned = format!("\"gitlab-ci-local\": \"{version}\"");
    for file in [".ci/package.json", ".ci/package-lock.json"] {
        assert!(read(file).contains(&pinned), "{file}");
    }
}

#[test]
fn every_action_is_pinned_and_to_one_commit() {
    let uses =
        Regex::new(r"(?m)^ *(?:- )?uses: (\S+?)(?:@(\S+)(?: # (v\S+))?)?(?: # .*)?$").unwrap();
    let mut pins: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in workflows() {
        let text = fs::read_to_string(root().join(&file)).unwrap();
        let steps = text.lines().map(|line| line.trim_start().trim_start_matches("- "));
        let steps = steps.filter(|step| step.starts_with("uses: ")).count();
        assert_eq!(uses.captures_iter(&text).count(), steps, "{file}");
        for found in uses.captures_iter(&text) {
            let [action, commit, version] =
                [1, 2, 3].map(|n| found.get(n).map_or("", |group| group.as_str()));
            let placeholder = action.starts_with("OWNER/") && commit == "0".repeat(40);
            let pinned = commit.len() == 40 && version.starts_with('v');
            assert!(action == "./" || placeholder || pinned, "{file}: {action}");
            pins.entry(action.into()).or_default().insert(format!("{commit} {version}"));
        }
    }
    assert!(pins.len() > 5 && pins.values().all(|commits| commits.len() == 1), "{pins:?}");
}

/// Inputs are text of others: in a script they would be code.
#[test]
fn the_action_runs_its_scripts_and_gives_one_of_them_the_token() {
    let action = fs::read_to_string(root().join("action.yml")).unwrap();
    let run =
        Regex::new(r#"(?m)^ *run: bash "\$GITHUB_ACTION_PATH/action/([a-z]+\.sh)"$"#).unwrap();
    let scripts: Vec<&str> =
        run.captures_iter(&action).map(|found| found.get(1).unwrap().as_str()).collect();
    assert_eq!(scripts, ["install.sh", "check.sh", "comment.sh", "verdict.sh"]);
    assert_eq!(action.matches("run:").count(), scripts.len());
    assert_eq!(action.matches("inputs.token").count(), 1);
    let comment = action.split("- id: comment").nth(1).unwrap();
    assert!(comment.split("run:").next().unwrap().contains("GITHUB_TOKEN: ${{ inputs.token }}"));
}

/// Each input is read, and none is read that isn't there.
#[test]
fn inputs_and_variables_of_the_scripts_are_the_same() {
    let action = fs::read_to_string(root().join("action.yml")).unwrap();
    let given = Regex::new(r"(?m)^ {8}(INPUT_[A-Z_]+): \$\{\{ inputs\.([a-z-]+) \}\}$").unwrap();
    let mut variables = BTreeSet::new();
    for found in given.captures_iter(&action) {
        assert_eq!(found[1], format!("INPUT_{}", found[2].to_uppercase().replace('-', "_")));
        variables.insert(found[1].to_owned());
    }
    let read = Regex::new("INPUT_[A-Z_]+").unwrap();
    let scripts: String = files("action", ".sh")
        .iter()
        .map(|file| fs::read_to_string(root().join(file)).unwrap())
        .collect();
    let read: BTreeSet<String> =
        read.find_iter(&scripts).map(|found| found.as_str().to_owned()).collect();
    assert_eq!(variables, read);
}

/// The jobs of the release by name, each with what it needs and its text.
fn release() -> BTreeMap<String, (Vec<String>, String)> {
    let text = fs::read_to_string(root().join(".github/workflows/release.yml")).unwrap();
    let jobs = text.split_once("\njobs:\n").unwrap().1;
    let heads = Regex::new(r"(?m)^  ([a-z]+):$").unwrap();
    let needs = Regex::new(r"(?m)^    needs: \[?([a-z, ]+)\]?$").unwrap();
    let names = heads.captures_iter(jobs).map(|head| head[1].to_owned());
    let texts = heads.split(jobs).skip(1).map(|text| {
        let needs = needs.captures(text).map_or(String::new(), |found| found[1].to_owned());
        let needs = needs.split(", ").filter(|name| !name.is_empty()).map(String::from);
        (needs.collect(), text.to_owned())
    });
    names.zip(texts).collect()
}

#[test]
fn nothing_leaves_a_release_before_it_is_approved() {
    let jobs = release();
    let approved = |name: &str| {
        let mut before = vec![name];
        while let Some(name) = before.pop() {
            if name == "approve" {
                return true;
            }
            before.extend(jobs[name].0.iter().map(String::as_str));
        }
        false
    };
    let writing = jobs.iter().filter(|(_, (_, text))| text.contains(": write"));
    let writing: Vec<&str> = writing.map(|(name, _)| name.as_str()).collect();
    assert_eq!(writing, ["attest", "image", "publish"]);
    assert!(writing.into_iter().all(approved) && !approved("build"));
    let environments =
        jobs.values().filter(|(_, text)| text.contains("    environment: release\n"));
    assert_eq!(environments.count(), 1);
    assert!(jobs["approve"].1.contains("    environment: release\n"));
    let built = |name| jobs[name].0.contains(&"plan".to_owned());
    assert!(["build", "sbom"].into_iter().all(built));
    assert_eq!(jobs["approve"].0, ["build", "sbom"]);
    assert!(jobs["image"].0.contains(&"publish".to_owned()));
}

/// The jobs of the examples, and what each says; of a file the words before its jobs, too.
fn example_jobs() -> Vec<(String, String)> {
    let name = Regex::new(r"(?m)^  [a-z]+:$").unwrap();
    let jobs = |file: String| {
        let text = fs::read_to_string(root().join(&file)).unwrap();
        let (head, jobs) = text.split_once("\njobs:\n").unwrap();
        assert!(head.contains("\npermissions: {}\n"), "{file}");
        let starts: Vec<_> = name.find_iter(jobs).map(|found| found.start()).collect();
        let ends = starts.iter().skip(1).copied().chain([jobs.len()]);
        let of = |(start, end): (&usize, usize)| (file.clone(), jobs[*start..end].to_owned());
        starts.iter().zip(ends).map(of).collect::<Vec<_>>()
    };
    files("examples/github", ".yml").into_iter().flat_map(jobs).collect()
}

/// Where the code of a change runs there is no token that writes, and what it may write is restored nowhere else.
#[test]
fn jobs_that_measure_hold_no_token_that_writes_and_others_restore_no_cache() {
    let reads = "    permissions:\n      contents: read\n    steps:\n";
    let mut counts = [0, 0];
    for (file, job) in example_jobs() {
        let measures = job.contains("          measure: ");
        counts[usize::from(measures)] += 1;
        assert_eq!(measures, job.contains("uses: actions/setup-go@"), "{file}: {job}");
        assert_eq!(measures, job.contains("uses: actions/cache@"), "{file}: {job}");
        assert!(!measures || job.contains(reads), "{file}: {job}");
        assert!(job.contains("persist-credentials: false"), "{file}: {job}");
    }
    assert_eq!(counts, [3, 5]);
}

#[test]
fn captures_are_made_as_the_readme_says() {
    let flags = "go test -run='^$' -bench=. -benchmem -benchtime=1000x -count=10 ./...";
    for file in ["README.md", "docs/ci.md"] {
        assert!(fs::read_to_string(root().join(file)).unwrap().contains(flags), "{file}");
    }
}
