//! How many samples it takes.

use crate::stats::{self, Tails};

/// The smallest number of samples a side with which each of so many rows can fail on its own, at a
/// level `alpha`. With a correction after Holm, a row that is the only one to change is held against
/// `alpha` / `rows`. None if [`stats::MOST_SAMPLES`] do not suffice.
pub fn samples_needed(rows: usize, alpha: f64, corrected: bool, tails: Tails) -> Option<usize> {
    let level = if corrected { alpha / rows.max(1) as f64 } else { alpha };
    stats::samples_needed(level, tails)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_cost_samples_where_they_are_corrected_for() {
        assert_eq!(samples_needed(1, 0.005, true, Tails::One), Some(5));
        assert_eq!(samples_needed(1000, 0.005, false, Tails::One), Some(5));
        // 1/C(18, 9) = 1/48620 is the largest below 0.005/100 = 1/20000.
        assert_eq!(samples_needed(100, 0.005, true, Tails::One), Some(9));
        assert_eq!(samples_needed(100, 0.005, true, Tails::Two), Some(9));
        assert_eq!(samples_needed(0, 0.05, true, Tails::Two), Some(4));
        assert_eq!(samples_needed(1, 0.0, true, Tails::One), None);
    }
}
