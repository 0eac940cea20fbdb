//! Reports that are none, and what is said without a forge.

use super::job::{Job, Kind};
use allocgate::report;

fn refused(job: &Job, path: &str, says: &str) {
    let ran = job.run(&[path, "--require-delivery"]);
    assert_eq!(ran.exit, 2, "{ran:?}");
    assert!(ran.stderr.contains(says) && ran.stderr.len() < 500, "{ran:?}");
    assert!(job.world().log.is_empty());
}

#[test]
fn attack_13_what_is_no_report_is_not_posted() {
    let job = Job::github();
    let write = |name: &str, text: &str| {
        std::fs::write(job.directory.path().join(name), text).unwrap();
    };
    let whole = report::to_json(&Kind::Fail.report()).unwrap();
    write("version.json", &whole.replacen("\"version\": 1", "\"version\": 2", 1));
    write("cut.json", &whole[..whole.len() / 2]);
    write("empty.json", "");
    write("deep.json", &"[".repeat(1_000_000));
    write(
        "words.json",
        &format!("{{\"version\": 1, \"verdict\": \"{}\"}}", "::error::".repeat(9999)),
    );
    refused(&job, "version.json", "report version 2");
    refused(&job, "cut.json", "not a report");
    refused(&job, "empty.json", "not a report");
    refused(&job, "deep.json", "not a report");
    refused(&job, "words.json", "not a report");
    refused(&job, "missing.json", "failed to read the report missing.json");
}

#[test]
#[cfg(unix)]
fn attack_13_a_link_or_a_device_is_no_report() {
    let job = Job::github();
    let link = job.directory.path().join("link.json");
    std::os::unix::fs::symlink("/etc/hostname", link).unwrap();
    refused(&job, "link.json", "symbolic link");
    refused(&job, "/dev/zero", "no regular file");
    refused(&job, ".", "no regular file");
}

#[test]
fn attack_13_a_file_larger_than_any_report_is_refused_unread() {
    let job = Job::github();
    let file = std::fs::File::create(job.directory.path().join("bomb.json")).unwrap();
    file.set_len(300 << 20).unwrap();
    refused(&job, "bomb.json", "larger than 256 MiB");
}

#[test]
fn a_dry_run_prints_the_comment_and_asks_nobody() {
    let mut job = Job::by_hand();
    let ran = job.run(&["report.json", "--dry-run"]);
    assert_eq!((ran.exit, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.starts_with("<!-- allocgate comment key=default verdict=fail digest="));
    assert!(ran.stdout.contains("FAIL: 1 regression"), "{ran:?}");
    let ran = job.reports(Kind::Pass).run(&["report.json", "--dry-run"]);
    assert!(ran.stderr.contains("none would be written"), "{ran:?}");
    assert!(job.world().log.is_empty());
}
