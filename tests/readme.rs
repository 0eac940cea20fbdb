//! Every command in the README does what the README says.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

#[path = "support/gomodule.rs"]
mod gomodule;
#[path = "support/tools.rs"]
mod tools;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ALLOCGATE: &str = env!("CARGO_BIN_EXE_allocgate");

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The fenced blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let rests = text.split(&fence).skip(1);
    rests.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// The commands of a console block, each with the output shown after it.
fn commands(block: &str) -> Vec<(String, String)> {
    let parts = block.split("$ ").skip(1);
    parts
        .map(|part| part.split_once('\n').unwrap())
        .map(|(command, output)| (command.to_owned(), output.to_owned()))
        .collect()
}

fn shell(script: &str, directory: &Path) -> Output {
    let bin = Path::new(ALLOCGATE).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    Command::new("sh")
        .args(["-ec", script])
        .current_dir(directory)
        .env("PATH", path)
        .env_remove("GOFLAGS")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn console_commands_print_what_is_shown() {
    let readme = read("README.md");
    let all: Vec<_> = blocks(&readme, "console").iter().flat_map(|b| commands(b)).collect();
    assert_eq!(all.len(), 9, "a block was added or lost: {all:?}");
    for (command, shown) in all {
        // The program is built already, and cargo can't run tests within tests.
        let command = command.replace("cargo run --release --", "allocgate");
        if command == "cargo test" {
            assert!(read(".ci/run").lines().any(|line| line == "cargo test"));
            continue;
        }
        let output = shell(&command, &root());
        assert_eq!(text(&output.stderr), "", "{command}");
        let expected = i32::from(shown.starts_with("FAIL"));
        assert_eq!(output.status.code(), Some(expected), "{command}");
        if !shown.is_empty() {
            assert_eq!(text(&output.stdout), shown, "{command}");
        }
    }
}

#[test]
fn the_link_that_the_readme_makes_is_benchstat() {
    let readme = read("README.md");
    let link = readme.split('`').find(|code| code.starts_with("ln -s ")).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let output = shell(&format!("{link} && ./benchstat -h"), directory.path());
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stderr).starts_with("Usage: benchstat [flags] inputs...\n"));
}

#[test]
fn the_first_screen_has_the_two_commands_that_ci_runs() {
    let readme = read("README.md");
    let first: Vec<&str> = readme.lines().take(45).collect();
    let ci = read(".ci/run");
    for start in ["$ cargo run --release -- check ", "$ cargo test"] {
        let line = first.iter().find(|line| line.starts_with(start)).unwrap();
        assert!(ci.contains(line.trim_start_matches("$ ")), "{line}");
    }
    assert!(readme.contains("cargo install --path .") && ci.contains("cargo install --path ."));
}

/// A repository whose main branch is at its origin, and whose working tree allocates twice.
fn repository(directory: &Path) -> PathBuf {
    let work = directory.join("work");
    std::fs::create_dir(&work).unwrap();
    gomodule::write(&work, 1);
    gomodule::commit(&work);
    let setup = "git init -q --bare ../origin.git && git remote add origin ../origin.git && \
        git push -q origin main";
    let output = shell(setup, &work);
    assert!(output.status.success(), "{}", text(&output.stderr));
    gomodule::write(&work, 2);
    work
}

#[test]
fn measuring_here_finds_an_allocation_in_a_real_repository() {
    if ["go", "git"].into_iter().any(|name| tools::program(name, "version").is_none()) {
        return;
    }
    let readme = read("README.md");
    let measure = blocks(&readme, "sh").remove(0);
    assert!(measure.starts_with("allocgate run"), "{measure}");
    let directory = tempfile::tempdir().unwrap();
    let work = repository(directory.path());
    let output = shell(&measure, &work);
    let stdout = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{stdout}{}", text(&output.stderr));
    assert!(stdout.contains("FAIL: 2 regressions in 2 rows\n"), "{stdout}");
    for command in ["allocgate run --list", "benchstat figures/baseline.txt figures/candidate.txt"]
    {
        assert!(readme.contains(&format!("`{command}`")), "{command}");
    }
    let script =
        "allocgate run --list && allocgate benchstat figures/baseline.txt figures/candidate.txt";
    let output = shell(script, &work);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("+100.00%"), "{}", text(&output.stdout));
}

#[test]
fn the_recipe_finds_an_allocation_in_a_real_repository() {
    if ["go", "git"].into_iter().any(|name| tools::program(name, "version").is_none()) {
        return;
    }
    let recipe = blocks(&read("README.md"), "sh").remove(1);
    assert!(recipe.contains("git worktree add"), "{recipe}");
    let directory = tempfile::tempdir().unwrap();
    let work = repository(directory.path());
    let output = shell(&recipe, &work);
    let stdout = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{stdout}{}", text(&output.stderr));
    assert!(stdout.contains("FAIL: 2 regressions in 2 rows\n"), "{stdout}");
    assert!(stdout.contains("Hello"), "{stdout}");
    let told = ["allocgate init", "allocgate config", "allocgate selftest baseline.txt"];
    let told = told.iter().chain(&["check --policy-from origin/main", "check --drill"]);
    told.for_each(|command| assert!(read("README.md").contains(&format!("`{command}"))));
    let script = "allocgate init && allocgate config && allocgate selftest baseline.txt && \
        ! allocgate check --drill baseline.txt baseline.txt && \
        allocgate check --policy-from origin/main baseline.txt candidate.txt";
    let output = shell(script, &work);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    where_people_look(&work);
}

/// What the README names for CI and before a push, in the repository of the recipe.
fn where_people_look(work: &Path) {
    let readme = read("README.md");
    let commands = ["comment report.json", "init github", "init pre-push", "completions", "man"];
    for command in commands {
        assert!(readme.contains(&format!("`allocgate {command}`")), "{command}");
    }
    let script = "! allocgate check --report json=report.json baseline.txt candidate.txt && \
        allocgate comment report.json --dry-run && allocgate init github gitlab && \
        allocgate init pre-push && allocgate completions bash && allocgate man";
    let output = shell(script, work);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let stdout = text(&output.stdout);
    for said in ["### ❌ allocgate FAIL: 2 regressions", "wrote .github/workflows", ".TH allocgate"]
    {
        assert!(stdout.contains(said), "{said}: {stdout}");
    }
}
