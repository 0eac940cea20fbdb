//! Two policies: the one by which is judged, and that of the candidate's side, which the change under
//! judgement wrote.
//!
//! A change must not loosen its own gate quietly, and must be able to land a regression openly. So
//! whatever of its policy is stricter counts, its waivers are accepted by name, and nothing else of
//! it has an effect. Every difference is told.

use super::budget::Budget;
use super::difference::differences;
use super::rule::{Mode, Policy, Rule, Tolerated, Whose};
use super::waiver::Waiver;
use crate::benchunit::Direction;

impl Policy {
    /// This policy, of the baseline's side, with what is stricter in that of the candidate's side.
    #[must_use]
    pub fn with_change(mut self, change: Policy) -> Policy {
        self.changes = differences(&self, &change);
        self.rules.extend(change.rules.into_iter().map(|r| Rule { whose: Whose::Change, ..r }));
        let budgets = change.budgets.into_iter();
        self.budgets.extend(budgets.map(|b| Budget { whose: Whose::Change, ..b }));
        let known = std::mem::take(&mut self.waivers);
        let is_new = |waiver: &Waiver| !known.iter().any(|k| is_same_waiver(k, waiver));
        self.waivers =
            change.waivers.into_iter().map(|w| Waiver { is_new: is_new(&w), ..w }).collect();
        if change.mode == Mode::Enforce {
            self.mode = Mode::Enforce;
        }
        self.tolerated = self.tolerated.and(change.tolerated);
        self.today = self.today.or(change.today);
        self
    }
}

impl Tolerated {
    /// What both let pass.
    fn and(self, other: Tolerated) -> Tolerated {
        Tolerated {
            no_baseline: self.no_baseline && other.no_baseline,
            nothing_to_measure: self.nothing_to_measure && other.nothing_to_measure,
            incomplete: self.incomplete && other.incomplete,
            missing: self.missing && other.missing,
            too_few_samples: self.too_few_samples && other.too_few_samples,
        }
    }

    /// Its causes by their keys in a policy file.
    pub fn by_key(&self) -> [(&'static str, bool); 5] {
        [
            ("no-baseline", self.no_baseline),
            ("nothing-to-measure", self.nothing_to_measure),
            ("incomplete", self.incomplete),
            ("missing", self.missing),
            ("too-few-samples", self.too_few_samples),
        ]
    }
}

/// Whether a waiver lets pass all that another does.
pub(super) fn is_same_waiver(a: &Waiver, b: &Waiver) -> bool {
    let row = |w: &Waiver| (w.scope.clone(), w.unit.clone());
    let is_within = match Direction::of_go_unit(&a.unit) {
        Some(Direction::LowerIsBetter) => a.max >= b.max,
        Some(Direction::HigherIsBetter) => a.max <= b.max,
        None => a.max == b.max,
    };
    row(a) == row(b) && is_within && a.expires >= b.expires
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_either_policy_does_not_let_pass_does_not_pass() {
        let all = Tolerated {
            no_baseline: true,
            nothing_to_measure: true,
            incomplete: true,
            missing: true,
            too_few_samples: true,
        };
        let policy = |mode, tolerated| Policy { mode, tolerated, ..Policy::default() };
        let (strict, lax) = (Tolerated::default(), all);
        for (a, b) in [(strict, lax), (lax, strict), (strict, strict), (lax, lax)] {
            let both = policy(Mode::Enforce, a).with_change(policy(Mode::Enforce, b));
            assert_eq!(both.tolerated == lax, a == lax && b == lax);
            assert!(both.tolerated == lax || both.tolerated == strict);
        }
        for (a, b) in [
            (Mode::Report, Mode::Report),
            (Mode::Report, Mode::Enforce),
            (Mode::Enforce, Mode::Report),
        ] {
            let both = policy(a, strict).with_change(policy(b, strict));
            assert_eq!(both.mode == Mode::Report, a == Mode::Report && b == Mode::Report);
        }
    }
}
