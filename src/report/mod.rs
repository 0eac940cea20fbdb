//! The report as data, and one file for each output format.
//!
//! [`v1`] is the outer form: plain data, complete, versioned. Formats see nothing else. A reason is
//! a code with parameters; the sentence is made where it is shown.

#[cfg(feature = "cli")]
mod accepted;
mod build;
#[cfg(feature = "cli")]
mod columns;
#[cfg(feature = "cli")]
mod drill;
mod json;
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
mod remarks;
mod rows;
#[cfg(test)]
mod schema;
#[cfg(feature = "cli")]
mod selected;
#[cfg(feature = "cli")]
mod sentence;
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

pub use build::{report, rows};
pub use json::{ReadError, from_json, to_json};
#[cfg(feature = "cli")]
pub use markdown::{MarkdownPage, markdown};
#[cfg(feature = "cli")]
pub(crate) use sentence::remark as sentence;
#[cfg(feature = "cli")]
pub use table::{Look, table};
#[cfg(feature = "cli")]
pub use text::shown;
#[cfg(feature = "cli")]
pub(crate) use text::{count, value};
pub use v1::Report;
#[cfg(feature = "cli")]
pub use verdict::verdict as verdict_line;
#[cfg(feature = "cli")]
pub use why::{named as rule_name, place};
