//! The families of comparisons that share one alpha.

use super::rule::{Correction, Rule, Whose};
use crate::compare::{Comparison, Corrected, Significance, Shift, Test};
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
        let corrected = |(family, list): (Family, Vec<f64>)| (family, Holm::new(list, family.alpha));
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
        Some(Corrected { attainable: holm.first_level(), significant })
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
