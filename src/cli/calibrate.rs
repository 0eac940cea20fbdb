//! `allocgate calibrate`: how often the gate fails on equal code.

mod text;

use super::Exit;
use super::gate::ProgramGate;
use super::judging::Judging;
use super::message::Message;
use super::policy;
use super::selecting::Selecting;
use super::selftest::flags;
use crate::benchproc::Selection;
use crate::proof::{PlantError, calibrate, halves};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Tell how often the gate fails on captures of the same code
///
/// Judges each capture against each other one, as baseline and as candidate: whatever fails is a false
/// alarm. Of one capture alone, the odd results of each benchmark are judged against the even ones,
/// which is a lower bound: samples of one process are more alike than those of two.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Calibrate {
    /// Captures of the same code: each a file or a directory, or - for standard input
    #[arg(value_name = "CAPTURE", required = true)]
    captures: Vec<PathBuf>,

    /// List every pair and every row
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    judging: Judging,

    #[command(flatten)]
    selecting: Selecting,
}

const HELP: &str = "\
Example, in a Go module:
  for i in 1 2 3; do go test -run='^$' -bench=. -benchmem -benchtime=1000x -count=10 ./... > same$i.txt; done
  allocgate calibrate same1.txt same2.txt same3.txt

Exit codes:
  0  no pair fails
  1  some do
  2  the command was used wrongly
  3  none can be judged";

impl Calibrate {
    /// Judges, counts, tells.
    pub fn run(self, stdout: &mut dyn Write) -> Result<Exit, Message> {
        policy::effective(&self.judging)?;
        Selection::new(&self.selecting.selecting())?;
        let stdin = self.captures.iter().filter(|path| path.as_os_str() == "-").count();
        if stdin > 1 {
            return Err("standard input (-) can be read only once".to_owned().into());
        }
        let gate = ProgramGate::new(&self.captures, flags(&self.judging, &self.selecting))?;
        let (captures, names) = match gate.baseline() {
            [_] => halved(&gate)?,
            captures => (captures.to_vec(), self.names()),
        };
        let one = |number: usize| std::slice::from_ref(&captures[number]);
        let calibration = calibrate(captures.len(), |b, c| gate.check(one(b), one(c)))?;
        let exit = match (calibration.judged(), calibration.failed()) {
            (0, _) => Exit::CannotJudge,
            (_, 0) => Exit::Pass,
            _ => Exit::Fail,
        };
        let halved = self.captures.len() == 1;
        let text = text::calibration(&calibration, &names, halved, self.all);
        // A reader who has seen enough is no error.
        let _ = stdout.write_all(text.as_bytes());
        Ok(exit)
    }

    fn names(&self) -> Vec<String> {
        self.captures.iter().map(|path| path.to_string_lossy().into_owned()).collect()
    }
}

/// The halves of one capture, as files, and what they are called.
fn halved(gate: &ProgramGate) -> Result<(Vec<PathBuf>, Vec<String>), Message> {
    let [odd, even] = halves(&gate.baseline_files()).map_err(PlantError::from)?;
    let files = vec![gate.write("odd.txt", &odd)?, gate.write("even.txt", &even)?];
    Ok((files, ["odd results", "even results"].map(str::to_owned).to_vec()))
}
