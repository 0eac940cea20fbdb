//! An interval that covers the population's median.

use super::elementary::{choose_by_logarithms, erfc};
use std::f64::consts::SQRT_2;

/// Largest sample for which the binomial distribution is summed exactly.
const EXACT_LIMIT: usize = 30;

/// A confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end; of a median −∞ if the sample is too small to give one.
    pub low: f64,
    /// The upper end; of a median +∞ if the sample is too small to give one.
    pub high: f64,
    /// The probability that such an interval covers what it is for: at least the one asked for, and
    /// of a median the exact one.
    pub confidence: f64,
}

/// The ends of an interval as order statistics: value `low` to value `high` of the sorted sample,
/// counted from 1; 0 and n + 1 stand for −∞ and +∞.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Orders {
    low: usize,
    high: usize,
    confidence: f64,
}

impl Orders {
    /// The interval in a sample, which is sorted in ascending order and has the size that the ends
    /// were computed for.
    pub fn of(&self, sorted: &[f64]) -> Interval {
        Interval {
            low: if self.low == 0 { f64::NEG_INFINITY } else { sorted[self.low - 1] },
            high: sorted.get(self.high - 1).copied().unwrap_or(f64::INFINITY),
            confidence: self.confidence,
        }
    }
}

/// An interval that covers the population's median with at least the given confidence (from 0 to
/// 1), whatever the population's distribution. `sorted` is in ascending order.
///
/// How many of n values lie below the median is binomial with probability one half, which gives
/// the confidence of any two order statistics. Up to n = 30 the most probable counts are added,
/// from the middle outwards and left before right, until the confidence is reached; above, the
/// normal approximation with continuity correction takes its place. The conventions, and the
/// intervals, are those of `QuantileCI` in github.com/aclements/go-moremath, which benchstat
/// prints; above n = 30, a confidence that is one of the approximation's own to the last bit may
/// give a neighbouring interval. If the confidence is NaN the interval means nothing.
pub fn median_interval(sorted: &[f64], confidence: f64) -> Interval {
    median_orders(sorted.len(), confidence).of(sorted)
}

/// The smallest number of values, from 2 to 50, that gives [`median_interval`] two finite ends.
/// None if 50 do not suffice.
pub fn samples_for_interval(confidence: f64) -> Option<usize> {
    (2..=50).find(|&n| {
        let orders = median_orders(n, confidence);
        orders.low > 0 && orders.high <= n
    })
}

/// The ends of [`median_interval`] for samples of n values.
pub fn median_orders(n: usize, confidence: f64) -> Orders {
    if confidence >= 1.0 {
        Orders { low: 0, high: n + 1, confidence: 1.0 }
    } else if n <= EXACT_LIMIT {
        exact(n, confidence)
    } else {
        approximate(n, confidence)
    }
}

/// Adds up probabilities from the middle outwards.
fn exact(n: usize, confidence: f64) -> Orders {
    let middle = n / 2;
    let mut orders = Orders { low: middle, high: middle + 1, confidence: mass(n, middle) };
    while orders.confidence < confidence && (orders.low > 0 || orders.high <= n) {
        let left = orders.low.checked_sub(1).map_or(0.0, |k| mass(n, k));
        let right = mass(n, orders.high);
        if left >= right {
            orders.low -= 1;
        } else {
            orders.high += 1;
        }
        orders.confidence += left.max(right);
    }
    orders
}

/// The probability that k of n values lie below the median.
///
/// Above n = 20 it rests on logarithms, as in benchstat's library: their rounding decides
/// whether the left or the right of two equally probable counts comes first.
fn mass(n: usize, k: usize) -> f64 {
    let ways = if k > n { 0.0 } else { choose_by_logarithms(n, k) };
    ways * libm::ldexp(1.0, -(n as i32))
}

/// The smallest interval around the middle that reaches the confidence, once as it is and once
/// shortened on the right.
///
/// Walking outwards takes about √n steps, and needs no inverse of Φ.
fn approximate(n: usize, confidence: f64) -> Orders {
    let (mean, deviation) = (n as f64 / 2.0, libm::sqrt(n as f64) / 2.0);
    let below = |order: usize| erfc(-(order as f64 - 0.5 - mean) / (deviation * SQRT_2)) / 2.0;
    let beyond = (1.0 - confidence) / 2.0;
    let low = (1..=n / 2 + 1).rev().find(|&order| below(order) <= beyond).unwrap_or(0);
    let covering = |high: usize| Orders { low, high, confidence: below(high) - below(low) };
    let shortened = covering(n - low);
    match covering(n + 1 - low) {
        _ if shortened.confidence >= confidence => shortened,
        whole if low == 0 => Orders { confidence: 1.0, ..whole },
        symmetric => symmetric,
    }
}

#[cfg(test)]
mod tests;
