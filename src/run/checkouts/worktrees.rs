//! That nothing stays.

use super::repository::{Repository, commit, git, paths, write};
use super::{DEADLINE, cache, place};
use crate::host::Git;
use crate::run::candidate::Candidate;
use crate::run::place::Place;
use crate::run::side::Side;
use crate::run::snapshot::lay_over;
use crate::run::time::TimeLimit;
use std::fs;
use std::time::Duration;

fn registered(repository: &Repository) -> usize {
    repository.git(&["worktree", "list"]).lines().count() - 1
}

/// A repository with a module beside it, and a commit that names this.
fn with_a_module_beside() -> Option<(Repository, String)> {
    let repository = Repository::new()?;
    write(&repository.beside("x/go.mod"), "module example.com/x\n");
    repository.write("go.mod", "module example.com/m\nreplace example.com/x => ../x\n");
    let commit = repository.commit();
    Some((repository, commit))
}

#[test]
fn nothing_stays_behind_a_place_that_is_left() {
    let Some((repository, commit)) = with_a_module_beside() else { return };
    let held = place(&repository, &[Candidate::Commit(&commit)]);
    let base = held.check_out(Side::Baseline, &commit, DEADLINE).unwrap();
    let cand = held.snapshot(Side::Candidate, DEADLINE).unwrap();
    assert!(base.ends_with("base/repository") && cand.ends_with("cand/repository"));
    assert_eq!(registered(&repository), 2);
    drop(held);
    assert_eq!(registered(&repository), 0);
    assert!(!base.exists() && !cand.exists());
    assert!(repository.beside("x/go.mod").exists());
}

#[test]
fn what_a_run_that_was_killed_has_left_goes_with_the_next() {
    let Some((repository, commit)) = with_a_module_beside() else { return };
    let held = place(&repository, &[Candidate::Commit(&commit)]);
    let base = held.check_out(Side::Baseline, &commit, DEADLINE).unwrap();
    let around = base.parent().unwrap().parent().unwrap().to_owned();
    drop(held);
    // As it would be found: a worktree, a link, an index that is being written, and nobody's lock.
    fs::create_dir_all(base.parent().unwrap()).unwrap();
    let link = base.parent().unwrap().join("x");
    std::os::unix::fs::symlink(repository.beside("x"), &link).unwrap();
    Git::at(&repository.root).add_worktree(&base, &commit, DEADLINE).unwrap();
    write(&around.join("temporary/index"), "");
    assert_eq!(registered(&repository), 1);
    let next = place(&repository, &[]);
    assert_eq!(registered(&repository), 0);
    assert!(!base.exists() && !around.join("temporary").exists());
    assert!(repository.beside("x/go.mod").exists());
    drop(next);
    let again = place(&repository, &[Candidate::Commit(&commit)]);
    assert_eq!(again.check_out(Side::Baseline, &commit, DEADLINE).unwrap(), base);
    assert!(fs::read_dir(cache(&repository).captures()).unwrap().next().is_none());
}

/// As it is found when git was killed while it made a worktree: this much of one is there, and locked.
#[test]
fn what_is_of_half_a_worktree_goes_with_the_next() {
    let Some((repository, commit)) = with_a_module_beside() else { return };
    for missing in [&[][..], &["at/.git"], &["at"], &["commondir", "HEAD"], &["at/.git", "HEAD"]] {
        let held = place(&repository, &[Candidate::Commit(&commit)]);
        let base = held.check_out(Side::Baseline, &commit, DEADLINE).unwrap();
        drop(held);
        fs::create_dir_all(base.parent().unwrap()).unwrap();
        Git::at(&repository.root).add_worktree(&base, &commit, DEADLINE).unwrap();
        let of_git = repository.root.join(".git/worktrees/repository");
        write(&of_git.join("locked"), "initializing");
        for name in missing {
            match name.strip_prefix("at") {
                Some("") => fs::remove_dir_all(&base).unwrap(),
                Some(below) => fs::remove_file(base.join(&below[1..])).unwrap(),
                None => fs::remove_file(of_git.join(name)).unwrap(),
            }
        }
        assert_eq!(registered(&repository), 1, "{missing:?}");
        let next = place(&repository, &[]);
        assert_eq!(registered(&repository), 0, "{missing:?}");
        assert!(!base.exists() && !of_git.exists(), "{missing:?}");
        drop(next);
    }
    // Those of others stay, though they are gone: they may be on a disk that is not there today.
    let gone = repository.beside("gone");
    repository.git(&["worktree", "add", "--quiet", "--lock", gone.to_str().unwrap()]);
    fs::remove_dir_all(&gone).unwrap();
    drop(place(&repository, &[]));
    assert_eq!(registered(&repository), 1);
}

#[test]
fn a_linked_worktree_of_the_user_s_is_copied_with_its_own_head_and_index() {
    let Some(repository) = Repository::new() else { return };
    repository.write("main", "");
    repository.commit();
    let linked = repository.beside("linked");
    repository.git(&["worktree", "add", "--quiet", "-b", "other", linked.to_str().unwrap()]);
    write(&linked.join("other"), "");
    commit(&linked);
    write(&linked.join("staged"), "");
    git(&linked, &["add", "staged"]);
    write(&linked.join("untracked"), "");
    let held = Place::claim(&cache(&repository), &linked, &[Candidate::WorkingTree]).unwrap();
    let copy = held.snapshot(Side::Candidate, DEADLINE).unwrap();
    assert_eq!(paths(&copy), ["main", "other", "staged", "untracked"]);
    assert_eq!(git(&copy, &["rev-parse", "HEAD"]), git(&linked, &["rev-parse", "HEAD"]));
    drop(held);
    assert_eq!(git(&linked, &["status", "--porcelain"]), "A  staged\n?? untracked");
    assert_eq!(registered(&repository), 1);
}

#[test]
fn a_deadline_ends_a_copy() {
    let Some((repository, _)) = with_a_module_beside() else { return };
    repository.write("untracked", "");
    let to = repository.beside("to");
    fs::create_dir(&to).unwrap();
    let head = repository.git(&["rev-parse", "HEAD"]);
    let limit = TimeLimit::new(Duration::ZERO);
    let error = lay_over(&repository.root, &head, &to, &limit).unwrap_err();
    assert!(error.is_deadline(), "{error}");
    assert!(!to.join("untracked").exists());
}
