//! Servers that answer wrongly, late, or not at all: the end comes soon, with one comment at most.

use super::fault::Fault;
use super::http::{Reply, Request};
use super::job::{Job, Kind};
use super::trials::{COMMENTS, created, each, refusal, with};
use std::time::Duration;

#[test]
fn attack_11_a_bad_gateway_before_the_comment_was_taken_is_tried_again_after_a_while() {
    let (job, ran) = with(|| Fault::once("POST", COMMENTS, refusal(502)));
    created(&ran);
    assert_eq!(job.sent("POST"), 2);
    assert!(ran.took >= Duration::from_secs(6), "{ran:?}");
}

#[test]
fn attack_11_a_bad_gateway_after_the_comment_was_taken_makes_no_second_one() {
    let (job, ran) = with(|| Fault::once("POST", COMMENTS, refusal(502)).with_effect());
    created(&ran);
    assert_eq!(job.sent("POST"), 1);
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
    each(vec![Reply::Hang, Reply::Reset, refusal(504), refusal(524)], |reply| {
        let (job, ran) = with(|| Fault::always("POST", COMMENTS, reply.clone()));
        ran.is_undelivered("not sent again, since it may still appear");
        assert_eq!((job.sent("POST"), job.marked().len()), (1, 0));
    });
}

#[test]
fn attack_11_a_comment_that_is_taken_3_s_after_the_answer_makes_no_second_one() {
    let replies = [refusal(500), refusal(502), refusal(503), refusal(504), Reply::Reset];
    let cut = Reply::Cut(201, vec![b' '; 100]);
    let empty = Reply::Whole(202, Vec::new(), Vec::new());
    each([&replies[..], &[cut, empty]].concat(), |reply| {
        for mut job in [Job::github(), Job::gitlab()] {
            let comments = job.thread();
            job.fails(Fault::once("POST", comments, reply.clone()).with_late_effect(3));
            let ran = job.require(&[]);
            assert!(ran.exit == 0 && ran.stdout.starts_with("comment created on "), "{ran:?}");
            assert_eq!((job.sent("POST"), job.marked().len()), (1, 1));
        }
    });
}

#[test]
fn attack_11_a_server_in_trouble_is_given_up_after_a_few_tries() {
    let (job, ran) = with(|| Fault::always("POST", COMMENTS, refusal(503)));
    ran.is_undelivered("failed to create the comment: 503");
    assert!(ran.stderr.contains("it may still appear"), "{ran:?}");
    assert_eq!((job.sent("POST"), job.marked().len()), (2, 0));
    let (job, ran) = with(|| Fault::always("GET", COMMENTS, Reply::Reset));
    ran.is_undelivered("failed to read the comments: ");
    assert_eq!((job.wrote(), job.marked().len()), (0, 0));
}

#[test]
fn attack_11_the_list_is_read_before_every_try() {
    let (job, _) = with(|| Fault::always("POST", COMMENTS, refusal(502)));
    assert_eq!(job.sent("POST"), 2);
    let log = job.world().log.clone();
    let posts = log.iter().enumerate().filter(|(_, request)| request.method == "POST");
    for (i, _) in posts {
        let before: &Request = &log[i - 1];
        assert!(before.method == "GET" && before.path.ends_with(COMMENTS), "{before:?}");
    }
}

#[test]
fn attack_11_no_answer_to_a_question_is_waited_for_no_longer_than_was_said() {
    each(vec!["/user", "/pulls/7", COMMENTS], |path| {
        let (job, ran) = with(|| Fault::always("GET", path, Reply::Hang));
        ran.is_undelivered("no whole answer within 1 s");
        assert_eq!((job.wrote(), job.marked().len()), (0, 0));
    });
}

#[test]
fn attack_11_an_answer_that_never_ends_is_no_answer() {
    let (_, ran) = with(|| Fault::always("GET", COMMENTS, Reply::Drip));
    ran.is_undelivered("no whole answer within 1 s");
    for large in [Reply::Large(200 << 20), Reply::Large(17 << 20)] {
        let (_, ran) = with(|| Fault::always("GET", COMMENTS, large.clone()));
        ran.is_undelivered("the answer is larger than 16 MiB");
        assert!(ran.took < Duration::from_secs(10), "{ran:?}");
    }
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
    each(vec![refusal(502), Reply::Reset, Reply::Hang], |reply| {
        let mut job = Job::github();
        job.comment(&[]).is_done("comment created on octo/app#7");
        job.reports(Kind::FailMore);
        let id = job.marked()[0].id;
        assert_eq!(id, 1001);
        job.fails(Fault::once("PATCH", "/comments/1001", reply.clone()));
        job.require(&[]).is_done("comment updated on octo/app#7");
        assert_eq!((job.sent("PATCH"), job.marked().len()), (2, 1));
        // The list shows what was not answered for.
        let done = Fault::from("PATCH", "/comments/1001", 3, reply).with_effect();
        job.reports(Kind::Fail).fails(done);
        job.require(&[]).is_done("comment updated on octo/app#7");
        assert_eq!((job.sent("PATCH"), job.marked().len()), (3, 1));
    });
}

#[test]
fn attack_11_nobody_there_is_said_soon() {
    let mut job = Job::github();
    job.set("GITHUB_API_URL", "http://127.0.0.1:1");
    let ran = job.require(&[]);
    ran.is_undelivered("failed to read the request: ");
    assert!(ran.took < Duration::from_secs(10), "{ran:?}");
}

#[test]
fn attack_11_gitlab_too_gets_no_second_note_and_no_token_elsewhere() {
    let notes = "/notes";
    let cases = vec![
        (Fault::once("POST", notes, refusal(502)), 2),
        (Fault::once("POST", notes, refusal(502)).with_effect(), 1),
        (Fault::once("POST", notes, Reply::Reset).with_effect(), 1),
        (Fault::once("POST", notes, Reply::Hang).with_effect(), 1),
        (Fault::once("POST", notes, Reply::Cut(201, Vec::new())).with_effect(), 1),
        (Fault::once("GET", notes, Reply::Reset), 1),
        (Fault::once("GET", notes, Reply::Cut(200, vec![b' '; 100])), 1),
    ];
    each(cases, |(fault, posts)| {
        let mut job = Job::gitlab();
        job.fails(fault).require(&[]).is_done("comment created on 21#7");
        assert_eq!((job.sent("POST"), job.marked().len()), (posts, 1));
    });
    let to = "http://127.0.0.1:1/";
    let cases = vec![
        (Fault::always("POST", notes, Reply::Hang), "it may still appear"),
        (Fault::always("POST", notes, Reply::Reset), "it may still appear"),
        (Fault::always("GET", notes, Reply::Hang), "no whole answer within 1 s"),
        (Fault::always("GET", notes, Reply::Drip), "no whole answer within 1 s"),
        (Fault::always("GET", notes, Reply::Large(200 << 20)), "larger than 16 MiB"),
        (Fault::always("GET", notes, refusal(302).with("location", to)), "leads elsewhere"),
        (Fault::always("POST", notes, refusal(307).with("location", to)), "leads elsewhere"),
        (Fault::always("POST", notes, refusal(403)), "CI_JOB_TOKEN can't post"),
        (Fault::always("GET", "/user", refusal(401)), "CI_JOB_TOKEN can't post"),
    ];
    each(cases, |(fault, says)| {
        let mut job = Job::gitlab();
        job.fails(fault).require(&[]).is_undelivered(says);
        assert_eq!(job.marked().len(), 0);
    });
}
