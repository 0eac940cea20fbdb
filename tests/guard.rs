//! `allocgate guard`, called by hand.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/processes.rs"]
mod processes;
#[path = "support/tools.rs"]
mod tools;

use processes::{is_gone, runs};
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Output, Stdio};

/// What sleeps in a group of its own, unless the test is at its end.
struct Sleeper(Child);

impl Sleeper {
    fn new() -> Sleeper {
        Sleeper(Command::new("sleep").arg("100").process_group(0).spawn().unwrap())
    }

    fn number(&self) -> u32 {
        self.0.id()
    }

    fn was_killed(&mut self) -> bool {
        is_gone(&self.number().to_string()) && !self.0.wait().unwrap().success()
    }

    fn runs(&self) -> bool {
        runs(&self.number().to_string())
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What comes of a guard that is told so much.
fn guarded(told: &[u8]) -> Output {
    let mut guard = Command::new(env!("CARGO_BIN_EXE_allocgate"));
    guard.arg("guard").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut guard = guard.spawn().unwrap();
    // It may have had enough earlier.
    let _ = guard.stdin.take().unwrap().write_all(told);
    guard.wait_with_output().unwrap()
}

#[track_caller]
fn is_silent(output: &Output) {
    assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty());
}

#[test]
fn the_groups_that_are_left_are_killed() {
    let [mut left, mut other, ended] = [Sleeper::new(), Sleeper::new(), Sleeper::new()];
    let numbers = [&left, &other, &ended].map(Sleeper::number);
    let begin = numbers.map(|number| format!("begins {number}\n")).concat();
    is_silent(&guarded(format!("{begin}ends {}\n", ended.number()).as_bytes()));
    assert!(left.was_killed() && other.was_killed());
    assert!(ended.runs());
    is_silent(&guarded(b""));
}

#[test]
fn who_says_anything_else_kills_nothing() {
    let sleeper = Sleeper::new();
    let number = sleeper.number();
    let begins = format!("begins {number}\n");
    let torn = [format!("begins {number}"), format!("{begins}begins"), format!("{begins}\n")];
    let other = ["begins 1\n", "begins 0\n", "begins -1\n", "ends 1\n", "help\n", "\0\0\0\n"];
    let other = other.map(|line| format!("{begins}{line}"));
    let endless = format!("{begins}{}\n{begins}", "x".repeat(1 << 20));
    for told in torn.into_iter().chain(other).chain([endless]) {
        let output = guarded(told.as_bytes());
        let start: String = told.chars().take(100).collect();
        assert_eq!(output.status.code(), Some(2), "{start:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(stderr, "error: guard is for allocgate itself, which starts it\n");
    }
    assert!(sleeper.runs());
}

#[test]
fn a_terminal_is_not_listened_to() {
    // Other systems have another program of that name.
    let Some(mut script) = tools::program("script", "--version") else { return };
    let guard = format!("'{}' guard", env!("CARGO_BIN_EXE_allocgate"));
    script.args(["-q", "-e", "-c", &guard, "/dev/null"]).stdin(Stdio::piped());
    let mut script = script.stdout(Stdio::piped()).spawn().unwrap();
    // Whose input stays open for as long.
    let stdin = script.stdin.take();
    let output = script.wait_with_output().unwrap();
    drop(stdin);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("for allocgate itself"));
}
