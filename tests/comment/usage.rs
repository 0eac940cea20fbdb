//! What is known of where to post, and what is said where it isn't.

use super::job::Job;
use super::world::SHA;

fn misused(job: &Job, more: &[&str], says: &str) {
    let ran = job.require(more);
    assert!(ran.exit == 2 && ran.stderr.contains(says), "{says}: {ran:?}");
    assert!(job.world().log.is_empty());
}

#[test]
fn by_hand_all_must_be_named() {
    let job = Job::by_hand();
    let missing = "name --forge, --repository, --request, --sha";
    misused(&job, &[], missing);
    misused(&job, &["--forge", "github", "--request", "7"], "name --repository, --sha");
    let url = job.server.url.clone();
    let all =
        ["--forge", "github", "--api-url", &url, "--repository", "octo/app", "--request", "7"];
    misused(&job, &[&all[..], &["--sha", "6dcb09b"]].concat(), "40 or 64 hexadecimal digits");
    misused(&job, &[&all[..], &["--head-branch", "x"]].concat(), "--head-repository");
    misused(&job, &[&all[..], &["--key", "a b"]].concat(), "a key is 1 to 64");
    let all = [&all[..], &["--sha", SHA]].concat();
    job.require(&all).is_undelivered("name our comments' author with --author");
    let all = [&all[..], &["--author", "github-actions[bot]"]].concat();
    job.require(&all).is_done("comment created on octo/app#7");
}

#[test]
fn a_repository_is_no_path() {
    for name in ["octo", "octo/app/x", "../app", "octo/app?x"] {
        misused(&Job::github(), &["--repository", name], "write OWNER/NAME");
    }
}

#[test]
fn an_event_without_a_pull_request_has_nowhere_to_comment() {
    let mut job = Job::github();
    for event in ["merge_group", "push"] {
        job.event(event, r#"{"ref": "refs/heads/main"}"#);
        let says = format!("there is no pull request in this event ({event})");
        job.require(&[]).is_undelivered(&says);
        let ran = job.comment(&[]);
        assert!(ran.exit == 0 && ran.stderr.starts_with("warning: "), "{ran:?}");
        assert!(ran.stderr.contains(&says) && ran.stdout.is_empty(), "{ran:?}");
    }
    // Whoever names one knows better.
    job.require(&["--request", "7", "--sha", SHA]).is_done("comment created on octo/app#7");
}

#[test]
fn a_run_after_a_push_has_nowhere_to_comment() {
    let mut job = Job::workflow_run();
    let text = format!(
        r#"{{"workflow_run": {{"event": "push", "head_branch": "topic", "head_sha": "{SHA}",
        "head_repository": {{"full_name": "fork/app"}}}}}}"#
    );
    job.event("workflow_run", &text).require(&[]).is_undelivered("(workflow_run after push)");
    assert!(job.world().log.is_empty());
}

#[test]
fn an_event_that_cannot_be_read_is_said() {
    let mut job = Job::github();
    job.event("pull_request", "{").require(&[]).is_undelivered("GITHUB_EVENT_PATH");
}

#[test]
fn the_verdict_has_no_part_in_the_exit_code() {
    let mut job = Job::github();
    for kind in [super::job::Kind::Fail, super::job::Kind::CannotJudge, super::job::Kind::Pass] {
        assert_eq!(job.reports(kind).require(&[]).exit, 0);
    }
}
