//! Pictures, and what an incident needs to keep.

use super::explained::{QUICK, Written, quick};
use super::module::{benchmark, test};
use super::repository::Repository;
use regex::Regex;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// All files below a directory, from there.
fn files(directory: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(files(&entry).into_iter().map(|path| entry.join(path)));
        } else {
            found.push(entry);
        }
    }
    let below = |path: PathBuf| path.strip_prefix(directory).unwrap().display().to_string();
    let mut found: Vec<String> = found.into_iter().map(below).collect();
    found.sort();
    found
}

/// Holds that tags are closed in the order in which they are open, and that there is one root.
fn assert_parses(svg: &str) {
    let tag = Regex::new("<(/?)([A-Za-z]+)(?:\\s[^<>]*?)?(/?)>").unwrap();
    let mut open = Vec::new();
    for found in tag.captures_iter(svg) {
        match (&found[1], &found[3]) {
            ("/", _) => assert_eq!(open.pop(), Some(found[2].to_owned())),
            (_, "/") => assert!(!open.is_empty()),
            _ => open.push(found[2].to_owned()),
        }
    }
    assert!(
        open.is_empty() && svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"),
        "{svg}"
    );
    assert_eq!(svg.matches('<').count(), tag.captures_iter(svg).count());
}

/// Holds that nothing was measured before it was refused.
#[track_caller]
fn refused(repository: &Repository, arguments: &str, why: &str) {
    repository.built();
    for command in ["run --baseline HEAD", "explain --baseline HEAD --benchmark Encode"] {
        repository.run("allocgate", &format!("{command} {arguments}")).ends(2).holds(why);
    }
    assert_eq!(repository.built(), 0);
}

#[test]
fn a_picture_and_all_that_an_incident_needs_are_kept() {
    let Some(repository) = quick() else { return };
    let said =
        repository.measure("--baseline HEAD --flamegraph ../flame.svg --postmortem incident");
    said.ends(1);
    let directory = repository.root.join("incident");
    let found = files(&directory);
    let written = Written::at(&directory.join("report.json"));
    assert_eq!(found, expected(&written));
    let worst = written.names()[0];
    let svg = fs::read_to_string(repository.folder.join("flame.svg")).unwrap();
    assert_parses(&svg);
    assert!(svg.contains(&format!("Benchmark{worst}, example.com/demo/codec")), "{svg}");
    // Git sees nothing of it.
    assert!(!repository.git("status --porcelain").contains("incident"));
    let read = |path: &str| fs::read_to_string(directory.join(path)).unwrap();
    let summary = read("summary.md");
    for file in found.iter().filter(|file| !matches!(&***file, ".gitignore" | "summary.md")) {
        assert!(summary.contains(&format!("`{file}`")), "{file}: {summary}");
    }
    assert_eq!(read(&format!("01-{worst}/flamegraph.svg")), svg);
    assert!(read(&format!("01-{worst}/difference.txt")).contains("writeKey codec.go:46"));
    let again = repository.run("allocgate", "check incident/baseline.txt incident/candidate.txt");
    again.ends(1).holds("Encode");
    again_by(&repository);
    budgets_hold(&repository, &directory);
}

/// What is kept of the demo, which has explanations in some order.
fn expected(written: &Written) -> Vec<String> {
    let mut names = written.names();
    let of_each = ["baseline.pb.gz", "candidate.pb.gz", "difference.txt", "flamegraph.svg"];
    let directories = names
        .iter()
        .enumerate()
        .map(|(index, name)| format!("{:02}-{}", index + 1, name.replace(['/', '='], "-")));
    let profiles = directories.flat_map(|name| of_each.map(|file| format!("{name}/{file}")));
    let budgets = ["encode", "encodeloop", "label", "split"];
    let budgets = budgets.map(|name| format!("_budgets/codec/{name}_budget_test.go"));
    let others =
        [".gitignore", "baseline.txt", "candidate.txt", "go.mod", "report.json", "summary.md"];
    let mut all: Vec<String> = profiles.chain(budgets).chain(others.map(str::to_owned)).collect();
    all.sort();
    names.sort();
    assert_eq!(names, ["Encode", "EncodeLoop", "Label", "Split/n=20", "Split/n=7"]);
    all
}

/// What is kept is enough to explain it again.
fn again_by(repository: &Repository) {
    let again = repository.run("allocgate", "explain incident/report.json");
    again.ends(0).holds("in codec.(*Encoder).writeKey");
}

/// Copied beside the benchmarks, budgets fail on the candidate and hold on the baseline.
fn budgets_hold(repository: &Repository, directory: &Path) {
    for file in files(&directory.join("_budgets/codec")) {
        let to = repository.root.join("codec").join(&file);
        fs::copy(directory.join("_budgets/codec").join(&file), to).unwrap();
    }
    repository.run("go", "vet ./...").ends(0);
    let tests = "test -run AllocationBudget -v ./codec";
    let failed = repository.run("go", tests);
    failed.ends(1).holds("BenchmarkEncode: 1 allocs/op, more than the budget of 0");
    for name in ["Encode", "EncodeLoop", "Label"] {
        failed.holds(&format!("--- FAIL: Test{name}AllocationBudget"));
    }
    repository.git("checkout -q -- codec/codec.go");
    repository.run("go", tests).ends(0).holds("--- PASS: TestEncodeAllocationBudget");
}

#[test]
fn what_can_t_be_written_is_refused_before_anything_is_measured() {
    let Some(repository) = quick() else { return };
    fs::write(repository.folder.join("file"), "x").unwrap();
    refused(
        &repository,
        "--flamegraph ../none/flame.svg",
        "--flamegraph: can't write ../none/flame.svg",
    );
    refused(&repository, "--flamegraph ..", "--flamegraph: can't write ..");
    refused(&repository, "--postmortem ../file", "it is no directory");
    refused(&repository, "--postmortem ../file/below", "--postmortem: can't write");
    refused(&repository, "--flamegraph ../r --report json=../r", "a report goes there");
    assert!(!repository.folder.join("r").exists());
    symlink("file", repository.folder.join("link")).unwrap();
    refused(&repository, "--flamegraph ../link --report json=../file", "a report goes there");
    assert_eq!(fs::read(repository.folder.join("file")).unwrap(), b"x");
}

#[test]
fn what_somebody_else_has_in_the_directory_stays_there() {
    let Some(repository) = quick() else { return };
    let victim = repository.folder.join("victim");
    let incident = repository.root.join("incident");
    fs::create_dir_all(&victim).unwrap();
    fs::create_dir_all(&incident).unwrap();
    fs::write(victim.join("summary.md"), "mine").unwrap();
    symlink("../../victim", incident.join("_budgets")).unwrap();
    refused(&repository, "--postmortem incident", "something else is in it");
    // What looks like an earlier one goes, and nothing that a link in it leads to.
    fs::write(incident.join("go.mod"), "module postmortem\n").unwrap();
    fs::write(incident.join("stale.txt"), "").unwrap();
    let said =
        repository.measure("--baseline HEAD --bench ^BenchmarkEncode$ --postmortem incident");
    said.ends(1).holds("FAIL: 2 regressions");
    assert_eq!(fs::read(victim.join("summary.md")).unwrap(), b"mine");
    assert!(!incident.join("stale.txt").exists());
    assert!(!incident.join("_budgets").is_symlink());
    assert!(incident.join("summary.md").is_file());
    // And nothing of it is policy.
    let again = repository.measure("--baseline HEAD --bench ^BenchmarkEncode$");
    assert!(!again.text.contains("policy changed"), "{}", again.text);
}

#[test]
fn where_nothing_fails_nothing_is_kept_which_is_said() {
    let Some(repository) = Repository::new() else { return };
    repository.write("allocgate.toml", QUICK);
    repository.write(
        "codec/more_test.go",
        &test("codec", &[], &benchmark("More", "\t\tsink = Encode()"))
            .replace("var sink []byte\n", ""),
    );
    repository.commit();
    let said = repository
        .measure("--baseline HEAD --no-skip-identical --flamegraph f.svg --postmortem incident");
    said.ends(0)
        .holds("--flamegraph: nothing was profiled")
        .holds("--postmortem: nothing was profiled");
    assert!(!repository.root.join("incident").exists() && !repository.root.join("f.svg").exists());
}
