//! What a selftest finds of a row.

use super::rows::RowName;
use super::search::Failing;
use super::steps::Steps;
use crate::compare::{Allowance, Decimal};
use crate::report::v1::{self, Reason, Status};

/// What became of one row.
#[derive(Clone, Debug)]
pub struct RowTest {
    /// The row.
    pub row: RowName,
    /// Its sample size in the baseline.
    pub n: usize,
    /// Its median in the baseline.
    pub median: f64,
    /// What is promised of it.
    pub promised: Allowance,
    /// The smallest change that makes it fail, to three digits.
    pub smallest: Smallest,
    /// Whether the promised change makes it fail, and if not, why.
    pub outcome: Outcome,
    /// What was seen when nothing but this row was planted.
    pub confirmation: Confirmation,
}

/// The smallest change that makes a row fail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Smallest {
    /// Not looked for: the row need not fail, or there are too many that are tried alone.
    Unknown,
    /// Nothing makes it fail.
    Never,
    /// This does.
    Change(Failing),
}

/// Whether the promised change of a row makes it fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It does.
    Fails,
    /// Samples of its size can't establish anything. So many would: the least that can at all, and the
    /// number of such samples with which the promised change fails.
    TooFewSamples {
        /// The least that can establish anything.
        needed: Option<usize>,
        /// As many of these samples as fail.
        enough: Option<usize>,
    },
    /// Its values are spread too widely for the change to be established; so many such samples would.
    SpreadTooWide {
        /// As many of these samples as fail.
        enough: Option<usize>,
    },
    /// The promised change is no more than is allowed.
    OutOfReach,
    /// It is taken for rounding.
    Rounding,
    /// Its rule says to ignore it.
    Ignored,
    /// Its rule only warns.
    WarnOnly,
    /// A waiver lets it pass.
    Waived,
    /// Something else keeps it from failing.
    Other(Reason),
}

/// What was seen when nothing but one row was planted.
#[derive(Clone, Debug, PartialEq)]
pub enum Confirmation {
    /// Not looked at: there are too many rows, or nothing makes it fail.
    None,
    /// The verdict, the exit code and the row are as they should be, and no other row regressed.
    Confirmed,
    /// Something is not.
    Refuted {
        /// What was planted.
        amount: Allowance,
        /// The verdict.
        verdict: v1::Verdict,
        /// The exit code.
        exit: u8,
        /// The status of the row; none if it is not in the report.
        status: Option<Status>,
        /// How many other rows regressed.
        others: usize,
    },
}

impl RowTest {
    /// Whether the row is to fail: it is not where somebody decided that it need not.
    pub fn is_held(&self) -> bool {
        !matches!(self.outcome, Outcome::Ignored | Outcome::WarnOnly | Outcome::Waived)
    }

    /// Whether the gate keeps its promise on this row, as far as it was looked at.
    pub fn passes(&self) -> bool {
        self.outcome == Outcome::Fails && !matches!(self.confirmation, Confirmation::Refuted { .. })
    }

    /// What is planted to see whether the promise is kept. A share of nothing is nothing: where no
    /// more is promised, a row has to fail at some change.
    pub(super) fn promise(&self) -> Allowance {
        let nothing = self.median == 0.0 && self.promised.absolute == Decimal::ZERO;
        if nothing { Steps::of(&self.row.unit, self.median).last() } else { self.promised }
    }
}

impl Smallest {
    /// The change, if there is one.
    pub fn change(self) -> Option<Failing> {
        match self {
            Smallest::Change(failing) => Some(failing),
            Smallest::Unknown | Smallest::Never => None,
        }
    }
}
