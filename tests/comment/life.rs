//! The life of a comment: created, left alone, updated, fixed.

use super::job::{Job, Kind};
use super::world::{Identity, US};

const CREATED: &str = "comment created on octo/app#7";
const UPDATED: &str = "comment updated on octo/app#7";
const UNCHANGED: &str = "comment on octo/app#7 says so already";
const NOTHING: &str = "nothing to say on octo/app#7";

#[test]
fn a_comment_is_created_then_left_alone_then_updated_then_fixed_and_left_alone() {
    let mut job = Job::github();
    job.comment(&[]).is_done(CREATED);
    assert!(job.marked()[0].body.contains("FAIL"), "{:?}", job.marked());
    job.comment(&[]).is_done(UNCHANGED);
    assert_eq!(job.wrote(), 1);
    job.reports(Kind::FailMore).comment(&[]).is_done(UPDATED);
    job.reports(Kind::Pass).comment(&[]).is_done(UPDATED);
    let body = job.marked()[0].body.clone();
    assert!(body.contains("verdict=fixed") && body.contains("Fixed:"), "{body}");
    job.comment(&[]).is_done(UNCHANGED);
    assert_eq!((job.marked().len(), job.wrote()), (1, 3));
    job.reports(Kind::Fail).comment(&[]).is_done(UPDATED);
    assert!(!job.marked()[0].body.contains("Fixed:"));
}

#[test]
fn always_writes_a_comment_though_nothing_changed() {
    let mut job = Job::github();
    job.reports(Kind::Pass).comment(&["--on", "always"]).is_done(CREATED);
    job.comment(&["--on", "always"]).is_done(UNCHANGED);
}

#[test]
fn change_writes_none_where_nothing_changed_and_one_for_an_improvement() {
    let mut job = Job::github();
    job.reports(Kind::Pass).comment(&[]).is_done(NOTHING);
    assert_eq!(job.wrote(), 0);
    job.reports(Kind::Improve).comment(&[]).is_done(CREATED);
    // What it says was news once; that nothing changes any more is none.
    job.reports(Kind::Pass).comment(&[]).is_done(UNCHANGED);
}

#[test]
fn regression_writes_none_for_an_improvement_but_says_what_was_fixed() {
    let mut job = Job::github();
    job.reports(Kind::Improve).comment(&["--on", "regression"]).is_done(NOTHING);
    job.reports(Kind::Fail).comment(&["--on", "regression"]).is_done(CREATED);
    job.reports(Kind::Improve).comment(&["--on", "regression"]).is_done(UPDATED);
    assert!(job.marked()[0].body.contains("verdict=fixed"));
}

#[test]
fn what_cannot_be_judged_is_posted_as_that_and_never_as_fixed() {
    let mut job = Job::github();
    job.comment(&[]).is_done(CREATED);
    job.reports(Kind::CannotJudge).comment(&[]).is_done(UPDATED);
    let body = job.marked()[0].body.clone();
    assert!(body.contains("verdict=cannot-judge") && body.contains("CAN'T JUDGE"), "{body}");
    assert!(!body.contains("ixed"), "{body}");
    let alone = Job::github();
    let mut alone = alone;
    alone.reports(Kind::CannotJudge).comment(&["--on", "regression"]).is_done(CREATED);
}

#[test]
fn each_key_has_its_own_comment() {
    let job = Job::github();
    job.comment(&["--key", "linux"]).is_done(CREATED);
    job.comment(&["--key", "linux-arm64"]).is_done(CREATED);
    job.comment(&["--key", "linux"]).is_done(UNCHANGED);
    assert_eq!(job.marked().len(), 2);
}

#[test]
fn a_users_token_finds_the_users_comment() {
    let job = Job::github();
    job.world().identity = Identity::Told;
    job.world().us = (5, "octocat".to_owned());
    job.comment(&[]).is_done(CREATED);
    job.comment(&[]).is_done(UNCHANGED);
}

#[test]
fn an_apps_token_is_told_which_author_to_name() {
    let mut job = Job::github();
    job.world().us = (9, "gate[bot]".to_owned());
    let ran = job.comment(&[]);
    assert!(ran.stderr.contains("--author 'gate[bot]'"), "{ran:?}");
    job.comment(&["--author", "Gate[bot]"]).is_done(UNCHANGED);
    job.reports(Kind::FailMore).comment(&["--author", "gate[bot]"]).is_done(UPDATED);
    assert_eq!(job.marked().len(), 1);
}

#[test]
fn enterprise_gitea_and_forgejo_have_the_same_paths_below_another_base() {
    for base in ["/api/v3", "/api/v1", "/r"] {
        let job = Job::github_below(base);
        job.comment(&[]).is_done(CREATED);
        job.comment(&[]).is_done(UNCHANGED);
    }
}

#[test]
fn gitea_and_forgejo_comment_as_their_own_users() {
    for (variable, name) in
        [("GITEA_ACTIONS", "gitea-actions"), ("FORGEJO_ACTIONS", "forgejo-actions")]
    {
        let mut job = Job::github_below("/api/v1");
        job.set(variable, "true").world().us = (-2, name.to_owned());
        job.comment(&[]).is_done(CREATED);
        job.comment(&[]).is_done(UNCHANGED);
        // The same user, where the API says who that is.
        job.world().identity = Identity::Told;
        job.comment(&[]).is_done(UNCHANGED);
    }
}

#[test]
fn a_comment_by_github_actions_is_not_ours_elsewhere() {
    let mut job = Job::github_below("/api/v1");
    job.comment(&[]).is_done(CREATED);
    assert_eq!(job.marked()[0].by, Some((US.0, US.1.to_owned())));
    job.set("FORGEJO_ACTIONS", "true").world().us = (-2, "forgejo-actions".to_owned());
    job.comment(&[]).is_done(CREATED);
}
