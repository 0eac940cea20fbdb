//! One comparison.

use super::allowance::Allowance;
use super::scale::{Floats, Grid, Scale};
use crate::benchunit::Direction;
use crate::stats::{self, Method, Ranking, Tails, UTest};

/// What is asked of two samples.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Which way the unit gets better.
    pub direction: Direction,
    /// The change that is no matter.
    pub allowance: Allowance,
    /// Which evidence is asked for.
    pub test: Test,
    /// The p-value up to which evidence is significant.
    pub alpha: f64,
    /// What is known of the distribution beforehand.
    pub assumption: Assumption,
    /// Confidence level of the medians' intervals.
    pub confidence: f64,
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
        let shift = Weigher { question, baseline: &baseline, candidate: &candidate };
        let (shift, beyond, evidence) = shift.weigh(&mut self.utest);
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

struct Sorted<'a> {
    values: &'a [f64],
    summary: Summary,
}

impl<'a> Sorted<'a> {
    fn new((values, iterations): (&'a mut [f64], &mut [f64]), confidence: f64) -> Sorted<'a> {
        values.sort_unstable_by(f64::total_cmp);
        iterations.sort_unstable_by(f64::total_cmp);
        let values: &[f64] = values;
        let interval = stats::median_interval(values, confidence);
        let summary = Summary {
            n: values.len(),
            median: stats::median(values),
            low: interval.low,
            high: interval.high,
            iterations: stats::median(iterations),
        };
        Sorted { values, summary }
    }

    fn is_constant(&self) -> bool {
        self.values.first() == self.values.last()
    }

    fn has_nan(&self) -> bool {
        // In total order NaNs are at either end.
        [self.values.first(), self.values.last()].into_iter().flatten().any(|v| v.is_nan())
    }

    /// The two values around the middle; the same one twice where the sample's size is odd.
    fn middle(&self) -> [f64; 2] {
        let n = self.values.len();
        [self.values[(n - 1) / 2], self.values[n / 2]]
    }
}

/// Answers a question about two sorted samples.
struct Weigher<'a> {
    question: &'a Question,
    baseline: &'a Sorted<'a>,
    candidate: &'a Sorted<'a>,
}

impl Weigher<'_> {
    fn weigh(&self, utest: &mut UTest) -> (Shift, bool, Evidence) {
        let (baseline, candidate) = (self.baseline.values, self.candidate.values);
        let smallest_p =
            stats::smallest_p(baseline.len(), candidate.len(), self.question.test.tails());
        if self.baseline.has_nan() || self.candidate.has_nan() {
            let significance = Significance::Undefined;
            return (Shift::None, false, Evidence { p: f64::NAN, smallest_p, significance });
        }
        let (shift, beyond, p) =
            match Grid::fitting(&[baseline, candidate], &self.question.allowance) {
                Some(grid) => self.place(&grid, utest),
                None => self.place(&Floats::new(&self.question.allowance), utest),
            };
        (shift, beyond, self.decide(p, smallest_p))
    }

    fn decide(&self, p: stats::PValue, smallest_p: f64) -> Evidence {
        let exact = self.question.assumption == Assumption::Exact
            && self.baseline.is_constant()
            && self.candidate.is_constant();
        // An alpha that is not a number is reached by nothing.
        let reaches = |p: f64| p <= self.question.alpha;
        let (p, significance) = if exact {
            (f64::NAN, Significance::Assumed)
        } else if !reaches(smallest_p) {
            (p.p, Significance::Unattainable)
        } else if !reaches(p.p) {
            (p.p, Significance::NotSignificant)
        } else if p.method == Method::Exact {
            (p.p, Significance::Significant)
        } else {
            (p.p, Significance::SignificantByApproximation)
        };
        Evidence { p, smallest_p, significance }
    }

    /// Where the candidate lies: shift, whether beyond the allowance, and the p-value.
    fn place<S: Scale>(&self, scale: &S, utest: &mut UTest) -> (Shift, bool, stats::PValue) {
        let toward_worse = match self.question.direction {
            Direction::LowerIsBetter => 1.0,
            Direction::HigherIsBetter => -1.0,
        };
        let shift = self.shift(scale, toward_worse);
        let sign = if shift == Shift::Better { -toward_worse } else { toward_worse };
        let middle = |sorted: &Sorted<'_>| sorted.middle().map(|v| sign * v);
        let beyond =
            scale.middle_still(middle(self.candidate)) > scale.middle_moved(middle(self.baseline));
        let p = match self.question.test {
            Test::Exceeds => {
                let moved = cells(self.baseline.values, |v| scale.moved(sign * v));
                let still = cells(self.candidate.values, |v| scale.still(sign * v));
                utest.greater(&Ranking::new(&moved, &still))
            }
            Test::Differs => {
                let [b, c] = [self.baseline, self.candidate]
                    .map(|s| cells(s.values, |v| scale.still(sign * v)));
                utest.two_sided(&Ranking::new(&b, &c))
            }
        };
        (shift, beyond, p)
    }

    fn shift<S: Scale>(&self, scale: &S, toward_worse: f64) -> Shift {
        let [b, c] = [self.baseline, self.candidate]
            .map(|sorted| scale.middle_still(sorted.middle().map(|v| toward_worse * v)));
        if c > b {
            Shift::Worse
        } else if c < b {
            Shift::Better
        } else {
            Shift::None
        }
    }
}

/// Held values in ascending order. Moving keeps the order but for allowances over 100 % of negative
/// values, and turning the sign reverses it: nothing that sorting could not take in its stride.
fn cells<C: PartialOrd>(values: &[f64], cell: impl Fn(f64) -> C) -> Vec<C> {
    let mut cells: Vec<C> = values.iter().map(|&v| cell(v)).collect();
    cells.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    cells
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
