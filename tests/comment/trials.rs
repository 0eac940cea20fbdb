//! Jobs whose forge has a fault.

use super::fault::Fault;
use super::http::Reply;
use super::job::{Job, Ran};
use serde_json::json;
use std::thread;

pub const COMMENTS: &str = "/comments";

pub fn refusal(status: u16) -> Reply {
    Reply::json(status, &json!({ "message": "No, ghp_TopSecretTopSecretTopSecret1234!" }))
}

/// Runs a job whose forge has a fault.
pub fn with(fault: impl Fn() -> Fault) -> (Job, Ran) {
    let mut job = Job::github();
    let ran = job.fails(fault()).require(&[]);
    if ran.exit == 0 {
        assert_eq!(job.marked().len(), 1, "{ran:?}");
    }
    (job, ran)
}

/// All at once: most of them wait.
pub fn each<T: Send>(cases: Vec<T>, run: impl Fn(T) + Sync) {
    let run = &run;
    thread::scope(|scope| {
        for case in cases {
            scope.spawn(move || run(case));
        }
    });
}

pub fn created(ran: &Ran) {
    ran.is_done("comment created on octo/app#7");
}
