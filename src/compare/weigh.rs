//! Weighing one sample against another: which way, how far, with which evidence.

use super::comparison::{Evidence, OtherTest, Shift, Significance, Summary};
use super::question::{Assumption, Corrected, Question, Test};
use super::scale::{Floats, Grid, Scale};
use crate::benchunit::Direction;
use crate::stats::{self, Method, Ranking, UTest};
use std::cmp::Ordering;

/// A sample in ascending order.
pub(super) struct Sorted<'a> {
    pub values: &'a [f64],
    pub summary: Summary,
}

impl<'a> Sorted<'a> {
    pub fn new((values, iterations): (&'a mut [f64], &mut [f64]), confidence: f64) -> Sorted<'a> {
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

    pub fn is_constant(&self) -> bool {
        self.values.first() == self.values.last()
    }

    /// Whether the values of both are not all equal.
    pub fn has_spread_with(&self, other: &Sorted<'_>) -> bool {
        !(self.is_constant() && other.is_constant() && self.values.first() == other.values.first())
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
pub(super) struct Weigher<'a> {
    pub question: &'a Question,
    pub baseline: &'a Sorted<'a>,
    pub candidate: &'a Sorted<'a>,
}

/// The answer.
pub(super) struct Weighed {
    pub shift: Shift,
    pub beyond: bool,
    pub evidence: Evidence,
    pub other: Option<OtherTest>,
}

impl Weigher<'_> {
    pub fn weigh(&self, utest: &mut UTest) -> Weighed {
        let (baseline, candidate) = (self.baseline.values, self.candidate.values);
        if self.baseline.has_nan() || self.candidate.has_nan() {
            let (p, smallest_p) = (f64::NAN, self.smallest_p(self.question.test));
            let evidence = Evidence { p, smallest_p, significance: Significance::Undefined };
            return Weighed { shift: Shift::None, beyond: false, evidence, other: None };
        }
        match Grid::fitting(&[baseline, candidate], &self.question.allowance) {
            Some(grid) => self.place(&grid, utest),
            None => self.place(&Floats::new(&self.question.allowance), utest),
        }
    }

    fn smallest_p(&self, test: Test) -> f64 {
        stats::smallest_p(self.baseline.values.len(), self.candidate.values.len(), test.tails())
    }

    /// Whether each side has one value, as was assumed.
    fn is_exact(&self) -> bool {
        self.question.assumption == Assumption::Exact
            && self.baseline.is_constant()
            && self.candidate.is_constant()
    }

    fn decide(&self, test: Test, p: stats::PValue, shift: Shift) -> Evidence {
        let has_spread = self.baseline.has_spread_with(self.candidate);
        let alpha = self.question.alpha;
        let plain = Corrected { attainable: alpha, significant: alpha };
        // What got better is no evidence of a regression: its p-value is in no family.
        let is_member = has_spread && shift != Shift::Better;
        let level = self.question.corrected.filter(|_| is_member).unwrap_or(plain);
        let smallest_p = self.smallest_p(test);
        // A level that is not a number is reached by nothing.
        let significance = if self.is_exact() {
            Significance::Assumed
        } else if smallest_p.partial_cmp(&level.attainable).is_none_or(Ordering::is_gt) {
            Significance::Unattainable
        } else if p.p.partial_cmp(&level.significant).is_none_or(Ordering::is_gt) {
            Significance::NotSignificant
        } else if p.method == Method::Exact {
            Significance::Significant
        } else {
            Significance::SignificantByApproximation
        };
        let p = if significance == Significance::Assumed { f64::NAN } else { p.p };
        Evidence { p, smallest_p, significance }
    }

    /// Where the candidate lies, whether beyond the allowance, and what the tests say of it.
    fn place<S: Scale>(&self, scale: &S, utest: &mut UTest) -> Weighed {
        let toward_worse = match self.question.direction {
            Direction::LowerIsBetter => 1.0,
            Direction::HigherIsBetter => -1.0,
        };
        let shift = self.shift(scale, toward_worse);
        let sign = if shift == Shift::Better { -toward_worse } else { toward_worse };
        let middle = |sorted: &Sorted<'_>| sorted.middle().map(|v| sign * v);
        let beyond =
            scale.middle_still(middle(self.candidate)) > scale.middle_moved(middle(self.baseline));
        let test = self.question.test;
        let evidence = self.decide(test, self.p_value(test, scale, sign, utest), shift);
        // Among many comparisons, the other test would have a family of its own.
        let is_alone = self.question.corrected.is_none();
        let is_compared = beyond && shift == Shift::Worse && !self.is_exact() && is_alone;
        let other = is_compared.then(|| {
            let other = test.other();
            let evidence = self.decide(other, self.p_value(other, scale, sign, utest), shift);
            OtherTest { p: evidence.p, is_significant: evidence.significance.is_established() }
        });
        Weighed { shift, beyond, evidence, other }
    }

    fn p_value<S: Scale>(
        &self,
        test: Test,
        scale: &S,
        sign: f64,
        utest: &mut UTest,
    ) -> stats::PValue {
        let still = |sorted: &Sorted<'_>| cells(sorted.values, |v| scale.still(sign * v));
        match test {
            Test::Exceeds => {
                let moved = cells(self.baseline.values, |v| scale.moved(sign * v));
                utest.greater(&Ranking::new(&moved, &still(self.candidate)))
            }
            Test::Differs => {
                utest.two_sided(&Ranking::new(&still(self.baseline), &still(self.candidate)))
            }
        }
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
    cells.sort_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    cells
}
