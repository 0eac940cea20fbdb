//! The levels that benchstat works at.

use crate::stats;

/// The levels of the tests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// The p-value up to which a change is significant.
    pub alpha: f64,
    /// The confidence of the intervals.
    pub confidence: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { alpha: 0.05, confidence: 0.95 }
    }
}

/// The smallest p-value of n against n values for n = 1 to 9, digit for digit as benchstat has it.
const SMALLEST_P: [f64; 9] = [
    1.0,
    0.3333333333333333,
    0.1,
    0.02857142857142857,
    0.007936507936507936,
    0.0021645021645021645,
    0.0005827505827505828,
    0.0001554001554001554,
    4.113533525298231e-05,
];

impl Settings {
    /// How many values an interval needs; none if 50 don't suffice.
    pub(super) fn needed_for_interval(&self) -> Option<u32> {
        stats::samples_for_interval(self.confidence).map(|n| n as u32)
    }

    /// How many values a side a significant difference needs; none if 9 don't suffice, in which case
    /// benchstat asks for more than 10.
    pub(super) fn needed_for_difference(&self) -> Option<u32> {
        (1..).zip(SMALLEST_P).find(|&(_, p)| p <= self.alpha).map(|(n, _)| n)
    }
}
