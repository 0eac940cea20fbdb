//! Budgets that follow what is measured: down by themselves, up only where that is asked for.

use super::budget::{Budget, BudgetFinding, BudgetStatus};
use super::rule::Policy;
use crate::benchunit::Direction;
use std::collections::BTreeMap;

/// A budget that is to have another maximum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewMax {
    /// Index into [`Policy::budgets`].
    pub budget: usize,
    /// The worst median of the benchmarks that it decides.
    pub max: f64,
}

/// The budgets that the measured medians allow to be lower; with `raise`, also those that they are
/// past. A budget that decides no benchmark stays.
pub fn ratchet(policy: &Policy, findings: &[BudgetFinding], raise: bool) -> Vec<NewMax> {
    let is_measured = |finding: &&BudgetFinding| {
        !matches!(finding.status, BudgetStatus::UnitAbsent | BudgetStatus::NotANumber)
    };
    // The median of one that is broken in B/op is that of B/op; its own is 0.
    let own = |finding: &BudgetFinding| match finding.status {
        BudgetStatus::OverInBytes => 0.0,
        _ => finding.median,
    };
    let mut worst: BTreeMap<usize, f64> = BTreeMap::new();
    for finding in findings.iter().filter(is_measured) {
        let is_higher_better = is_higher_better(&policy.budgets[finding.budget].unit);
        let value = own(finding);
        let entry = worst.entry(finding.budget).or_insert(value);
        *entry = if is_higher_better { entry.min(value) } else { entry.max(value) };
    }
    let new = |(budget, b): (usize, &Budget)| {
        let max = *worst.get(&budget)?;
        let (is_stricter, differs) = (b.is_stricter(max), max != b.max);
        (differs && (is_stricter || raise)).then_some(NewMax { budget, max })
    };
    policy.budgets.iter().enumerate().filter_map(new).collect()
}

fn is_higher_better(unit: &str) -> bool {
    Direction::of_go_unit(unit) == Some(Direction::HigherIsBetter)
}

impl Budget {
    /// Whether another maximum would allow less; a unit gets better as Go says, and downward where
    /// nobody says it.
    pub fn is_stricter(&self, max: f64) -> bool {
        if is_higher_better(&self.unit) { max > self.max } else { max < self.max }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Origin, Scope, Whose};

    fn finding(budget: usize, median: f64, status: BudgetStatus) -> BudgetFinding {
        BudgetFinding { benchmark: 0, budget, n: 5, median, status, waiver: None }
    }

    #[test]
    fn budgets_go_down_and_up_only_if_asked() {
        let budget = |max: f64| Budget {
            scope: Scope::default(),
            unit: "allocs/op".to_owned(),
            max,
            origin: Origin::Default,
            is_directive: false,
            platforms: None,
            expected_on: None,
            whose: Whose::Judge,
        };
        let budgets = [5.0, 5.0, 5.0, 0.0, 5.0, 7.0].map(budget).to_vec();
        let policy = Policy { budgets, ..Policy::default() };
        let findings = [
            finding(0, 3.0, BudgetStatus::Met),
            finding(0, 4.0, BudgetStatus::Met),
            finding(1, 9.0, BudgetStatus::Over),
            finding(2, 5.0, BudgetStatus::Met),
            finding(3, 21.0, BudgetStatus::OverInBytes),
            finding(4, f64::NAN, BudgetStatus::NotANumber),
        ];
        let lowered = NewMax { budget: 0, max: 4.0 };
        assert_eq!(ratchet(&policy, &findings, false), [lowered]);
        let raised = NewMax { budget: 1, max: 9.0 };
        assert_eq!(ratchet(&policy, &findings, true), [lowered, raised]);
    }
}
