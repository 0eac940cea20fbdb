//! From where, and under what names, is pushed.

use super::repository::{Repository, Said};
use std::fs;

#[test]
fn neither_checkout_index_nor_stash_have_a_part_in_it() {
    let Some(repository) = Repository::new() else { return };
    repository.allocate("2");
    repository.git("stash");
    repository.write("codec/innocent.go", "package codec\n");
    repository.commit();
    // What is staged, what is not, and what is not even known to git would all regress.
    repository.allocate("3");
    repository.git("add buffer");
    repository.allocate("4");
    repository
        .write("codec/untracked.go", "package codec\n\nfunc init() { panic(\"untracked\") }\n");
    repository.write("allocgate.toml", "no policy");
    let before = repository.state();
    let said = repository.run("git", "push origin main");
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("PASS: 2 rows");
    let pushed = |state: &str| state.replace("remotes/origin/main", "");
    assert_eq!(pushed(&repository.state()), pushed(&before));
}

#[test]
fn a_push_from_a_linked_worktree_leaves_the_repository_alone() {
    let Some(repository) = Repository::new() else { return };
    repository.git("worktree add -q ../linked -b linked");
    let linked = repository.folder.join("linked");
    fs::write(
        linked.join("buffer/buffer.go"),
        super::repository::BUFFER.replace("n)", "2*n)").replace("New(2*n)", "New(n)"),
    )
    .unwrap();
    let said = repository.run_in(&linked, "git", "commit -q -a -m linked");
    assert_eq!(said.code, Some(0), "{}", said.text);
    repository.write("dirty", "x");
    let before = repository.state();
    let said = repository.run_in(&linked, "git", "push origin linked");
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("FAIL: ");
    assert_eq!(repository.state(), before);
    assert_eq!(repository.run_in(&linked, "git", "status --porcelain").text, "");
}

#[test]
fn a_hostile_environment_leads_nowhere_else() {
    let Some(repository) = Repository::new() else { return };
    let base = repository.git("rev-parse HEAD");
    repository.allocate("2");
    let candidate = repository.commit();
    repository.git("init -q ../other");
    let other = repository.folder.join("other");
    let before = repository.state();
    let mut hook = repository.command("sh", &repository.root);
    let script = format!(
        "echo 'refs/heads/main {candidate} refs/heads/main {base}' | allocgate hook pre-push --count=5 -- origin url"
    );
    hook.args(["-c", &script]);
    hook.env("GIT_DIR", other.join(".git")).env("GIT_WORK_TREE", &other);
    hook.env("GIT_INDEX_FILE", repository.root.join(".git/index")).env("GIT_PREFIX", "x/");
    hook.env("GIT_OBJECT_DIRECTORY", other.join(".git/objects")).env("GIT_NAMESPACE", "x");
    hook.env("GOWORK", "/nowhere/go.work").env("GIT_CONFIG_PARAMETERS", "'core.bare=true'");
    let said = Said::of(&hook.output().unwrap());
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("FAIL: ");
    assert_eq!(repository.state(), before);
    assert_eq!(repository.run_in(&other, "git", "status --porcelain").text, "");
    assert_eq!(repository.run_in(&other, "git", "worktree list").text.lines().count(), 1);
}

#[test]
fn names_of_refs_and_remotes_are_not_read_as_anything_else() {
    let Some(repository) = Repository::new() else { return };
    let base = repository.git("rev-parse HEAD");
    repository.allocate("2");
    let candidate = repository.commit();
    let touched = repository.root.join("touched");
    for name in
        ["--strict", "-x", "$(touch touched)", "`touch touched`", "a b;touch touched", "\u{1b}[31m"]
    {
        let mut hook = repository.command("allocgate", &repository.root);
        let stdin = repository.folder.join("stdin");
        fs::write(
            &stdin,
            format!("{name} {candidate} refs/heads/{name} {base}\n")
                .replace(&format!("refs/heads/{name}"), "refs/heads/x"),
        )
        .unwrap();
        hook.stdin(fs::File::open(stdin).unwrap());
        hook.args(["hook", "pre-push", "--count=5", "--", name, name]);
        let said = Said::of(&hook.output().unwrap());
        assert_eq!(said.code, Some(1), "{name}: {}", said.text);
        assert!(!said.text.contains('\u{1b}') && !touched.exists(), "{name}: {}", said.text);
    }
}

#[test]
fn hooks_and_monitors_of_the_repository_do_not_run() {
    let Some(repository) = Repository::new() else { return };
    let touched = repository.folder.join("touched");
    let script = format!("#!/bin/sh\ntouch '{}'\n", touched.display());
    repository.allocate("2");
    repository.commit();
    repository.program(&repository.root.join(".git/hooks/post-checkout"), &script);
    repository.program(&repository.folder.join("monitor"), &script);
    let monitor = repository.folder.join("monitor");
    repository.git(&format!("config core.fsmonitor {}", monitor.display()));
    let base = repository.remote("main");
    let candidate = repository.git("-c core.fsmonitor=false rev-parse HEAD");
    fs::remove_file(&touched).ok();
    let said = repository.hook("", &format!("x {candidate} refs/heads/main {base}\n"));
    assert_eq!(said.code, Some(1), "{}", said.text);
    assert!(!touched.exists());
}

#[test]
fn files_have_the_content_that_filters_give_them() {
    let Some(repository) = Repository::new() else { return };
    // As LFS does it: what is stored is a pointer, what is checked out is the content.
    repository.git("config filter.size.clean cat");
    repository.git("config filter.size.smudge rev");
    repository.write(".gitattributes", "*.size filter=size\n");
    repository.write("buffer/a.size", "821");
    let embed = "package buffer\n\nimport (\n\t_ \"embed\"\n\t\"strconv\"\n\t\"strings\"\n)\n\n//go:embed a.size\nvar text string\n\nvar size, _ = strconv.Atoi(strings.TrimSpace(text))\n\nfunc New(n int) []byte { return make([]byte, size) }\n";
    repository.write("buffer/buffer.go", embed);
    let base = repository.commit();
    repository.write("buffer/a.size", "652");
    let candidate = repository.commit();
    let said = repository.hook("", &format!("x {candidate} refs/heads/main {base}\n"));
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("128        256  +100.00%");
}

#[test]
fn a_cache_that_others_could_write_to_is_refused() {
    let Some(repository) = Repository::new() else { return };
    let base = repository.git("rev-parse HEAD");
    repository.allocate("2");
    let candidate = repository.commit();
    let cache = repository.folder.join("cache");
    fs::create_dir_all(&cache).unwrap();
    std::os::unix::fs::symlink("/tmp", cache.join("allocgate")).unwrap();
    let said = repository.hook("", &format!("x {candidate} refs/heads/main {base}\n"));
    assert_eq!(said.code, Some(3), "{}", said.text);
    said.holds("can't judge: cache directory").holds("is no directory of its own");
    assert_eq!(repository.tests_run(), 0);
}

#[test]
fn without_go_it_says_what_to_do_and_without_a_module_there_is_nothing_to_judge() {
    let Some(repository) = Repository::new() else { return };
    let base = repository.git("rev-parse HEAD");
    repository.allocate("2");
    let candidate = repository.commit();
    let few = repository.git_alone();
    let mut hook = repository.command(env!("CARGO_BIN_EXE_allocgate"), &repository.root);
    let stdin = repository.folder.join("stdin");
    fs::write(&stdin, format!("x {candidate} refs/heads/main {base}\n")).unwrap();
    hook.stdin(fs::File::open(stdin).unwrap()).env("PATH", few);
    let said = Said::of(&hook.args(["hook", "pre-push", "origin"]).output().unwrap());
    assert_eq!(said.code, Some(3), "{}", said.text);
    said.holds("go env: not found; is it installed, and in PATH?").holds("--no-verify");
    assert!(repository.left().is_empty());
    repository.git("rm -q go.mod");
    let base = repository.commit();
    repository.allocate("3");
    let without = repository.commit();
    let said = repository.hook("", &format!("x {without} refs/heads/main {base}\n"));
    assert_eq!((said.code, &*said.text), (Some(0), ""));
}
