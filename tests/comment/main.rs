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
mod promises;
mod refusals;
mod reports;
mod strangers;
mod tokens;
mod trials;
mod usage;
mod world;

#[path = "../support/mod.rs"]
mod support;
