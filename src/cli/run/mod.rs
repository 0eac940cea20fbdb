//! `allocgate run`: measure both sides here, then check.

mod because;
mod captures;
mod confirmed;
mod deciding;
mod explain;
mod explained;
mod gate;
mod ignoring;
mod keeping;
mod list;
mod progress;
mod saving;
mod settings;
mod sides;
mod table;

use super::Exit;
use super::ended::Ended;
use super::explaining::{Picturing, When};
use super::judging::Judging;
use super::message::Message;
use super::reporting::{Reporting, Reports};
use super::selecting;
use crate::benchproc::Selection;
use crate::config::MOST_SAMPLES;
use crate::host::heed;
use crate::report::MeasuredBy;
use crate::run::Shard;
use clap::Args;
pub(super) use explain::{Asked, Explainable, explain};
use gate::Gate;
use ignoring::refuse_names;
use keeping::Keeping;
use progress::Display;
use settings::Settings;
use sides::Sides;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

/// Measure a baseline and a candidate in this repository, then check
///
/// The baseline is the merge-base with the default branch, or whatever the CI system says that a change
/// is to be merged into; on the default branch itself, the first parent. The candidate is the working
/// tree as it is. Both are built in worktrees of their own, with one toolchain; what is checked out here
/// is not touched. Each benchmark runs at the same number of iterations on both sides, in processes
/// that alternate, at GOMAXPROCS=1. Packages whose test binaries are the same are not run.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Run {
    /// The packages, as for the go command [default: ./... in each module]
    #[arg(value_name = "PACKAGES")]
    packages: Vec<String>,

    /// The revision to compare against [default: where the change left the default branch]
    #[arg(long, value_name = "REV")]
    baseline: Option<String>,

    /// The revision to judge, or `worktree` for what is here, with what is not committed
    #[arg(long, value_name = "REV", default_value = sides::WORKING_TREE)]
    candidate: String,

    /// For how long each benchmark runs for one sample, from which iterations follow that are equal on
    /// both sides; or these iterations, such as 100x [default: 200ms]
    #[arg(long, value_name = "TIME|Nx", value_parser = settings::benchtime)]
    benchtime: Option<crate::run::Benchtime>,

    /// The samples a side of a benchmark that might fail, 5 or more; others need fewer [default: 10]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=MOST_SAMPLES.into()))]
    count: Option<u32>,

    /// How long one test process may run; then it and all that it started is killed
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = crate::config::duration)]
    timeout: Duration,

    /// Keep the results: DIR/baseline.txt and DIR/candidate.txt, for benchstat and for check
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,

    /// Measure one of several parts of the packages, such as 3/16: each has about as many benchmarks.
    /// `allocgate check` judges what all of them keep
    #[arg(long, value_name = "K/N", value_parser = settings::shard)]
    shard: Option<Shard>,

    /// Say which lines allocate more, of benchmarks that fail: these are profiled on both sides. By itself
    /// in CI, where the variable CI is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "always")]
    explain: When,

    #[command(flatten)]
    picturing: Picturing,

    /// Show what would run, and don't run it
    #[arg(long, conflicts_with_all = ["keep", "report", "explain", "flamegraph", "postmortem"])]
    list: bool,

    /// Run packages whose test binaries are the same on both sides, too
    #[arg(long)]
    no_skip_identical: bool,

    /// Neither use baselines that were measured before, nor keep this one
    #[arg(long)]
    no_cache: bool,

    /// Only measure the baseline [default: HEAD], and keep it for runs that compare against it
    #[arg(long, conflicts_with_all = ["candidate", "explain", "flamegraph", "keep", "list", "no_cache", "no_skip_identical", "own_toolchains", "postmortem", "report"])]
    save_baseline: bool,

    /// Build each side with the Go toolchain that its go.mod asks for, not both with the candidate's
    #[arg(long)]
    own_toolchains: bool,

    #[command(flatten)]
    judging: Judging,

    #[command(flatten)]
    selecting: selecting::Selecting,

    #[command(flatten)]
    reporting: Reporting,

    /// Whether every benchmark is explained, not only those that fail.
    #[arg(skip)]
    explains_all: bool,
}

const HELP: &str = "\
Examples, in a Go module under git:
  allocgate run
  allocgate run --list
  allocgate run --baseline HEAD~1 --bench Encode ./codec
  allocgate run --keep figures && benchstat figures/baseline.txt figures/candidate.txt

A sharded run, and the job that judges all parts:
  allocgate run --shard 1/2 --keep figures
  allocgate run --shard 2/2 --keep figures
  allocgate check --baseline figures/baseline --candidate figures/candidate

Exit codes are those of check; see `allocgate --help`. docs/run.md says more.";

/// Does what takes long, and says why it ends if it ends before it is done.
fn ended(
    what: &str,
    stderr: &mut dyn Write,
    work: impl FnOnce(&mut Display<'_>) -> Result<Exit, Ended>,
) -> Result<Exit, Message> {
    heed().map_err(|error| Message::from(format!("failed to heed signals: {error}")))?;
    let mut display = Display::new(stderr);
    match work(&mut display) {
        Ok(exit) => Ok(exit),
        Err(Ended::Misuse(message)) => {
            display.clear();
            Err(message)
        }
        Err(Ended::CannotJudge(error)) => {
            display.tell(&format!("can't {what}: {error}"));
            Ok(Exit::CannotJudge)
        }
    }
}

impl Run {
    /// Measures, judges, writes the reports.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<Exit, Message> {
        ended("judge", stderr, |display| self.judge(stdout, display))
    }

    fn judge(&self, stdout: &mut dyn Write, display: &mut Display<'_>) -> Result<Exit, Ended> {
        self.gate(self.reporting.reports()?, display)?.go(stdout, display)
    }

    /// All that is known before anything is measured.
    fn gate(&self, mut reports: Reports, display: &mut Display<'_>) -> Result<Gate<'_>, Ended> {
        let selecting = self.selecting.selecting();
        refuse_names(&Selection::new(&selecting).map_err(Message::from)?, selecting.ignore)?;
        let keeping = self.keeping(&reports)?;
        let sides = Sides::find(self)?;
        let can_be_judged_again = self.keep.is_some() && self.shard.is_none();
        let commits = sides.short();
        reports.measured_by(MeasuredBy::Run { commits, can_be_judged_again });
        display.tell(&sides.told());
        let mut decided = sides.policy(self)?;
        if let Some(error) = &decided.broken_baseline {
            display.tell(
                "WARNING: the baseline's policy is broken; the candidate's decides on itself:",
            );
            display.tell(&error.to_string());
        }
        let mut settings = Settings::of(self, &decided)?;
        decided.policy.changes.append(&mut settings.changes);
        Ok(Gate { run: self, sides, decided, settings, reports, keeping })
    }

    /// Where captures are kept. Whatever can't be written is said before anything is measured.
    fn keeping(&self, reports: &Reports) -> Result<Option<Keeping>, Message> {
        if self.list {
            return Ok(None);
        }
        let at = |directory: &PathBuf| Keeping::at(directory, self.shard);
        let keeping = self.keep.as_ref().map(at).transpose()?;
        reports.can_be_written()?;
        self.picturing.can_be_drawn(reports.paths())?;
        if let Some(keeping) = &keeping {
            keeping.refuse(reports.paths())?;
        }
        Ok(keeping)
    }
}
