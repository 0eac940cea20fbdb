//! Other programs, and git with real repositories.
#![cfg(all(unix, feature = "cli"))]
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod baseline;
#[path = "../support/dice.rs"]
mod dice;
mod differing;
mod files;
mod git;
mod lines;
mod programs;
mod repository;
mod scrubbed;
mod shallow;
#[path = "../support/tools.rs"]
mod tools;
