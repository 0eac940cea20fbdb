//! `allocgate plan`: how many samples it takes.

use super::Exit;
use super::columns::{Side, columns, head};
use super::judging::Judging;
use super::message::Message;
use super::policy;
use super::rows::Names;
use super::selecting::Selecting;
use super::selftest::{not_judged, prove};
use super::sensitivity::sensitivity;
use crate::benchproc::Selection;
use crate::compare::Test;
use crate::policy::{ALPHA, Correction, Needing, Policy, samples_needed};
use crate::proof::{RowTest, Selftest as Proof};
use crate::stats::MOST_SAMPLES;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Tell how many samples a side it takes for a row to be able to fail
///
/// Without a capture for any number of rows. With one, for its own, with the smallest change of each
/// that fails with the samples that it has, the least sensitive first.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Plan {
    /// A capture: files, directories, or - for standard input
    #[arg(value_name = "CAPTURE")]
    capture: Vec<PathBuf>,

    /// The number of rows, which counts where many comparisons are corrected for [default: those of
    /// the capture, or 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    rows: Option<u32>,

    /// List every row, not only the ten least sensitive
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    judging: Judging,

    #[command(flatten)]
    selecting: Selecting,
}

const HELP: &str = "\
Examples:
  allocgate plan
  allocgate plan --rows 500 --correction holm

Exit codes: 0; 2 if the command was used wrongly; 3 if the capture can't be judged against itself.";

impl Plan {
    /// Computes, and tells.
    pub fn run(self, stdout: &mut dyn Write) -> Result<Exit, Message> {
        let policy = policy::effective(&self.judging)?.policy;
        Selection::new(&self.selecting.selecting())?;
        let stated = self.rows.map(|rows| rows as usize);
        let (text, exit) = if self.capture.is_empty() {
            (plan(&policy, stated.unwrap_or(1)), Exit::Pass)
        } else {
            match prove(&self.capture, &self.judging, &self.selecting, &policy, 0)? {
                Proof::NotJudged(judged) => (not_judged("PLAN", &judged), Exit::CannotJudge),
                Proof::Tested(tested) => {
                    let rows: Vec<&RowTest> =
                        tested.rows.iter().filter(|row| row.is_held()).collect();
                    let text = plan(&policy, stated.unwrap_or(rows.len()));
                    let names = Names::new(tested.rows.iter().map(|row| &row.row));
                    (text + &sensitivity(rows, &names, self.all), Exit::Pass)
                }
            }
        };
        // A reader who has seen enough is no error.
        let _ = stdout.write_all(text.as_bytes());
        Ok(exit)
    }
}

fn plan(policy: &Policy, rows: usize) -> String {
    let own = policy.needing();
    let each = if rows == 1 { "a row".to_owned() } else { format!("each of {rows} rows") };
    let first = match samples_needed(policy, rows) {
        Some(0) => "PLAN: no rule can fail\n".to_owned(),
        None => {
            format!("PLAN: no number of samples up to {MOST_SAMPLES} lets {each} fail\n")
        }
        Some(n) => format!("PLAN: {n} samples a side (-count={n}) let {each} fail\n"),
    };
    first + &table(policy, &own, rows)
}

/// The policy's own levels, then what others would take.
fn table(policy: &Policy, own: &[Needing], rows: usize) -> String {
    let mut levels: Vec<(Needing, &str)> = own.iter().map(|level| (*level, "the policy")).collect();
    let general = policy.general().map_or(ALPHA, |rule| rule.alpha);
    for test in [Test::Exceeds, Test::Differs] {
        for correction in [Correction::None, Correction::Holm] {
            let level = Needing { alpha: general, test, correction };
            if !own.contains(&level) {
                levels.push((level, ""));
            }
        }
    }
    let mut table = vec![head(&["evidence", "alpha", "correction", "samples a side", ""])];
    table.extend(levels.iter().map(|(level, whose)| {
        let samples = level.samples(rows).map_or_else(|| "none".to_owned(), |n| n.to_string());
        let test = match level.test {
            Test::Exceeds => "exceeds",
            Test::Differs => "differs",
        };
        let correction = match level.correction {
            Correction::None => "none",
            Correction::Holm => "holm",
        };
        let cells = [test, &alpha(level.alpha), correction, &samples, whose];
        cells.map(str::to_owned).to_vec()
    }));
    let sides = [Side::Left, Side::Right, Side::Left, Side::Right, Side::Left];
    columns(&table, &sides)
}

/// A level, with no more zeros than anybody counts.
fn alpha(alpha: f64) -> String {
    if alpha < 1e-5 { format!("{alpha:e}") } else { alpha.to_string() }
}
