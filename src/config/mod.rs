//! What a team decided, as it is written down: defaults, then `allocgate.toml`, then flags, each over
//! those before it; and budgets from directives in Go files.

mod build;
mod directives;
mod document;
mod duration;
mod edit;
mod error;
mod find;
mod flags;
mod load;
mod per_unit;
mod print;
mod run;
#[cfg(test)]
mod schema;
mod settings;
mod text;
mod value;

pub use build::{Resolve, effective};
pub use directives::directives;
pub use document::{Document, RunTable};
pub use duration::duration;
pub use edit::{NewBudget, budget_tables, with_maxima};
pub use error::ConfigError;
pub use find::{FILE_NAME, find};
pub use flags::Flags;
pub use load::Loaded;
pub use print::{Effective, Setting};
pub use run::{Benchtime, MOST_SAMPLES, benchtime};
pub use value::{fraction, unit};
