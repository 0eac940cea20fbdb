//! `allocgate comment` against servers on this machine that play GitHub and GitLab, keep what they are
//! sent, and misbehave when asked to.
#![cfg(all(feature = "cli", feature = "github", feature = "gitlab"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod broken_servers;
mod fault;
mod fork;
mod gitlab;
mod http;
mod job;
mod life;
mod openapi;
mod reports;
mod strangers;
mod tokens;
mod usage;
mod world;

#[path = "../support/program.rs"]
mod program;

/// What a program run leaves behind.
pub struct Outcome {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    pub exit: i32,
}
