//! The changes that are tried, in steps of three digits.

use crate::benchunit::is_printed_as_integer;
use crate::compare::{Allowance, Decimal};

/// Changes of one row in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Steps {
    /// 0.1 % to 99,900 %.
    Percent,
    /// Whole numbers from 1 to 999,000,000.
    Whole,
    /// 0.001 to 999,000,000.
    Amount,
}

/// Steps of three digits between one power of ten and the next.
const DECADE: usize = 900;

impl Steps {
    /// What is tried of a row. A share of nothing is nothing, so rows with median 0 are moved by
    /// amounts.
    pub fn of(unit: &str, median: f64) -> Steps {
        match (median == 0.0, is_printed_as_integer(unit)) {
            (false, _) => Steps::Percent,
            (true, true) => Steps::Whole,
            (true, false) => Steps::Amount,
        }
    }

    /// How many there are.
    pub fn count(self) -> usize {
        match self {
            Steps::Percent => 6 * DECADE,
            Steps::Whole => 99 + 7 * DECADE,
            Steps::Amount => 12 * DECADE,
        }
    }

    /// The largest.
    pub fn last(self) -> Allowance {
        self.get(self.count() - 1)
    }

    /// The change of a number below [`Steps::count`].
    pub fn get(self, step: usize) -> Allowance {
        match self {
            Steps::Percent => {
                Allowance { percent: three_digits(step, -3), absolute: Decimal::ZERO }
            }
            Steps::Whole if step < 99 => Allowance::new(0, step as u64 + 1),
            Steps::Whole => {
                Allowance { percent: Decimal::ZERO, absolute: three_digits(step - 99, 0) }
            }
            Steps::Amount => Allowance { percent: Decimal::ZERO, absolute: three_digits(step, -5) },
        }
    }
}

/// The step-th number of three digits, from 100·10^exponent on.
fn three_digits(step: usize, exponent: i32) -> Decimal {
    let (digits, exponent) = ((100 + step % DECADE) as u64, exponent + (step / DECADE) as i32);
    let number = match u32::try_from(exponent) {
        Ok(zeros) => Decimal::new(digits * 10u64.pow(zeros), 0),
        Err(_) => Decimal::new(digits, exponent.unsigned_abs()),
    };
    // No step has more digits than a decimal holds.
    number.unwrap_or(Decimal::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_ascend_to_their_end() {
        for (steps, first, last) in [
            (Steps::Percent, "0.1%", "99900%"),
            (Steps::Whole, "+1", "+999000000"),
            (Steps::Amount, "+0.001", "+999000000"),
        ] {
            let size = |step| {
                let Allowance { percent, absolute } = steps.get(step);
                percent.to_f64() + absolute.to_f64()
            };
            assert!((1..steps.count()).all(|step| size(step - 1) < size(step)), "{steps:?}");
            assert_eq!(steps.get(0).to_string(), first);
            assert_eq!(steps.get(steps.count() - 1).to_string(), last);
        }
    }

    #[test]
    fn whole_numbers_have_no_gaps_up_to_a_thousand() {
        let whole: Vec<u64> = (0..1000).map(|i| Steps::Whole.get(i).absolute.digits()).collect();
        assert_eq!(whole[..999], (1..=999).collect::<Vec<_>>());
        assert_eq!(whole[999], 1000);
    }
}
