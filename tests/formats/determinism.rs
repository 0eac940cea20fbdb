//! The same captures give the same bytes in every format, wherever that is.

use super::reports::testdata;
use std::path::Path;
use std::process::Command;

const FORMATS: [&str; 10] = [
    "table",
    "json",
    "markdown",
    "github",
    "step-summary",
    "junit",
    "codequality",
    "sarif",
    "html",
    "csv",
];

/// Every format, rendered under variables of the environment.
fn rendered(variables: &[(&str, &str)]) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let file = |format: &str| folder.path().join(format);
    let mut command = Command::new(env!("CARGO_BIN_EXE_allocgate"));
    let command = command.args(["check", "--today", "2026-11-25"]).envs(variables.iter().copied());
    let captures = ["1.25.5", "1.27.3"].map(|v| format!("real/html_template.{v}.fix-cpu1.txt"));
    let command = command.args(captures.iter().map(|capture| testdata(capture)));
    let reports = FORMATS.map(|format| format!("--report={format}={}", file(format).display()));
    let output = command.args(reports).current_dir(Path::new("/")).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    FORMATS.iter().map(|format| std::fs::read(file(format)).unwrap()).collect()
}

#[test]
fn no_locale_time_zone_or_terminal_changes_a_byte() {
    let here = rendered(&[]);
    assert!(here.iter().all(|text| text.len() > 100), "every format says something");
    let elsewhere = [
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "ar_EG.UTF-8"),
        ("TZ", "Asia/Kathmandu"),
        ("TERM", "xterm-256color"),
        ("COLUMNS", "40"),
        ("CLICOLOR_FORCE", "1"),
        ("GITHUB_ACTIONS", "true"),
    ];
    let there = rendered(&elsewhere);
    for ((format, a), b) in FORMATS.iter().zip(&here).zip(&there) {
        assert!(a == b, "{format} differs");
    }
}
