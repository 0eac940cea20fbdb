//! The pre-push hook in real repositories, with real pushes and real benchmarks.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod environment;
mod gone;
mod interrupted;
mod measuring;
mod policies;
#[path = "../support/processes.rs"]
mod processes;
mod pushes;
mod reaches;
#[path = "../support/repository.rs"]
mod repository;
#[path = "../support/tools.rs"]
mod tools;
mod wiring;
