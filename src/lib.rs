//! allocgate judges the allocations of Go benchmarks: it reads what `go test -bench -benchmem`
//! printed for a baseline and for a candidate, tests `B/op` and `allocs/op` with the Mann–Whitney
//! U-test, and says whether something regressed.
//!
//! ```
//! use allocgate::{Capture, Policy, check, report::v1::Verdict};
//!
//! let capture = |bytes: u32| {
//!     let mut capture = Capture::default();
//!     let text: String = (0..6)
//!         .map(|i| format!("BenchmarkEncode-8  1000  9{i}1.5 ns/op  {bytes} B/op  2 allocs/op\n"))
//!         .collect();
//!     capture.read_from("example", text.as_bytes())?;
//!     Ok::<_, std::io::Error>(capture)
//! };
//! let report = check(capture(64)?, capture(96)?, &Policy::default(), None)?;
//! assert_eq!(report.verdict, Verdict::Fail);
//! assert_eq!(report.counts.regression, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The rooms, each a module: [`benchfmt`] reads, [`benchproc`] groups, [`stats`] computes,
//! [`compare`] compares, [`policy`] judges, [`report`] shows. No room reads back. [`benchstat`] stands
//! beside them: it shows what benchstat would.

pub mod benchfmt;
pub mod benchproc;
pub mod benchstat;
pub mod benchunit;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
mod lots;
pub mod policy;
pub mod report;
pub mod stats;

pub use benchproc::{Capture, Selection, SelectionError};
pub use policy::Policy;
pub use report::v1::Report;

/// Judges a candidate against a baseline. `bench` selects benchmarks by name, as `go test -bench`
/// does.
///
/// # Errors
///
/// Only an expression in `bench` that is no regular expression. Whatever is wrong with the captures
/// is in the report.
pub fn check(
    mut baseline: Capture,
    mut candidate: Capture,
    policy: &Policy,
    bench: Option<&str>,
) -> Result<Report, SelectionError> {
    let selection = bench.map(Selection::new).transpose()?;
    let keep = report::rows(policy);
    let judgement = policy::judge(&mut baseline, &mut candidate, policy, selection.as_ref(), keep);
    Ok(report::report(judgement, policy, bench, &baseline, &candidate))
}
