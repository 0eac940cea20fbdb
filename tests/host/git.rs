//! Where a directory is, and which commit a revision names.

use super::repository::{Repository, git};
use super::scrubbed::{scrubbed, scrubbed_with};
use super::tools;
use allocgate::host::{Git, HostError};
use std::fs;
use std::os::unix::fs::symlink;

#[test]
fn a_directory_is_found_below_its_root() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        repository.write("a b/$(x)/f", "");
        let below = Git::at(repository.root.join("a b/$(x)"));
        assert_eq!(below.top_level().unwrap().unwrap(), repository.root);
        assert_eq!(below.prefix().unwrap(), "a b/$(x)");
        assert_eq!(repository.asked().prefix().unwrap(), "");
        // Folders for temporary files are behind such links on some systems.
        let link = repository.beside("link");
        symlink(&repository.root, &link).unwrap();
        let linked = Git::at(link.join("a b"));
        assert_eq!(linked.top_level().unwrap().unwrap(), repository.root);
        assert_eq!(linked.prefix().unwrap(), "a b");
    });
}

#[test]
fn outside_of_a_repository_there_is_no_root() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        let outside = Git::at(repository.root.parent().unwrap());
        assert_eq!(outside.top_level().unwrap(), None);
        let error = outside.commit("HEAD").unwrap_err().to_string();
        assert!(error.starts_with("git rev-parse: exit status: 128: fatal: not a git"), "{error}");
        let error = Git::at(repository.root.join("none")).top_level().unwrap_err();
        assert!(matches!(error, HostError::NoDirectory { .. }), "{error}");
    });
}

#[test]
fn a_repository_that_can_not_be_used_is_not_none() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        repository.write("a/.git", "gitdir: /nowhere\n");
        let error = Git::at(repository.root.join("a")).top_level().unwrap_err().to_string();
        assert!(error.contains("fatal: not a git repository: /nowhere"), "{error}");
    });
}

#[test]
fn the_refusal_of_a_stranger_s_repository_is_in_git_s_words() {
    scrubbed_with(&[("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")], || {
        let Some(repository) = Repository::new() else { return };
        let error = repository.asked().top_level().unwrap_err().to_string();
        assert!(error.contains("dubious ownership") && error.contains("safe.directory"), "{error}");
        assert!(repository.asked().commit("HEAD").unwrap_err().to_string().contains("dubious"));
    });
}

#[test]
fn files_that_look_like_a_repository_are_not_taken_for_one() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        repository.git(&["init", "--quiet", "--bare", "fixture"]);
        let fixture = repository.root.join("fixture");
        git(&fixture, &["config", "core.bare", "false"], b"");
        git(&fixture, &["config", "core.worktree", "/"], b"");
        let version = repository.git(&["version"]);
        let minor: Option<u32> = version.split('.').nth(1).and_then(|minor| minor.parse().ok());
        if version.starts_with("git version 2.") && minor < Some(38) {
            return tools::missing("git is older than 2.38").unwrap_or_default();
        }
        let error = Git::at(fixture).top_level().unwrap_err().to_string();
        assert!(error.contains("safe.bareRepository"), "{error}");
    });
}

#[test]
fn the_environment_does_not_lead_to_another_repository() {
    let hostile = [
        ("GIT_DIR", "/nowhere"),
        ("GIT_WORK_TREE", "/"),
        ("GIT_OBJECT_DIRECTORY", "/nowhere"),
        ("GIT_INDEX_FILE", "/nowhere"),
        ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", "core.worktree"),
        ("GIT_CONFIG_VALUE_0", "/"),
        ("GIT_GLOB_PATHSPECS", "1"),
        ("GIT_NAMESPACE", "x"),
    ];
    scrubbed_with(&hostile, || {
        let Some(repository) = Repository::new() else { return };
        repository.write("d/f", "x");
        let id = repository.commit();
        let asked = repository.asked();
        assert_eq!(asked.top_level().unwrap().unwrap(), repository.root);
        assert_eq!(asked.commit("main").unwrap(), id);
        let files = asked.files(&id, "d", &|_| true).unwrap();
        assert_eq!(files, [("f".to_owned(), b"x".to_vec())]);
    });
}

#[test]
fn a_path_of_any_characters_will_do() {
    scrubbed(|| {
        let Some(repository) = Repository::named("a $(x)\n'\"\\`;\n", &[]) else { return };
        repository.write("s\n/f", "x");
        let id = repository.commit();
        let below = Git::at(repository.root.join("s\n"));
        assert_eq!(below.top_level().unwrap().unwrap(), repository.root);
        assert_eq!(below.prefix().unwrap(), "s\n");
        assert_eq!(below.commit("HEAD").unwrap(), id);
        let files = below.files(&id, "s\n", &|_| true).unwrap();
        assert_eq!(files, [("f".to_owned(), b"x".to_vec())]);
    });
}

#[test]
fn a_revision_names_a_commit_or_none() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        let asked = repository.asked();
        assert!(matches!(asked.commit("HEAD"), Err(HostError::UnknownRevision { .. })));
        repository.write("f", "x");
        let first = repository.commit();
        let second = repository.commit();
        repository.git(&["tag", "-m", "x", "v1", &first]);
        repository.git(&["update-ref", "refs/heads/--upload-pack=x", &first]);
        for revision in [&*first, &first[..12], "v1", "HEAD~1", "main^", "HEAD~1^{/one commit}"] {
            assert_eq!(asked.commit(revision).unwrap(), first, "{revision}");
        }
        assert_eq!(asked.commit("refs/heads/--upload-pack=x").unwrap(), first);
        assert_eq!(asked.commit("main").unwrap(), second);
        let none = "0".repeat(40);
        for revision in
            [&*none, "none", "main:f", "^main", "main..v1", "a b", "$(x)", "HEAD^{tree}"]
        {
            let error = asked.commit(revision).unwrap_err().to_string();
            assert_eq!(error, format!("no commit {revision:?} in this repository"));
        }
        for revision in ["", "-", "--upload-pack=x", "--all", "main\n", "a\0b", "\u{85}"] {
            let error = asked.commit(revision).unwrap_err().to_string();
            assert_eq!(error, format!("not a revision: {revision:?}"));
        }
    });
}

#[test]
fn linked_worktrees_and_submodules_are_repositories() {
    scrubbed(|| {
        let (Some(repository), Some(inner)) = (Repository::new(), Repository::new()) else {
            return;
        };
        inner.write("i", "inner");
        let of_inner = inner.commit();
        repository.git(&["submodule", "--quiet", "add", inner.root.to_str().unwrap(), "d/sub"]);
        repository.write("d/f", "outer");
        let id = repository.commit();
        let linked = repository.beside("linked");
        repository.git(&["worktree", "add", "--quiet", linked.to_str().unwrap()]);
        fs::remove_file(linked.join("d/f")).unwrap();

        let asked = Git::at(linked.join("d"));
        assert_eq!(asked.top_level().unwrap().unwrap(), linked);
        assert_eq!(asked.commit("HEAD").unwrap(), id);
        // The submodule is no file of the repository that it is in.
        let files = asked.files(&id, "d", &|_| true).unwrap();
        assert_eq!(files, [("f".to_owned(), b"outer".to_vec())]);

        let asked = Git::at(repository.root.join("d/sub"));
        assert_eq!(asked.top_level().unwrap().unwrap(), repository.root.join("d/sub"));
        assert_eq!(asked.prefix().unwrap(), "");
        assert_eq!(asked.commit("HEAD").unwrap(), of_inner);
        let files = asked.files(&of_inner, "", &|_| true).unwrap();
        assert_eq!(files, [("i".to_owned(), b"inner".to_vec())]);
    });
}
