//! Exit codes.

use crate::report::v1::{Mode, Report, Verdict};

/// How the program ends. Codes above 4 are never seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Judged, and nothing regressed.
    Pass,
    /// Judged, and something regressed, is over its budget or is missing against a rule.
    Fail,
    /// The command was used wrongly.
    Usage,
    /// Can't judge.
    CannotJudge,
    /// Posting the comment was required, and failed.
    Undelivered,
}

/// The codes, for help texts.
pub(super) const HELP: &str = "\
Exit codes:
  0  judged, and nothing regressed
  1  judged, and something regressed, is over its budget, or is missing against a rule
  2  the command was used wrongly: a flag, the policy file, a directive
  3  can't judge: a capture is empty, broken, cut or failed; nothing, or less than half of a
     package of the baseline, is comparable; too few samples; both captures are the same one
  4  the comment could not be delivered, and comment --require-delivery asks for that";

impl Exit {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Exit::Pass => 0,
            Exit::Fail => 1,
            Exit::Usage => 2,
            Exit::CannotJudge => 3,
            Exit::Undelivered => 4,
        }
    }
}

impl Exit {
    /// What a report's verdict comes to.
    pub fn of(report: &Report) -> Exit {
        match (report.policy.mode, report.verdict) {
            (Mode::Report, _) | (_, Verdict::Pass) => Exit::Pass,
            (_, Verdict::Fail) => Exit::Fail,
            (_, Verdict::CannotJudge) => Exit::CannotJudge,
        }
    }

    /// The same, unless it is a pass that could not be written down.
    pub fn of_written(report: &Report, written: bool) -> Exit {
        match Exit::of(report) {
            Exit::Pass if !written => Exit::Usage,
            exit => exit,
        }
    }
}
