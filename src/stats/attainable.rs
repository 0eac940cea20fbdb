//! What samples of a given size can show at best.

use super::choose::choose;

/// Whether a test looks for a difference in one direction, or in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tails {
    /// Only one direction counts.
    One,
    /// Either direction counts, so p is doubled.
    Two,
}

/// The largest number of samples a side that [`samples_needed`] considers.
pub const MOST_SAMPLES: usize = 500;

/// The smallest p-value that the U-test can give for samples of these sizes: that of samples
/// which do not overlap, 1/C(n1 + n2, n1), doubled for two tails but at most 1.
///
/// One split of the pooled values is the most extreme. Equal values within a sample do not alter
/// that, while a value common to both samples only makes p larger. The result is in (0, 1]: where
/// it would be too small for an `f64` it is [`f64::MIN_POSITIVE`]; an empty sample gives 1.
pub fn smallest_p(n1: usize, n2: usize, tails: Tails) -> f64 {
    let one = 1.0 / choose(n1 + n2, n1);
    let p = match tails {
        Tails::One => one,
        Tails::Two => 2.0 * one,
    };
    p.clamp(f64::MIN_POSITIVE, 1.0)
}

/// The smallest n for which n samples on either side can reach p ≤ `alpha`. None if
/// [`MOST_SAMPLES`] do not suffice, or if `alpha` is not positive.
pub fn samples_needed(alpha: f64, tails: Tails) -> Option<usize> {
    (1..=MOST_SAMPLES).find(|&n| smallest_p(n, n, tails) <= alpha)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_split_of_all_is_the_most_extreme() {
        assert_eq!(smallest_p(5, 5, Tails::One), 1.0 / 252.0);
        assert_eq!(smallest_p(4, 4, Tails::One), 1.0 / 70.0);
        assert_eq!(smallest_p(4, 10, Tails::One), 1.0 / 1001.0);
        assert_eq!(smallest_p(3, 3, Tails::Two), 0.1);
        assert_eq!(smallest_p(1, 1, Tails::Two), 1.0);
        assert_eq!(smallest_p(0, 9, Tails::Two), 1.0);
        assert_eq!(smallest_p(9000, 9000, Tails::One), f64::MIN_POSITIVE);
    }

    #[test]
    fn the_usual_levels_need_a_handful_of_samples() {
        assert_eq!(samples_needed(0.05, Tails::One), Some(3));
        assert_eq!(samples_needed(0.05, Tails::Two), Some(4));
        assert_eq!(samples_needed(0.005, Tails::One), Some(5));
        assert_eq!(samples_needed(0.005, Tails::Two), Some(6));
        assert_eq!(samples_needed(1.0, Tails::One), Some(1));
    }

    #[test]
    fn a_level_reached_exactly_counts_as_reached() {
        assert_eq!(samples_needed(0.1, Tails::Two), Some(3));
        assert_eq!(samples_needed(1.0 / 252.0, Tails::One), Some(5));
    }

    #[test]
    fn no_number_of_samples_reaches_an_impossible_level() {
        for alpha in [0.0, -0.05, f64::NAN, f64::MIN_POSITIVE] {
            assert_eq!(samples_needed(alpha, Tails::One), None, "alpha = {alpha}");
        }
    }
}
