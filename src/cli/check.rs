//! `allocgate check`: judge two captures.

use super::Exit;
use super::drill;
use super::judging::Judging;
use super::message::Message;
use super::output::{self, Color, Format, Output};
use super::policy;
use super::selecting::Selecting;
use crate::benchproc::{Capture, Selection};
use crate::report::{Report, shown};
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

    /// Write the report in a format, table, json, markdown or step-summary, to a file or standard
    /// output; step-summary without a file adds it to the one that GITHUB_STEP_SUMMARY names. Repeatable
    #[arg(long, value_name = "FORMAT[=PATH]", value_parser = clap::value_parser!(Output))]
    report: Vec<Output>,

    /// List unchanged rows, too, and every list in full
    #[arg(long)]
    all: bool,

    /// Use colour
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
}

const HELP: &str = "\
Example, in a Go module under git:
  go test -run='^$' -bench=. -benchmem -benchtime=1000x -count=10 ./... > candidate.txt
  git worktree add ../baseline HEAD
  (cd ../baseline && go test -run='^$' -bench=. -benchmem -benchtime=1000x -count=10 ./...) > baseline.txt
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
        let outputs = self.outputs()?;
        let (baseline, candidate) = self.captures()?;
        if baseline.is_empty() && policy.budgets.is_empty() {
            return Err(ALONE.to_owned().into());
        }
        let written = outputs.iter().filter_map(|output| output.path.as_deref());
        keep_captures("--report", written, baseline.iter().chain(&candidate))?;
        let report = if self.drill {
            drill::judge(&baseline, &candidate, &policy, &selecting)?
        } else {
            let (baseline, candidate) = Capture::read_both(&baseline, &candidate);
            crate::check(baseline, candidate, &policy, &selecting)?
        };
        let written = self.write(&outputs, &report, stdout, stderr);
        Ok(match Exit::of(&report) {
            Exit::Pass if !written => Exit::Usage,
            exit => exit,
        })
    }

    /// Writes every report that can be written; says whether all could.
    fn write(
        &self,
        outputs: &[Output],
        report: &Report,
        stdout: &mut dyn Write,
        stderr: &mut dyn Write,
    ) -> bool {
        let look = output::look(self.color, self.all);
        let mut all = true;
        for output in outputs {
            if let Err(error) = output::write(output, report, look, stdout) {
                all = false;
                let path = output.path.as_deref().map_or("-".into(), |path| path.to_string_lossy());
                // Nothing can be done about a standard error that takes no text.
                let _ = writeln!(stderr, "error: failed to write {}: {error}", shown(&path));
            }
        }
        all
    }

    /// The table goes to standard output unless another format does.
    fn outputs(&self) -> Result<Vec<Output>, Misuse> {
        let found = self.report.iter().cloned().map(Output::found);
        let mut outputs = found.collect::<Result<Vec<_>, Misuse>>()?;
        match outputs.iter().filter(|output| output.path.is_none()).count() {
            0 => outputs.insert(0, Output { format: Format::Table, path: None, appended: false }),
            1 => {}
            _ => return Err("--report: only one format can go to standard output; give the others a file: json=PATH".to_owned()),
        }
        let paths: Vec<_> = outputs.iter().filter_map(|output| output.path.as_ref()).collect();
        match paths.iter().enumerate().find(|(i, path)| paths[..*i].contains(path)) {
            Some((_, path)) => Err(format!("--report: two formats go to {}", path.display())),
            None => Ok(outputs),
        }
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
fn real(path: &Path) -> Option<PathBuf> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let directory = || parent.unwrap_or(Path::new(".")).canonicalize().ok();
    path.canonicalize().ok().or_else(|| Some(directory()?.join(path.file_name()?)))
}
