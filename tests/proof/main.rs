//! The gate applied to itself.
#![allow(clippy::unwrap_used, clippy::panic)]

mod captures;
mod selftests;
mod support;
