//! Which lines allocate more, and why, told from profiles that are written here: stack by stack.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod heap;
mod operations;
mod pairs;
#[path = "../support/profile.rs"]
mod profile;
mod reasons;
