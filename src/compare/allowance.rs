//! How much a value may change.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A non-negative decimal number, exactly as it was written: `digits` / 10^`scale`. Nine digits
/// before the point and seven behind keep all products of judging within 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// The number without its point.
    pub(super) digits: u64,
    /// How many of the digits stand behind the point.
    pub(super) scale: u32,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal::whole(0);

    /// A whole number.
    pub const fn whole(digits: u64) -> Decimal {
        Decimal { digits, scale: 0 }
    }

    /// `digits` / 10^`scale`; none with more than nine digits before the point or seven behind.
    pub const fn new(digits: u64, scale: u32) -> Option<Decimal> {
        if scale > 7 || digits / 10u64.pow(scale) > 999_999_999 {
            return None;
        }
        Some(Decimal { digits, scale })
    }

    /// The number without its point.
    pub const fn digits(self) -> u64 {
        self.digits
    }

    /// How many of the digits stand behind the point.
    pub const fn scale(self) -> u32 {
        self.scale
    }

    /// The nearest floating-point number.
    pub fn to_f64(self) -> f64 {
        self.digits as f64 / 10f64.powi(self.scale as i32)
    }

    fn parse(text: &str) -> Option<Decimal> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let complete =
            !text.ends_with('.') && !whole.is_empty() && digits(whole) && digits(fraction);
        if !complete || whole.trim_start_matches('0').len() > 9 || fraction.len() > 7 {
            return None;
        }
        let digits = format!("{whole}{fraction}").parse().ok()?;
        Some(Decimal { digits, scale: fraction.len() as u32 })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let power = 10u64.pow(self.scale);
        write!(f, "{}", self.digits / power)?;
        if self.scale > 0 {
            let fraction = format!("{:0width$}", self.digits % power, width = self.scale as usize);
            let fraction = fraction.trim_end_matches('0');
            if !fraction.is_empty() {
                write!(f, ".{fraction}")?;
            }
        }
        Ok(())
    }
}

/// How much a value may change: `percent` of the baseline, or `absolute` in the unit's own
/// measure, whichever is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// In percent of the baseline.
    pub percent: Decimal,
    /// In the unit's own measure.
    pub absolute: Decimal,
}

impl Allowance {
    /// A whole number of percent, and a whole number in the unit's own measure.
    pub const fn new(percent: u64, absolute: u64) -> Allowance {
        Allowance { percent: Decimal::whole(percent), absolute: Decimal::whole(absolute) }
    }
}

impl fmt::Display for Allowance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.percent.digits, self.absolute.digits) {
            (_, 0) => write!(f, "{}%", self.percent),
            (0, _) => write!(f, "+{}", self.absolute),
            _ => write!(f, "{}%,+{}", self.percent, self.absolute),
        }
    }
}

/// An allowance as written: `10%`, `+16`, or both, `10%,+8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParsedAllowance {
    /// The part with a percent sign.
    pub percent: Option<Decimal>,
    /// The part with a plus sign.
    pub absolute: Option<Decimal>,
}

/// Text that is no allowance.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error(
    "{0:?} is no threshold; write a share of the baseline (10%), an amount (+16), or both (10%,+8)"
)]
pub struct ParseAllowanceError(String);

impl FromStr for ParsedAllowance {
    type Err = ParseAllowanceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseAllowanceError(text.to_owned());
        let mut parsed = ParsedAllowance { percent: None, absolute: None };
        for part in text.split(',') {
            let (slot, number) = match (part.strip_suffix('%'), part.strip_prefix('+')) {
                (Some(number), None) => (&mut parsed.percent, number),
                (None, Some(number)) => (&mut parsed.absolute, number),
                _ => return Err(error()),
            };
            let number = Decimal::parse(number).ok_or_else(error)?;
            if slot.replace(number).is_some() {
                return Err(error());
            }
        }
        Ok(parsed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parts_are_read_in_either_order() {
        let decimal = |digits, scale| Some(Decimal { digits, scale });
        let parse = |s: &str| s.parse::<ParsedAllowance>().map(|p| (p.percent, p.absolute));
        assert_eq!(parse("10%"), Ok((decimal(10, 0), None)));
        assert_eq!(parse("+16"), Ok((None, decimal(16, 0))));
        assert_eq!(parse("+8,2.50%"), Ok((decimal(25, 1), decimal(8, 0))));
        assert_eq!(parse("0%"), Ok((decimal(0, 0), None)));
    }

    #[test]
    fn anything_else_is_refused_with_the_accepted_forms() {
        for text in [
            "",
            "10",
            "%",
            "+",
            "-5%",
            "+-3",
            "1e3%",
            "10%,10%",
            "10%,",
            "+5%",
            "10 %",
            "NaN%",
            "inf%",
            "1.%",
            ".5%",
            "+1.",
            "99999999999%",
            "0.00000001%",
            "5%%",
            "٣%",
        ] {
            let error = text.parse::<ParsedAllowance>().unwrap_err().to_string();
            assert!(error.contains("(10%,+8)"), "{text}: {error}");
        }
    }

    #[test]
    fn an_allowance_is_shown_as_it_is_written() {
        assert_eq!(Allowance::new(10, 8).to_string(), "10%,+8");
        assert_eq!(Allowance::new(10, 0).to_string(), "10%");
        assert_eq!(Allowance::new(0, 16).to_string(), "+16");
        assert_eq!(Allowance::new(0, 0).to_string(), "0%");
        assert_eq!(Decimal { digits: 1250, scale: 2 }.to_string(), "12.5");
    }
}
