//! Baseline sample against candidate sample: summaries, change, evidence.
//!
//! What it finds is neutral: worse or better, by more than an allowance or not, with which
//! evidence. What follows from it is decided elsewhere.

mod agreement;
mod allowance;
mod comparison;
mod prospect;
mod question;
mod scale;
mod weigh;

pub use agreement::{Repetition, repetition};
pub use allowance::{Allowance, Decimal, ParseAllowanceError, ParsedAllowance};
pub use comparison::{
    Change, Comparer, Comparison, Evidence, OtherTest, Shift, Significance, Summary,
};
pub use prospect::Prospect;
pub use question::{Assumption, Corrected, Question, Test};
