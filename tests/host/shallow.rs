//! Clones without their history, as CI has them.

use super::repository::{Repository, git};
use super::scrubbed::scrubbed;
use allocgate::host::{Git, HostError};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A repository, the commit that its clone lacks, and the clone.
fn shallow_clone() -> Option<(Repository, String, PathBuf)> {
    let repository = Repository::new()?;
    let first = repository.commit();
    repository.git(&["tag", "v1"]);
    repository.git(&["branch", "side/x"]);
    repository.commit();
    let clone = repository.beside("clone");
    let url = format!("file://{}", repository.root.display());
    git(&repository.root, &["clone", "-q", "--depth=1", &url, clone.to_str().unwrap()], b"");
    Some((repository, first, clone))
}

/// The command that is said to bring a revision.
fn command(asked: &Git, revision: &str) -> String {
    let error = asked.commit(revision).unwrap_err().to_string();
    let text =
        format!("no commit {revision:?} in this repository, a shallow clone; fetch it with: ");
    error.strip_prefix(&text).expect(&error).to_owned()
}

#[test]
fn the_command_that_is_named_brings_the_commit() {
    scrubbed(|| {
        let then = |revision: &str, then: &str| {
            let Some((_repository, first, clone)) = shallow_clone() else { return };
            let asked = Git::at(&clone);
            let revision = revision.replace("ID", &first);
            let fetch = command(&asked, &revision);
            let ran = Command::new("sh").args(["-c", &fetch]).current_dir(&clone).output().unwrap();
            assert!(ran.status.success(), "{fetch}: {}", String::from_utf8_lossy(&ran.stderr));
            assert_eq!(asked.commit(&then.replace("ID", &first)).unwrap(), first, "{fetch}");
        };
        then("ID", "ID");
        then("HEAD~1", "HEAD~1");
        then("origin/side/x", "origin/side/x");
        then("v1", "FETCH_HEAD");
        then("side/x", "FETCH_HEAD");
    });
}

#[test]
fn a_full_clone_names_no_command() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        repository.commit();
        let error = repository.asked().commit("HEAD~1").unwrap_err();
        assert!(matches!(error, HostError::UnknownRevision { fetch: None, .. }), "{error}");
    });
}

#[test]
fn a_clone_without_contents_is_given_those_that_are_wanted() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        repository.git(&["config", "uploadpack.allowFilter", "true"]);
        repository.write("f.go", "wanted");
        repository.write("g.txt", "not wanted");
        let commit = repository.commit();
        let clone = repository.beside("clone");
        let url = format!("file://{}", repository.root.display());
        let to = clone.to_str().unwrap();
        let arguments = ["clone", "-q", "--no-checkout", "--filter=blob:none", &url, to];
        git(&repository.root, &arguments, b"");
        let missing = |clone: &Path| {
            let listed = git(clone, &["rev-list", "--objects", "--missing=print", "HEAD"], b"");
            listed.lines().filter(|line| line.starts_with('?')).count()
        };
        assert_eq!(missing(&clone), 2);
        let files = Git::at(&clone).files(&commit, "", &|path| path.ends_with(".go")).unwrap();
        assert_eq!(files, [("f.go".to_owned(), b"wanted".to_vec())]);
        assert_eq!(missing(&clone), 1);
    });
}
