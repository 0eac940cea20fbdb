//! How many samples it takes for a rule to be able to fail.

use super::rule::{Correction, Level, Policy, Rule};
use crate::compare::Test;
use crate::stats;

/// What decides how many samples are needed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needing {
    /// The level.
    pub alpha: f64,
    /// The evidence.
    pub test: Test,
    /// Whether all rows share the level.
    pub correction: Correction,
}

impl Needing {
    /// The smallest number of samples a side with which each of so many rows can fail on its own.
    /// With a correction after Holm, a row that is the only one to change is held against `alpha` /
    /// `rows`. None if [`stats::MOST_SAMPLES`] do not suffice.
    pub fn samples(self, rows: usize) -> Option<usize> {
        let corrected = self.correction != Correction::None;
        let level = if corrected { self.alpha / rows.max(1) as f64 } else { self.alpha };
        stats::samples_needed(level, self.test.tails())
    }
}

impl Policy {
    /// What decides for the rules that can fail, each once, in their order.
    pub fn needing(&self) -> Vec<Needing> {
        let mut distinct = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.level == Level::Fail) {
            let needing = Needing::of(rule);
            if !distinct.contains(&needing) {
                distinct.push(needing);
            }
        }
        distinct
    }
}

impl Needing {
    /// That of a rule.
    pub fn of(rule: &Rule) -> Needing {
        let Rule { alpha, test, correction, .. } = *rule;
        Needing { alpha, test, correction }
    }
}

/// The smallest number of samples a side with which every rule that can fail can do so, each of so
/// many rows on its own. 0 where no rule can fail; none if [`stats::MOST_SAMPLES`] do not suffice.
pub fn samples_needed(policy: &Policy, rows: usize) -> Option<usize> {
    policy.needing().into_iter().try_fold(0, |most, level| Some(most.max(level.samples(rows)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Whose;

    #[test]
    fn rows_cost_samples_where_they_are_corrected_for() {
        let samples =
            |rows, alpha, correction, test| Needing { alpha, test, correction }.samples(rows);
        let (holm, none) = (Correction::Holm, Correction::None);
        assert_eq!(samples(1, 0.005, holm, Test::Exceeds), Some(5));
        assert_eq!(samples(1000, 0.005, none, Test::Exceeds), Some(5));
        // 1/C(18, 9) = 1/48620 is the largest below 0.005/100 = 1/20000.
        assert_eq!(samples(100, 0.005, holm, Test::Exceeds), Some(9));
        assert_eq!(samples(100, 0.005, holm, Test::Differs), Some(9));
        assert_eq!(samples(0, 0.05, holm, Test::Differs), Some(4));
        assert_eq!(samples(1, 0.0, holm, Test::Exceeds), None);
    }

    #[test]
    fn the_rule_that_needs_most_decides_for_a_policy() {
        assert_eq!(samples_needed(&Policy::default(), 1000), Some(5));
        let rule = |alpha, level| Rule { alpha, level, ..Rule::new("B/op") };
        let with = |rules: Vec<Rule>| Policy { rules, ..Policy::default() };
        let strict = [rule(0.05, Level::Fail), rule(0.001, Level::Fail)].to_vec();
        assert_eq!(samples_needed(&with(strict), 1), Some(7));
        // Those of the change count, too; what only warns does not.
        let change = Rule { whose: Whose::Change, ..rule(0.001, Level::Fail) };
        assert_eq!(samples_needed(&with(vec![rule(0.05, Level::Fail), change]), 1), Some(7));
        let lax = vec![rule(0.05, Level::Fail), rule(0.001, Level::Warn)];
        assert_eq!(samples_needed(&with(lax), 1), Some(3));
        assert_eq!(samples_needed(&with(vec![rule(0.05, Level::Warn)]), 1), Some(0));
        assert_eq!(samples_needed(&with(vec![rule(0.0, Level::Fail)]), 1), None);
    }
}
