//! How the hook comes to be called.

use super::repository::Repository;
use super::tools;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

fn example(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join(name)).unwrap()
}

/// A repository without a hook, whose next push would regress.
fn regressing() -> Option<Repository> {
    let repository = Repository::new()?;
    fs::remove_file(repository.root.join(".git/hooks/pre-push")).unwrap();
    repository.allocate("2");
    repository.commit();
    Some(repository)
}

/// Holds that a push is stopped for the regression, and that one without goes through.
#[track_caller]
fn gates(repository: &Repository) {
    let before = repository.remote("main");
    let said = repository.run("git", "push origin main");
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("FAIL: 1 regression in 2 rows");
    assert_eq!(repository.remote("main"), before);
    repository.allocate("1");
    let fixed = repository.commit();
    let said = repository.run("git", "push origin main");
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("PASS: 2 rows");
    assert_eq!(repository.remote("main"), fixed);
}

#[test]
fn the_hook_that_init_writes_gates() {
    let Some(repository) = regressing() else { return };
    let said = repository.run("allocgate", "init pre-push");
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("wrote .git/hooks/pre-push\n    #!/bin/sh\n");
    let hook = repository.root.join(".git/hooks/pre-push");
    assert_eq!(fs::metadata(&hook).unwrap().permissions().mode() & 0o777, 0o755);
    assert_eq!(fs::read_to_string(hook).unwrap(), example("examples/hooks/pre-push"));
    gates(&repository);
}

#[test]
fn a_dry_run_asks_without_pushing() {
    let Some(repository) = regressing() else { return };
    repository.run("allocgate", "init pre-push");
    let said = repository.run("git", "push --dry-run origin HEAD");
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("FAIL: 1 regression in 2 rows");
}

#[test]
fn the_documentation_shows_the_files_of_the_examples() {
    let documentation = example("docs/hooks.md");
    for name in ["lefthook.yml", "pre-commit-config.yaml", "husky/pre-push"] {
        let text = example(&format!("examples/hooks/{name}"));
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let text: String = lines.map(|line| format!("{line}\n")).collect();
        assert!(documentation.contains(&format!("\n{text}```")), "{name}");
    }
}

#[test]
fn init_writes_over_nothing_and_all_or_nothing() {
    let Some(repository) = Repository::new() else { return };
    let hook = repository.root.join(".git/hooks/pre-push");
    let own = fs::read_to_string(&hook).unwrap();
    let said = repository.run("allocgate", "init policy pre-push");
    assert_eq!(said.code, Some(2), "{}", said.text);
    said.holds("pre-push is there already: nothing was written")
        .holds("allocgate hook pre-push -- \"$@\"")
        .holds("--force");
    assert!(!repository.root.join("allocgate.toml").exists());
    assert_eq!(fs::read_to_string(&hook).unwrap(), own);
    assert_eq!(repository.run("allocgate", "init policy pre-push --force").code, Some(0));
    assert!(repository.root.join("allocgate.toml").exists());
    assert_eq!(fs::read_to_string(&hook).unwrap(), example("examples/hooks/pre-push"));
}

#[test]
fn init_writes_what_ci_runs_from_the_examples() {
    let Some(repository) = Repository::new() else { return };
    let codec = repository.root.join("codec");
    for what in ["github gitlab", "github-forks"] {
        let said = repository.run_in(&codec, "allocgate", &format!("init {what}"));
        assert_eq!(said.code, Some(0), "{}", said.text);
    }
    // Two gates for the same pull requests are refused.
    let said = repository.run("allocgate", "init github github-forks --force");
    assert_eq!(said.code, Some(2), "{}", said.text);
    for (path, from) in [
        (".github/workflows/allocgate.yml", "examples/github/pull-request.yml"),
        (".github/workflows/allocgate-measure.yml", "examples/github/fork-measure.yml"),
        (".github/workflows/allocgate-judge.yml", "examples/github/fork-judge.yml"),
        ("templates/allocgate.yml", "templates/allocgate.yml"),
        (".gitlab-ci.yml", "examples/gitlab/include.yml"),
    ] {
        assert_eq!(fs::read_to_string(repository.root.join(path)).unwrap(), example(from));
    }
    // Other jobs are not written over, even by force.
    repository.write(".gitlab-ci.yml", "own: {script: [true]}\n");
    let said = repository.run("allocgate", "init gitlab --force");
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("include it in .gitlab-ci.yml").holds("- local: templates/allocgate.yml");
    let own = fs::read_to_string(repository.root.join(".gitlab-ci.yml")).unwrap();
    assert_eq!(own, "own: {script: [true]}\n");
}

#[test]
fn init_finds_where_git_looks_for_hooks() {
    let Some(repository) = Repository::new() else { return };
    fs::remove_file(repository.root.join(".git/hooks/pre-push")).unwrap();
    // From a linked worktree, the repository's own.
    repository.git("worktree add -q ../linked");
    let linked = repository.folder.join("linked/codec");
    let said = repository.run_in(&linked, "allocgate", "init pre-push");
    assert_eq!(said.code, Some(0), "{}", said.text);
    assert!(repository.root.join(".git/hooks/pre-push").exists());
    // One within the repository, as husky has it.
    repository.git("config core.hooksPath .husky/_");
    assert_eq!(repository.run("allocgate", "init pre-push").code, Some(0));
    assert!(repository.root.join(".husky/_/pre-push").exists());
    // One that all repositories share, by a setting that is easily forgotten.
    let shared = repository.folder.join("shared");
    repository.git(&format!("config core.hooksPath {}", shared.display()));
    let said = repository.run("allocgate", "init pre-push");
    assert_eq!(said.code, Some(2), "{}", said.text);
    said.holds("other repositories, too, by core.hooksPath");
    assert!(!shared.exists());
    // Outside there is no hook to write.
    let said = repository.run_in(&repository.folder, "allocgate", "init pre-push");
    assert_eq!(said.code, Some(2), "{}", said.text);
}

#[test]
fn a_hook_whose_program_is_missing_says_so() {
    let Some(repository) = regressing() else { return };
    repository
        .program(&repository.root.join(".git/hooks/pre-push"), &example("examples/hooks/pre-push"));
    let mut push = repository.command("git", &repository.root);
    push.env("PATH", repository.git_alone());
    let output = push.args(["push", "origin", "main"]).output().unwrap();
    let said = super::repository::Said::of(&output);
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("allocgate is not in PATH; git push --no-verify does without it");
}

#[test]
fn pre_commit_runs_the_hook() {
    if tools::program("pre-commit", "--version").is_none() {
        return;
    }
    let Some(repository) = regressing() else { return };
    repository.write(".pre-commit-config.yaml", &example("examples/hooks/pre-commit-config.yaml"));
    repository.git("add .pre-commit-config.yaml");
    repository.commit();
    let installed = repository.run("pre-commit", "install --hook-type pre-push");
    assert_eq!(installed.code, Some(0), "{}", installed.text);
    gates(&repository);
    // A new branch, and by hand.
    repository.git("checkout -q -b feature");
    repository.allocate("3");
    repository.commit();
    let said = repository.run("git", "push origin feature");
    assert_eq!(said.code, Some(1), "{}", said.text);
    let run = "run --hook-stage pre-push --from-ref HEAD~1 --to-ref HEAD";
    repository.run("pre-commit", run).holds("FAIL: 1 regression");
    let said = repository.run("pre-commit", "run --hook-stage pre-push --all-files");
    assert_eq!(said.code, Some(0), "{}", said.text);
}

#[test]
fn pre_commit_takes_the_hook_from_its_repository() {
    if tools::program("pre-commit", "--version").is_none() {
        return;
    }
    let Some(repository) = regressing() else { return };
    let upstream = repository.folder.join("upstream");
    fs::create_dir(&upstream).unwrap();
    fs::write(upstream.join(".pre-commit-hooks.yaml"), example(".pre-commit-hooks.yaml")).unwrap();
    for git in ["init -q", "add .", "commit -q -m hooks", "tag v1"] {
        assert_eq!(repository.run_in(&upstream, "git", git).code, Some(0), "{git}");
    }
    let config = format!(
        "repos:\n  - repo: {}\n    rev: v1\n    hooks:\n      - id: allocgate\n        args: [--count=5]\n",
        upstream.display()
    );
    repository.write(".pre-commit-config.yaml", &config);
    repository.commit();
    let installed = repository.run("pre-commit", "install --hook-type pre-push");
    assert_eq!(installed.code, Some(0), "{}", installed.text);
    gates(&repository);
}

#[test]
fn lefthook_runs_the_hook() {
    let Some(bin) = npm("lefthook") else { return };
    let Some(repository) = regressing() else { return };
    repository.write("lefthook.yml", &example("examples/hooks/lefthook.yml"));
    repository.commit();
    let installed = repository.run(bin.to_str().unwrap(), "install");
    assert_eq!(installed.code, Some(0), "{}", installed.text);
    gates(&repository);
}

#[test]
fn husky_runs_the_hook() {
    let Some(bin) = npm("husky") else { return };
    let Some(repository) = regressing() else { return };
    repository.write(".husky/pre-push", &example("examples/hooks/husky/pre-push"));
    repository.commit();
    let installed = repository.run(bin.to_str().unwrap(), "");
    assert_eq!(installed.code, Some(0), "{}", installed.text);
    gates(&repository);
}

/// A program from npm, in `PATH`.
fn npm(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap();
    let found = std::env::split_paths(&path).map(|path| path.join(name)).find(|path| path.exists());
    found.or_else(|| tools::missing(&format!("no {name}")))
}
