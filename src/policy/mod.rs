//! What a team decided, and what follows from it: rules, the judgement of each row, the verdict.
//!
//! [`judge`] takes two captures and a [`Policy`] and returns a [`Judgement`], as data. Nothing is
//! formatted here, and nothing is read.

mod completeness;
mod judge;
mod listed;
mod remark;
mod row;
mod rule;
mod selected;
mod tally;
mod uneven;

pub use completeness::direction_of;
pub use judge::{Judgement, OneSided, Outcome, judge};
pub use listed::{Listed, There};
pub use remark::Remark;
pub use row::{Finding, Reason, Status};
pub use rule::{ALPHA, Origin, Policy, UnitRule};
pub use tally::Tally;
