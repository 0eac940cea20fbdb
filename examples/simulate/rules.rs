//! The rules that are compared.

use allocgate::benchunit::Direction;
use allocgate::compare::{Allowance, Assumption, Comparer, ParsedAllowance, Question, Shift, Test};
use allocgate::policy::Policy;
use allocgate::stats::Holm;

use Level::{Alone, Corrected};
use Margin::{FivePercent, Gate, Meaningful, Nothing};
use Test::{Differs, Exceeds};

/// The two units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `allocs/op`.
    Allocs,
    /// `B/op`.
    Bytes,
}

/// A change that is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Margin {
    /// None.
    Nothing,
    /// 5 %.
    FivePercent,
    /// M: of B/op 2 % or 16 B, whichever is more; of allocs/op less than a whole one.
    Meaningful,
    /// What the gate allows by default.
    Gate,
}

/// All of them.
const MARGINS: [Margin; 4] = [Nothing, FivePercent, Meaningful, Gate];

impl Margin {
    fn allowance(self, unit: Unit, policy: &Policy) -> Allowance {
        match (self, unit) {
            (Nothing, _) => Allowance::new(0, 0),
            (FivePercent, _) => Allowance::new(5, 0),
            (Meaningful, Unit::Bytes) => Allowance::new(2, 16),
            (Meaningful, Unit::Allocs) => less_than_one(),
            (Gate, _) => {
                let name = if unit == Unit::Bytes { "B/op" } else { "allocs/op" };
                let rule = policy.rules.iter().find(|rule| rule.unit == name);
                rule.map_or(Allowance::new(0, 0), |rule| rule.allowance)
            }
        }
    }
}

/// As much as an allowance that a whole number exceeds can say.
fn less_than_one() -> Allowance {
    let parsed: Option<ParsedAllowance> = "+0.9999999".parse().ok();
    let absolute = parsed.and_then(|parsed| parsed.absolute);
    let none = Allowance::new(0, 0);
    Allowance { absolute: absolute.unwrap_or(none.absolute), ..none }
}

/// When a p-value is small enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level {
    /// At most this, whatever the others are.
    Alone(f64),
    /// By Holm's correction for all rows of a pull request, at this level.
    Corrected(f64),
}

/// What makes a row fail. All of it must hold, and the median must be worse.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// As it is printed.
    pub name: &'static str,
    /// A test, against the baseline moved by a margin if it is one-sided.
    pub evidence: Option<(Test, Margin, Level)>,
    /// The medians differ by more than this.
    pub effect: Margin,
}

/// The rules, in the table's order. The gate's default is the one named so.
pub const RULES: [Rule; 14] = [
    rule("p ≤ .05 alone", Some((Differs, Nothing, Alone(0.05))), Nothing),
    rule("p ≤ .05 and median > 5 %", Some((Differs, Nothing, Alone(0.05))), FivePercent),
    rule("median > 5 % alone", None, FivePercent),
    rule("p ≤ .05 and median > M", Some((Differs, Nothing, Alone(0.05))), Meaningful),
    rule("Holm and median > M", Some((Differs, Nothing, Corrected(0.05))), Meaningful),
    rule("LCB 95 % > M", Some((Exceeds, Meaningful, Alone(0.05))), Nothing),
    rule("LCB 99.5 % > M", Some((Exceeds, Meaningful, Alone(0.005))), Nothing),
    rule("exceeds .005 and median, M", Some((Exceeds, Meaningful, Alone(0.005))), Meaningful),
    rule("exceeds .005 and median, 0 %", Some((Exceeds, Nothing, Alone(0.005))), Nothing),
    rule("differs .05 and median, the gate's 10 %", Some((Differs, Nothing, Alone(0.05))), Gate),
    rule("exceeds .05 and median, the gate's 10 %", Some((Exceeds, Gate, Alone(0.05))), Gate),
    rule("**the gate: exceeds .005 and median, 10 %**", Some((Exceeds, Gate, Alone(0.005))), Gate),
    rule("the gate with Holm at .05", Some((Exceeds, Gate, Corrected(0.05))), Gate),
    rule("the gate with Holm at .005", Some((Exceeds, Gate, Corrected(0.005))), Gate),
];

const fn rule(name: &'static str, evidence: Option<(Test, Margin, Level)>, effect: Margin) -> Rule {
    Rule { name, evidence, effect }
}

impl Rule {
    /// Whether a row fails, given the family of all rows where the rule corrects for it.
    pub fn fails(&self, row: &Row, family: Option<&Holm>) -> bool {
        row.beyond[self.effect as usize]
            && match self.evidence {
                None => true,
                Some((test, margin, Alone(alpha))) => row.p(test, margin) <= alpha,
                Some((test, margin, Corrected(_))) => {
                    let cutoff = family.and_then(Holm::cutoff);
                    cutoff.is_some_and(|cutoff| row.p(test, margin) <= cutoff)
                }
            }
    }

    /// The family of these rows, where the rule corrects for it.
    pub fn family<'a>(&self, rows: impl Iterator<Item = &'a Row>) -> Option<Holm> {
        match self.evidence {
            Some((test, margin, Corrected(alpha))) => {
                Some(Holm::new(rows.map(|row| row.p(test, margin)).collect(), alpha))
            }
            _ => None,
        }
    }
}

/// What the rules need to know of a row.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Whether the median is worse by more than each margin.
    beyond: [bool; MARGINS.len()],
    /// Of the candidate against the baseline moved by each margin; 1 where the median is not worse.
    exceeds: [f64; MARGINS.len()],
    /// Of the candidate against the baseline, in both directions.
    differs: f64,
}

impl Row {
    fn p(&self, test: Test, margin: Margin) -> f64 {
        match test {
            Differs => self.differs,
            Exceeds => self.exceeds[margin as usize],
        }
    }
}

/// Makes rows, by the crate's own comparisons.
pub struct Judge {
    policy: Policy,
    comparer: Comparer,
    iterations: [Vec<f64>; 2],
}

impl Judge {
    /// For samples of this size.
    pub fn new(samples: usize) -> Judge {
        let iterations = [vec![100.0; samples], vec![100.0; samples]];
        Judge { policy: Policy::default(), comparer: Comparer::default(), iterations }
    }

    /// Compares a row's samples, which are sorted in place.
    pub fn row(&mut self, unit: Unit, [baseline, candidate]: &mut [Vec<f64>; 2]) -> Row {
        let mut row =
            Row { beyond: [false; MARGINS.len()], exceeds: [1.0; MARGINS.len()], differs: 1.0 };
        for margin in MARGINS {
            let mut ask = |test| {
                let question = question(test, margin.allowance(unit, &self.policy));
                let [ours, theirs] = &mut self.iterations;
                self.comparer.compare(&question, (baseline, ours), (candidate, theirs))
            };
            let found = ask(Exceeds);
            if found.shift == Shift::Worse {
                row.beyond[margin as usize] = found.beyond;
                row.exceeds[margin as usize] = found.evidence.p;
            }
            if margin == Nothing {
                row.differs = ask(Differs).evidence.p;
            }
        }
        row
    }
}

/// The level is the rules' own.
fn question(test: Test, allowance: Allowance) -> Question {
    Question {
        corrected: None,
        direction: Direction::LowerIsBetter,
        allowance,
        test,
        alpha: 0.0,
        assumption: Assumption::Nothing,
        confidence: 0.95,
    }
}
