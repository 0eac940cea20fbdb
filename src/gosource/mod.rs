//! Go source: where each benchmark is, and what its directives ask for.
//!
//! [`Files`] holds a tree's modules and test files, from the disk or from elsewhere; it knows the import
//! path of each directory and what a package pattern means. [`read`] finds the benchmarks in them as
//! `go test` does, the build constraint that each is under, whether it is parallel, and the limits that stand above it:
//!
//! ```go
//! //allocgate:max allocs/op=5 B/op=512
//! func BenchmarkEncode(b *testing.B) {
//! ```
//!
//! Files are bytes that anyone may have written. What can't be read is an error that names file and
//! line, and what came before it is kept.

mod constraint;
mod directive;
mod disk;
mod edit;
mod error;
mod files;
mod letters;
mod local;
mod module;
mod outline;
mod parallel;
mod pattern;
mod places;
mod signature;
mod source;
mod tokens;
mod wanted;

pub use constraint::{Constraint, Platform};
pub use directive::Limit;
pub use edit::with_limit;
pub use error::SourceError;
pub use files::{Files, MAX_FILE};
pub use local::{LocalModule, local_modules};
pub use places::Places;
pub use source::{Benchmark, Directive, Source, read};
pub use wanted::Wanted;
