//! GitLab's notes.

use super::job::{Job, Kind};
use super::world::{Identity, OTHER_SHA, SHA};

#[test]
fn a_note_is_created_then_left_alone_then_updated_then_fixed() {
    let mut job = Job::gitlab();
    job.comment(&[]).is_done("comment created on 21#7");
    job.comment(&[]).is_done("comment on 21#7 says so already");
    assert_eq!(job.wrote(), 1);
    job.reports(Kind::FailMore).comment(&[]).is_done("comment updated on 21#7");
    job.reports(Kind::Pass).comment(&[]).is_done("comment updated on 21#7");
    assert!(job.marked()[0].body.contains("verdict=fixed"));
    assert_eq!((job.marked().len(), job.sent("PUT")), (1, 2));
    let log = job.world().log.clone();
    let body = |request: &&super::http::Request| request.method == "PUT";
    assert_eq!(log.iter().find(body).unwrap().header("content-type"), Some("application/json"));
}

#[test]
fn ours_is_found_among_250_notes() {
    let job = Job::gitlab();
    for _ in 0..240 {
        job.world().says(Some((666, "mallory")), "x");
    }
    job.comment(&[]).is_done("comment created on 21#7");
    for _ in 0..9 {
        job.world().says(Some((666, "mallory")), "x");
    }
    job.comment(&[]).is_done("comment on 21#7 says so already");
    assert_eq!(job.marked().len(), 1);
}

#[test]
fn a_merged_results_pipeline_is_of_the_source_branch() {
    let mut job = Job::gitlab();
    job.set("CI_COMMIT_SHA", OTHER_SHA).set("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", SHA);
    job.require(&[]).is_done("comment created on 21#7");
}

#[test]
fn a_branch_pipeline_has_nowhere_to_comment() {
    let mut job = Job::gitlab();
    job.set("CI_MERGE_REQUEST_IID", "").set("CI_PIPELINE_SOURCE", "push");
    job.require(&[]).is_undelivered("there is no merge request in this pipeline (push)");
}

#[test]
fn a_forks_pipeline_without_a_token_says_so() {
    let mut job = Job::gitlab();
    job.set("GITLAB_TOKEN", "").set("CI_JOB_TOKEN", "glcbt-TopSecret");
    job.require(&[]).is_undelivered("there is no token in ALLOCGATE_TOKEN or GITLAB_TOKEN");
    assert!(job.world().log.is_empty());
}

#[test]
fn a_token_that_does_not_say_whose_it_is_needs_an_author() {
    let job = Job::gitlab();
    job.world().identity = Identity::Refused;
    job.require(&[]).is_undelivered("--author");
    job.require(&["--author", "github-actions[bot]"]).is_done("comment created on 21#7");
}

#[test]
fn where_from_is_githubs_question() {
    let ran = Job::gitlab().require(&["--head-repository", "a/b", "--head-branch", "x"]);
    assert!(ran.exit == 2 && ran.stderr.contains("name --request"), "{ran:?}");
}
