//! The working tree as it is.

use super::repository::{Repository, paths, write};
use super::{DEADLINE, place, snapshot};
use crate::run::candidate::Candidate;
use crate::run::disk::differing_on_disk;
use crate::run::side::Side;
use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::{Duration, SystemTime};

#[test]
fn all_that_is_not_ignored_is_there_and_the_checkout_is_left_alone() {
    let Some(repository) = Repository::new() else { return };
    for path in ["same", "changed", "staged", "gone", "gone-staged", "file", "dir/x", "mode", "l"] {
        repository.write(path, path);
    }
    repository.write(".gitignore", "ignored\n");
    symlink("same", repository.root.join("link")).unwrap();
    repository.commit();
    repository.write("stashed", "x");
    repository.git(&["stash", "push", "--include-untracked", "--quiet", "--", "stashed"]);
    repository.write("staged", "staged once");
    repository.write("added", "added");
    repository.git(&["add", "staged", "added"]);
    repository.git(&["rm", "--quiet", "gone-staged"]);
    repository.write("new", "new");
    repository.git(&["add", "--intent-to-add", "new"]);
    repository.write("changed", "CHANGED");
    repository.write("staged", "and then not");
    let at = |path: &str| repository.root.join(path);
    for gone in ["gone", "file", "l", "link"] {
        fs::remove_file(at(gone)).unwrap();
    }
    fs::remove_dir_all(at("dir")).unwrap();
    repository.write("dir", "a file now");
    repository.write("file/below/x", "a directory now");
    repository.write("untracked/x", "x");
    repository.write("ignored", "x");
    symlink("../outside", at("l")).unwrap();
    symlink("changed", at("link")).unwrap();
    fs::set_permissions(at("mode"), Permissions::from_mode(0o755)).unwrap();
    let bytes = OsStr::from_bytes(b"not \xFF utf-8\n");
    fs::write(repository.root.join(bytes), "bytes").unwrap();

    let before = repository.state();
    let (place, copy) = snapshot(&repository);
    assert_eq!(differing_on_disk(&repository.root, &copy).unwrap(), ["ignored"]);
    assert_eq!(fs::read(copy.join(bytes)).unwrap(), b"bytes");
    let mode = |path: &str| fs::metadata(copy.join(path)).unwrap().permissions().mode();
    assert_eq!((mode("mode") & 0o111, mode("same") & 0o111), (0o111, 0));
    assert!(copy.ends_with("cand"));
    drop(place);
    assert_eq!(repository.state(), before);
}

#[test]
fn what_git_is_told_not_to_look_at_is_looked_at() {
    let Some(repository) = Repository::new() else { return };
    for path in ["assumed", "assumed-gone", "skipped", "skipped-gone"] {
        repository.write(path, "as committed");
    }
    repository.commit();
    repository.git(&["update-index", "--assume-unchanged", "assumed", "assumed-gone"]);
    repository.git(&["update-index", "--skip-worktree", "skipped", "skipped-gone"]);
    for path in ["assumed", "skipped"] {
        repository.write(path, "mine");
    }
    for path in ["assumed-gone", "skipped-gone"] {
        fs::remove_file(repository.root.join(path)).unwrap();
    }
    let before = repository.state();
    let (_place, copy) = snapshot(&repository);
    // What is left out of a checkout is not changed by that.
    assert_eq!(differing_on_disk(&repository.root, &copy).unwrap(), ["skipped-gone"]);
    assert_eq!(fs::read(copy.join("skipped")).unwrap(), b"mine");
    assert_eq!(repository.state().0, before.0);
}

#[test]
fn a_sparse_checkout_is_copied_with_what_is_beside_it() {
    for mode in [&["--cone"][..], &["--no-cone"], &["--cone", "--sparse-index"]] {
        let Some(repository) = Repository::new() else { return };
        for path in ["in/x", "out/x", "out/y", "top"] {
            repository.write(path, path);
        }
        repository.commit();
        repository.git(&[&["sparse-checkout", "set"], mode, &["in"]].concat());
        assert!(!repository.root.join("out").exists());
        repository.write("in/x", "changed");
        repository.write("out/y", "changed outside");
        repository.write("out/new", "new outside");
        let (_place, copy) = snapshot(&repository);
        for path in paths(&repository.root) {
            let [own, copied] =
                [&repository.root, &copy].map(|side| fs::read(side.join(&path)).unwrap());
            assert_eq!(own, copied, "{mode:?} {path}");
        }
    }
}

#[test]
fn a_file_that_changed_within_a_moment_is_not_taken_for_the_old_one() {
    let Some(repository) = Repository::new() else { return };
    let then = SystemTime::now() - Duration::from_secs(1000);
    repository.git(&["config", "core.trustctime", "false"]);
    repository.write("x", "one");
    set_modified(&repository, "x", then);
    repository.commit();
    repository.write("x", "two");
    set_modified(&repository, "x", then);
    // As old as the file: git can't tell by times which was written first.
    set_modified(&repository, ".git/index", then);
    let (_place, copy) = snapshot(&repository);
    assert_eq!(fs::read(copy.join("x")).unwrap(), b"two");
}

fn set_modified(repository: &Repository, path: &str, time: SystemTime) {
    let file = File::options().write(true).open(repository.root.join(path)).unwrap();
    file.set_modified(time).unwrap();
}

#[test]
fn a_conflict_is_copied_as_it_is_on_disk() {
    let Some(repository) = Repository::new() else { return };
    repository.write("x", "one");
    repository.commit();
    repository.git(&["switch", "--quiet", "--create", "other"]);
    repository.write("x", "two");
    let other = repository.commit();
    repository.git(&["switch", "--quiet", "main"]);
    repository.write("x", "three");
    repository.commit();
    repository.git(&["read-tree", "-m", "HEAD~1", "HEAD", &other]);
    assert_eq!(repository.git(&["ls-files", "--unmerged"]).lines().count(), 3);
    repository.write("x", "<<<<<<<");
    let before = repository.state();
    let (_place, copy) = snapshot(&repository);
    assert_eq!(fs::read(copy.join("x")).unwrap(), b"<<<<<<<");
    assert_eq!(repository.state().0, before.0);
}

#[test]
fn an_index_that_is_to_be_split_is_not() {
    for is_split in [true, false] {
        let Some(repository) = Repository::new() else { return };
        repository.write("x", "one");
        repository.write("touched", "");
        repository.commit();
        repository.git(&["config", "core.splitIndex", "true"]);
        if is_split {
            repository.git(&["update-index", "--split-index"]);
        }
        repository.write("x", "another");
        // The copy is written when it knows this file's time.
        set_modified(&repository, "touched", SystemTime::now() + Duration::from_secs(1000));
        let before = repository.state();
        let (place, copy) = snapshot(&repository);
        assert_eq!(fs::read(copy.join("x")).unwrap(), b"another");
        drop(place);
        assert_eq!(repository.state(), before, "{is_split}");
    }
}

#[test]
fn a_directory_behind_a_link_is_not_written_to() {
    let Some(repository) = Repository::new() else { return };
    let outside = repository.beside("outside");
    write(&outside.join("x"), "another's");
    symlink("../outside", repository.root.join("was-link")).unwrap();
    repository.write("was-directory/x", "own");
    repository.commit();
    fs::remove_file(repository.root.join("was-link")).unwrap();
    repository.write("was-link/x", "own now");
    fs::remove_dir_all(repository.root.join("was-directory")).unwrap();
    symlink("../outside", repository.root.join("was-directory")).unwrap();
    let (_place, copy) = snapshot(&repository);
    assert_eq!(fs::read(copy.join("was-link/x")).unwrap(), b"own now");
    assert!(copy.join("was-directory").is_symlink());
    assert_eq!(fs::read(outside.join("x")).unwrap(), b"another's");
}

#[test]
fn a_repository_in_the_working_tree_is_copied_as_it_is() {
    let Some(repository) = Repository::new() else { return };
    repository.write("x", "");
    repository.commit();
    repository.write("nested/a/x", "committed there");
    let nested = repository.root.join("nested");
    super::repository::git(&nested, &["init", "--quiet"]);
    super::repository::commit(&nested);
    repository.write("nested/y", "untracked there");
    let (_place, copy) = snapshot(&repository);
    assert_eq!(paths(&copy), ["nested/a/x", "nested/y", "x"]);
    assert!(!copy.join("nested/.git").exists());
}

#[test]
fn without_a_commit_there_is_nothing_to_compare_with() {
    let Some(repository) = Repository::new() else { return };
    repository.write("x", "");
    let place = place(&repository, &[Candidate::WorkingTree]);
    let error = place.snapshot(Side::Candidate, DEADLINE).unwrap_err().to_string();
    let text = "the repository has no commit yet: there is nothing to compare with";
    assert_eq!(error, text);
}
