//! Tokens, and where they may go.

use super::job::Job;
use super::world::TOKEN;

#[test]
fn attack_12_a_line_end_after_a_token_is_no_part_of_it() {
    for mut job in [Job::github(), Job::gitlab()] {
        job.set("ALLOCGATE_TOKEN", format!("  {TOKEN}\r\n"));
        assert_eq!(job.require(&[]).exit, 0);
        assert_eq!(job.marked().len(), 1);
    }
}

#[test]
fn attack_12_a_token_that_is_none_is_not_sent() {
    let long = format!("{TOKEN}\nX-Evil: 1");
    let none = "there is no token in ALLOCGATE_TOKEN or GITHUB_TOKEN";
    let odd = "holds a character that no token has";
    let cases = [
        ("", none),
        ("\n", "the token is empty"),
        (long.as_str(), odd),
        ("gh\u{e9}", odd),
        ("a b", odd),
    ];
    for (token, says) in cases {
        let mut job = Job::github();
        job.set("GITHUB_TOKEN", token).require(&[]).is_undelivered(says);
        assert!(job.world().log.is_empty(), "{token:?}");
    }
}

#[test]
fn attack_12_a_token_is_not_sent_in_the_clear() {
    let mut job = Job::github();
    for url in ["http://api.github.com", "http://127.0.0.1.example/", "ftp://127.0.0.1"] {
        let ran = job.set("GITHUB_API_URL", url).require(&[]);
        assert_eq!(ran.exit, 2, "{ran:?}");
        assert!(ran.stderr.contains("must begin with https://"), "{ran:?}");
    }
    let url = format!("http://x:{TOKEN}@127.0.0.1/");
    let ran = job.require(&["--api-url", &url]);
    assert!(ran.exit == 2 && ran.stderr.contains("must not hold a user or a token"), "{ran:?}");
}

#[test]
fn attack_12_a_token_that_is_wrong_is_said_to_be() {
    let mut job = Job::github();
    job.set("GITHUB_TOKEN", "ghp_TopSecretButOld")
        .require(&[])
        .is_undelivered("401 (Bad credentials)");
}

#[test]
fn the_variable_that_holds_the_token_can_be_named() {
    let mut job = Job::github();
    job.set("GITHUB_TOKEN", "wrong").set("MINE", TOKEN);
    job.require(&["--token-env", "MINE"]).is_done("comment created on octo/app#7");
    job.require(&["--token-env", "NONE"]).is_undelivered("there is no token in NONE");
}
