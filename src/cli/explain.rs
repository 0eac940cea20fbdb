//! `allocgate explain`: which lines allocate more, and why.

use super::Exit;
use super::explaining::Picturing;
use super::message::Message;
use super::reading;
use super::reporting::Reporting;
use super::run::{Asked, Explainable, explain};
use crate::benchproc::{Selecting, Selection};
use crate::report::regressed;
use crate::report::v1::{Report, Revision};
use clap::Args;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

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

    /// How long one test process may run; then it and all that it started is killed
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = crate::config::duration)]
    timeout: Duration,

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

Exit codes: 0 if there is an answer, though it be that nothing allocates more; 2 if the command was
used wrongly; 3 if there is none. docs/explain.md says more.";

impl Explain {
    /// Profiles both sides, and says what grew.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<Exit, Message> {
        let reports = self.reporting.explanations()?;
        reports.can_be_written()?;
        let (arguments, explainable) = match &self.benchmark {
            Some(pattern) => {
                selects(pattern)?;
                let mut arguments = vec![format!("--bench={pattern}"), "--explain=always".into()];
                arguments.extend(self.revisions(None)?);
                arguments.push("--".to_owned());
                arguments.extend(self.operands.iter().cloned());
                (arguments, Explainable::Benchmarks)
            }
            None => {
                let [path] = &*self.operands else {
                    let usage = "name one report, or benchmarks with --benchmark REGEXP";
                    return Err(Message::from(usage.to_owned()));
                };
                if Path::new(path).is_dir() {
                    let usage = format!("{path} is no report; packages go with --benchmark REGEXP");
                    return Err(Message::from(usage));
                }
                let report = reading::report(Path::new(path))?;
                let mut arguments = self.revisions(Some(&report))?;
                // What a stranger's report names is no flag.
                arguments.push("--".to_owned());
                arguments.extend(packages(&report));
                (arguments, Explainable::Report(Box::new(report)))
            }
        };
        let (picturing, timeout) = (self.picturing, self.timeout);
        let asked = Asked { arguments, explainable, timeout, picturing, reports };
        explain(asked, stdout, stderr)
    }

    /// What is compared: as the flags say, or else the report.
    fn revisions(&self, report: Option<&Report>) -> Result<Vec<String>, Message> {
        let known = report.and_then(|report| report.revisions.as_ref());
        if report.is_some() && known.is_none() && self.baseline.is_none() {
            return Err(Message::from(
                "the report doesn't say which revisions were measured: name them with --baseline REV and --candidate REV"
                    .to_owned(),
            ));
        }
        let baseline = self.baseline.clone().or_else(|| named(&known?.baseline));
        let candidate = self.candidate.clone().or_else(|| named(&known?.candidate));
        let flag =
            |name: &str, value: Option<String>| value.map(|value| format!("--{name}={value}"));
        Ok(flag("baseline", baseline).into_iter().chain(flag("candidate", candidate)).collect())
    }
}

/// Refuses an expression that is none.
fn selects(pattern: &str) -> Result<(), Message> {
    let selecting = Selecting { bench: Some(pattern), ..Selecting::default() };
    let selection = Selection::new(&selecting);
    selection
        .map(drop)
        .map_err(|error| Message::from(error.to_string().replacen("--bench ", "--benchmark ", 1)))
}

/// How a revision of a report is named; the working tree by itself.
fn named(revision: &Revision) -> Option<String> {
    revision.commit.clone().filter(|_| !revision.working_tree)
}

/// The packages of what fails.
fn packages(report: &Report) -> BTreeSet<String> {
    regressed(report).iter().map(|benchmark| benchmark.package.to_owned()).collect()
}
