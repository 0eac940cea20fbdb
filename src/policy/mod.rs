//! What a team decided, and what follows from it: rules, the judgement of each row, the verdict.
//!
//! [`judge`] takes two captures and a [`Policy`] and returns a [`Judgement`], as data. Nothing is
//! formatted here, and nothing is read.

mod budget;
mod chain;
mod change;
mod completeness;
mod confirmation;
mod date;
mod difference;
mod failed;
mod family;
mod files;
mod judge;
mod listed;
mod not_run;
mod one_sided;
mod parts;
mod pattern;
mod ratchet;
mod remark;
mod remarks;
mod row;
mod rule;
mod samples;
mod scope;
mod selected;
mod tally;
mod undecided;
mod uneven;
mod waiver;

pub use budget::{Budget, BudgetFinding, BudgetStatus};
pub use confirmation::Excess;
pub use date::{Date, ParseDateError};
pub use difference::{Effect, PolicyChange, Subject};
pub use files::direction_of;
pub use judge::{Judgement, Outcome, judge};
pub use listed::{Listed, There};
pub use one_sided::OneSided;
pub use pattern::{Pattern, PatternError, Specificity};
pub use ratchet::{NewMax, ratchet};
pub use remark::Remark;
pub use row::{Finding, Reason, Status};
pub use rule::{
    ALPHA, Correction, Level, Mode, Origin, Policy, Rule, SetBy, Tolerated, Whose, allowance,
    detect,
};
pub use samples::{Needing, samples_needed};
pub use scope::{Narrowness, Scope};
pub use tally::Tally;
pub use undecided::{Undecided, undecided};
pub use waiver::{Waiver, WaiverState, WaiverUse};
