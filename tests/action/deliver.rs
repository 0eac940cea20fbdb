//! The last two steps: the comment, and the code that the job ends with.

use crate::step::{BINARY, Job, Ran};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Stands in for the program where only the way to it is tested: tells its arguments and the token's
/// variable, and ends as it is told.
fn recorder(job: &Job, code: i32) -> String {
    let tell = "for word; do printf '<%s>\\n' \"$word\"; done\necho \"token: $GITHUB_TOKEN\"";
    script(&job.path("home"), &format!("{tell}\nexit {code}"))
}

/// Judges as the program does, and in place of a comment ends as it is told. Each call is a line of a file.
pub fn recorder_at(folder: &Path, file: &Path, code: i32) -> String {
    let tell = format!("echo \"token=$GITHUB_TOKEN $*\" >>'{}'", file.display());
    script(folder, &format!("{tell}\n[ \"$1\" != comment ] || exit {code}\nexec '{BINARY}' \"$@\""))
}

/// Writes a program.
pub fn script(folder: &Path, lines: &str) -> String {
    let path = folder.join("recorder");
    fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.display().to_string()
}

fn comment(code: i32, inputs: &[(&str, &str)]) -> Ran {
    let job = Job::new();
    let program = recorder(&job, code);
    let job = job
        .with("INPUT_KEY", "")
        .with("INPUT_AUTHOR", "")
        .with("BINARY", &program)
        .with("REPORT", "/tmp/report.json")
        .with("GITHUB_TOKEN", "secret")
        .with("INPUT_COMMENT", "change")
        .with("INPUT_REQUIRE_DELIVERY", "false");
    inputs.iter().fold(job, |job, (name, value)| job.with(name, value)).step("comment.sh", &[])
}

#[test]
fn the_comment_is_told_what_the_inputs_say() {
    let ran = comment(0, &[]);
    let plain = "<comment>\n</tmp/report.json>\n<--on=change>\n<--token-env=GITHUB_TOKEN>\n";
    assert_eq!(ran.log, format!("{plain}token: secret\n"));
    let inputs = [
        ("INPUT_KEY", "a b"),
        ("INPUT_AUTHOR", "$(touch owned) --token-env=X"),
        ("INPUT_REQUIRE_DELIVERY", "true"),
    ];
    let ran = comment(0, &inputs);
    let more = "<--key=a b>\n<--author=$(touch owned) --token-env=X>\n<--require-delivery>\n";
    assert_eq!(ran.log, format!("{plain}{more}token: secret\n"));
}

#[test]
fn a_comment_that_fails_warns_and_does_not_end_the_step() {
    let ran = comment(4, &[]);
    assert_eq!((ran.exit, ran.outputs["exit-code"].as_str()), (0, "4"));
    assert!(
        ran.log
            .ends_with("::warning title=allocgate::the comment was not delivered (exit code 4)\n")
    );
}

#[test]
fn the_job_ends_with_the_code_of_check() {
    let end = |check: &str, comment: &str, required: &str| {
        let job = Job::new()
            .with("CHECK_CODE", check)
            .with("COMMENT_CODE", comment)
            .with("INPUT_REQUIRE_DELIVERY", required);
        job.step("verdict.sh", &[]).exit
    };
    for check in ["0", "1", "2", "3"] {
        let code = check.parse::<i32>().unwrap();
        for comment in ["", "0", "2", "4"] {
            assert_eq!(end(check, comment, "false"), code);
        }
        assert_eq!(end(check, "0", "true"), code);
    }
    for comment in ["", "2", "4"] {
        assert_eq!(end("0", comment, "true"), 4);
        assert_eq!(end("1", comment, "true"), 1);
    }
    for unknown in ["", "00", "4", "137", "0\n"] {
        assert_eq!(end(unknown, "0", "false"), 2, "{unknown:?}");
    }
}
