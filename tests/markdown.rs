//! Markdown as an independent renderer reads it: the one that GitLab uses, with the extensions of
//! GitHub and with those of GitLab.
#![cfg(feature = "cli")]
#![allow(clippy::expect_used, clippy::unwrap_used)]

#[path = "markdown/attacks.rs"]
mod attacks;
#[path = "markdown/budget.rs"]
mod budget;
#[path = "support/explained.rs"]
mod explain;
#[path = "markdown/rendered.rs"]
mod rendered;
#[path = "markdown/reports.rs"]
mod reports;
