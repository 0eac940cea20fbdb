//! Reports as others read them: each format is held against a schema or a parser of other people.
#![cfg(feature = "cli")]
#![allow(clippy::panic, clippy::unwrap_used)]

#[path = "../support/tools.rs"]
mod tools;

#[path = "../support/explained.rs"]
mod explain;

mod again;
mod annotations;
mod codequality;
mod csv;
mod determinism;
mod explained;
mod html;
mod junit;
mod places;
mod reports;
mod sarif;
