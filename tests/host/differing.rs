//! What differs between a baseline and a candidate.

use super::repository::Repository;
use super::scrubbed::{scrubbed, scrubbed_with};
use allocgate::run::{Candidate, differing};
use std::fs;
use std::os::unix::fs::symlink;
use std::time::{Duration, SystemTime};

fn changed(repository: &Repository, baseline: &str) -> Vec<String> {
    differing(&repository.asked(), baseline, Candidate::WorkingTree).unwrap()
}

#[test]
fn a_working_tree_differs_by_what_is_committed_since_by_what_is_not_and_by_what_is_untracked() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        for path in ["a", "b", "c", "d", "e"] {
            repository.write(path, path);
        }
        repository.write(".gitignore", "ignored");
        let first = repository.commit();
        repository.write("a", "committed");
        let second = repository.commit();
        repository.write("b", "staged");
        repository.git(&["add", "b"]);
        repository.write("c", "on disk");
        fs::remove_file(repository.root.join("d")).unwrap();
        repository.write("new/x y\n", "");
        repository.write("ignored", "");
        symlink("nowhere", repository.root.join("link")).unwrap();
        assert_eq!(changed(&repository, &first), ["a", "b", "c", "d", "link", "new/x y\n"]);
        assert_eq!(changed(&repository, &second), ["b", "c", "d", "link", "new/x y\n"]);
        let between = differing(&repository.asked(), &first, Candidate::Commit(&second)).unwrap();
        assert_eq!(between, ["a"]);
    });
}

#[test]
fn a_file_that_was_only_touched_does_not_differ() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        repository.write("x", "as it was");
        let first = repository.commit();
        let file = fs::File::options().write(true).open(repository.root.join("x")).unwrap();
        file.set_modified(SystemTime::now() + Duration::from_secs(100)).unwrap();
        assert_eq!(changed(&repository, &first), [""; 0]);
    });
}

#[test]
fn what_git_is_told_not_to_look_at_differs_if_it_does() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        for path in ["assumed", "assumed-same", "skipped", "skipped-same", "skipped-gone"] {
            repository.write(path, "as committed");
        }
        let first = repository.commit();
        repository.git(&["update-index", "--assume-unchanged", "assumed", "assumed-same"]);
        let skipped = ["skipped", "skipped-same", "skipped-gone"];
        repository.git(&[&["update-index", "--skip-worktree"][..], &skipped].concat());
        fs::remove_file(repository.root.join("skipped-gone")).unwrap();
        for path in ["assumed", "skipped"] {
            repository.write(path, "mine");
        }
        let index = fs::read(repository.root.join(".git/index")).unwrap();
        assert_eq!(changed(&repository, &first), ["assumed", "skipped"]);
        assert_eq!(fs::read(repository.root.join(".git/index")).unwrap(), index);
    });
}

#[test]
fn line_ends_that_git_converts_do_not_differ() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        repository.write(".gitattributes", "x text eol=crlf\n");
        repository.write("x", "a\r\nb\r\n");
        let first = repository.commit();
        let file = fs::File::options().write(true).open(repository.root.join("x")).unwrap();
        file.set_modified(SystemTime::now() + Duration::from_secs(100)).unwrap();
        assert_eq!(changed(&repository, &first), [""; 0]);
    });
}

#[test]
fn the_environment_of_a_hook_leads_nowhere_else() {
    scrubbed_with(&[("GIT_DIR", "/nowhere"), ("GIT_INDEX_FILE", "/nowhere/index")], || {
        let Some(repository) = Repository::new() else { return };
        repository.write("x", "");
        let first = repository.commit();
        repository.write("x", "changed");
        assert_eq!(changed(&repository, &first), ["x"]);
    });
}
