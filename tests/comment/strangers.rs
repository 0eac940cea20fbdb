//! Comments that are not ours, or hard to find.

use super::fault::Fault;
use super::http::Reply;
use super::job::{Job, Kind};
use super::openapi::Api;
use super::trials::refusal;
use super::world::{Posted, US};
use serde_json::{Value, json};

const FAKE: &str = "<!-- allocgate comment key=default verdict=pass digest=0 -->\nAll is well.";
const STRANGER: Option<(i64, &str)> = Some((666, "mallory"));

fn body(job: &Job, id: u64) -> String {
    let world = job.world();
    let found = world.comments.iter().find(|posted: &&Posted| posted.id == id);
    found.unwrap().body.clone()
}

/// Attack 10.
#[test]
fn attack_10_a_strangers_comment_with_our_marker_is_left_alone() {
    let job = Job::github();
    let theirs = job.world().says(STRANGER, FAKE);
    let before = body(&job, theirs);
    job.comment(&[]).is_done("comment created on octo/app#7");
    job.comment(&[]).is_done("comment on octo/app#7 says so already");
    assert_eq!((body(&job, theirs), job.marked().len()), (before, 2));
}

#[test]
fn attack_10_a_stranger_whose_name_begins_like_ours_is_a_stranger() {
    let job = Job::github();
    job.world().says(Some((667, "github-actions")), FAKE);
    job.world().says(Some((668, "github-actions[bot]x")), FAKE);
    job.comment(&[]).is_done("comment created on octo/app#7");
    assert_eq!(job.marked().len(), 3);
}

#[test]
fn attack_10_our_words_quoted_or_further_down_are_not_our_comment() {
    let job = Job::github();
    job.world().says(Some(US), &format!("> {FAKE}"));
    job.world().says(Some(US), &format!("Look:\n{FAKE}"));
    job.comment(&[]).is_done("comment created on octo/app#7");
}

#[test]
fn attack_10_of_several_of_ours_the_oldest_is_updated_and_the_others_go() {
    for job in [Job::github(), Job::gitlab()] {
        let (theirs, other_key) = (STRANGER, FAKE.replace("default", "other"));
        let first = job.world().says(theirs, FAKE);
        let old = job.world().says(Some(US), FAKE);
        let between = job.world().says(theirs, FAKE);
        job.world().says(Some(US), FAKE);
        let other = job.world().says(Some(US), &other_key);
        let plain = job.world().says(Some(US), "All is well.");
        // On the second page.
        (0..100).for_each(|n| _ = job.world().says(theirs, &format!("comment {n}")));
        job.world().says(Some(US), FAKE);
        let count = job.world().comments.len();
        let ran = job.require(&[]);
        assert!(ran.exit == 0 && ran.stdout.starts_with("comment updated on "), "{ran:?}");
        assert!(ran.stderr.contains("all but the oldest were deleted"), "{ran:?}");
        assert!(body(&job, old).contains("FAIL"));
        for id in [first, between, other, plain] {
            assert!(body(&job, id).contains("All is well"));
        }
        assert_eq!(job.world().comments.len(), count - 2);
        assert_eq!(job.sent("DELETE"), 2);
        let ran = job.require(&[]);
        assert!(ran.stdout.ends_with("says so already\n") && ran.stderr.is_empty(), "{ran:?}");
        assert_eq!(job.wrote(), 3);
    }
}

#[test]
fn a_surplus_comment_that_cannot_be_deleted_is_told_and_the_comment_is_delivered() {
    let mut job = Job::github();
    job.world().says(Some(US), FAKE);
    job.world().says(Some(US), FAKE);
    job.fails(Fault::always("DELETE", "/comments/1002", refusal(403)));
    let ran = job.require(&[]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (0, "comment updated on octo/app#7\n"));
    assert!(
        ran.stderr.starts_with("warning: there are several comments of ours: failed to delete")
    );
    // Another job was faster.
    let mut job = Job::github();
    job.world().says(Some(US), FAKE);
    job.world().says(Some(US), FAKE);
    job.fails(Fault::always("DELETE", "/comments/1002", refusal(404)));
    assert!(job.require(&[]).stderr.contains("were deleted"));
}

#[test]
fn our_comment_that_somebody_changed_below_the_marker_says_again_what_we_say() {
    for mut job in [Job::github(), Job::gitlab()] {
        for kind in [Kind::Fail, Kind::Pass] {
            assert_eq!(job.reports(kind).require(&[]).exit, 0);
            let said = job.marked()[0].body.clone();
            let marker = said.lines().next().unwrap().to_owned();
            job.world().comments[0].body = format!("{marker}\r\nAll is well.");
            let ran = job.require(&[]);
            assert!(ran.stdout.starts_with("comment updated on "), "{ran:?}");
            assert_eq!(
                job.marked()[0].body.replace('\r', "").trim(),
                said.replace('\r', "").trim()
            );
            // Of what a forge changes, nothing is made.
            job.world().comments[0].body =
                format!("\n{}\r\n\r\n", said.trim().replace('\n', "  \n"));
            let ran = job.require(&[]);
            assert!(ran.stdout.ends_with("says so already\n"), "{ran:?}");
        }
        assert_eq!(job.wrote(), 4);
    }
}

#[test]
fn an_odd_element_of_a_list_hides_none_of_the_others() {
    for mut job in [Job::github(), Job::gitlab()] {
        job.world().says(Some(US), FAKE);
        let comments = job.thread();
        let api = Api::github();
        let posted = job.marked()[0].clone();
        let ours = if comments == "/notes" { api.note(&posted) } else { api.comment(&posted) };
        let with = |name: &str, value: Value| {
            let mut odd = ours.clone();
            odd[name] = value;
            odd
        };
        let list = json!([
            null,
            with("body", json!(7)),
            with("id", json!(-1)),
            with("id", json!("x")),
            {},
            [],
            "x",
            1e300,
            ours
        ]);
        job.fails(Fault::always("GET", comments, Reply::json(200, &list)));
        let ran = job.require(&[]);
        assert!(ran.exit == 0 && ran.stdout.starts_with("comment updated on "), "{ran:?}");
        assert!(job.marked()[0].body.contains("FAIL") && job.sent("POST") == 0);
    }
}

#[test]
fn attack_10_ours_is_found_on_the_third_page() {
    let job = Job::github();
    for n in 0..240 {
        job.world().says(STRANGER, &format!("comment {n}"));
    }
    let ours = job.world().says(Some(US), FAKE);
    for _ in 0..9 {
        job.world().says(STRANGER, "more");
    }
    job.comment(&[]).is_done("comment updated on octo/app#7");
    assert!(body(&job, ours).contains("FAIL"));
    assert_eq!((job.marked().len(), job.sent("POST")), (1, 0));
}

#[test]
fn attack_10_a_comment_of_a_user_who_is_gone_is_nobodys() {
    let mut job = Job::github();
    job.world().says(None, FAKE);
    let ours = job.world().says(Some(US), FAKE);
    job.reports(Kind::Fail).comment(&[]).is_done("comment updated on octo/app#7");
    assert!(body(&job, ours).contains("FAIL"));
}

#[test]
fn attack_10_a_note_of_gitlab_itself_is_not_ours() {
    let job = Job::gitlab();
    let note = job.world().says(Some(US), FAKE);
    job.world().comments[0].system = true;
    job.comment(&[]).is_done("comment created on 21#7");
    assert!(body(&job, note).contains("All is well"));
}

#[test]
fn attacks_2_and_4_words_of_captures_are_posted_and_do_nothing() {
    for mut job in [Job::github(), Job::gitlab()] {
        assert_eq!(job.reports(Kind::Hostile).require(&[]).exit, 0);
        let body = job.marked()[0].body.clone();
        assert!(body.contains("Encode"), "{body}");
        assert_eq!(body.matches("<!--").count(), 1, "{body}");
        assert!(!body.lines().any(|line| line.trim_start().starts_with('/')), "{body}");
        assert_eq!(job.require(&[]).exit, 0);
        assert_eq!((job.marked().len(), job.wrote()), (1, 1));
    }
}
