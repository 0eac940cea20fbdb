//! What is asked of two samples.

use super::allowance::Allowance;
use crate::benchunit::Direction;
use crate::stats::Tails;

/// What is asked of two samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// Which way the unit gets better.
    pub direction: Direction,
    /// The change that is no matter.
    pub allowance: Allowance,
    /// Which evidence is asked for.
    pub test: Test,
    /// The p-value up to which evidence is significant.
    pub alpha: f64,
    /// The levels instead of alpha, where alpha is shared by a family of comparisons. Samples of one
    /// and the same value are of no family.
    pub corrected: Option<Corrected>,
    /// What is known of the distribution beforehand.
    pub assumption: Assumption,
    /// Confidence level of the medians' intervals.
    pub confidence: f64,
}

/// What is left of alpha for one of many comparisons.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corrected {
    /// What a p-value must be able to reach: the level of a comparison that is the only one to be
    /// significant.
    pub attainable: f64,
    /// The p-value up to which evidence is significant, given all p-values of the family.
    pub significant: f64,
}

/// The hypothesis that is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// One-sided: the candidate is distributed as the baseline moved by the allowance, value by
    /// value, or lies on the better side of it.
    Exceeds,
    /// Two-sided: both sides are distributed alike.
    Differs,
}

impl Test {
    /// The one that it is not.
    pub(super) fn other(self) -> Test {
        match self {
            Test::Exceeds => Test::Differs,
            Test::Differs => Test::Exceeds,
        }
    }

    /// How many tails its p-value counts.
    pub fn tails(self) -> Tails {
        match self {
            Test::Exceeds => Tails::One,
            Test::Differs => Tails::Two,
        }
    }
}

/// What is known of a unit's distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// Nothing: the U-test decides.
    Nothing,
    /// Every measurement gives the same value: one value a side decides, without a test.
    Exact,
}
