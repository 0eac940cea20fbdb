//! The families of comparisons that share one alpha.

use super::rule::{Correction, Rule, Whose};
use crate::compare::{Comparison, Corrected, Shift, Significance, Test};
use crate::stats::Holm;

/// What a family has in common: whose policy it is of, its test and its alpha.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Family {
    whose: Whose,
    test: Test,
    alpha: f64,
}

impl Family {
    /// The family of a rule's rows; none where nothing is corrected.
    pub fn of(rule: &Rule) -> Option<Family> {
        let Rule { whose, test, alpha, .. } = *rule;
        (rule.correction == Correction::Holm).then_some(Family { whose, test, alpha })
    }
}

/// The p-value with which a row is a member of its family; none where it is outside: where its
/// values are all equal, where nothing is tested, and where a value is not a number. This depends
/// on no effect: not on where the candidate lies.
pub(super) fn member(comparison: &Comparison) -> Option<f64> {
    let is_tested = !matches!(
        comparison.evidence.significance,
        Significance::Assumed | Significance::Undefined
    );
    // The hypothesis is one-sided: nothing that got better is evidence of a regression.
    let toward_worse = if comparison.shift == Shift::Better { 1.0 } else { comparison.evidence.p };
    (is_tested && comparison.has_spread).then_some(toward_worse)
}

/// The largest p-value that is rejected if no other is: alpha over the size of the family, and what
/// rounding takes for that.
fn attainable(holm: &Holm) -> f64 {
    let mut level = holm.first_level();
    while holm.can_reject(level.next_up()) {
        level = level.next_up();
    }
    level
}

/// Every family with its corrected levels.
#[derive(Debug, Default)]
pub(super) struct Families(Vec<(Family, Holm)>);

impl Families {
    /// Corrects the members' p-values, family by family.
    pub fn new(members: Vec<(Family, f64)>) -> Families {
        let mut families: Vec<(Family, Vec<f64>)> = Vec::new();
        for (family, p) in members {
            match families.iter_mut().find(|(known, _)| *known == family) {
                Some((_, list)) => list.push(p),
                None => families.push((family, vec![p])),
            }
        }
        let corrected =
            |(family, list): (Family, Vec<f64>)| (family, Holm::new(list, family.alpha));
        Families(families.into_iter().map(corrected).collect())
    }

    fn find(&self, rule: &Rule) -> Option<&Holm> {
        let family = Family::of(rule)?;
        self.0.iter().find(|(known, _)| *known == family).map(|(_, holm)| holm)
    }

    /// The levels of a rule's rows; none where nothing is corrected.
    pub fn corrected(&self, rule: &Rule) -> Option<Corrected> {
        let holm = self.find(rule)?;
        // No p-value is as small as 0.
        let significant = holm.cutoff().unwrap_or(0.0);
        Some(Corrected { attainable: attainable(holm), significant })
    }

    /// The adjusted p-value of a row, toward worse; none where it is in no family.
    pub fn adjusted(&self, rule: &Rule, comparison: &Comparison) -> Option<f64> {
        Some(self.find(rule)?.adjusted(member(comparison)?))
    }

    /// How many rows share a rule's alpha; none where nothing is corrected.
    pub fn size(&self, rule: &Rule) -> Option<usize> {
        self.find(rule).map(Holm::size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchunit::Direction;
    use crate::compare::{Allowance, Assumption, Comparer, Question};

    fn compare(baseline: [f64; 6], candidate: [f64; 6], assumption: Assumption) -> Comparison {
        let question = Question {
            direction: Direction::LowerIsBetter,
            allowance: Allowance::new(10, 0),
            test: Test::Exceeds,
            alpha: 0.005,
            corrected: None,
            assumption,
            confidence: 0.95,
        };
        let ([mut b, mut c], [mut bn, mut cn]) = ([baseline, candidate], [[1.0; 6]; 2]);
        Comparer::default().compare(&question, (&mut b, &mut bn), (&mut c, &mut cn))
    }

    #[test]
    fn what_got_better_is_a_member_that_nothing_rejects() {
        let nothing = Assumption::Nothing;
        let better = compare([9.0; 6], [3.0; 6], nothing);
        assert!(better.evidence.p < 0.005);
        assert_eq!(member(&better), Some(1.0));
        let worse = compare([3.0; 6], [9.0; 6], nothing);
        assert_eq!(member(&worse), Some(worse.evidence.p));
    }

    #[test]
    fn constant_exact_and_undefined_rows_are_outside() {
        let nothing = Assumption::Nothing;
        assert_eq!(member(&compare([3.0; 6], [3.0; 6], nothing)), None);
        assert_eq!(member(&compare([3.0; 6], [9.0; 6], Assumption::Exact)), None);
        assert_eq!(member(&compare([3.0; 6], [f64::NAN; 6], nothing)), None);
    }

    #[test]
    fn each_policy_and_alpha_has_a_family_of_its_own() {
        let rule =
            |whose, alpha| Rule { whose, alpha, correction: Correction::Holm, ..Rule::new("B/op") };
        let (judge, change) = (rule(Whose::Judge, 0.005), rule(Whose::Change, 0.005));
        let other = rule(Whose::Judge, 0.01);
        let members = [(&judge, 0.001), (&judge, 0.9), (&change, 0.5), (&other, 0.5)];
        let members = members.map(|(rule, p)| (Family::of(rule).unwrap(), p)).to_vec();
        let families = Families::new(members);
        assert_eq!(
            [&judge, &change, &other].map(|rule| families.size(rule)),
            [Some(2), Some(1), Some(1)]
        );
        assert_eq!(families.corrected(&judge).unwrap().significant, 0.001);
        assert_eq!(families.corrected(&change).unwrap().significant, 0.0);
        let plain = Rule { correction: Correction::None, ..judge };
        assert_eq!((families.size(&plain), families.corrected(&plain)), (None, None));
    }
}
