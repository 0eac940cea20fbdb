//! Submodules in checkouts.

use super::repository::{Repository, commit, git, paths, write};
use super::{DEADLINE, place, snapshot};
use crate::host::Git;
use crate::run::candidate::Candidate;
use crate::run::differing::differing;
use crate::run::place::Place;
use crate::run::side::Side;
use std::fs;
use std::path::PathBuf;

/// A repository with a submodule `sub x`, which has one of its own, `deep`.
struct World {
    repository: Repository,
    /// Where the user has the submodule.
    sub: PathBuf,
}

impl World {
    fn new() -> Option<World> {
        let repository = Repository::new()?;
        for (name, below) in [("deep-origin", None), ("sub-origin", Some("deep"))] {
            let origin = repository.beside(name);
            write(&origin.join("f"), name);
            git(&origin, &["init", "--quiet", "--initial-branch=main"]);
            if let Some(below) = below {
                let url = repository.beside("deep-origin").to_string_lossy().into_owned();
                git(&origin, &["submodule", "--quiet", "add", &url, below]);
            }
            commit(&origin);
        }
        let url = repository.beside("sub-origin").to_string_lossy().into_owned();
        repository.git(&["submodule", "--quiet", "add", &url, "sub x"]);
        repository.git(&["submodule", "--quiet", "update", "--init", "--recursive"]);
        repository.commit();
        let sub = repository.root.join("sub x");
        Some(World { repository, sub })
    }

    fn check_out(&self, commit: &str) -> Result<Vec<String>, String> {
        let place = Place::claim(
            &super::cache(&self.repository),
            &self.repository.root,
            &[Candidate::Commit(commit)],
        );
        let place = place.map_err(|error| error.to_string())?;
        let at = place.check_out(Side::Baseline, commit, DEADLINE);
        Ok(paths(&at.map_err(|error| error.to_string())?))
    }
}

const ALL: [&str; 4] = [".gitmodules", "sub x/.gitmodules", "sub x/deep/f", "sub x/f"];

#[test]
fn the_recorded_commits_of_submodules_are_there_and_nothing_is_registered() {
    let Some(world) = World::new() else { return };
    let first = world.repository.git(&["rev-parse", "HEAD"]);
    write(&world.sub.join("later"), "");
    commit(&world.sub);
    world.repository.commit();
    write(&world.sub.join("uncommitted"), "");
    let before = world.repository.state();
    assert_eq!(world.check_out(&first).unwrap(), ALL);
    assert_eq!(world.repository.state(), before);
    assert_eq!(git(&world.sub, &["status", "--porcelain"]), "?? uncommitted");
    assert_eq!(git(&world.sub, &["worktree", "list"]).lines().count(), 1);
}

#[test]
fn a_submodule_that_the_user_has_not_is_left_empty() {
    let Some(world) = World::new() else { return };
    let head = world.repository.git(&["rev-parse", "HEAD"]);
    git(&world.sub, &["submodule", "--quiet", "deinit", "--force", "deep"]);
    assert_eq!(world.check_out(&head).unwrap(), [".gitmodules", "sub x/.gitmodules", "sub x/f"]);
    world.repository.git(&["submodule", "--quiet", "deinit", "--force", "sub x"]);
    assert_eq!(world.check_out(&head).unwrap(), [".gitmodules"]);
    let (_place, copy) = snapshot(&world.repository);
    assert_eq!(paths(&copy), [".gitmodules"]);
}

#[test]
fn the_command_that_is_named_brings_the_recorded_commit() {
    let Some(world) = World::new() else { return };
    // Committed elsewhere, and recorded here without being fetched.
    let origin = world.repository.beside("sub-origin");
    write(&origin.join("later"), "");
    let later = commit(&origin);
    let record = format!("160000,{later},sub x");
    world.repository.git(&["update-index", "--cacheinfo", &record]);
    world.repository.git(&["commit", "--quiet", "--message=x"]);
    let head = world.repository.git(&["rev-parse", "HEAD"]);
    let error = world.check_out(&head).unwrap_err();
    let at = world.sub.display();
    let fetch = format!("git -C '{at}' fetch origin {later}");
    let text = format!("submodule {at}: no commit {later} in its repository; fetch it with: ");
    assert_eq!(error, text + &fetch);
    let shell = crate::host::Program::new("sh").arguments(["-c", &fetch]);
    shell.set("GIT_ALLOW_PROTOCOL", "file").run(DEADLINE, 1 << 20).unwrap();
    assert!(world.check_out(&head).unwrap().contains(&"sub x/later".to_owned()));
}

#[test]
fn a_snapshot_has_submodules_as_they_are() {
    let Some(world) = World::new() else { return };
    fs::write(world.sub.join(".gitignore"), "ignored\n").unwrap();
    for path in ["uncommitted", "ignored", "deep/new"] {
        fs::write(world.sub.join(path), path).unwrap();
    }
    fs::remove_file(world.sub.join("f")).unwrap();
    let before = world.repository.state();
    let (place, copy) = snapshot(&world.repository);
    let expected = [
        ".gitmodules",
        "sub x/.gitignore",
        "sub x/.gitmodules",
        "sub x/deep/f",
        "sub x/deep/new",
        "sub x/uncommitted",
    ];
    assert_eq!(paths(&copy), expected);
    drop(place);
    assert_eq!(world.repository.state(), before);
}

#[test]
fn a_submodule_differs_by_its_commit_its_changes_or_those_below_it() {
    let Some(world) = World::new() else { return };
    let git_here = Git::at(&world.repository.root);
    let head = world.repository.git(&["rev-parse", "HEAD"]);
    let changed = || differing(&git_here, &head, Candidate::WorkingTree).unwrap();
    assert_eq!(changed(), [""; 0]);
    let new = world.sub.join("deep/new");
    fs::write(&new, "").unwrap();
    assert_eq!(changed(), ["sub x"]);
    fs::remove_file(new).unwrap();
    fs::write(world.sub.join("f"), "changed").unwrap();
    assert_eq!(changed(), ["sub x"]);
    commit(&world.sub);
    assert_eq!(changed(), ["sub x"]);
    let later = world.repository.commit();
    assert_eq!(changed(), ["sub x"]);
    assert_eq!(differing(&git_here, &head, Candidate::Commit(&later)).unwrap(), ["sub x"]);
    assert_eq!(differing(&git_here, &later, Candidate::WorkingTree).unwrap(), [""; 0]);
}

#[test]
fn both_sides_have_submodules_at_once() {
    let Some(world) = World::new() else { return };
    let head = world.repository.git(&["rev-parse", "HEAD"]);
    let sides = [Candidate::Commit(&head), Candidate::WorkingTree];
    let place = place(&world.repository, &sides);
    let base = place.check_out(Side::Baseline, &head, DEADLINE).unwrap();
    let cand = place.snapshot(Side::Candidate, DEADLINE).unwrap();
    assert_eq!((paths(&base), paths(&cand)), (paths(&cand), paths(&base)));
    assert_eq!(base.as_os_str().len(), cand.as_os_str().len());
}
