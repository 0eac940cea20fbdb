//! Values of flags that name a unit.

use crate::compare::{Assumption, ParsedAllowance};
use crate::config;

/// `10%`, `+16`, `10%,+8`, or one of these for a unit: `allocs/op=0%`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Threshold {
    pub unit: Option<String>,
    pub allowance: ParsedAllowance,
}

impl std::str::FromStr for Threshold {
    type Err = String;

    fn from_str(text: &str) -> Result<Threshold, String> {
        let (unit, allowance) = match text.rsplit_once('=') {
            Some((unit, allowance)) => (Some(parse_unit(unit)?), allowance),
            None => (None, text),
        };
        let allowance = allowance.parse().map_err(|error| format!("{error}"))?;
        Ok(Threshold { unit, allowance })
    }
}

impl std::fmt::Display for Threshold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [
            self.allowance.percent.map(|percent| format!("{percent}%")),
            self.allowance.absolute.map(|absolute| format!("+{absolute}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let unit = self.unit.as_ref().map_or_else(String::new, |unit| format!("{unit}="));
        write!(f, "{unit}{}", parts.join(","))
    }
}

/// `UNIT=exact` or `UNIT=nothing`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Assume {
    pub unit: String,
    pub assumption: Assumption,
}

impl std::str::FromStr for Assume {
    type Err = String;

    fn from_str(text: &str) -> Result<Assume, String> {
        let assumption = |word: &str| match word {
            "exact" => Some(Assumption::Exact),
            "nothing" => Some(Assumption::Nothing),
            _ => None,
        };
        let parts = text.rsplit_once('=');
        let (unit, assumption) = parts
            .and_then(|(unit, word)| Some((unit, assumption(word)?)))
            .ok_or("write UNIT=exact or UNIT=nothing, for instance allocs/op=exact")?;
        Ok(Assume { unit: parse_unit(unit)?, assumption })
    }
}

impl std::fmt::Display for Assume {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = match self.assumption {
            Assumption::Exact => "exact",
            Assumption::Nothing => "nothing",
        };
        write!(f, "{}={word}", self.unit)
    }
}

/// The unit that a user means.
pub(super) fn parse_unit(text: &str) -> Result<String, String> {
    config::unit(text)
}

/// A significance level.
pub(super) fn parse_alpha(text: &str) -> Result<f64, String> {
    let alpha = text.parse().ok().and_then(config::fraction);
    alpha.ok_or_else(|| "write a number between 0 and 1, for instance 0.005".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_may_name_a_unit() {
        let threshold: Threshold = "alloc/op=0%".parse().unwrap();
        assert_eq!(threshold.unit.as_deref(), Some("B/op"));
        assert!("=5%".parse::<Threshold>().is_err());
        assert!("allocs/op=".parse::<Threshold>().is_err());
        assert!("allocs/op".parse::<Threshold>().is_err());
    }

    #[test]
    fn an_assumption_names_a_unit_and_one_of_two_words() {
        assert!("allocs/op=exact".parse::<Assume>().is_ok());
        for text in ["exact", "allocs/op", "allocs/op=Exact", "=exact", ""] {
            assert!(text.parse::<Assume>().is_err(), "{text}");
        }
    }

    #[test]
    fn alpha_lies_between_0_and_1() {
        for text in ["0", "1", "-0.1", "NaN", "inf", "5%", "", "0,05"] {
            assert!(parse_alpha(text).is_err(), "{text}");
        }
        assert_eq!(parse_alpha("1e-3"), Ok(0.001));
    }
}
