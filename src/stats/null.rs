//! The distribution of U under the null hypothesis.

use super::ranking::Shape;
use super::{choose, sweep};

/// The exact distribution of U if both samples come from one population: every way of dealing
/// the pooled values to the two samples is equally likely, given which of them are equal.
///
/// The ways are counted by a dynamic programme over the groups of equal values, as in
/// J. H. Klotz, "The Wilcoxon, Ties, and the Computer", Journal of the American Statistical
/// Association 61 (1966), 772–787. With ties and unequal sizes the distribution is not symmetric:
/// P(U ≤ u) and P(U ≥ n1·n2 − u) differ, and neither can stand for the other.
///
/// Up to 2⁵¹ splits (27 against 27) each probability is one correctly rounded quotient of whole
/// numbers, so 2 of 20 equals the literal 0.1.
#[derive(Clone, Debug)]
pub struct Null {
    step: u64,
    at_most: Vec<f64>,
    at_least: Vec<f64>,
}

/// A distribution has no more values than this.
const MOST_VALUES: u64 = 500_000;

impl Null {
    /// The number of multiplications, estimated from above, that a distribution may take: about
    /// ten milliseconds. 75 against 75 is within it whatever the ties, 94 against 94 without any,
    /// and samples of thousands as long as most values are equal.
    pub const BUDGET: f64 = 40e6;

    /// Counts the distribution of U for samples of this shape.
    ///
    /// None if that would cost more than [`Null::BUDGET`] in time or 8 MB in memory, or if the number of splits exceeds
    /// floating point (beyond about 510 against 510, whatever the ties).
    pub fn new(shape: &Shape) -> Option<Null> {
        let (step, chosen) = (sweep::step(shape.ties()), shape.n1().min(shape.n2()));
        let splits = choose(shape.n1() + shape.n2(), chosen);
        let affordable = || sweep::affordable(shape.ties(), chosen, step, Null::BUDGET);
        let fits = shape.max_twice_u() / step as u64 <= MOST_VALUES;
        (splits.is_finite() && fits && affordable()).then(|| Null::of(counts(shape, step), step))
    }

    fn of(counts: Vec<f64>, step: usize) -> Null {
        let at_most = cumulate(counts.iter());
        let mut at_least = cumulate(counts.iter().rev());
        at_least.reverse();
        Null { step: step as u64, at_most, at_least }
    }

    /// P(2·U ≤ `twice_u`).
    pub fn at_most(&self, twice_u: u64) -> f64 {
        let last = self.at_most.len() - 1;
        self.at_most[last.min((twice_u / self.step) as usize)]
    }

    /// P(2·U ≥ `twice_u`).
    pub fn at_least(&self, twice_u: u64) -> f64 {
        let index = twice_u.div_ceil(self.step) as usize;
        self.at_least.get(index).copied().unwrap_or(0.0)
    }

    /// The memory held, in bytes.
    pub(super) fn size(&self) -> usize {
        size_of::<Null>() + size_of::<f64>() * (self.at_most.len() + self.at_least.len())
    }
}

/// The number of splits for each U of sample 2 over sample 1. Choosing the smaller sample is
/// cheaper; if that is sample 1, the mirror statistic was counted.
fn counts(shape: &Shape, step: usize) -> Vec<f64> {
    if shape.n2() <= shape.n1() {
        return sweep::counts(shape.ties(), shape.n2(), step);
    }
    let mut mirrored = sweep::counts(shape.ties(), shape.n1(), step);
    mirrored.reverse();
    mirrored
}

/// Running sums, divided by the last one. Starting from the thin end keeps small tails precise.
fn cumulate<'a>(counts: impl Iterator<Item = &'a f64>) -> Vec<f64> {
    let running = counts.scan(0.0, |sum, count| {
        *sum += count;
        Some(*sum)
    });
    let sums: Vec<f64> = running.collect();
    let total = sums.last().copied().unwrap_or(1.0);
    sums.into_iter().map(|sum| sum / total).collect()
}
