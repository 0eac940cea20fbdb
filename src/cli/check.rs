//! `allocgate check`: judge two captures.

use super::Exit;
use super::drill;
use super::judging::Judging;
use super::message::Message;
use super::places;
use super::policy;
use super::reporting::Reporting;
use super::selecting::Selecting;
use crate::benchproc::{Capture, Selection};
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Judge a candidate's capture against a baseline's
///
/// A capture is what `go test -bench -benchmem` prints, as text or with -json. An operand is a
/// file, a directory with all files below it but hidden ones, or - for standard input.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Check {
    /// The capture to compare against, and the capture to judge; one alone is judged by budgets
    #[arg(value_name = "BASELINE CANDIDATE", num_args = 1..=2, required_unless_present = "candidates")]
    captures: Vec<PathBuf>,

    /// The baseline in several files, instead of BASELINE
    #[arg(long = "baseline", value_name = "FILE", num_args = 1.., requires = "candidates")]
    #[arg(conflicts_with = "captures")]
    baselines: Vec<PathBuf>,

    /// The candidate in several files, instead of CANDIDATE; without --baseline judged by budgets
    #[arg(long = "candidate", value_name = "FILE", num_args = 1..)]
    #[arg(conflicts_with = "captures")]
    candidates: Vec<PathBuf>,

    #[command(flatten)]
    judging: Judging,

    #[command(flatten)]
    selecting: Selecting,

    /// Plant a regression into the candidate on its way in, and judge that: the job must go red. What
    /// was planted is said first
    #[arg(long)]
    drill: bool,

    #[command(flatten)]
    reporting: Reporting,
}

const HELP: &str = "\
`allocgate run` measures both sides and judges them in one go. With captures of your own, in a Go module
under git:
  measure() { go test -run='^$' -bench=. -benchmem -benchtime=1000x -count=10 ./...; }
  measure > candidate.txt
  git worktree add ../baseline origin/main
  (cd ../baseline && measure) > baseline.txt
  git worktree remove --force ../baseline
  allocgate check baseline.txt candidate.txt

Long flags work with one dash or two. `allocgate --help` has the exit codes.";

const ALONE: &str = "one capture alone is judged by budgets, and there are none: name a baseline \
    before it, or state budgets in allocgate.toml or, with --source, beside the benchmarks";

/// Why a command can't be run as it was given.
type Misuse = String;

impl Check {
    /// Reads, judges, writes the reports.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<Exit, Message> {
        let policy = policy::effective(&self.judging)?.policy;
        let selecting = self.selecting.selecting();
        Selection::new(&selecting)?;
        let reports = self.reporting.reports()?;
        let (baseline, candidate) = self.captures()?;
        if baseline.is_empty() && policy.budgets.is_empty() {
            return Err(ALONE.to_owned().into());
        }
        keep_captures("--report", reports.paths(), baseline.iter().chain(&candidate))?;
        let mut report = if self.drill {
            drill::judge(&baseline, &candidate, &policy, &selecting)?
        } else {
            let (baseline, candidate) = Capture::read_both(&baseline, &candidate);
            crate::check(baseline, candidate, &policy, &selecting)?
        };
        if reports.has_places() {
            places::enter(&mut report, self.judging.source.as_deref());
        }
        let written = reports.write(&report, stdout, stderr);
        Ok(Exit::of_written(&report, written))
    }

    fn captures(&self) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Misuse> {
        let (baseline, candidate) = match self.captures.as_slice() {
            [baseline, candidate] => (vec![baseline.clone()], vec![candidate.clone()]),
            [candidate] => (Vec::new(), vec![candidate.clone()]),
            _ => (self.baselines.clone(), self.candidates.clone()),
        };
        let stdin =
            baseline.iter().chain(&candidate).filter(|path| path.as_os_str() == "-").count();
        if stdin > 1 {
            return Err("standard input (-) can be read only once".to_owned());
        }
        Ok((baseline, candidate))
    }
}

/// Refuses to write over a capture, or where the next run would read what is written as one. `flag` is
/// what names the files to write.
pub(super) fn keep_captures<'a>(
    flag: &str,
    written: impl Iterator<Item = &'a Path>,
    mut captures: impl Iterator<Item = &'a PathBuf>,
) -> Result<(), Misuse> {
    let written: Vec<PathBuf> = written.filter_map(real).collect();
    let hit = |capture: &&PathBuf| {
        let capture = capture.canonicalize();
        capture.is_ok_and(|capture| written.iter().any(|path| path.starts_with(&capture)))
    };
    match captures.find(hit) {
        Some(capture) => Err(format!("{flag} would write into the capture {}", capture.display())),
        None => Ok(()),
    }
}

/// Where a file is, or will be.
pub(super) fn real(path: &Path) -> Option<PathBuf> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let directory = || parent.unwrap_or(Path::new(".")).canonicalize().ok();
    path.canonicalize().ok().or_else(|| Some(directory()?.join(path.file_name()?)))
}
