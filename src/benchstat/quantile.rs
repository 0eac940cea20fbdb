//! Medians and their confidence intervals, as benchstat computes them.

use crate::stats::{self, Orders};

/// Medians and intervals; what depends on the size alone is computed once.
#[derive(Debug)]
pub(super) struct Medians {
    confidence: f64,
    /// By size.
    known: Vec<Option<Place>>,
}

/// Where the median and its interval are in a sorted sample.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// How many values precede the median, and how far it is on the way to the next one.
    below: usize,
    way: f64,
    orders: Orders,
}

impl Medians {
    pub fn new(confidence: f64) -> Medians {
        Medians { confidence, known: Vec::new() }
    }

    /// The median of sorted values, and the ends of its interval, which may be infinite.
    pub fn of(&mut self, sorted: &[f64]) -> (f64, f64, f64) {
        let place = self.place(sorted.len());
        let last = sorted.len() - 1;
        let median = match place.below {
            0 => sorted[0],
            below if below > last => sorted[last],
            below => sorted[below - 1] + place.way * (sorted[below] - sorted[below - 1]),
        };
        let interval = place.orders.of(sorted);
        (median, interval.low, interval.high)
    }

    fn place(&mut self, n: usize) -> Place {
        if n >= self.known.len() {
            self.known.resize(n + 1, None);
        }
        *self.known[n].get_or_insert_with(|| Place::new(n, self.confidence))
    }
}

impl Place {
    /// Quantile definition R8 of Hyndman and Fan (1996), in the order of go-moremath's operations.
    fn new(n: usize, confidence: f64) -> Place {
        let place = 1.0 / 3.0 + 0.5 * (n as f64 + 1.0 / 3.0);
        let below = place.trunc();
        let orders = stats::median_orders(n, confidence);
        Place { below: below as usize, way: place - below, orders }
    }
}
