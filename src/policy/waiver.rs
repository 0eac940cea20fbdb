//! Waivers: rows that may fail for a while, up to a ceiling.

use super::date::Date;
use super::rule::{Origin, Policy};
use super::scope::Scope;
use crate::benchproc::KeyText;
use crate::benchunit::Direction;

/// One row that may be worse than its rule and its budget allow, up to a ceiling and a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiver {
    /// The benchmark.
    pub scope: Scope,
    /// The unit as Go prints it.
    pub unit: String,
    /// The worst median that is let pass.
    pub max: f64,
    /// The last day on which it holds.
    pub expires: Date,
    /// Where it was decided.
    pub link: String,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub origin: Origin,
    /// Whether it is of the candidate's side alone: the change accepts its own regression.
    pub is_new: bool,
}

/// A waiver that names a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaiverUse {
    /// Index into [`Policy::waivers`].
    pub waiver: usize,
    /// Whether it holds for the row.
    pub state: WaiverState,
}

/// Whether a waiver holds for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiverState {
    /// It does.
    Holds,
    /// Its last day is over.
    Expired,
    /// The row is worse than it lets pass.
    PastCeiling,
}

impl WaiverUse {
    /// Whether it lets the row pass.
    pub fn holds(self) -> bool {
        self.state == WaiverState::Holds
    }
}

impl Waiver {
    /// Whether it names a row.
    pub fn covers(&self, key: &KeyText<'_>, unit: &str) -> bool {
        self.unit == unit && self.scope.covers(key)
    }

    /// Whether its last day is over. Without a day on which is judged, none is.
    pub fn is_expired(&self, today: Option<Date>) -> bool {
        today.is_some_and(|today| today > self.expires)
    }
}

impl Policy {
    /// The waiver that names a row with this median: one that holds, if there is such a one.
    pub(super) fn waiver_for(
        &self,
        key: &KeyText<'_>,
        unit: &str,
        direction: Option<Direction>,
        median: f64,
    ) -> Option<WaiverUse> {
        let state = |waiver: &Waiver| {
            let is_within = match direction {
                Some(Direction::HigherIsBetter) => median >= waiver.max,
                _ => median <= waiver.max,
            };
            if waiver.is_expired(self.today) {
                WaiverState::Expired
            } else if is_within {
                WaiverState::Holds
            } else {
                WaiverState::PastCeiling
            }
        };
        let naming = self.waivers.iter().enumerate().filter(|(_, w)| w.covers(key, unit));
        let mut uses = naming.map(|(waiver, w)| WaiverUse { waiver, state: state(w) });
        let first = uses.next()?;
        Some(if first.holds() { first } else { uses.find(|u| u.holds()).unwrap_or(first) })
    }
}
