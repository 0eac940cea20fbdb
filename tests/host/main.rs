//! Other programs.
#![cfg(all(unix, feature = "cli"))]
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod programs;
mod scrubbed;
#[path = "../support/tools.rs"]
mod tools;
