//! One comparison.

use super::question::{Assumption, Question};
use super::weigh::{Sorted, Weighed, Weigher};
use crate::stats::UTest;

/// One sample in a few numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Sample size.
    pub n: usize,
    /// The median.
    pub median: f64,
    /// Lower end of the median's confidence interval; −∞ if the sample is too small for one.
    pub low: f64,
    /// Upper end of the median's confidence interval; ∞ if the sample is too small for one.
    pub high: f64,
    /// The median of the iteration counts (`b.N`) behind the values.
    pub iterations: f64,
}

/// The change from the baseline's median to the candidate's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The medians are equal.
    Unchanged,
    /// Candidate over baseline, both above zero.
    Ratio(f64),
    /// The baseline's median is zero, the candidate's is not.
    FromZero,
    /// The candidate's median is zero, the baseline's is not.
    ToZero,
    /// No ratio says it: a median is negative or infinite.
    Difference(f64),
}

/// Where the candidate's median lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Where the baseline's is.
    None,
    /// On the worse side of the baseline's.
    Worse,
    /// On the better side of the baseline's.
    Better,
}

/// What the samples say about the change in the direction of the shift; without a shift, about one
/// toward worse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// The p-value of the question's test. NaN where nothing was tested.
    pub p: f64,
    /// The smallest p-value that samples of these sizes can have, however far apart.
    pub smallest_p: f64,
    /// What follows at the question's alpha.
    pub significance: Significance,
}

/// A significance decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Significance {
    /// p ≤ alpha, by the exact distribution.
    Significant,
    /// p ≤ alpha, by the normal approximation.
    SignificantByApproximation,
    /// p > alpha.
    NotSignificant,
    /// The samples are too small: no p-value of theirs could be ≤ alpha.
    Unattainable,
    /// Nothing to test: each side has one value, as was assumed.
    Assumed,
    /// A value is not a number.
    Undefined,
}

impl Significance {
    /// Whether a change is established.
    pub fn is_established(self) -> bool {
        matches!(
            self,
            Significance::Significant
                | Significance::SignificantByApproximation
                | Significance::Assumed
        )
    }
}

/// Two samples compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The baseline's sample.
    pub baseline: Summary,
    /// The candidate's sample.
    pub candidate: Summary,
    /// From median to median.
    pub change: Change,
    /// Which way the median went.
    pub shift: Shift,
    /// Whether the medians differ by more than the allowance, exactly computed.
    pub beyond: bool,
    /// What the samples say.
    pub evidence: Evidence,
    /// Whether every value of both sides is one of two neighbouring integers above 0, and the
    /// baseline has both: what a mean close to an integer looks like once it is rounded.
    pub flips: bool,
    /// Whether a unit that was assumed exact varies within a side.
    pub varies: bool,
    /// Whether the values of both sides are not all equal.
    pub has_spread: bool,
    /// What the test that was not asked for says of a median that is worse by more than allowed.
    pub other: Option<OtherTest>,
}

/// The outcome of the test that was not asked for, at the same level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OtherTest {
    /// Its p-value.
    pub p: f64,
    /// Whether it is significant.
    pub is_significant: bool,
}

/// Compares samples; keeps its tables and buffers from one comparison to the next.
#[derive(Debug, Default)]
pub struct Comparer {
    utest: UTest,
}

impl Comparer {
    /// Compares two samples. Values and iteration counts are sorted in place; none may be empty.
    pub fn compare(
        &mut self,
        question: &Question,
        baseline: (&mut [f64], &mut [f64]),
        candidate: (&mut [f64], &mut [f64]),
    ) -> Comparison {
        let baseline = Sorted::new(baseline, question.confidence);
        let candidate = Sorted::new(candidate, question.confidence);
        let weigher = Weigher { question, baseline: &baseline, candidate: &candidate };
        let Weighed { shift, beyond, evidence, other } = weigher.weigh(&mut self.utest);
        Comparison {
            baseline: baseline.summary,
            candidate: candidate.summary,
            change: Change::between(baseline.summary.median, candidate.summary.median),
            shift,
            beyond,
            evidence,
            flips: flips(baseline.values, candidate.values),
            varies: question.assumption == Assumption::Exact
                && !(baseline.is_constant() && candidate.is_constant()),
            has_spread: baseline.has_spread_with(&candidate),
            other,
        }
    }
}

impl Change {
    fn between(baseline: f64, candidate: f64) -> Change {
        let ratio = candidate / baseline;
        if baseline == candidate {
            Change::Unchanged
        } else if baseline == 0.0 {
            Change::FromZero
        } else if candidate == 0.0 {
            Change::ToZero
        } else if baseline > 0.0 && ratio > 0.0 && ratio.is_finite() {
            Change::Ratio(ratio)
        } else {
            Change::Difference(candidate - baseline)
        }
    }
}

fn flips(baseline: &[f64], candidate: &[f64]) -> bool {
    let k = baseline[0];
    k > 0.0
        && k.fract() == 0.0
        && baseline.last() == Some(&(k + 1.0))
        && baseline.iter().chain(candidate).all(|&v| v == k || v == k + 1.0)
}

#[cfg(test)]
mod tests;
