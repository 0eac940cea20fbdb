//! `allocgate run`: measure both sides here, then check.

mod because;
mod captures;
mod confirmed;
mod deciding;
mod list;
mod progress;
mod settings;
mod sides;

use super::check::{keep_captures, real};
use super::ended::Ended;
use super::judging::Judging;
use super::message::Message;
use super::reporting::Reporting;
use super::selecting;
use super::{Exit, places};
use crate::benchproc::{Selecting, Selection};
use crate::host::heed;
use crate::report::{MeasuredBy, Report, own_toolchains, v1::Code};
use crate::run::{
    Asked, Cache, Candidate, Measured, Packages, RunError, Shard, TimeLimit, prepare,
};
use captures::Captures;
use clap::Args;
use deciding::Deciders;
use progress::Display;
use settings::Settings;
use sides::Sides;
use std::io::Write;
use std::path::{Path, PathBuf};
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

    /// The samples a side of a benchmark that might fail; others need fewer [default: 10]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    count: Option<u32>,

    /// How long one test process may run; then it and all that it started is killed
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = crate::config::duration)]
    timeout: Duration,

    /// Keep what was measured: DIR/baseline.txt and DIR/candidate.txt, for benchstat and for check
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,

    /// Measure one of several parts of the packages, such as 3/16: each has about as many benchmarks.
    /// `allocgate check` judges what all of them keep
    #[arg(long, value_name = "K/N", value_parser = settings::shard)]
    shard: Option<Shard>,

    /// Show what would run, and don't run it
    #[arg(long)]
    list: bool,

    /// Run packages whose test binaries are the same on both sides, too
    #[arg(long)]
    no_skip_identical: bool,

    /// Neither use baselines that were measured before, nor keep this one
    #[arg(long)]
    no_cache: bool,

    /// Only measure the baseline [default: HEAD], and keep it for runs that compare against it
    #[arg(long, conflicts_with_all = ["keep", "list", "no_cache", "no_skip_identical"])]
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

/// As good as no limit: each process has its own.
const FOREVER: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Run {
    /// Measures, judges, writes the reports.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<Exit, Message> {
        heed().map_err(|error| Message::from(format!("failed to heed signals: {error}")))?;
        let mut display = Display::new(stderr);
        match self.judge(stdout, &mut display) {
            Ok(exit) => Ok(exit),
            Err(Ended::Misuse(message)) => {
                display.clear();
                Err(message)
            }
            Err(Ended::CannotJudge(error)) => {
                display.tell(&format!("can't judge: {error}"));
                Ok(Exit::CannotJudge)
            }
        }
    }

    fn judge(&self, stdout: &mut dyn Write, display: &mut Display<'_>) -> Result<Exit, Ended> {
        let selecting = self.selecting.selecting();
        Selection::new(&selecting).map_err(Message::from)?;
        let mut reports = self.reporting.reports()?;
        reports.measured_by(MeasuredBy::Run { can_be_judged_again: self.keep.is_some() });
        let sides = Sides::find(self)?;
        display.tell(&sides.told());
        let decided = sides.policy(self)?;
        if let Some(error) = &decided.broken_baseline {
            display.tell(
                "WARNING: the baseline's policy is broken; the candidate's decides on itself:",
            );
            display.tell(&error.to_string());
        }
        let settings = Settings::of(self, &decided);
        let flags = settings.flags(self);
        let limit = TimeLimit::new(FOREVER);
        let written = reports.paths().chain(self.keep.as_deref());
        let written: Vec<String> = written.filter_map(|path| below(path, &sides.root)).collect();
        let cache = Cache::open()?;
        let asked = Asked {
            repository: &sides.root,
            baseline: &sides.baseline,
            candidate: sides.candidate(),
            packages: Packages::Named {
                directory: &sides.directory,
                patterns: &self.packages,
                shard: self.shard,
            },
            prepare: settings.prepare(),
            written: &written,
            flags: &flags,
            limit: &limit,
        };
        let plan = match prepare(asked, &cache) {
            Err(error @ RunError::NothingNamed(_)) => {
                return Err(Message::from(error.to_string()).into());
            }
            plan => plan?,
        };
        let deciders = Deciders::new(&decided.policy, &selecting, &settings);
        if self.list {
            return Ok(list::show(&plan.listed(&deciders)?, stdout));
        }
        let measured = plan.measure(&deciders, &mut |progress| display.show(progress))?;
        display.measured(&measured);
        if self.save_baseline {
            return Ok(saved(&measured, display));
        }
        let toolchains = plan.toolchains()?;
        drop(plan);
        let captures = Captures::of(&measured, self.keep.as_deref(), self.shard, &self.packages)?;
        keep_captures("--report", reports.paths(), captures.paths()).map_err(Message::from)?;
        let ignore = ignored(selecting.ignore, &toolchains);
        let selecting = Selecting { ignore: ignore.as_deref(), ..selecting };
        let mut report = captures.check(&decided.policy, &selecting).map_err(Message::from)?;
        self.note(&mut report, &deciders, &measured);
        if let [baseline, candidate] = &toolchains
            && baseline != candidate
        {
            report.notes.push(own_toolchains([baseline, candidate]));
        }
        if reports.has_places() && sides.candidate() == Candidate::WorkingTree {
            places::enter(&mut report, self.judging.source.as_deref());
        }
        display.clear();
        let written = reports.write(&report, stdout, display.stderr());
        Ok(Exit::of_written(&report, written))
    }

    /// What only the run knows; and what it doesn't, having measured a part.
    fn note(&self, report: &mut Report, deciders: &Deciders<'_>, measured: &Measured) {
        // Those that might have failed have more samples.
        report.notes.retain(|note| note.code != Code::UnevenCount);
        report.notes.extend(deciders.confirmed(report));
        let is_part =
            !self.packages.is_empty() || self.shard.is_some() || !measured.identical.is_empty();
        if is_part {
            report.notes.retain(|note| !ABOUT_OTHERS.contains(&note.code));
        }
    }
}

/// Notes on what was not measured.
const ABOUT_OTHERS: [Code; 3] =
    [Code::RuleMatchesNothing, Code::BudgetNotMeasured, Code::WaiverMatchesNothing];

/// Where a file lies, or will, below the root.
fn below(path: &Path, root: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    let path = real(&path).unwrap_or(path);
    let names = path.strip_prefix(root).ok()?.iter().map(|name| name.to_string_lossy());
    Some(names.collect::<Vec<_>>().join("/"))
}

/// What tells nothing apart: toolchains that were asked for, each for its side, too.
fn ignored(named: Option<&str>, [baseline, candidate]: &[String; 2]) -> Option<String> {
    const TOOLCHAIN: &str = "toolchain";
    match named {
        named if baseline == candidate => named.map(str::to_owned),
        None => Some(TOOLCHAIN.to_owned()),
        Some(named) => Some(format!("{named},{TOOLCHAIN}")),
    }
}

/// Whether a baseline was measured and kept.
fn saved(measured: &Measured, display: &mut Display<'_>) -> Exit {
    display.clear();
    let kept = measured.pairs.iter().filter_map(|pair| pair.baseline.as_ref());
    let kept = kept.filter(|captured| captured.file.is_some()).count();
    display.tell(&format!("kept the baseline of {kept} packages"));
    if measured.broken_baselines.is_empty() { Exit::Pass } else { Exit::CannotJudge }
}
