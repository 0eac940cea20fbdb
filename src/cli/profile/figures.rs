//! Figures as people read them.

/// Digits behind the point where figures are an operation's.
const DIGITS: u32 = 3;

/// Whole, or for each of a number of operations.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Figures {
    /// What each is divided by, if it is.
    pub operations: Option<u64>,
}

impl Figures {
    /// A figure, rounded to the nearest where it is divided, halves away from 0.
    pub fn plain(self, figure: impl Into<i128>) -> String {
        let figure = figure.into();
        let Some(operations) = self.operations else { return figure.to_string() };
        let unit = 10_u128.pow(DIGITS);
        // Figures are 64 bits wide, and their differences 65.
        let (size, operations) = (figure.unsigned_abs(), u128::from(operations));
        let rounded = (size * unit * 2 + operations) / (operations * 2);
        let sign = if figure < 0 && rounded > 0 { "-" } else { "" };
        let (whole, rest) = (rounded / unit, rounded % unit);
        format!("{sign}{whole}.{rest:0digits$}", digits = DIGITS as usize)
    }

    /// The same with a sign, that of growth.
    pub fn signed(self, growth: i128) -> String {
        let plain = self.plain(growth);
        if growth > 0 { format!("+{plain}") } else { plain }
    }

    /// For a program to read.
    pub fn number(self, figure: impl Into<i128>) -> serde_json::Number {
        let figure = figure.into();
        let float = |figure: f64| serde_json::Number::from_f64(figure).unwrap_or_else(|| 0.into());
        match (self.operations, i64::try_from(figure)) {
            (Some(operations), _) => float(figure as f64 / operations as f64),
            (None, Ok(figure)) => figure.into(),
            (None, Err(_)) => float(figure as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_figures_are_exact() {
        let whole = Figures { operations: None };
        assert_eq!(whole.plain(i64::MIN), "-9223372036854775808");
        let widest = i128::from(i64::MAX) - i128::from(i64::MIN);
        assert_eq!(whole.signed(widest), "+18446744073709551615");
        assert_eq!(whole.signed(0), "0");
        assert_eq!(whole.number(i64::MAX).to_string(), "9223372036854775807");
    }

    #[test]
    fn figures_of_an_operation_are_rounded_to_the_nearest() {
        let of = |figure: i64, operations| Figures { operations: Some(operations) }.plain(figure);
        assert_eq!(of(2001, 1000), "2.001");
        assert_eq!(of(20005, 10000), "2.001");
        assert_eq!(of(-20005, 10000), "-2.001");
        assert_eq!(of(20004, 10000), "2.000");
        assert_eq!(of(-1, 1_000_000), "0.000");
        assert_eq!(of(i64::MAX, 1), "9223372036854775807.000");
        assert_eq!(of(1, u64::MAX), "0.000");
        assert_eq!(Figures { operations: Some(4) }.number(1).to_string(), "0.25");
    }
}
