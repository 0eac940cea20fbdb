//! After a fork's pull request: which request it is, the API says.

use super::fault::Fault;
use super::http::Reply;
use super::job::Job;
use super::world::{Asked, OTHER_SHA, SHA};
use serde_json::json;

fn request(number: u64, sha: &str, repository: Option<&str>, branch: &str) -> Asked {
    let from = (repository.map(str::to_owned), branch.to_owned());
    Asked { number, open: true, sha: sha.to_owned(), from }
}

#[test]
fn a_run_of_a_fork_comments_on_the_open_request_of_its_branch_and_commit() {
    let job = Job::workflow_run();
    job.world().requests.extend([
        request(8, OTHER_SHA, Some("fork/app"), "topic"),
        request(9, SHA, Some("fork/app"), "topic-2"),
        request(10, SHA, Some("fork/application"), "topic"),
        request(11, SHA, None, "topic"),
    ]);
    job.require(&[]).is_done("comment created on octo/app#7");
    let log = job.world().log.clone();
    assert_eq!(log[0].asks("head"), Some("fork:topic"));
    assert_eq!(log[0].asks("state"), Some("open"));
}

#[test]
fn attack_13_a_commit_that_is_not_the_newest_any_more_is_stale() {
    for job in [Job::workflow_run(), Job::github(), Job::gitlab()] {
        job.world().requests[0].sha = OTHER_SHA.to_owned();
        job.require(&[]).is_undelivered("stale: request #7 is not at");
        assert_eq!((job.wrote(), job.marked().len()), (0, 0));
        let ran = job.comment(&[]);
        assert!(ran.exit == 0 && ran.stderr.contains("stale: "), "{ran:?}");
    }
}

#[test]
fn attack_13_a_request_that_is_closed_is_stale() {
    for job in [Job::github(), Job::gitlab()] {
        job.world().requests[0].open = false;
        job.require(&[]).is_undelivered("stale: request #7 is not open any more");
        assert_eq!(job.wrote(), 0);
    }
    let job = Job::workflow_run();
    job.world().requests[0].open = false;
    job.require(&[]).is_undelivered("stale: the branch has no open request");
}

#[test]
fn attack_13_a_request_that_moves_between_the_list_and_the_comment_is_stale() {
    let mut job = Job::workflow_run();
    let moved = json!({ "number": 7, "state": "open", "head": { "sha": OTHER_SHA } });
    job.fails(Fault::always("GET", "/pulls/7", Reply::json(200, &moved)));
    job.require(&[]).is_undelivered("stale: request #7 is not at");
    assert_eq!(job.wrote(), 0);
}

#[test]
fn attack_13_a_number_is_believed_only_if_the_api_names_it() {
    let job = Job::workflow_run();
    job.world().requests.push(request(12, OTHER_SHA, Some("other/app"), "main"));
    job.require(&["--request", "12"]).is_undelivered("request 12 is not among those");
    job.require(&["--request", "7"]).is_done("comment created on octo/app#7");
}

#[test]
fn of_several_requests_one_must_be_named() {
    let job = Job::workflow_run();
    job.world().requests.push(request(12, SHA, Some("fork/app"), "topic"));
    job.require(&[]).is_undelivered("#7, #12; say which with --request");
    assert_eq!(job.wrote(), 0);
    job.require(&["--request", "12"]).is_done("comment created on octo/app#12");
}

#[test]
fn where_from_can_be_said_without_an_event() {
    let job = Job::by_hand();
    let url = job.server.url.clone();
    let arguments = [
        "--forge",
        "github",
        "--api-url",
        &url,
        "--repository",
        "octo/app",
        "--head-repository",
        "fork/app",
        "--head-branch",
        "topic",
        "--sha",
        SHA,
        "--author",
        "github-actions[bot]",
    ];
    job.require(&arguments).is_done("comment created on octo/app#7");
}

#[test]
fn a_branch_name_is_data() {
    let mut job = Job::workflow_run();
    let branch = "a&state=closed#?%2e/$(x)\u{e9}";
    let event = json!({ "workflow_run": { "event": "pull_request", "head_branch": branch,
        "head_sha": SHA, "head_repository": { "full_name": "fork/app" } } });
    job.event("workflow_run", &event.to_string());
    job.world().requests.push(request(8, SHA, Some("fork/app"), branch));
    job.require(&[]).is_done("comment created on octo/app#8");
    assert_eq!(job.world().log[0].asks("head"), Some(format!("fork:{branch}").as_str()));
}

#[test]
fn a_list_of_requests_that_begins_again_has_ended() {
    let job = Job::workflow_run();
    job.world().loops = true;
    job.require(&[]).is_done("comment created on octo/app#7");
    let lists = job.world().log.iter().filter(|request| request.path.ends_with("/pulls")).count();
    assert_eq!(lists, 2);
}
