//! The gate applied to itself: whether it can fail on this data, and how often it fails on equal code.
//!
//! Nothing is judged here. Whatever a verdict is, it comes out of a [`Gate`]: a function of the
//! caller's that runs the whole gate on captures and tells its report and exit code. What this room
//! owns is what to hand it: captures in which chosen rows are worse by a chosen amount
//! ([`Planting`]), halves of one capture ([`halves`]), and the search for the smallest change that
//! fails ([`selftest`]).

mod calibrate;
mod confirm;
mod drill;
mod gate;
mod hair;
mod halves;
mod outcome;
mod planting;
mod rows;
mod search;
mod selftest;
mod sizes;
mod steps;
mod survey;
mod worse;

pub use calibrate::{Alarm, Calibration, Pair, calibrate};
pub use drill::Drill;
pub use gate::{Captures, Gate, Judged};
pub use halves::halves;
pub use outcome::{Confirmation, Outcome, RowTest, Smallest};
pub use planting::{Planting, plant};
pub use rows::{RowName, Rows};
pub use search::Failing;
pub use selftest::{Selftest, Settings, Tested, selftest};
pub use survey::{Baseline, PlantError};
pub use worse::worse;
