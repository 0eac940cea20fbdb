//! `allocgate explain` and what `run` tells of benchmarks that fail, in real repositories.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod asked;
#[path = "../support/demo.rs"]
mod changed;
mod demo;
mod explained;
mod hostile;
mod kept;
#[path = "../run/module.rs"]
mod module;
mod moved;
#[path = "../support/repository.rs"]
mod repository;
mod shapes;
#[path = "../support/tools.rs"]
mod tools;
mod unprofiled;
