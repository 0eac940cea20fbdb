//! The report as data, and one file for each output format.
//!
//! [`v1`] is the outer form: plain data, complete, versioned. Formats see nothing else. A reason is
//! a code with parameters; the sentence is made where it is shown.

#[cfg(feature = "cli")]
mod accepted;
#[cfg(feature = "cli")]
mod advice;
mod again;
mod build;
#[cfg(feature = "cli")]
mod codequality;
#[cfg(feature = "cli")]
mod columns;
#[cfg(feature = "cli")]
mod csv;
#[cfg(feature = "cli")]
mod drill;
#[cfg(feature = "cli")]
mod explained;
#[cfg(feature = "cli")]
mod fingerprint;
#[cfg(feature = "cli")]
mod function;
#[cfg(feature = "cli")]
mod github;
#[cfg(feature = "cli")]
mod html;
mod json;
#[cfg(feature = "cli")]
mod junit;
#[cfg(feature = "cli")]
mod locate;
#[cfg(feature = "cli")]
mod markdown;
#[cfg(feature = "cli")]
mod naming;
#[cfg(feature = "cli")]
mod next;
#[cfg(feature = "cli")]
mod order;
#[cfg(feature = "cli")]
mod parameters;
mod policy;
#[cfg(feature = "cli")]
mod problems;
#[cfg(feature = "cli")]
mod regressed;
mod remarks;
mod rows;
#[cfg(feature = "cli")]
mod sarif;
#[cfg(test)]
mod schema;
#[cfg(feature = "cli")]
mod selected;
#[cfg(feature = "cli")]
mod sentence;
#[cfg(feature = "cli")]
mod sites;
#[cfg(feature = "cli")]
mod table;
#[cfg(feature = "cli")]
mod text;
#[cfg(feature = "cli")]
mod told;
pub mod v1;
#[cfg(feature = "cli")]
mod verdict;
#[cfg(feature = "cli")]
mod why;

pub use again::{Again, own_toolchains};
pub use build::{report, rows};
#[cfg(feature = "cli")]
pub use codequality::codequality;
#[cfg(feature = "cli")]
pub use csv::csv;
#[cfg(feature = "cli")]
pub use github::github;
#[cfg(feature = "cli")]
pub use html::html;
pub use json::{ReadError, from_json, inert, to_json};
#[cfg(feature = "cli")]
pub use junit::junit;
#[cfg(feature = "cli")]
pub use locate::locate;
#[cfg(feature = "cli")]
pub use markdown::{MarkdownPage, markdown};
#[cfg(feature = "cli")]
pub use regressed::{Regressed, measured, regressed};
#[cfg(feature = "cli")]
pub use sarif::sarif;
#[cfg(feature = "cli")]
pub(crate) use sentence::remark as sentence;
#[cfg(feature = "cli")]
pub use sites::{Explained, explanation, unexplained};
#[cfg(feature = "cli")]
pub use table::{Look, MeasuredBy, ShortId, explanations, table};
#[cfg(feature = "cli")]
pub use text::shown;
#[cfg(feature = "cli")]
pub(crate) use text::{count, value};
pub use v1::Report;
#[cfg(feature = "cli")]
pub use verdict::verdict as verdict_line;
#[cfg(feature = "cli")]
pub use why::{named as rule_name, place};
