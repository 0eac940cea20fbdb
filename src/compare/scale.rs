//! Exact arithmetic on printed numbers.
//!
//! Go prints decimal numbers, nearly always integers. "More than 10 %" must mean just that, and two
//! values that are printed alike after the baseline was moved by 10 % must tie; so values are put
//! on a common decimal grid, as integers, wherever they fit on one. Values that don't (infinities,
//! and numbers with more digits than a float keeps) are compared as floats.

use super::allowance::Allowance;

/// A way to hold values so that they can be moved by an allowance and compared.
pub(super) trait Scale {
    /// A held value.
    type Cell: Copy + PartialOrd;

    /// A value as it is.
    fn still(&self, value: f64) -> Self::Cell;

    /// A value plus the allowance.
    fn moved(&self, value: f64) -> Self::Cell;

    /// Twice the middle of two values, as they are.
    fn middle_still(&self, pair: [f64; 2]) -> Self::Cell;

    /// Twice (the middle of two values, plus the allowance).
    fn middle_moved(&self, pair: [f64; 2]) -> Self::Cell;
}

/// Values on a grid of 10^-k, times a factor that makes the relative part whole as well.
pub(super) struct Grid {
    per_unit: f64,
    /// What a grid step is worth: 100 and the decimals of the percentage.
    step: i128,
    percent: i128,
    absolute: i128,
}

/// The largest integer up to which all integers are floats.
const EXACT: f64 = 9_007_199_254_740_992.0;
const MOST_DECIMALS: u32 = 9;

impl Grid {
    /// The coarsest grid that all values and the allowance lie on.
    pub fn fitting(values: &[&[f64]], allowance: &Allowance) -> Option<Grid> {
        let decimals = (allowance.absolute.scale..=MOST_DECIMALS).find(|&decimals| {
            let per_unit = 10f64.powi(decimals as i32);
            values.iter().flat_map(|v| *v).all(|&value| lies_on_grid(value, per_unit))
        })?;
        let step = 10i128.pow(allowance.percent.scale + 2);
        let absolute =
            i128::from(allowance.absolute.digits) * 10i128.pow(decimals - allowance.absolute.scale);
        Some(Grid {
            per_unit: 10f64.powi(decimals as i32),
            step,
            percent: i128::from(allowance.percent.digits),
            absolute: absolute * step,
        })
    }

    fn integer(&self, value: f64) -> i128 {
        (value * self.per_unit).round() as i128
    }

    fn shift(&self, value: i128, absolute: i128) -> i128 {
        value * self.step + (value.abs() * self.percent).max(absolute)
    }
}

/// Whether a value is the float nearest to some multiple of the grid's step, and small enough for
/// the multiple to be told from its neighbours.
fn lies_on_grid(value: f64, per_unit: f64) -> bool {
    let scaled = (value * per_unit).round();
    scaled.abs() < EXACT && scaled / per_unit == value
}

impl Scale for Grid {
    type Cell = i128;

    fn still(&self, value: f64) -> i128 {
        self.integer(value) * self.step
    }

    fn moved(&self, value: f64) -> i128 {
        self.shift(self.integer(value), self.absolute)
    }

    fn middle_still(&self, [a, b]: [f64; 2]) -> i128 {
        (self.integer(a) + self.integer(b)) * self.step
    }

    fn middle_moved(&self, [a, b]: [f64; 2]) -> i128 {
        self.shift(self.integer(a) + self.integer(b), 2 * self.absolute)
    }
}

/// Values as they are, for those that fit on no grid.
pub(super) struct Floats {
    relative: f64,
    absolute: f64,
}

impl Floats {
    pub fn new(allowance: &Allowance) -> Floats {
        Floats {
            relative: allowance.percent.to_f64() / 100.0,
            absolute: allowance.absolute.to_f64(),
        }
    }

    fn allowed(&self, value: f64) -> f64 {
        // 0 × ∞ is no number; an allowance of nothing is nothing.
        if self.relative == 0.0 {
            self.absolute
        } else {
            (value.abs() * self.relative).max(self.absolute)
        }
    }

    fn plus(&self, value: f64) -> f64 {
        // −∞ plus its own size is no number either: it stays where it is.
        if value.is_infinite() { value } else { value + self.allowed(value) }
    }
}

impl Scale for Floats {
    type Cell = f64;

    fn still(&self, value: f64) -> f64 {
        value
    }

    fn moved(&self, value: f64) -> f64 {
        self.plus(value)
    }

    fn middle_still(&self, [a, b]: [f64; 2]) -> f64 {
        2.0 * middle(a, b)
    }

    fn middle_moved(&self, [a, b]: [f64; 2]) -> f64 {
        2.0 * self.plus(middle(a, b))
    }
}

/// The middle of two ordered values. Between −∞ and ∞ it is taken to be 0.
fn middle(a: f64, b: f64) -> f64 {
    if a == b {
        a
    } else if a.is_infinite() && b.is_infinite() {
        0.0
    } else {
        a / 2.0 + b / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(values: &[f64], allowance: Allowance) -> Grid {
        Grid::fitting(&[values], &allowance).unwrap()
    }

    #[test]
    fn ten_percent_of_ten_is_exactly_one() {
        let grid = grid(&[10.0, 11.0], Allowance::new(10, 0));
        assert_eq!(grid.moved(10.0), grid.still(11.0));
        assert_eq!(grid.middle_moved([10.0, 10.0]), grid.middle_still([11.0, 11.0]));
    }

    #[test]
    fn printed_decimals_are_decimals() {
        // As floats, 0.1 + 10 % is more than 0.11.
        let grid = grid(&[0.1, 0.11, 0.7, 0.77], Allowance::new(10, 0));
        assert_eq!(grid.moved(0.1), grid.still(0.11));
        assert_eq!(grid.moved(0.7), grid.still(0.77));
    }

    #[test]
    fn the_larger_part_of_an_allowance_counts() {
        let grid = grid(&[16.0, 1000.0], Allowance::new(10, 8));
        assert_eq!(grid.moved(16.0), grid.still(24.0));
        assert_eq!(grid.moved(1000.0), grid.still(1100.0));
        assert_eq!(grid.middle_moved([15.0, 16.0]), grid.middle_still([23.0, 24.0]));
    }

    #[test]
    fn a_negative_baseline_moves_toward_worse_too() {
        let grid = grid(&[-10.0], Allowance::new(10, 0));
        assert_eq!(grid.moved(-10.0), grid.still(-9.0));
    }

    #[test]
    fn infinities_fit_on_no_grid_and_are_compared_as_floats() {
        let values = [1.0, f64::INFINITY];
        assert!(Grid::fitting(&[&values], &Allowance::new(0, 0)).is_none());
        let floats = Floats::new(&Allowance::new(0, 0));
        assert_eq!(floats.moved(f64::INFINITY), f64::INFINITY);
        assert_eq!(Floats::new(&Allowance::new(10, 0)).moved(f64::NEG_INFINITY), f64::NEG_INFINITY);
        assert_eq!(floats.middle_still([f64::NEG_INFINITY, f64::INFINITY]), 0.0);
    }

    #[test]
    fn products_of_the_largest_numbers_fit() {
        let allowance: super::super::ParsedAllowance =
            "999999999.9999999%,+999999999.9999999".parse().unwrap();
        let allowance = Allowance {
            percent: allowance.percent.unwrap(),
            absolute: allowance.absolute.unwrap(),
        };
        let grid = grid(&[9e8 + 0.1], allowance);
        assert!(grid.middle_moved([9e8 + 0.1, 9e8 + 0.1]) > 0);
    }
}
