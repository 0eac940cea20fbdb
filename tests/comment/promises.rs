//! Servers that say yes, and keep nothing: what counts is the comment in the answer, or in the list.

use super::fault::Fault;
use super::http::Reply;
use super::job::{Job, Kind};
use super::trials::each;
use serde_json::{Value, json};

fn html() -> Reply {
    Reply::Whole(200, Vec::new(), b"<html>Sign in</html>".to_vec())
}

/// What says yes and shows no comment of ours.
fn promises() -> Vec<Reply> {
    let body = "<!-- allocgate comment key=other verdict=fail digest=0 -->\nx";
    let answers: [(u16, Value); 8] = [
        (202, json!({ "commands_changes": { "merge": "x" }, "summary": ["Merged"] })),
        (200, json!({ "error": "nope" })),
        (201, json!({ "id": 5 })),
        (201, json!({ "id": 5, "body": "x" })),
        (201, json!({ "id": 5, "body": body })),
        (201, json!({ "id": null, "body": body })),
        (200, json!([])),
        (200, Value::Null),
    ];
    let answers = answers.iter().map(|(status, answer)| Reply::json(*status, answer));
    let empty = [202, 204].map(|status| Reply::Whole(status, Vec::new(), Vec::new()));
    [html()].into_iter().chain(empty).chain(answers).collect()
}

#[test]
fn a_comment_that_is_promised_and_not_kept_is_not_delivered() {
    each(promises(), |reply| {
        for mut job in [Job::github(), Job::gitlab()] {
            let comments = job.thread();
            job.fails(Fault::always("POST", comments, reply.clone()));
            job.require(&[]).is_undelivered("does not show it");
            assert_eq!((job.sent("POST"), job.marked().len()), (1, 0));
        }
    });
}

#[test]
fn a_comment_that_is_kept_though_the_answer_does_not_show_it_is_found() {
    each(promises(), |reply| {
        for mut job in [Job::github(), Job::gitlab()] {
            let comments = job.thread();
            let ran = job.fails(Fault::once("POST", comments, reply.clone()).with_effect());
            let ran = ran.require(&[]);
            assert!(ran.exit == 0 && ran.stdout.starts_with("comment created on "), "{ran:?}");
            assert_eq!((job.sent("POST"), job.marked().len()), (1, 1));
        }
    });
}

#[test]
fn an_update_that_is_promised_and_not_kept_is_not_delivered() {
    each(vec![html(), Reply::json(200, &json!({ "error": "nope" }))], |reply| {
        for mut job in [Job::github(), Job::gitlab()] {
            assert_eq!(job.require(&[]).exit, 0);
            let before = job.marked()[0].body.clone();
            for method in ["PATCH", "PUT"] {
                job.fails(Fault::always(method, "/1001", reply.clone()));
            }
            job.reports(Kind::FailMore).require(&[]).is_undelivered("does not show it");
            assert_eq!((job.wrote(), &job.marked()[0].body), (1 + 3, &before));
        }
    });
}

#[test]
fn an_update_that_is_kept_though_the_answer_does_not_show_it_is_found() {
    for mut job in [Job::github(), Job::gitlab()] {
        assert_eq!(job.require(&[]).exit, 0);
        for method in ["PATCH", "PUT"] {
            job.fails(Fault::always(method, "/1001", html()).with_effect());
        }
        let ran = job.reports(Kind::FailMore).require(&[]);
        assert!(ran.exit == 0 && ran.stdout.starts_with("comment updated on "), "{ran:?}");
        assert_eq!((job.wrote(), job.marked().len()), (2, 1));
    }
}
