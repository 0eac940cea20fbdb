//! Servers that answer wrongly, late, or not at all: the end comes soon, with one comment at most.

use super::fault::Fault;
use super::http::{Reply, Request, Server};
use super::job::{Job, Ran};
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const COMMENTS: &str = "/comments";

fn refusal(status: u16) -> Reply {
    Reply::json(status, &json!({ "message": "No, ghp_TopSecretTopSecretTopSecret1234!" }))
}

/// Runs a job whose forge has a fault.
fn with(fault: impl Fn() -> Fault) -> (Job, Ran) {
    let mut job = Job::github();
    let ran = job.fails(fault()).require(&[]);
    if ran.exit == 0 {
        assert_eq!(job.marked().len(), 1, "{ran:?}");
    }
    (job, ran)
}

fn created(ran: &Ran) {
    ran.is_done("comment created on octo/app#7");
}

#[test]
fn where_delivery_is_not_required_its_failure_is_a_warning() {
    let mut job = Job::github();
    let ran = job.fails(Fault::always("POST", COMMENTS, refusal(403))).comment(&[]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (0, ""), "{ran:?}");
    assert!(ran.stderr.starts_with("warning: the comment was not delivered: failed to create"));
}

#[test]
fn attack_11_a_bad_gateway_before_the_comment_was_taken_is_tried_again() {
    let (job, ran) = with(|| Fault::once("POST", COMMENTS, refusal(502)));
    created(&ran);
    assert_eq!(job.sent("POST"), 2);
}

#[test]
fn attack_11_a_bad_gateway_after_the_comment_was_taken_makes_no_second_one() {
    let (job, ran) = with(|| Fault::once("POST", COMMENTS, refusal(502)).with_effect());
    created(&ran);
    assert_eq!(job.sent("POST"), 1);
}

#[test]
fn attack_11_a_reset_before_the_comment_was_taken_is_tried_again() {
    let (job, ran) = with(|| Fault::once("POST", COMMENTS, Reply::Reset));
    created(&ran);
    assert_eq!(job.sent("POST"), 2);
}

#[test]
fn attack_11_a_reset_after_the_comment_was_taken_makes_no_second_one() {
    let (job, ran) = with(|| Fault::once("POST", COMMENTS, Reply::Reset).with_effect());
    created(&ran);
    assert_eq!(job.sent("POST"), 1);
}

#[test]
fn attack_11_an_answer_that_is_cut_after_the_comment_was_taken_makes_no_second_one() {
    let (job, ran) =
        with(|| Fault::once("POST", COMMENTS, Reply::Cut(201, Vec::new())).with_effect());
    created(&ran);
    assert_eq!(job.sent("POST"), 1);
}

#[test]
fn attack_11_no_answer_to_a_comment_that_was_taken_makes_no_second_one() {
    let (job, ran) = with(|| Fault::once("POST", COMMENTS, Reply::Hang).with_effect());
    created(&ran);
    assert_eq!(job.sent("POST"), 1);
}

#[test]
fn attack_11_a_comment_that_may_still_be_taken_is_not_repeated() {
    for reply in [Reply::Hang, refusal(504)] {
        let (job, ran) = with(|| Fault::always("POST", COMMENTS, reply.clone()));
        ran.is_undelivered("could still take effect");
        assert_eq!((job.sent("POST"), job.marked().len()), (1, 0));
    }
}

#[test]
fn attack_11_a_server_in_trouble_is_given_up_after_a_few_tries() {
    let (job, ran) = with(|| Fault::always("POST", COMMENTS, refusal(503)));
    ran.is_undelivered("failed to create the comment: 503");
    assert_eq!((job.sent("POST"), job.marked().len()), (3, 0));
    let (job, ran) = with(|| Fault::always("GET", COMMENTS, Reply::Reset));
    ran.is_undelivered("failed to read the comments: ");
    assert_eq!((job.wrote(), job.marked().len()), (0, 0));
}

#[test]
fn attack_11_the_list_is_read_before_every_try() {
    let (job, _) = with(|| Fault::always("POST", COMMENTS, Reply::Reset));
    let log = job.world().log.clone();
    let posts = log.iter().enumerate().filter(|(_, request)| request.method == "POST");
    for (i, _) in posts {
        let before: &Request = &log[i - 1];
        assert!(before.method == "GET" && before.path.ends_with(COMMENTS), "{before:?}");
    }
}

#[test]
fn attack_11_no_answer_to_a_question_is_waited_for_no_longer_than_was_said() {
    for path in ["/user", "/pulls/7", COMMENTS] {
        let (job, ran) = with(|| Fault::always("GET", path, Reply::Hang));
        ran.is_undelivered("no whole answer within 1 s");
        assert_eq!((job.wrote(), job.marked().len()), (0, 0));
    }
}

#[test]
fn attack_11_an_answer_that_never_ends_is_no_answer() {
    let (_, ran) = with(|| Fault::always("GET", COMMENTS, Reply::Drip));
    ran.is_undelivered("no whole answer within 1 s");
    for large in [Reply::Large(200 << 20), Reply::Large(17 << 20)] {
        let (_, ran) = with(|| Fault::always("GET", COMMENTS, large.clone()));
        ran.is_undelivered("the answer is larger than 16 MiB");
        assert!(ran.took < Duration::from_secs(3), "{ran:?}");
    }
}

#[test]
fn attack_11_a_long_wait_is_not_waited_for() {
    for status in [403, 429, 503] {
        let wait = || refusal(status).with("retry-after", "3600");
        let (job, ran) = with(|| Fault::always("POST", COMMENTS, wait()));
        ran.is_undelivered("not wanted within 3600 s");
        assert!(ran.took < Duration::from_secs(2), "{ran:?}");
        assert_eq!(job.sent("POST"), 1);
    }
    let date = "Fri, 31 Dec 2100 23:59:59 GMT";
    let wait = || refusal(429).with("retry-after", date);
    let (_, ran) = with(|| Fault::always("GET", COMMENTS, wait()));
    ran.is_undelivered("not wanted before a later date");
}

#[test]
fn attack_11_a_short_wait_is_waited_for() {
    let wait = || refusal(403).with("retry-after", "1");
    let (job, ran) = with(|| Fault::once("POST", COMMENTS, wait()));
    created(&ran);
    assert!(ran.took >= Duration::from_secs(1), "{ran:?}");
    assert_eq!(job.sent("POST"), 2);
}

#[test]
fn attack_11_a_bare_refusal_says_which_permission_is_missing() {
    let (job, ran) = with(|| Fault::always("POST", COMMENTS, refusal(403)));
    ran.is_undelivered("403 (No, [token]!): the token may not do this");
    assert!(ran.stderr.contains("permissions: pull-requests: write"), "{ran:?}");
    assert_eq!((job.sent("POST"), job.marked().len()), (1, 0));
}

#[test]
fn attack_11_a_spent_rate_limit_is_called_that() {
    let spent = || refusal(403).with("x-ratelimit-remaining", "0");
    let (_, ran) = with(|| Fault::always("GET", "/user", spent()));
    ran.is_undelivered("rate limit is used up");
}

#[test]
fn attack_11_what_is_missing_or_invalid_is_said_at_once() {
    for (status, says) in
        [(404, "can't see it"), (422, "as it is"), (410, "closed"), (401, "not valid")]
    {
        let (job, ran) = with(|| Fault::always("POST", COMMENTS, refusal(status)));
        ran.is_undelivered(says);
        assert_eq!((job.sent("POST"), job.marked().len()), (1, 0));
    }
}

#[test]
fn attack_11_a_redirect_is_not_followed_and_the_token_stays() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let elsewhere = Server::start(move |request| {
        log.lock().unwrap().push(request.clone());
        Reply::json(201, &json!({ "id": 1 }))
    });
    for status in [301, 302, 307, 308] {
        for (method, path) in [("GET", COMMENTS), ("POST", COMMENTS), ("GET", "/pulls/7")] {
            let to = format!("{}/repos/octo/app/issues/7/comments", elsewhere.url);
            let redirect = || refusal(status).with("location", to.clone());
            let (job, ran) = with(|| Fault::always(method, path, redirect()));
            ran.is_undelivered("leads elsewhere");
            assert_eq!(job.marked().len(), 0);
        }
    }
    assert!(seen.lock().unwrap().is_empty());
}

#[test]
fn attack_11_a_list_without_an_end_ends() {
    let job = Job::github();
    job.world().loops = true;
    for n in 0..100 {
        job.world().says(Some((666, "mallory")), &format!("comment {n}"));
    }
    // The same page again: that was all.
    created(&job.require(&[]));
    assert_eq!(job.marked().len(), 1);
}

#[test]
fn attack_11_a_list_longer_than_anyone_reads_makes_no_comment() {
    let job = Job::github();
    for n in 0..3100 {
        job.world().says(Some((666, "mallory")), &format!("comment {n}"));
    }
    job.require(&[]).is_undelivered("more than 30 pages");
    assert_eq!((job.wrote(), job.marked().len()), (0, 0));
}

#[test]
fn attack_11_an_answer_that_is_cut_or_no_json_is_asked_for_again_a_few_times() {
    let login = || Reply::Whole(200, Vec::new(), b"<html>Log in, please</html>".to_vec());
    let (_, ran) = with(|| Fault::always("GET", COMMENTS, login()));
    ran.is_undelivered("is this the API's address?");
    let cut = || Reply::Whole(200, Vec::new(), br#"[{"id": 1, "bod"#.to_vec());
    created(&with(|| Fault::once("GET", COMMENTS, cut())).1);
    created(&with(|| Fault::once("GET", COMMENTS, Reply::Cut(200, vec![b' '; 100]))).1);
}

#[test]
fn attack_11_an_update_is_repeated_since_it_changes_nothing_twice() {
    for reply in [refusal(502), Reply::Reset, Reply::Hang] {
        let mut job = Job::github();
        job.comment(&[]).is_done("comment created on octo/app#7");
        job.reports(super::job::Kind::FailMore);
        let id = job.marked()[0].id;
        assert_eq!(id, 1001);
        job.fails(Fault::once("PATCH", "/comments/1001", reply).with_effect());
        job.require(&[]).is_done("comment updated on octo/app#7");
        assert_eq!((job.sent("PATCH"), job.marked().len()), (2, 1));
    }
}

#[test]
fn attack_11_nobody_there_is_said_soon() {
    let mut job = Job::github();
    job.set("GITHUB_API_URL", "http://127.0.0.1:1");
    let ran = job.require(&[]);
    ran.is_undelivered("failed to read the request: ");
    assert!(ran.took < Duration::from_secs(5), "{ran:?}");
}

#[test]
fn attack_11_gitlab_too_gets_no_second_note_and_no_token_elsewhere() {
    let notes = "/notes";
    let cases = [
        (Fault::once("POST", notes, refusal(502)), 2),
        (Fault::once("POST", notes, refusal(502)).with_effect(), 1),
        (Fault::once("POST", notes, Reply::Reset), 2),
        (Fault::once("POST", notes, Reply::Reset).with_effect(), 1),
        (Fault::once("POST", notes, Reply::Hang).with_effect(), 1),
        (Fault::once("POST", notes, Reply::Cut(201, Vec::new())).with_effect(), 1),
        (Fault::once("GET", notes, Reply::Reset), 1),
        (Fault::once("GET", notes, Reply::Cut(200, vec![b' '; 100])), 1),
    ];
    for (fault, posts) in cases {
        let mut job = Job::gitlab();
        job.fails(fault).require(&[]).is_done("comment created on 21#7");
        assert_eq!((job.sent("POST"), job.marked().len()), (posts, 1));
    }
    let to = "http://127.0.0.1:1/";
    let cases = [
        (Fault::always("POST", notes, Reply::Hang), "could still take effect"),
        (Fault::always("GET", notes, Reply::Hang), "no whole answer within 1 s"),
        (Fault::always("GET", notes, Reply::Drip), "no whole answer within 1 s"),
        (Fault::always("GET", notes, Reply::Large(200 << 20)), "larger than 16 MiB"),
        (Fault::always("GET", notes, refusal(302).with("location", to)), "leads elsewhere"),
        (Fault::always("POST", notes, refusal(307).with("location", to)), "leads elsewhere"),
        (Fault::always("POST", notes, refusal(403)), "CI_JOB_TOKEN can't post"),
        (Fault::always("GET", "/user", refusal(401)), "CI_JOB_TOKEN can't post"),
    ];
    for (fault, says) in cases {
        let mut job = Job::gitlab();
        job.fails(fault).require(&[]).is_undelivered(says);
        assert_eq!(job.marked().len(), 0);
    }
}
