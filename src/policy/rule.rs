//! The policy.

use crate::benchunit::{ALLOCS, BYTES};
use crate::compare::{Allowance, Assumption, Decimal, ParsedAllowance, Test};

/// What is judged, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The judged units.
    pub rules: Vec<UnitRule>,
    /// The evidence that a failure needs.
    pub test: Test,
    /// The p-value up to which evidence is significant.
    pub alpha: f64,
    /// Confidence level of the intervals that are shown.
    pub confidence: f64,
    /// Judge captures of failed or unfinished runs by what they have.
    pub allow_incomplete: bool,
    /// Judge packages that lost over half of their rows by what is left.
    pub allow_missing: bool,
}

/// How one unit is judged.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitRule {
    /// The unit as Go prints it.
    pub unit: String,
    /// The change that is allowed.
    pub allowance: Allowance,
    /// Who set the allowance.
    pub origin: Origin,
    /// What is known of the unit's distribution.
    pub assumption: Assumption,
}

/// Where a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The policy without any configuration.
    Default,
    /// A flag of the command.
    Flag,
}

/// The p-value up to which a change is established. docs/statistics.md has what it rests on.
pub const ALPHA: f64 = 0.005;
/// The change allowed in any unit.
const ALLOWANCE: Allowance = Allowance::new(10, 0);
/// The change allowed in B/op. Less than 8 B is setup and growth that is spread over more or fewer
/// iterations.
const BYTES_ALLOWANCE: Allowance = Allowance::new(10, 8);

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            rules: vec![UnitRule::new(BYTES), UnitRule::new(ALLOCS)],
            test: Test::Exceeds,
            alpha: ALPHA,
            confidence: 0.95,
            allow_incomplete: false,
            allow_missing: false,
        }
    }
}

impl UnitRule {
    /// The rule for a unit that nobody set one for.
    pub fn new(unit: &str) -> UnitRule {
        let allowance = if unit == BYTES { BYTES_ALLOWANCE } else { ALLOWANCE };
        let (origin, assumption) = (Origin::Default, Assumption::Nothing);
        UnitRule { unit: unit.to_owned(), allowance, origin, assumption }
    }

    /// Sets the allowance. A percentage for all units alike leaves a unit's own floor; anything
    /// else states the allowance whole.
    pub fn allow(&mut self, parsed: ParsedAllowance, for_all_units: bool) {
        let keeps_floor = for_all_units && parsed.absolute.is_none();
        let absolute = if keeps_floor { self.allowance.absolute } else { Decimal::ZERO };
        self.allowance = Allowance {
            percent: parsed.percent.unwrap_or(Decimal::ZERO),
            absolute: parsed.absolute.unwrap_or(absolute),
        };
        self.origin = Origin::Flag;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(unit: &str, text: &str, for_all_units: bool) -> String {
        let mut rule = UnitRule::new(unit);
        rule.allow(text.parse().unwrap(), for_all_units);
        rule.allowance.to_string()
    }

    #[test]
    fn a_percentage_for_all_units_keeps_the_floor_of_bytes() {
        assert_eq!(allowed(BYTES, "5%", true), "5%,+8");
        assert_eq!(allowed(ALLOCS, "5%", true), "5%");
    }

    #[test]
    fn an_allowance_with_an_amount_or_a_unit_is_stated_whole() {
        assert_eq!(allowed(BYTES, "5%", false), "5%");
        assert_eq!(allowed(BYTES, "+16", true), "+16");
        assert_eq!(allowed(ALLOCS, "10%,+2", true), "10%,+2");
    }
}
