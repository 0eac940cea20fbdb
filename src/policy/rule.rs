//! The policy.

use super::budget::Budget;
use super::chain::Chain;
use super::date::Date;
use super::difference::PolicyChange;
use super::scope::Scope;
use super::waiver::Waiver;
use crate::benchproc::KeyText;
use crate::benchunit::{ALLOCS, BYTES};
use crate::compare::{Allowance, Assumption, Decimal, ParsedAllowance, Test};
use crate::stats::Tails;
use std::fmt;
use std::sync::Arc;

/// What a team decided: what is judged, how, and what follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The rules. Each unit that is judged has one without a scope, which decides where no other
    /// does.
    pub rules: Vec<Rule>,
    /// Confidence level of the intervals that are shown.
    pub confidence: f64,
    /// Whether the verdict decides the exit code.
    pub mode: Mode,
    /// What can't be judged and passes all the same.
    pub tolerated: Tolerated,
    /// The largest values that are allowed, whatever the baseline has.
    pub budgets: Vec<Budget>,
    /// Rows that may fail for a while.
    pub waivers: Vec<Waiver>,
    /// The day on which is judged, which waivers look at.
    pub today: Option<Date>,
    /// The change that the gate promises to find, by unit.
    pub detect: Vec<(String, Allowance)>,
    /// The policy file, if there is one.
    pub file: Option<String>,
    /// The flags that set it, as arguments, for whoever wants the same again.
    pub arguments: Vec<String>,
    /// Where the candidate's side has another policy: how it differs.
    pub changes: Vec<PolicyChange>,
}

/// How the rows of a unit within a scope are judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// What it is called.
    pub name: Option<String>,
    /// The benchmarks that it is about.
    pub scope: Scope,
    /// The unit as Go prints it.
    pub unit: String,
    /// Whether the rule is about this unit, rather than about all.
    pub names_unit: bool,
    /// The change that is allowed.
    pub allowance: Allowance,
    /// Who set these.
    pub set_by: SetBy,
    /// The evidence that a failure needs.
    pub test: Test,
    /// The p-value up to which evidence is significant.
    pub alpha: f64,
    /// Whether alpha is shared by all rows of it.
    pub correction: Correction,
    /// What is known of the unit's distribution.
    pub assumption: Assumption,
    /// What follows from a regression.
    pub level: Level,
    /// What follows if the candidate has no such row any more.
    pub missing: Level,
    /// Where the rule stands.
    pub origin: Origin,
    /// Whose rule it is.
    pub whose: Whose,
}

/// Who set the parts of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetBy {
    /// The allowance.
    pub allowance: Origin,
    /// Alpha.
    pub alpha: Origin,
    /// The assumption.
    pub assumption: Origin,
    /// The level.
    pub level: Origin,
    /// The level of what is missing.
    pub missing: Origin,
}

/// What follows from something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing.
    Ignore,
    /// It is reported.
    Warn,
    /// The verdict is fail.
    Fail,
}

/// What is done about many comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// Nothing: alpha is that of each row.
    None,
    /// Holm's: alpha is that of all rows together.
    Holm,
}

/// Whether a verdict decides anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It decides the exit code.
    Enforce,
    /// It is shown.
    Report,
}

/// Whose policy something is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The policy by which is judged.
    Judge,
    /// That of the candidate's side, beside the baseline's: it counts where it is stricter.
    Change,
}

/// What can't be judged and passes all the same, by cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tolerated {
    /// The baseline has no results, though the candidate has.
    pub no_baseline: bool,
    /// Neither side has results, though runs passed.
    pub nothing_to_measure: bool,
    /// Captures are of failed or unfinished runs, or broken in part.
    pub incomplete: bool,
    /// Packages lost over half of their rows, or benchmarks their figures.
    pub missing: bool,
    /// Rows have too few samples to fail.
    pub too_few_samples: bool,
}

/// Where a setting comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The policy without any configuration.
    #[default]
    Default,
    /// A flag of the command.
    Flag,
    /// A line of a file.
    File {
        /// The file.
        path: Arc<str>,
        /// The line, counted from 1.
        line: u32,
    },
}

/// The p-value up to which a change is established. docs/statistics.md has what it rests on.
pub const ALPHA: f64 = 0.005;
/// The change allowed in any unit.
const ALLOWANCE: Allowance = Allowance::new(10, 0);
/// The change allowed in B/op. Less than 8 B is setup and growth that is spread over more or fewer
/// iterations.
const BYTES_ALLOWANCE: Allowance = Allowance::new(10, 8);
/// The change that the gate promises to find in any unit, and in B/op: what is twice the allowance's
/// floor is past it.
const DETECT: Allowance = Allowance::new(25, 0);
const DETECT_BYTES: Allowance = Allowance::new(25, 16);

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            rules: vec![Rule::new(BYTES), Rule::new(ALLOCS)],
            confidence: 0.95,
            mode: Mode::Enforce,
            tolerated: Tolerated::default(),
            budgets: Vec::new(),
            waivers: Vec::new(),
            today: None,
            detect: [BYTES, ALLOCS].map(|unit| (unit.to_owned(), detect(unit))).to_vec(),
            file: None,
            arguments: Vec::new(),
            changes: Vec::new(),
        }
    }
}

/// The change in a unit that the gate promises to find where nobody says otherwise.
pub fn detect(unit: &str) -> Allowance {
    if unit == BYTES { DETECT_BYTES } else { DETECT }
}

impl Policy {
    /// The rule whose evidence reports call that of the policy: the first without a scope.
    pub fn general(&self) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.scope == Scope::default())
    }

    /// Whether it is of two sides.
    pub fn has_change(&self) -> bool {
        self.rules.iter().any(|rule| rule.whose == Whose::Change)
    }

    /// The judged units, each once, in the order of the rules.
    pub fn units(&self) -> Vec<&str> {
        let mut units: Vec<&str> = Vec::new();
        for rule in &self.rules {
            if !units.contains(&&*rule.unit) {
                units.push(&rule.unit);
            }
        }
        units
    }

    /// The rules of a unit in one side's policy, by index, the narrowest first; of equally narrow
    /// ones the later first. The last has no scope.
    pub(super) fn chain(&self, unit: &str, whose: Whose) -> Chain {
        let is_of = |rule: &Rule| rule.unit == unit && rule.whose == whose;
        let mut chain: Vec<usize> =
            (0..self.rules.len()).filter(|&i| is_of(&self.rules[i])).collect();
        let narrowness = |&i: &usize| {
            let rule = &self.rules[i];
            (rule.origin_is_rule(), rule.scope.narrowness(), rule.names_unit, i)
        };
        chain.sort_by_cached_key(|i| std::cmp::Reverse(narrowness(i)));
        Chain::new(chain, |i| self.rules[i].scope.benchmark.as_ref())
    }

    /// The first rule of a chain that covers a benchmark; none of an empty chain.
    pub(super) fn deciding(&self, chain: &Chain, key: &KeyText<'_>) -> Option<usize> {
        chain.about(key.name()).iter().copied().find(|&i| self.rules[i].scope.covers(key))
    }
}

impl Rule {
    /// The rule for a unit that nobody set one for.
    pub fn new(unit: &str) -> Rule {
        Rule {
            name: None,
            scope: Scope::default(),
            unit: unit.to_owned(),
            names_unit: false,
            allowance: if unit == BYTES { BYTES_ALLOWANCE } else { ALLOWANCE },
            set_by: SetBy::default(),
            test: Test::Exceeds,
            alpha: ALPHA,
            correction: Correction::None,
            assumption: Assumption::Nothing,
            level: Level::Fail,
            missing: Level::Warn,
            origin: Origin::Default,
            whose: Whose::Judge,
        }
    }

    /// Whether somebody wrote it, rather than that it is what holds without any.
    fn origin_is_rule(&self) -> bool {
        self.origin != Origin::Default
    }

    /// Sets the allowance. A percentage for all units alike leaves a unit's own floor; anything
    /// else states the allowance whole.
    pub fn allow(&mut self, parsed: ParsedAllowance, for_all_units: bool, by: Origin) {
        self.allowance = allowance(self.allowance, parsed, for_all_units);
        self.set_by.allowance = by;
    }

    /// How many tails its p-value counts.
    pub fn tails(&self) -> Tails {
        self.test.tails()
    }
}

/// What an allowance becomes that is stated in part: see [`Rule::allow`].
pub fn allowance(of: Allowance, parsed: ParsedAllowance, for_all_units: bool) -> Allowance {
    let keeps_floor = for_all_units && parsed.absolute.is_none();
    let absolute = if keeps_floor { of.absolute } else { Decimal::ZERO };
    Allowance {
        percent: parsed.percent.unwrap_or(Decimal::ZERO),
        absolute: parsed.absolute.unwrap_or(absolute),
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Ignore => "ignore",
            Level::Warn => "warn",
            Level::Fail => "fail",
        })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::Flag => f.write_str("flag"),
            Origin::File { path, line } => write!(f, "{path}:{line}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::pattern::Pattern;

    fn allowed(unit: &str, text: &str, for_all_units: bool) -> String {
        let mut rule = Rule::new(unit);
        rule.allow(text.parse().unwrap(), for_all_units, Origin::Flag);
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

    fn rule(package: &str, benchmark: &str, names_unit: bool) -> Rule {
        let written = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Rule {
            scope: Scope {
                package: written(package),
                packages: written(package).iter().map(|p| Pattern::package(p).unwrap()).collect(),
                benchmark: written(benchmark).map(|b| Pattern::benchmark(&b).unwrap()),
            },
            names_unit,
            origin: Origin::File { path: "allocgate.toml".into(), line: 1 },
            ..Rule::new(ALLOCS)
        }
    }

    #[test]
    fn the_narrowest_rule_comes_first_and_the_default_last() {
        let rules = vec![
            Rule::new(ALLOCS),
            rule("", "", false),
            rule("", "", true),
            rule("x/...", "", false),
            rule("x/y/...", "", false),
            rule("x", "", false),
            rule("", "En*", false),
            rule("", "Encode*", false),
            rule("", "Dncode*", false),
            rule("", "X", false),
            rule("x/...", "X", false),
        ];
        let policy = Policy { rules, ..Policy::default() };
        let all = policy.chain(ALLOCS, Whose::Judge).about(b"X").into_owned();
        // The others, of one benchmark or none, are not about X.
        assert_eq!(all, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
        assert_eq!(policy.units(), [ALLOCS]);
        assert!(policy.chain(BYTES, Whose::Judge).is_empty());
        assert!(policy.chain(ALLOCS, Whose::Change).is_empty());
    }
}
