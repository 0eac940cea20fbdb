//! What git can be about to push.

use super::repository::{Repository, Said};

#[test]
fn a_regression_is_not_pushed_and_an_innocent_change_is() {
    let Some(repository) = Repository::new() else { return };
    let before = repository.remote("main");
    repository.allocate("2");
    let candidate = repository.commit();
    let said = repository.run("git", "push origin main");
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("FAIL: 1 regression in 2 rows")
        .holds("[1/1] example.com/m/codec")
        .holds("git push --no-verify");
    assert_eq!(repository.remote("main"), before);
    assert_eq!(repository.tests_run(), 2);
    // A variable that says no doesn't skip.
    for no in ["", "0", "false", "NO", "off"] {
        let mut asking = repository.command("git", &repository.root);
        let asking = asking.args(["push", "-q", "origin", "main"]).env("ALLOCGATE_SKIP", no);
        assert_eq!(asking.output().unwrap().status.code(), Some(1), "{no}");
    }
    repository.tests_run();
    // Skipped, by a variable.
    let mut skipping = repository.command("git", &repository.root);
    let skipping = skipping.args(["push", "-q", "origin", "main:skipped"]);
    assert!(skipping.env("ALLOCGATE_SKIP", "1").status().unwrap().success());
    assert_eq!((repository.remote("skipped"), repository.tests_run()), (candidate, 0));
    // The baseline is known by now.
    repository
        .write("buffer/buffer.go", &(super::repository::BUFFER.to_owned() + "// no change\n"));
    let innocent = repository.commit();
    let said = repository.run("git", "push origin main");
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("PASS: 2 rows").holds("its baseline from the cache");
    assert_eq!((repository.remote("main"), repository.tests_run()), (innocent, 1));
    // What was pushed is the next one's baseline.
    repository.allocate("3");
    repository.commit();
    repository.run("git", "push origin main").holds("regression").holds("from the cache");
    assert_eq!(repository.tests_run(), 1);
    assert!(repository.left().is_empty());
}

#[test]
fn where_no_go_code_changed_nothing_is_said_or_measured() {
    let Some(repository) = Repository::new() else { return };
    for path in ["README.md", "codec/README.md", ".github/workflows/x.yml"] {
        repository.write(path, "x");
    }
    repository.commit();
    let said = repository.run("git", "push --quiet origin main");
    assert_eq!((said.code, &*said.text), (Some(0), ""));
    // Up to date, a deletion, and a tag of what is there.
    for push in ["origin main", "origin main:x", "origin :x", "origin HEAD:refs/tags/v1"] {
        let said = repository.run("git", &format!("push --quiet {push}"));
        assert_eq!((said.code, &*said.text), (Some(0), ""), "{push}");
    }
    // Go code that no benchmark is built from.
    repository.write("other/other.go", "package other\n");
    repository.commit();
    repository.run("git", "push origin main").holds("no benchmark is reached by the change");
    assert_eq!(repository.tests_run(), 0);
}

#[test]
fn a_new_branch_is_compared_with_where_it_left_the_remote_s_main() {
    let Some(repository) = Repository::new() else { return };
    repository.git("checkout -q -b feature");
    repository.allocate("2");
    repository.commit();
    // Main moves on, and has nothing to do with it.
    repository.git("checkout -q main");
    repository.allocate("9");
    repository.commit();
    repository.git("push -q --no-verify origin main");
    let said = repository.run("git", "push origin feature");
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("+100.00%");
    assert_eq!(repository.remote("feature"), "");
    // So is an annotated tag, and what no branch points to.
    repository.git("tag -a -m x v1 feature");
    repository.git("checkout -q --detach feature");
    for push in
        ["origin v1", "origin HEAD:refs/heads/detached", "origin feature^{commit}:refs/heads/x"]
    {
        let said = repository.run("git", &format!("push {push}"));
        assert_eq!(said.code, Some(1), "{push}: {}", said.text);
        said.holds("+100.00%").holds("its baseline from the cache");
    }
    // What the remote has of another branch already is nothing new, under whatever name.
    repository.git("push -q --no-verify origin feature");
    repository.tests_run();
    for push in ["origin v1", "origin feature:again", "origin feature^:refs/tags/v0"] {
        let said = repository.run("git", &format!("push -q {push}"));
        assert_eq!((said.code, &*said.text), (Some(0), ""), "{push}");
    }
    assert_eq!(repository.tests_run(), 0);
}

#[test]
fn a_remote_that_was_never_fetched_is_taken_for_origin() {
    let Some(repository) = Repository::new() else { return };
    repository.git("init -q --bare ../fork.git");
    repository.git("remote add fork ../fork.git");
    repository.allocate("2");
    repository.commit();
    for remote in ["fork", "../fork.git"] {
        let said = repository.run("git", &format!("push {remote} main:feature"));
        assert_eq!(said.code, Some(1), "{}", said.text);
        said.holds("FAIL: 1 regression");
    }
    // Of one whose main branch has another name, all that it has is looked at.
    repository.git("push -q --no-verify fork main~1:refs/heads/trunk");
    repository.git("update-ref -d refs/remotes/origin/main");
    let said = repository.run("git", "push fork main:feature");
    assert_eq!(said.code, Some(1), "{}", said.text);
}

#[test]
fn object_ids_may_have_64_digits() {
    let Some(repository) = Repository::new() else { return };
    std::fs::remove_dir_all(repository.root.join(".git")).unwrap();
    repository.git("init -q -b main --object-format=sha256");
    let base = repository.commit();
    repository.allocate("2");
    let candidate = repository.commit();
    assert_eq!(candidate.len(), 64);
    let said = repository.hook("", &format!("x {candidate} refs/heads/main {base}\n"));
    assert_eq!(said.code, Some(1), "{}", said.text);
    let zero = "0".repeat(64);
    let said = repository.hook("", &format!("(delete) {zero} refs/heads/main {base}\n"));
    assert_eq!((said.code, &*said.text), (Some(0), ""));
}

#[test]
fn several_refs_and_a_forced_push_are_compared_with_what_the_remote_has() {
    let Some(repository) = Repository::new() else { return };
    repository.git("push -q origin main:same");
    repository.git("checkout -q -b better");
    repository.write("codec/new.go", "package codec\n");
    repository.commit();
    repository.git("checkout -q main");
    repository.allocate("2");
    repository.commit();
    repository.git("branch -f same main");
    // One commit for two branches that are alike at the remote: one comparison, and one of another.
    let said = repository.run("git", "push origin main same better");
    assert_eq!(said.code, Some(1), "{}", said.text);
    assert_eq!(said.text.matches("FAIL: ").count(), 1, "{}", said.text);
    assert_eq!(said.text.matches("PASS: ").count(), 1, "{}", said.text);
    assert_eq!(repository.remote("better"), "");
    // Back to what was before: with what is replaced, it has nothing in common but a root.
    repository.git("push -q --no-verify origin main");
    repository.git("commit -q --amend -m other");
    repository.allocate("8");
    repository.git("commit -q --amend -a -m other");
    let said = repository.run("git", "push --force origin main");
    assert_eq!(said.code, Some(1), "{}", said.text);
    said.holds("+300.00%");
}

#[test]
fn what_shares_no_history_with_the_remote_is_not_compared() {
    let Some(repository) = Repository::new() else { return };
    repository.git("checkout -q --orphan other");
    repository.allocate("2");
    repository.commit();
    let said = repository.run("git", "push origin other");
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("shares no history with what the remote has: nothing to compare");
    // Nor is what is no commit.
    repository.git("tag tree HEAD^{tree}");
    repository.run("git", "push origin tree").holds("is no commit: nothing to compare");
    assert_eq!(repository.tests_run(), 0);
}

#[test]
fn standard_input_that_git_does_not_write_is_misuse() {
    let Some(repository) = Repository::new() else { return };
    let id = repository.git("rev-parse HEAD");
    for stdin in ["x\n".to_owned(), format!("a {id} b\n"), format!("a {id}0 b {id}\n")] {
        let said = repository.hook("", &stdin);
        assert_eq!(said.code, Some(2), "{}", said.text);
        said.holds("error: standard input is not what git gives a pre-push hook");
    }
    let said = repository.hook("--benchtime=1s", "");
    assert_eq!(said.code, Some(2), "{}", said.text);
    // Whoever is stopped by flags gets on, too.
    said.holds("both sides iterate differently").holds("git push --no-verify");
    let mut hook = repository.command("allocgate", &repository.root);
    let said = Said::of(&hook.args(["hook", "pre-push", "--count=4"]).output().unwrap());
    assert_eq!(said.code, Some(2), "{}", said.text);
    said.holds("5 samples are the fewest by which a row can fail").holds("git push --no-verify");
    let mut help = repository.command("allocgate", &repository.root);
    let said = Said::of(&help.args(["hook", "pre-push", "--help"]).output().unwrap());
    assert_eq!(said.code, Some(0));
    assert!(!said.text.contains("to push nevertheless"));
    assert_eq!(repository.hook("", "").code, Some(0));
    // An id that is not here is none that could be compared with.
    repository.allocate("2");
    let new = repository.commit();
    let unknown = "12".repeat(20);
    let said = repository.hook("", &format!("x {new} refs/heads/x {unknown}\n"));
    assert_eq!(said.code, Some(1), "{}", said.text);
    let said = repository.hook("", &format!("x {unknown} refs/heads/x {new}\n"));
    assert_eq!(said.code, Some(0), "{}", said.text);
    said.holds("121212121212 is no commit");
}
