//! That nothing stays.

use super::repository::{Repository, write};
use super::{DEADLINE, cache, place};
use crate::host::Git;
use crate::run::candidate::Candidate;
use crate::run::side::Side;
use std::fs;

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
