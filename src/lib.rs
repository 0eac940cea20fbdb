//! allocgate judges the allocations of Go benchmarks: it reads what `go test -bench -benchmem`
//! printed for a baseline and for a candidate, tests `B/op` and `allocs/op` with the Mann–Whitney
//! U-test, and says whether something regressed.
//!
//! ```
//! use allocgate::{Capture, Policy, Selecting, check, report::v1::Verdict};
//!
//! let capture = |bytes: u32| {
//!     let mut capture = Capture::default();
//!     let text: String = (0..6)
//!         .map(|i| format!("BenchmarkEncode-8  1000  9{i}1.5 ns/op  {bytes} B/op  2 allocs/op\n"))
//!         .collect();
//!     capture.read_from("example", text.as_bytes())?;
//!     Ok::<_, std::io::Error>(capture)
//! };
//! let report = check(capture(64)?, capture(96)?, &Policy::default(), &Selecting::default())?;
//! assert_eq!(report.verdict, Verdict::Fail);
//! assert_eq!(report.counts.regression, 1);
//!
//! // Only B/op, which must then be all that the policy judges.
//! let mut policy = Policy::default();
//! policy.rules.retain(|rule| rule.unit == "B/op");
//! let bytes = Selecting { filter: Some(".unit:B/op"), ..Selecting::default() };
//! assert_eq!(check(capture(64)?, capture(64)?, &policy, &bytes)?.rows.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The rooms, each a module: [`benchfmt`] reads, [`benchproc`] groups, [`stats`] computes,
//! [`compare`] compares, [`policy`] judges, [`report`] shows. No room reads back. Others stand beside
//! them: [`benchstat`] shows what benchstat would, [`gosource`] finds benchmarks and their limits in Go
//! files, [`pprof`] reads profiles and [`explain`] says from them which lines allocate more, [`config`]
//! makes the policy of what a team wrote down, `host` runs other programs, `run`
//! measures two commits with them, and `deliver` posts comments.

pub mod benchfmt;
pub mod benchproc;
pub mod benchstat;
pub mod benchunit;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod config;
#[cfg(any(feature = "github", feature = "gitlab"))]
pub mod deliver;
pub mod explain;
mod gfm;
pub mod gosource;
mod hidden;
#[cfg(feature = "cli")]
pub mod host;
mod lots;
pub mod policy;
pub mod pprof;
pub mod proof;
pub mod report;
#[cfg(feature = "cli")]
pub mod run;
#[cfg(test)]
mod schema;
pub mod stats;
mod symbol;
mod xml;

pub use benchproc::{Capture, Selecting, Selection, SelectionError};
pub use policy::Policy;
pub use report::v1::Report;

/// Judges what is selected of a candidate against what is selected of a baseline.
///
/// # Errors
///
/// Only an expression in `selecting` that can't be read. Whatever is wrong with the captures is in
/// the report.
pub fn check(
    mut baseline: Capture,
    mut candidate: Capture,
    policy: &Policy,
    selecting: &Selecting<'_>,
) -> Result<Report, SelectionError> {
    let selection = Selection::new(selecting)?;
    let keep = report::rows(policy);
    let judgement = policy::judge(&mut baseline, &mut candidate, policy, &selection, keep);
    Ok(report::report(judgement, policy, selecting, &baseline, &candidate))
}
