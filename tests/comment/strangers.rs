//! Comments that are not ours, or hard to find.

use super::job::{Job, Kind};
use super::world::{Posted, US};

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
fn attack_10_of_two_of_ours_the_oldest_is_updated() {
    let job = Job::github();
    let old = job.world().says(Some(US), FAKE);
    let new = job.world().says(Some(US), FAKE);
    job.comment(&[]).is_done("comment updated on octo/app#7");
    assert!(body(&job, old).contains("FAIL") && body(&job, new).contains("All is well"));
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
