//! The levels that benchstat works at.

use crate::stats;

/// The levels of the tests, and what follows from them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// The p-value up to which a change is significant.
    pub(super) alpha: f64,
    /// The confidence of the intervals.
    pub(super) confidence: f64,
    /// How many values an interval needs; none if 50 don't suffice.
    pub(super) needed_for_interval: Option<u32>,
    /// How many values a side a significant difference needs; none if 9 don't suffice, in which case
    /// benchstat asks for more than 10.
    pub(super) needed_for_difference: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings::new(0.05, 0.95)
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
    /// Levels from 0 to 1, or NaN.
    pub fn new(alpha: f64, confidence: f64) -> Settings {
        let needed_for_interval = stats::samples_for_interval(confidence).map(|n| n as u32);
        let mut smallest = (1..).zip(SMALLEST_P);
        let needed_for_difference = smallest.find(|&(_, p)| p <= alpha).map(|(n, _)| n);
        Settings { alpha, confidence, needed_for_interval, needed_for_difference }
    }
}
