//! The judgement of one benchmark.

use super::rule::Policy;
use crate::benchproc::{Benchmark, Id, Pairing, Values, Which};
use crate::benchunit::{ALLOCS, BYTES, Direction, is_printed_as_integer};
use crate::compare::{Comparer, Comparison, Question, Shift, Significance};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Worse by more than is allowed, and established.
    Regression,
    /// Better by more than is allowed, and established.
    Improvement,
    /// Would be a regression, but is what a mean near an integer looks like once it is rounded.
    Rounding,
    /// The samples can't tell.
    Inconclusive,
    /// None of these.
    Unchanged,
}

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
    /// What became of it.
    pub status: Status,
    /// Why.
    pub reason: Reason,
    /// Whether a verdict can't be had because of it.
    pub blocks: bool,
}

/// More than this ratio between the medians of N, and B/op is not comparable where allocs/op is
/// unchanged: setup is spread over other numbers of iterations.
const UNEQUAL_ITERATIONS: f64 = 1.5;

/// Judges benchmarks one after the other.
pub(super) struct RowJudge<'a> {
    policy: &'a Policy,
    pairing: &'a Pairing,
    /// For each rule, the unit's number and direction, where the unit can be judged.
    units: &'a [Option<(Id, Direction)>],
    comparer: Comparer,
    values: [Vec<f64>; 2],
    iterations: [Vec<f64>; 2],
}

impl<'a> RowJudge<'a> {
    pub fn new(
        policy: &'a Policy,
        pairing: &'a Pairing,
        units: &'a [Option<(Id, Direction)>],
    ) -> RowJudge<'a> {
        RowJudge {
            policy,
            pairing,
            units,
            comparer: Comparer::default(),
            values: Default::default(),
            iterations: Default::default(),
        }
    }

    /// Judges every row of a benchmark.
    pub fn judge(&mut self, benchmark: Benchmark, out: &mut Vec<Finding>) {
        let first = out.len();
        for (rule, unit) in self.units.iter().enumerate() {
            let Some((unit, direction)) = *unit else {
                continue;
            };
            if let Some(comparison) = self.compare(benchmark, rule, unit, direction) {
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
    }

    fn compare(
        &mut self,
        benchmark: Benchmark,
        rule: usize,
        unit: Id,
        direction: Direction,
    ) -> Option<Comparison> {
        let rule = &self.policy.rules[rule];
        let question = Question {
            direction,
            allowance: rule.allowance,
            test: self.policy.test,
            alpha: self.policy.alpha,
            assumption: rule.assumption,
            confidence: self.policy.confidence,
        };
        self.load(benchmark, unit, Values::Selected).then(|| {
            let [b, c] = &mut self.values;
            let [bn, cn] = &mut self.iterations;
            self.comparer.compare(&question, (b, bn), (c, cn))
        })
    }

    /// Loads a row's samples; false if a side has none.
    fn load(&mut self, benchmark: Benchmark, unit: Id, of: Values) -> bool {
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
        Finding { benchmark, rule, comparison, status, reason, blocks }
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
