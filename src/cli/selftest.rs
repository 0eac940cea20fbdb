//! `allocgate selftest`: prove that the gate can fail on this data.

mod text;

pub(super) use text::not_judged;

use super::Exit;
use super::check::keep_captures;
use super::gate::ProgramGate;
use super::judging::Judging;
use super::message::Message;
use super::policy;
use super::selecting::Selecting;
use super::threshold::Threshold;
use super::write::write_file;
use crate::benchproc::Selection;
use crate::compare::Allowance;
use crate::policy::{Correction, Policy, detect};
use crate::proof::{Baseline, RowTest, Selftest as Proof, Settings, selftest};
use clap::Args;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

/// Prove that the gate can fail on this data
///
/// Plants regressions into copies of the baseline, and runs `check`, arguments and exit code
/// included, on each: all rows at once in search of the smallest change of each that fails, then row
/// by row. A row that does not fail at the promised change is named, with the reason and the number
/// of samples that would mend it.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Selftest {
    /// The baseline: files, directories, or - for standard input
    #[arg(value_name = "BASELINE", required = true)]
    baseline: Vec<PathBuf>,

    /// The change that the gate promises to find. Repeatable; the default is 25%, and for B/op
    /// 25%,+16
    #[arg(long, value_name = "[UNIT=]THRESHOLD", value_parser = clap::value_parser!(Threshold))]
    detect: Vec<Threshold>,

    /// Keep the planted capture, in which each row is worse by what is promised
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,

    /// List every row, not only the ten least sensitive
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    judging: Judging,

    #[command(flatten)]
    selecting: Selecting,
}

const HELP: &str = "\
Example, in a Go module:
  go test -run='^$' -bench=. -benchmem -benchtime=1000x -count=10 ./... > baseline.txt
  allocgate selftest baseline.txt

Exit codes:
  0  each judged row fails at the promised change
  1  some don't
  2  the command was used wrongly
  3  the baseline can't be judged against itself, or nothing of it is judged";

/// Of more rows than these, so many are confirmed one by one.
const MOST_CONFIRMED: usize = 2000;

impl Selftest {
    /// Plants, judges, tells.
    pub fn run(mut self, stdout: &mut dyn Write) -> Result<Exit, Message> {
        self.judging.detect = std::mem::take(&mut self.detect);
        let policy = policy::effective(&self.judging)?.policy;
        Selection::new(&self.selecting.selecting())?;
        keep_captures("--keep", self.keep.as_deref().into_iter(), self.baseline.iter())?;
        let proof = prove(&self.baseline, &self.judging, &self.selecting, &policy, MOST_CONFIRMED)?;
        let (text, exit) = match &proof {
            Proof::NotJudged(judged) => (not_judged("SELFTEST", judged), Exit::CannotJudge),
            Proof::Tested(tested) => {
                let held: Vec<&RowTest> = tested.rows.iter().filter(|row| row.is_held()).collect();
                let exit = match held.iter().all(|row| row.passes()) {
                    _ if held.is_empty() => Exit::CannotJudge,
                    true => Exit::Pass,
                    false => Exit::Fail,
                };
                if let Some(path) = &self.keep {
                    let failed = |error| format!("failed to write {}: {error}", path.display());
                    write_file(&tested.planted, path).map_err(failed)?;
                }
                (text::tested(tested, self.all), exit)
            }
        };
        // A reader who has seen enough is no error.
        let _ = stdout.write_all(text.as_bytes());
        Ok(exit)
    }
}

/// Runs the selftest of a baseline with the program itself as the gate.
pub(super) fn prove(
    baseline: &[PathBuf],
    judging: &Judging,
    selecting: &Selecting,
    policy: &Policy,
    most_confirmed: usize,
) -> Result<Proof, Message> {
    let gate = ProgramGate::new(baseline, flags(judging, selecting))?;
    let baseline = Baseline { files: gate.baseline_files(), selecting: selecting.selecting() };
    let promised = |unit: &str| promised(policy, unit);
    let alone = policy.rules.iter().any(|rule| rule.correction != Correction::None);
    let settings = Settings { detect: &promised, alone, most_confirmed };
    selftest(&baseline, &settings, &mut |captures| gate.judge(captures))
}

/// Flags for `check` that say the same.
pub(super) fn flags(judging: &Judging, selecting: &Selecting) -> Vec<OsString> {
    let judging = judging.arguments().into_iter().map(OsString::from);
    judging.chain(selecting.arguments()).collect()
}

fn promised(policy: &Policy, unit: &str) -> Allowance {
    let stated = policy.detect.iter().find(|(stated, _)| stated == unit);
    stated.map_or_else(|| detect(unit), |(_, allowance)| *allowance)
}
