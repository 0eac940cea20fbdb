//! The judgement of one benchmark.

use super::chain::Chain;
use super::family::{Families, Family, member};
use super::rule::{Level, Policy, Rule, Whose};
use super::waiver::{WaiverState, WaiverUse};
use crate::benchproc::{Benchmark, Id, Pairing, Values, Which};
use crate::benchunit::{ALLOCS, BYTES, Direction, is_printed_as_integer};
use crate::compare::{Comparer, Comparison, Question, Shift, Significance};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Worse by more than is allowed, and established.
    Regression,
    /// Would be a regression, but its rule only warns.
    Warning,
    /// Would be a regression, or can't be told, but a waiver lets it pass.
    Waived,
    /// Better by more than is allowed, and established.
    Improvement,
    /// Would be a regression, but is what a mean near an integer looks like once it is rounded.
    Rounding,
    /// The samples can't tell.
    Inconclusive,
    /// None of these.
    Unchanged,
    /// Its rule says to ignore it, whatever it is.
    Ignored,
}

/// How many statuses there are.
pub(super) const STATUSES: usize = 8;

/// Why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// The medians are equal.
    Same,
    /// The medians differ by no more than is allowed.
    WithinAllowance,
    /// The medians differ by more than is allowed, but the samples don't establish it.
    NotSignificant,
    /// The samples establish a change by more than is allowed.
    Established,
    /// All values are one of two neighbouring integers, and the baseline has both.
    RoundingFlips,
    /// Samples of these sizes can't establish anything.
    TooFewSamples,
    /// The two sides ran different numbers of iterations, over which setup is spread.
    IterationsDiffer,
    /// A value is not a number.
    NotANumber,
}

/// One row under the rule that decided it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The benchmark.
    pub benchmark: Benchmark,
    /// Index into [`Policy::rules`].
    pub rule: usize,
    /// What was measured.
    pub comparison: Comparison,
    /// The p-value of a regression, corrected for all rows that share its rule's alpha; none where
    /// the row is not among them.
    pub adjusted_p: Option<f64>,
    /// How many rows share its rule's alpha, itself included; 1 where nothing is corrected.
    pub family: usize,
    /// What became of it.
    pub status: Status,
    /// Why.
    pub reason: Reason,
    /// Whether a verdict can't be had because of it.
    pub blocks: bool,
    /// The waiver that names the row, and whether it holds.
    pub waiver: Option<WaiverUse>,
}

impl Finding {
    /// Whether its samples could not have established anything, though it was to be judged.
    pub fn is_powerless(&self, policy: &Policy) -> bool {
        self.is_judged(policy)
            && self.comparison.evidence.significance == Significance::Unattainable
    }

    /// Whether the policy by which is judged would fail it. What only the change's own policy would
    /// is no proof that the gate can fail.
    pub fn is_judged(&self, policy: &Policy) -> bool {
        let rule = &policy.rules[self.rule];
        rule.level == Level::Fail && rule.whose == Whose::Judge
    }

    /// Whether it is a regression, be it that its rule only warns.
    fn is_worse(&self) -> bool {
        matches!(self.status, Status::Regression | Status::Warning)
    }

    /// Whether the median is worse by more than is allowed.
    pub fn is_past(&self) -> bool {
        self.comparison.beyond && self.comparison.shift == Shift::Worse
    }

    /// How much it weighs where two policies decide: the stricter one's finding stands.
    fn weight(&self) -> u8 {
        match self.status {
            Status::Regression => 3,
            _ if self.blocks => 2,
            Status::Warning => 1,
            _ => 0,
        }
    }
}

/// A unit that is judged.
#[derive(Clone, Debug)]
pub(super) struct JudgedUnit {
    /// What it is called.
    pub name: String,
    /// Its number.
    pub id: Id,
    /// Which way it gets better.
    pub direction: Direction,
    /// The rules for it in each policy, the narrowest first.
    pub chains: [Chain; 2],
}

impl JudgedUnit {
    /// The rules for it in a policy, the narrowest first.
    pub fn chain(&self, whose: Whose) -> &Chain {
        &self.chains[whose as usize]
    }
}

/// More than this ratio between the medians of N, and B/op is not comparable where allocs/op is
/// unchanged: setup is spread over other numbers of iterations.
const UNEQUAL_ITERATIONS: f64 = 1.5;

/// Judges benchmarks one after the other.
pub(super) struct RowJudge<'a> {
    pub(super) policy: &'a Policy,
    pairing: &'a Pairing,
    units: &'a [JudgedUnit],
    families: &'a Families,
    comparer: Comparer,
    /// A row's samples, as they were loaded last.
    pub(super) values: [Vec<f64>; 2],
    iterations: [Vec<f64>; 2],
    /// What was asked of each unit of the benchmark last, and the answer.
    latest: Vec<Option<(Benchmark, Question, Comparison)>>,
}

impl<'a> RowJudge<'a> {
    pub fn new(
        policy: &'a Policy,
        pairing: &'a Pairing,
        units: &'a [JudgedUnit],
        families: &'a Families,
    ) -> RowJudge<'a> {
        RowJudge {
            policy,
            pairing,
            units,
            families,
            comparer: Comparer::default(),
            values: Default::default(),
            iterations: Default::default(),
            latest: vec![None; units.len()],
        }
    }

    /// Judges every row of a benchmark: under both policies where there are two, of whose findings
    /// the stricter one stands.
    pub fn judge(&mut self, benchmark: Benchmark, out: &mut Vec<Finding>) {
        let first = out.len();
        self.judge_by(Whose::Judge, benchmark, out);
        let mut others = Vec::new();
        self.judge_by(Whose::Change, benchmark, &mut others);
        for other in others {
            let unit = |finding: &Finding| &self.policy.rules[finding.rule].unit;
            match out[first..].iter_mut().find(|finding| unit(finding) == unit(&other)) {
                // What the change's own samples can't tell by its own rules takes nothing back.
                Some(finding) if other.is_worse() && finding.weight() < other.weight() => {
                    *finding = other;
                }
                Some(_) => {}
                None => out.push(other),
            }
        }
        for finding in &mut out[first..] {
            self.waive(finding);
        }
    }

    /// The p-values with which a benchmark's rows are members of families.
    pub fn members(&mut self, benchmark: Benchmark, out: &mut Vec<(Family, f64)>) {
        for whose in [Whose::Judge, Whose::Change] {
            for (unit, rule) in self.rules(whose, benchmark) {
                let deciding = &self.policy.rules[rule];
                let family = Family::of(deciding).filter(|_| deciding.level != Level::Ignore);
                let Some(family) = family else { continue };
                let comparison = self.compare(benchmark, unit, rule);
                out.extend(comparison.as_ref().and_then(member).map(|p| (family, p)));
            }
        }
    }

    /// The deciding rule for each unit, with the unit's index.
    pub(super) fn rules(&self, whose: Whose, benchmark: Benchmark) -> Vec<(usize, usize)> {
        let rule = |(i, unit): (usize, &JudgedUnit)| {
            let chain = unit.chain(whose);
            Some((i, self.policy.deciding(chain, &self.pairing.key(benchmark))?))
        };
        self.units.iter().enumerate().filter_map(rule).collect()
    }

    fn judge_by(&mut self, whose: Whose, benchmark: Benchmark, out: &mut Vec<Finding>) {
        let first = out.len();
        for (unit, rule) in self.rules(whose, benchmark) {
            if let Some(comparison) = self.compare(benchmark, unit, rule) {
                out.push(self.finding(benchmark, rule, comparison));
            }
        }
        for i in first..out.len() {
            if out[i].status == Status::Regression {
                let excuse = self.excuse(&out[i], &out[first..]);
                let finding = &mut out[i];
                match excuse {
                    Some(Reason::RoundingFlips) => finding.status = Status::Rounding,
                    Some(_) => (finding.status, finding.blocks) = (Status::Inconclusive, true),
                    None => continue,
                }
                finding.reason = excuse.unwrap_or(finding.reason);
            }
        }
        for finding in &mut out[first..] {
            self.soften(finding);
        }
    }

    /// What a rule that doesn't fail makes of a finding.
    fn soften(&self, finding: &mut Finding) {
        match self.policy.rules[finding.rule].level {
            Level::Fail => return,
            Level::Warn if finding.status == Status::Regression => finding.status = Status::Warning,
            Level::Warn => {}
            Level::Ignore => finding.status = Status::Ignored,
        }
        finding.blocks = false;
    }

    /// What a waiver makes of a finding.
    fn waive(&self, finding: &mut Finding) {
        if self.policy.waivers.is_empty() {
            return;
        }
        let rule = &self.policy.rules[finding.rule];
        let unit = self.units.iter().find(|unit| unit.name == rule.unit);
        let direction = unit.map(|unit| unit.direction);
        let median = finding.comparison.candidate.median;
        let key = self.pairing.key(finding.benchmark);
        finding.waiver = self.policy.waiver_for(&key, &rule.unit, direction, median);
        let holds = finding.waiver.is_some_and(|waiver| waiver.state == WaiverState::Holds);
        if holds && (finding.status == Status::Regression || finding.blocks) {
            (finding.status, finding.blocks) = (Status::Waived, false);
        }
    }

    fn compare(&mut self, benchmark: Benchmark, unit: usize, rule: usize) -> Option<Comparison> {
        let JudgedUnit { id, direction, .. } = self.units[unit];
        let question = self.question(&self.policy.rules[rule], direction);
        if let Some((of, asked, answer)) = self.latest[unit]
            && of == benchmark
            && asked == question
        {
            return Some(answer);
        }
        let answer = self.load(benchmark, id, Values::Selected).then(|| {
            let [b, c] = &mut self.values;
            let [bn, cn] = &mut self.iterations;
            self.comparer.compare(&question, (b, bn), (c, cn))
        })?;
        self.latest[unit] = Some((benchmark, question, answer));
        Some(answer)
    }

    pub(super) fn question(&self, rule: &Rule, direction: Direction) -> Question {
        Question {
            direction,
            allowance: rule.allowance,
            test: rule.test,
            alpha: rule.alpha,
            corrected: self.families.corrected(rule),
            assumption: rule.assumption,
            confidence: self.policy.confidence,
        }
    }

    /// Loads a row's samples; false if a side has none.
    pub(super) fn load(&mut self, benchmark: Benchmark, unit: Id, of: Values) -> bool {
        for (i, which) in Which::BOTH.into_iter().enumerate() {
            let (values, iterations) = (&mut self.values[i], &mut self.iterations[i]);
            values.clear();
            iterations.clear();
            self.pairing.sample(which, benchmark, unit, of, values, iterations);
        }
        self.values.iter().all(|values| !values.is_empty())
    }

    fn finding(&self, benchmark: Benchmark, rule: usize, comparison: Comparison) -> Finding {
        let past = comparison.beyond && comparison.shift == Shift::Worse;
        let (status, reason, blocks) = match comparison.evidence.significance {
            Significance::Undefined => (Status::Inconclusive, Reason::NotANumber, true),
            Significance::Unattainable => (Status::Inconclusive, Reason::TooFewSamples, past),
            _ if comparison.shift == Shift::None => (Status::Unchanged, Reason::Same, false),
            _ if !comparison.beyond => (Status::Unchanged, Reason::WithinAllowance, false),
            Significance::NotSignificant => (Status::Unchanged, Reason::NotSignificant, false),
            _ if past => (Status::Regression, Reason::Established, false),
            _ => (Status::Improvement, Reason::Established, false),
        };
        let deciding = &self.policy.rules[rule];
        let adjusted_p = match deciding.level {
            Level::Ignore => None,
            _ if comparison.shift == Shift::Better => None,
            _ => self.families.adjusted(deciding, &comparison),
        };
        let family = self.families.size(deciding).unwrap_or(1);
        Finding {
            benchmark,
            rule,
            comparison,
            adjusted_p,
            family,
            status,
            reason,
            blocks,
            waiver: None,
        }
    }

    /// What takes a regression back: numbers that explain it by themselves. `siblings` are the
    /// benchmark's findings so far.
    fn excuse(&mut self, finding: &Finding, siblings: &[Finding]) -> Option<Reason> {
        let policy = self.policy;
        let unit = policy.rules[finding.rule].unit.as_str();
        let Comparison { baseline, candidate, flips, .. } = finding.comparison;
        if flips && is_printed_as_integer(unit) {
            let bytes = self.medians(finding.benchmark, BYTES);
            if bytes.is_some_and(|[b, c]| c <= b) {
                return Some(Reason::RoundingFlips);
            }
        }
        if unit == BYTES && differ(baseline.iterations, candidate.iterations) {
            let allocs = siblings.iter().find(|f| policy.rules[f.rule].unit == ALLOCS);
            let unchanged = match allocs {
                Some(allocs) => matches!(allocs.status, Status::Unchanged | Status::Rounding),
                None => self.medians(finding.benchmark, ALLOCS).is_some_and(|[b, c]| b == c),
            };
            return unchanged.then_some(Reason::IterationsDiffer);
        }
        None
    }

    /// The medians of a unit that need not be judged, nor selected.
    fn medians(&mut self, benchmark: Benchmark, unit: &str) -> Option<[f64; 2]> {
        let unit = self.pairing.printed_unit(unit)?;
        let loaded = self.load(benchmark, unit, Values::Printed);
        // Nobody knows whether a sample with a NaN grew.
        let has_nan = self.values.iter().flatten().any(|value| value.is_nan());
        (loaded && !has_nan).then(|| {
            self.values.each_mut().map(|values| {
                values.sort_unstable_by(f64::total_cmp);
                crate::stats::median(values)
            })
        })
    }
}

fn differ(a: f64, b: f64) -> bool {
    a.max(b) > UNEQUAL_ITERATIONS * a.min(b)
}
