//! The GitHub Action: its scripts step by step, and the whole of it in a runner.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used)]

#[path = "action/captures.rs"]
mod captures;
#[path = "action/check.rs"]
mod check;
#[path = "action/deliver.rs"]
mod deliver;
#[path = "action/examples.rs"]
mod examples;
#[path = "support/gomodule.rs"]
mod gomodule;
#[path = "action/install.rs"]
mod install;
#[path = "action/judged.rs"]
mod judged;
#[path = "action/measure.rs"]
mod measure;
#[path = "action/plan.rs"]
mod plan;
#[path = "action/release.rs"]
mod release;
#[path = "action/runner.rs"]
mod runner;
#[path = "support/server.rs"]
mod server;
#[path = "action/step.rs"]
mod step;
#[path = "support/tools.rs"]
mod tools;
#[path = "action/whole.rs"]
mod whole;
