//! `allocgate explain`: which lines allocate more, and why.

use super::Exit;
use super::explaining::Picturing;
use super::message::Message;
use super::reporting::Reporting;
use super::run::{Explained, explain};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Say which lines allocate more, and why
///
/// Each benchmark that fails in a report is run once more on both sides, at the same number of
/// iterations and with every allocation recorded. What grew is shown by the line of this repository that
/// allocates, or calls what does, with what the compiler says of it. Or, with --benchmark, any benchmarks
/// are measured and explained. Nothing is judged: the exit code is 0 if there is an answer.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Explain {
    /// A report that `allocgate run` or `check` wrote as JSON; with --benchmark the packages, as for the
    /// go command
    #[arg(value_name = "REPORT.json|PACKAGES")]
    operands: Vec<String>,

    /// Measure the benchmarks that `go test -bench` would run, and explain each, not only what fails
    #[arg(long, value_name = "REGEXP")]
    benchmark: Option<String>,

    /// The revision to compare against [default: the report's; with --benchmark that of run]
    #[arg(long, value_name = "REV")]
    baseline: Option<String>,

    /// The revision to explain, or `worktree` [default: the report's; with --benchmark the working tree]
    #[arg(long, value_name = "REV")]
    candidate: Option<String>,

    #[command(flatten)]
    picturing: Picturing,

    #[command(flatten)]
    reporting: Reporting,
}

const HELP: &str = "\
Examples, in a Go module under git:
  allocgate run --report json=report.json; allocgate explain report.json
  allocgate explain --benchmark Encode ./codec
  allocgate explain --benchmark . --baseline HEAD~1 --flamegraph diff.svg

Exit codes: 0 if there is an answer, though it be that nothing allocates more; 2 if the command was used
wrongly; 3 if there is none. docs/explain.md says more.";
