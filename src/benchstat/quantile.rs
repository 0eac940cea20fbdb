//! Medians and their confidence intervals, as benchstat computes them.

use super::median::median;
use crate::stats::{Orders, median_orders};

/// Medians and intervals. Where an interval ends depends on the size alone, and is computed once.
#[derive(Debug)]
pub(super) struct Medians {
    confidence: f64,
    /// By size.
    known: Vec<Option<Orders>>,
}

impl Medians {
    pub fn new(confidence: f64) -> Medians {
        Medians { confidence, known: Vec::new() }
    }

    /// The median of sorted values, and the ends of its interval, which may be infinite.
    pub fn of(&mut self, sorted: &[f64]) -> (f64, f64, f64) {
        let n = sorted.len();
        if n >= self.known.len() {
            self.known.resize(n + 1, None);
        }
        let orders = self.known[n].get_or_insert_with(|| median_orders(n, self.confidence));
        let interval = orders.of(sorted);
        (median(sorted), interval.low, interval.high)
    }
}
