//! Servers that say no, or elsewhere, or not now.

use super::fault::Fault;
use super::http::{Reply, Server};
use super::job::Job;
use super::trials::{COMMENTS, created, refusal, with};
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[test]
fn where_delivery_is_not_required_its_failure_is_a_warning() {
    let mut job = Job::github();
    let ran = job.fails(Fault::always("POST", COMMENTS, refusal(403))).comment(&[]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (0, ""), "{ran:?}");
    assert!(ran.stderr.starts_with("warning: the comment was not delivered: failed to create"));
}

#[test]
fn attack_11_a_long_wait_is_not_waited_for() {
    for status in [403, 429, 503] {
        let wait = || refusal(status).with("retry-after", "3600");
        let (job, ran) = with(|| Fault::always("POST", COMMENTS, wait()));
        ran.is_undelivered("not wanted within 3600 s");
        assert!(ran.took < Duration::from_secs(10), "{ran:?}");
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
