//! The Mann–Whitney U-test.

use super::attainable::{Tails, smallest_p};
use super::cache::Cache;
use super::normal;
use super::null::Null;
use super::ranking::Ranking;

/// How a p-value was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// By counting every split of the pooled values.
    Exact,
    /// By the normal approximation, corrected for ties and continuity.
    Normal,
}

/// The probability, were both samples drawn from one population, of a U at least as extreme as
/// the one observed. It is in (0, 1]: what is too small for an `f64` is [`f64::MIN_POSITIVE`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PValue {
    /// The probability.
    pub p: f64,
    /// How it was computed.
    pub method: Method,
}

/// Runs Mann–Whitney U-tests, and keeps the null distributions of shapes met before in up to
/// 1 MiB of memory, so that the next test of the same shape costs a lookup.
///
/// The null hypothesis is that both samples come from one population; nothing is assumed of its
/// distribution. The test is exact, with or without ties, within the budget of [`Null::new`];
/// beyond it the normal approximation is used, except for samples that do not overlap, whose
/// p-value is known. With an empty sample, or if all values are equal, p is 1.
///
/// Sources: Mann and Whitney (1947), cited at [`Ranking`]; Klotz (1966), cited at [`Null`].
#[derive(Clone, Debug, Default)]
pub struct UTest {
    nulls: Cache,
}

impl UTest {
    /// A test that has met no shapes yet.
    pub fn new() -> UTest {
        UTest::default()
    }

    /// P(U ≥ u): evidence that sample 2 tends to be larger than sample 1.
    pub fn greater(&mut self, ranking: &Ranking) -> PValue {
        let u = ranking.twice_u();
        self.tail(ranking, ranking.shape().max_twice_u() - u, |null| null.at_least(u))
    }

    /// P(U ≤ u): evidence that sample 2 tends to be smaller than sample 1.
    pub fn less(&mut self, ranking: &Ranking) -> PValue {
        let u = ranking.twice_u();
        self.tail(ranking, u, |null| null.at_most(u))
    }

    /// min(1, 2·min(P(U ≤ u), P(U ≥ u))): evidence that the samples differ, either way.
    ///
    /// Each tail is its own, so that exchanging the samples leaves p as it is even where ties
    /// make the distribution asymmetric.
    pub fn two_sided(&mut self, ranking: &Ranking) -> PValue {
        let (less, greater) = (self.less(ranking), self.greater(ranking));
        PValue { p: (2.0 * less.p.min(greater.p)).min(1.0), ..greater }
    }

    /// The null distribution of this ranking's shape; None beyond the budget of [`Null::new`].
    pub fn null(&mut self, ranking: &Ranking) -> Option<&Null> {
        self.nulls.get(ranking.shape())
    }

    /// The tail that ends `depth` half-steps from its extreme value of U. The ends need no
    /// distribution: the whole has probability 1, and the extreme is a single split.
    fn tail(&mut self, ranking: &Ranking, depth: u64, exact: impl Fn(&Null) -> f64) -> PValue {
        let (p, method) = if depth == ranking.shape().max_twice_u() {
            (1.0, Method::Exact)
        } else if depth == 0 {
            (smallest_p(ranking.n1(), ranking.n2(), Tails::One), Method::Exact)
        } else if let Some(null) = self.null(ranking) {
            (exact(null), Method::Exact)
        } else {
            (normal::tail(ranking.shape(), depth), Method::Normal)
        };
        PValue { p: p.clamp(f64::MIN_POSITIVE, 1.0), method }
    }
}

#[cfg(test)]
mod tests;
