//! The baseline of a candidate, where nobody says which.

use super::repository::{Repository, git};
use super::scrubbed::scrubbed;
use allocgate::host::Git;
use allocgate::run::{Base, BaseError, Because, RunError, Told, default_baseline, head};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A repository with two commits on `main`, and a clone of it.
struct World {
    origin: Repository,
    clone: PathBuf,
    first: String,
    second: String,
}

impl World {
    fn new() -> Option<World> {
        World::cloned(&[])
    }

    fn cloned(arguments: &[&str]) -> Option<World> {
        let origin = Repository::new()?;
        let (first, second) = (commit(&origin.root), commit(&origin.root));
        let clone = origin.beside("clone");
        let url = format!("file://{}", origin.root.display());
        let to = clone.to_str().unwrap();
        git(&origin.root, &[&["clone", "-q"][..], arguments, &[&url, to]].concat(), b"");
        Some(World { origin, clone, first, second })
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(&self.clone, arguments, b"")
    }

    /// Commits in the clone.
    fn commit(&self) -> String {
        commit(&self.clone)
    }

    fn base(&self, variables: &[(&str, &str)]) -> Result<Base, RunError> {
        base(&self.clone, variables)
    }
}

/// Commits what no other commit has, so that no two are the same one.
fn commit(directory: &Path) -> String {
    static COMMITS: AtomicU32 = AtomicU32::new(0);
    let message = COMMITS.fetch_add(1, Ordering::Relaxed).to_string();
    git(directory, &["commit", "-q", "--allow-empty", "-m", &message], b"");
    git(directory, &["rev-parse", "HEAD"], b"")
}

fn base(directory: &Path, variables: &[(&str, &str)]) -> Result<Base, RunError> {
    let git = Git::at(directory);
    default_baseline(&git, &head(&git)?, &|name| {
        let set = variables.iter().find(|(set, _)| *set == name);
        set.map(|(_, value)| (*value).to_owned())
    })
}

fn merge_base(commit: &str, branch: &str, told: Told) -> Base {
    let because = Because::MergeBase { branch: branch.to_owned(), told };
    Base { commit: commit.to_owned(), because }
}

fn first_parent(commit: &str, branch: &str, told: Told) -> Base {
    let because = Because::FirstParent { branch: branch.to_owned(), told };
    Base { commit: commit.to_owned(), because }
}

/// Runs the command that an error names.
fn fetch(directory: &Path, error: &RunError) {
    let text = error.to_string();
    let (_, command) = text.split_once("with: ").expect(&text);
    let ran = Command::new("sh").args(["-c", command]).current_dir(directory).output().unwrap();
    assert!(ran.status.success(), "{command}: {}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn a_branch_is_compared_with_where_it_left_the_default_branch() {
    scrubbed(|| {
        let Some(world) = World::new() else { return };
        world.git(&["switch", "-q", "-c", "feature"]);
        // A fresh branch has nothing of its own yet.
        let expected = merge_base(&world.second, "origin/main", Told::RemoteHead);
        assert_eq!(world.base(&[]).unwrap(), expected);
        world.commit();
        world.commit();
        commit(&world.origin.root);
        world.git(&["fetch", "-q"]);
        assert_eq!(world.base(&[]).unwrap(), expected);
    });
}

#[test]
fn on_the_default_branch_it_is_the_first_parent() {
    scrubbed(|| {
        let Some(world) = World::new() else { return };
        let expected = first_parent(&world.first, "origin/main", Told::RemoteHead);
        assert_eq!(world.base(&[]).unwrap(), expected);
        // Behind it.
        commit(&world.origin.root);
        world.git(&["fetch", "-q"]);
        assert_eq!(world.base(&[]).unwrap(), expected);
        world.git(&["checkout", "-q", "--detach"]);
        assert_eq!(world.base(&[]).unwrap(), expected);
        // What was not pushed yet is compared with what was.
        world.git(&["checkout", "-q", "main"]);
        world.commit();
        let expected = merge_base(&world.second, "origin/main", Told::RemoteHead);
        assert_eq!(world.base(&[]).unwrap(), expected);
    });
}

#[test]
fn the_first_parent_of_a_merge_is_the_default_branch_s() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        commit(&repository.root);
        repository.git(&["switch", "-q", "-c", "side"]);
        commit(&repository.root);
        repository.git(&["switch", "-q", "main"]);
        let own = commit(&repository.root);
        repository.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
        let base = base(&repository.root, &[]).unwrap();
        assert_eq!(base, first_parent(&own, "main", Told::Name));
    });
}

#[test]
fn a_commit_that_is_not_checked_out_is_on_no_other_branch() {
    scrubbed(|| {
        let Some(world) = World::new() else { return };
        world.git(&["switch", "-q", "-c", "feature"]);
        world.commit();
        let base = default_baseline(&Git::at(&world.clone), &world.second, &|_| None).unwrap();
        assert_eq!(base, first_parent(&world.first, "origin/main", Told::RemoteHead));
    });
}

#[test]
fn a_ci_system_says_which_branch_it_is_though_it_checks_out_a_commit() {
    scrubbed(|| {
        let Some(world) = World::new() else { return };
        world.git(&["checkout", "-q", "--detach"]);
        let on = |name, value| world.base(&[(name, value)]).unwrap().commit;
        for (name, value) in
            [("GITHUB_REF", "refs/heads/x"), ("CI_COMMIT_BRANCH", "x"), ("BRANCH_NAME", "x")]
        {
            assert_eq!(on(name, value), world.second, "{name}");
        }
        for (name, value) in [
            ("GITHUB_REF", "refs/heads/main"),
            ("GITHUB_REF", "refs/tags/v1"),
            ("CI_COMMIT_BRANCH", "main"),
            ("BUILD_SOURCEBRANCH", "refs/heads/main"),
        ] {
            assert_eq!(on(name, value), world.first, "{name}={value}");
        }
    });
}

#[test]
fn a_request_is_compared_with_its_target() {
    scrubbed(|| {
        let Some(world) = World::new() else { return };
        world.git(&["push", "-q", "origin", &format!("{}:refs/heads/release/1", world.first)]);
        world.git(&["switch", "-q", "-c", "feature"]);
        world.commit();
        for (name, value) in [
            ("GITHUB_BASE_REF", "release/1"),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release/1"),
            ("CHANGE_TARGET", "release/1"),
            ("BITBUCKET_PR_DESTINATION_BRANCH", "release/1"),
            ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/release/1"),
            ("BUILDKITE_PULL_REQUEST_BASE_BRANCH", "release/1"),
        ] {
            let told = Told::Variable(name);
            let expected = merge_base(&world.first, "origin/release/1", told);
            assert_eq!(world.base(&[(name, value)]).unwrap(), expected);
            // A push that is no request.
            let base = world.base(&[(name, "")]).unwrap();
            assert_eq!(base, merge_base(&world.second, "origin/main", Told::RemoteHead));
        }
        let variables = [("CI_DEFAULT_BRANCH", "release/1")];
        let expected = Told::Variable("CI_DEFAULT_BRANCH");
        let expected = merge_base(&world.first, "origin/release/1", expected);
        assert_eq!(world.base(&variables).unwrap(), expected);
    });
}

#[test]
fn a_commit_that_a_variable_names_is_one_by_its_id_alone() {
    scrubbed(|| {
        let Some(world) = World::new() else { return };
        world.git(&["switch", "-q", "-c", "feature"]);
        world.commit();
        let of = |value: &str| {
            let variables =
                [("CI_MERGE_REQUEST_DIFF_BASE_SHA", value), ("CI_DEFAULT_BRANCH", "main")];
            world.base(&variables).unwrap()
        };
        let named = Because::Named("CI_MERGE_REQUEST_DIFF_BASE_SHA");
        let expected = Base { commit: world.first.clone(), because: named };
        assert_eq!(of(&world.first), expected);
        for other in ["HEAD", "HEAD~1", "--all", &world.first[..12], &"0".repeat(40)] {
            let base = of(other);
            let told = Told::Variable("CI_DEFAULT_BRANCH");
            assert_eq!(base, merge_base(&world.second, "origin/main", told), "{other}");
        }
    });
}

#[test]
fn a_branch_that_a_variable_names_is_no_revision() {
    scrubbed(|| {
        let Some(world) = World::new() else { return };
        world.commit();
        for value in [
            "HEAD",
            "main~1",
            "main@{0}",
            "../heads/main",
            "--all",
            "$(reboot)",
            "a;b",
            "refs/tags/x",
        ] {
            let error = world.base(&[("GITHUB_BASE_REF", value)]).unwrap_err();
            let RunError::Base(BaseError::NoBranch { branch, fetch, .. }) = error else {
                panic!("{value}: {error}")
            };
            assert_eq!(branch, value);
            // What could mean something to a shell or to git is not repeated.
            let repeats = fetch.contains(value);
            assert_eq!(repeats, ["HEAD", "refs/tags/x"].contains(&value), "{fetch}");
        }
    });
}

#[test]
fn the_default_branch_is_found_in_several_ways() {
    scrubbed(|| {
        let Some(world) = World::new() else { return };
        world.git(&["switch", "-q", "-c", "feature"]);
        world.commit();
        let found = |branch: &str, told| {
            assert_eq!(world.base(&[]).unwrap(), merge_base(&world.second, branch, told));
        };
        // It may lead to a branch that is gone.
        let dangling = ["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone"];
        world.git(&dangling);
        found("origin/main", Told::Name);
        world.git(&["symbolic-ref", "--delete", "refs/remotes/origin/HEAD"]);
        found("origin/main", Told::Name);
        world.git(&["branch", "-q", "trunk", "main"]);
        world.git(&["config", "init.defaultBranch", "trunk"]);
        found("trunk", Told::Configuration);
        world.git(&["config", "--unset", "init.defaultBranch"]);
        world.git(&["remote", "rename", "origin", "upstream"]);
        found("upstream/main", Told::Name);
        world.git(&["remote", "set-head", "upstream", "main"]);
        found("upstream/main", Told::RemoteHead);
        world.git(&["remote", "remove", "upstream"]);
        found("main", Told::Name);
        world.git(&["branch", "-q", "-m", "main", "master"]);
        found("master", Told::Name);
        world.git(&["branch", "-q", "-D", "master"]);
        let error = world.base(&[]).unwrap_err().to_string();
        assert_eq!(error, "no default branch found: name one with --baseline REV");
    });
}

#[test]
fn the_merge_of_a_request_has_its_target_as_the_first_parent() {
    scrubbed(|| {
        let Some(world) = World::new() else { return };
        world.git(&["checkout", "-q", "-b", "side", &world.first]);
        world.commit();
        world.git(&["checkout", "-q", "--detach", &world.second]);
        world.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
        let merge = world.git(&["rev-parse", "HEAD"]);
        let mut variables = [
            ("GITHUB_BASE_REF", "main"),
            ("GITHUB_REF", "refs/pull/7/merge"),
            ("GITHUB_SHA", &merge),
        ];
        let because = Because::Merged { into: "main".to_owned() };
        let expected = Base { commit: world.second.clone(), because };
        assert_eq!(world.base(&variables).unwrap(), expected);
        // Elsewhere the request itself is checked out.
        variables[1].1 = "refs/pull/7/head";
        let told = Told::Variable("GITHUB_BASE_REF");
        let expected = merge_base(&world.second, "origin/main", told);
        assert_eq!(world.base(&variables).unwrap(), expected);
        // All that CI fetches is the merge, and then its parents.
        world.git(&["push", "-q", "origin", &format!("{merge}:refs/pull/7/merge")]);
        let shallow = world.origin.beside("shallow");
        git(&world.origin.root, &["init", "-q", shallow.to_str().unwrap()], b"");
        let url = format!("file://{}", world.origin.root.display());
        git(&shallow, &["remote", "add", "origin", &url], b"");
        git(&shallow, &["fetch", "-q", "--depth=1", "origin", "refs/pull/7/merge"], b"");
        git(&shallow, &["checkout", "-q", "--detach", "FETCH_HEAD"], b"");
        variables[1].1 = "refs/pull/7/merge";
        let error = base(&shallow, &variables).unwrap_err();
        let text = format!(
            "no parent of commit {merge} in this repository, a shallow clone; \
             fetch it with: git fetch --depth=2 origin {merge}"
        );
        assert_eq!(error.to_string(), text);
        fetch(&shallow, &error);
        assert_eq!(base(&shallow, &variables).unwrap().commit, world.second);
    });
}

#[test]
fn what_a_shallow_clone_lacks_comes_with_the_command_that_is_named() {
    scrubbed(|| {
        // The parent.
        let Some(world) = World::cloned(&["--depth=1"]) else { return };
        let error = world.base(&[]).unwrap_err();
        assert!(matches!(error, RunError::Base(BaseError::NoParent { .. })), "{error}");
        fetch(&world.clone, &error);
        assert_eq!(world.base(&[]).unwrap().commit, world.first);

        // The branch that a request is for, and what both have in common.
        world.origin.git(&["switch", "-q", "-c", "feature", &world.first]);
        let feature = commit(&world.origin.root);
        world.origin.git(&["switch", "-q", "main"]);
        let shallow = world.origin.beside("shallow");
        let url = format!("file://{}", world.origin.root.display());
        let to = shallow.to_str().unwrap();
        git(&world.origin.root, &["clone", "-q", "--depth=1", "--branch=feature", &url, to], b"");
        let request = [("GITHUB_BASE_REF", "main")];
        let error = base(&shallow, &request).unwrap_err();
        let text = format!(
            "GITHUB_BASE_REF: no branch \"main\" in this repository; fetch it with: git fetch \
             --unshallow origin +refs/heads/main:refs/remotes/origin/main {feature}"
        );
        assert_eq!(error.to_string(), text);
        fetch(&shallow, &error);
        assert_eq!(base(&shallow, &request).unwrap().commit, world.first);

        // What both have in common alone.
        let shallow = world.origin.beside("shallower");
        let to = shallow.to_str().unwrap();
        let arguments = ["clone", "-q", "--depth=1", "--no-single-branch", "--branch=feature"];
        git(&world.origin.root, &[&arguments[..], &[&url, to]].concat(), b"");
        let error = base(&shallow, &request).unwrap_err();
        assert!(matches!(error, RunError::Base(BaseError::NoMergeBase { .. })), "{error}");
        fetch(&shallow, &error);
        assert_eq!(base(&shallow, &request).unwrap().commit, world.first);
    });
}

#[test]
fn the_branches_and_commits_that_ci_left_out_come_with_the_command_that_is_named() {
    scrubbed(|| {
        let Some(world) = World::new() else { return };
        world.origin.git(&["switch", "-q", "-c", "feature"]);
        commit(&world.origin.root);
        world.origin.git(&["switch", "-q", "main"]);
        let url = format!("file://{}", world.origin.root.display());
        let arguments = ["clone", "-q", "--depth=1", "--branch=feature", &url];
        let shallow = world.origin.beside("shallow");
        git(&world.origin.root, &[&arguments[..], &[shallow.to_str().unwrap()]].concat(), b"");
        let error = base(&shallow, &[]).unwrap_err();
        let text = "no default branch found: name one with --baseline REV, or fetch the branches of \
                    this shallow clone with: git fetch --unshallow origin \
                    '+refs/heads/*:refs/remotes/origin/*'";
        assert_eq!(error.to_string(), text);
        let variables = [
            ("CI_MERGE_REQUEST_DIFF_BASE_SHA", &*world.second),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
        ];
        let named = base(&shallow, &variables).unwrap_err();
        assert!(named.to_string().ends_with(&format!("--depth=1 origin {}", world.second)));
        fetch(&shallow, &named);
        assert_eq!(base(&shallow, &variables).unwrap().commit, world.second);
        fetch(&shallow, &error);
        assert_eq!(base(&shallow, &[]).unwrap().commit, world.second);
    });
}

#[test]
fn without_commits_parents_or_a_common_history_there_is_no_baseline() {
    scrubbed(|| {
        let Some(repository) = Repository::new() else { return };
        let failed = || base(&repository.root, &[]).unwrap_err();
        let no_commit = failed().to_string();
        assert_eq!(no_commit, "the repository has no commit yet: there is nothing to compare with");
        let first = commit(&repository.root);
        let text = format!(
            "no parent of commit {first}, the first of the default branch: --baseline HEAD compares what is not committed with it"
        );
        assert_eq!(failed().to_string(), text);
        repository.git(&["checkout", "-q", "--orphan", "other"]);
        let other = commit(&repository.root);
        let text = format!(
            "no commit that {other} and main have in common: name a baseline with --baseline REV"
        );
        assert_eq!(failed().to_string(), text);
    });
}
