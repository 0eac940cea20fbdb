//! `allocgate run` in real repositories, with real benchmarks.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod again;
#[path = "../support/demo.rs"]
mod changed;
mod checkouts;
mod demo;
mod failing;
mod interrupted;
mod module;
mod packages;
mod policies;
#[path = "../support/repository.rs"]
mod repository;
mod shards;
#[path = "../support/tools.rs"]
mod tools;
