//! Values made worse.

use crate::benchunit::{Direction, is_printed_as_integer};
use crate::compare::{Allowance, Decimal};

/// A value that is worse by an allowance's worth: percent of it, or an amount, whichever is more.
/// Where Go prints whole numbers it is one, rounded away from better. Values that are no decimal
/// numbers of a few digits, infinities for one, are moved as floating-point numbers.
///
/// As printed numbers are decimal, so is this: 25 % more than 100 is 125, and not what is next above.
pub fn worse(value: f64, unit: &str, direction: Direction, by: &Allowance) -> f64 {
    let whole = is_printed_as_integer(unit);
    let sign = match direction {
        Direction::LowerIsBetter => 1.0,
        Direction::HigherIsBetter => -1.0,
    };
    let moved = match decimals(value) {
        Some(decimals) => exactly(sign * value, decimals, by),
        None => {
            sign * value + (value.abs() * by.percent.to_f64() / 100.0).max(by.absolute.to_f64())
        }
    };
    match moved {
        _ if !value.is_finite()
            || (by.percent == Decimal::ZERO && by.absolute == Decimal::ZERO) =>
        {
            value
        }
        moved if whole => sign * moved.ceil(),
        moved => sign * moved,
    }
}

/// Digits behind the point of the numbers that are computed exactly.
const MOST_DECIMALS: i32 = 6;
/// Up to here all integers are floating-point numbers.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// How many digits a number has behind its point, if it is one of few.
fn decimals(value: f64) -> Option<i32> {
    (0..=MOST_DECIMALS).find(|&decimals| {
        let power = 10f64.powi(decimals);
        let scaled = (value * power).round();
        scaled.abs() < EXACT && scaled / power == value
    })
}

/// The value plus the allowance, which is rounded up at the third digit behind the value's own.
fn exactly(value: f64, decimals: i32, by: &Allowance) -> f64 {
    const MORE: u32 = 3;
    let digits = (value * 10f64.powi(decimals)).round() as i128;
    let Allowance { percent, absolute } = by;
    let relative = (digits.abs() * i128::from(percent.digits()) * 10i128.pow(MORE))
        .ceil_div(10i128.pow(percent.scale() + 2));
    let decimals = decimals as u32 + MORE;
    let amount = (i128::from(absolute.digits()) * 10i128.pow(decimals))
        .ceil_div(10i128.pow(absolute.scale()));
    let moved = digits * 10i128.pow(MORE) + relative.max(amount);
    moved as f64 / 10f64.powi(decimals as i32)
}

/// Of numbers that are not negative.
trait CeilDiv {
    fn ceil_div(self, by: Self) -> Self;
}

impl CeilDiv for i128 {
    fn ceil_div(self, by: i128) -> i128 {
        (self + by - 1) / by
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{HigherIsBetter, LowerIsBetter};

    fn by(text: &str) -> Allowance {
        let parsed: crate::compare::ParsedAllowance = text.parse().unwrap();
        let [percent, absolute] =
            [parsed.percent, parsed.absolute].map(|part| part.unwrap_or(Decimal::ZERO));
        Allowance { percent, absolute }
    }

    #[test]
    fn whole_numbers_stay_whole_and_are_rounded_away_from_better() {
        for (value, amount, expected) in [
            (100.0, "10%", 110.0),
            (10.0, "25%", 13.0),
            (1.0, "0.1%", 2.0),
            (2.0, "25%,+16", 18.0),
            (0.0, "25%", 0.0),
            (0.0, "25%,+1", 1.0),
            (7.0, "0%", 7.0),
            (1e15, "25%", 1.25e15),
            (1e17, "100%", 2e17),
        ] {
            assert_eq!(
                worse(value, "B/op", LowerIsBetter, &by(amount)),
                expected,
                "{value} {amount}"
            );
        }
    }

    #[test]
    fn other_numbers_keep_to_decimals() {
        assert_eq!(worse(12.5, "ns/op", LowerIsBetter, &by("10%")), 13.75);
        assert_eq!(worse(0.7, "x", LowerIsBetter, &by("10%")), 0.77);
        assert_eq!(worse(600.0, "MB/s", HigherIsBetter, &by("25%")), 450.0);
        assert_eq!(worse(-8.0, "x", HigherIsBetter, &by("25%")), -10.0);
        assert_eq!(worse(-8.0, "x", LowerIsBetter, &by("25%")), -6.0);
        assert_eq!(worse(1e-9, "x", LowerIsBetter, &by("100%")), 2e-9);
    }

    #[test]
    fn what_is_no_number_stays() {
        for value in [f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(worse(value, "B/op", LowerIsBetter, &by("25%")), value);
        }
        assert!(worse(f64::NAN, "B/op", LowerIsBetter, &by("25%")).is_nan());
    }
}
