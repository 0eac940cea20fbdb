//! The GitHub Action: its scripts step by step, and the whole of it in a runner.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used)]

#[path = "action/install.rs"]
mod install;
#[path = "support/server.rs"]
mod server;
#[path = "action/step.rs"]
mod step;
