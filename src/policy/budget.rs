//! Budgets: the largest values that are allowed, whatever the baseline has.

use super::chain::Chain;
use super::rule::{Origin, Policy, Whose};
use super::scope::Scope;
use super::waiver::WaiverUse;
use crate::benchproc::{Benchmark, KeyText, Pairing, Values, Which};
use crate::benchunit::{ALLOCS, BYTES, Direction};
use crate::stats;

/// The worst value that benchmarks may have in a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// The benchmarks.
    pub scope: Scope,
    /// The unit as Go prints it.
    pub unit: String,
    /// The worst median that is allowed.
    pub max: f64,
    /// Where it stands.
    pub origin: Origin,
    /// Whether it stands in a Go file, beside the benchmark.
    pub is_directive: bool,
    /// The platforms that its file may be built for, as goos and goarch, depending on tags; `None` for
    /// all.
    pub platforms: Option<Vec<(String, String)>>,
    /// The platforms that its file is built for without tags; `None` for all.
    pub expected_on: Option<Vec<(String, String)>>,
    /// Whose budget it is.
    pub whose: Whose,
}

impl Budget {
    /// Whether it is about a benchmark.
    pub fn covers(&self, key: &KeyText<'_>) -> bool {
        let benchmark = self.scope.benchmark.as_ref();
        // Where the package is not known, or ignored, it may be this one.
        (key.package().is_empty() || self.scope.covers_package(key.package()))
            && benchmark.is_none_or(|pattern| pattern.matches(key.name()))
            && self.may_be_built(key.goos(), key.goarch())
    }

    /// Whether its file may be built for a platform.
    pub fn may_be_built(&self, goos: &[u8], goarch: &[u8]) -> bool {
        is_among(&self.platforms, goos, goarch)
    }

    /// Whether its file is built for a platform without tags.
    pub fn is_expected(&self, goos: &[u8], goarch: &[u8]) -> bool {
        is_among(&self.expected_on, goos, goarch)
    }

    /// Whether both policies have a budget for the same benchmarks.
    pub(super) fn is_of_both(&self, policy: &Policy) -> bool {
        let is_same = |other: &Budget| {
            other.whose != self.whose
                && other.unit == self.unit
                && other.scope.texts() == self.scope.texts()
        };
        policy.budgets.iter().any(is_same)
    }
}

/// Captures that don't name their platform could be of any.
fn is_among(platforms: &Option<Vec<(String, String)>>, goos: &[u8], goarch: &[u8]) -> bool {
    let is_it = |(os, arch): &(String, String)| {
        (goos.is_empty() || os.as_bytes() == goos)
            && (goarch.is_empty() || arch.as_bytes() == goarch)
    };
    platforms.as_ref().is_none_or(|platforms| platforms.iter().any(is_it))
}

/// What became of a benchmark's budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BudgetStatus {
    /// The median is within it.
    Met,
    /// The median is past it.
    Over,
    /// The budget is no allocations, and the median is 0, but it has B/op: Go rounds down, and
    /// prints 0 for an allocation in three operations.
    OverInBytes,
    /// It is past the budget, as a waiver lets it.
    Waived,
    /// The candidate has results of the benchmark, but none with this unit.
    UnitAbsent,
    /// A value is not a number.
    NotANumber,
}

impl BudgetStatus {
    /// Whether the verdict is fail because of it.
    pub fn is_over(self) -> bool {
        matches!(self, BudgetStatus::Over | BudgetStatus::OverInBytes)
    }
}

/// One benchmark of the candidate under the budget that decided it.
#[derive(Clone, Debug)]
pub struct BudgetFinding {
    /// The benchmark.
    pub benchmark: Benchmark,
    /// Index into [`Policy::budgets`].
    pub budget: usize,
    /// How many values the candidate has.
    pub n: usize,
    /// Their median; of B/op where that is what is past the budget. NaN without any.
    pub median: f64,
    /// What became of it.
    pub status: BudgetStatus,
    /// The waiver that names the row, and whether it holds.
    pub waiver: Option<WaiverUse>,
}

/// Judges budgets, benchmark by benchmark.
pub(super) struct BudgetJudge<'a> {
    policy: &'a Policy,
    pairing: &'a Pairing,
    /// For each unit with budgets, and each side's policy: budgets by index, the narrowest first.
    chains: Vec<(&'a str, Chain)>,
    directions: Vec<Option<Direction>>,
    values: Vec<f64>,
    iterations: Vec<f64>,
}

impl<'a> BudgetJudge<'a> {
    pub fn new(
        policy: &'a Policy,
        pairing: &'a Pairing,
        direction: impl Fn(&str) -> Option<Direction>,
    ) -> BudgetJudge<'a> {
        let mut chains: Vec<(&str, Chain)> = Vec::new();
        for whose in [Whose::Judge, Whose::Change] {
            for unit in units(policy) {
                let chain = chain(policy, unit, whose);
                if !chain.is_empty() {
                    chains.push((unit, chain));
                }
            }
        }
        let directions = chains.iter().map(|(unit, _)| direction(unit)).collect();
        BudgetJudge { policy, pairing, chains, directions, values: vec![], iterations: vec![] }
    }

    /// Judges every budget of a benchmark that the candidate has.
    pub fn judge(&mut self, benchmark: Benchmark, out: &mut Vec<BudgetFinding>) {
        if !self.pairing.has(Which::Candidate, benchmark) {
            return;
        }
        let first = out.len();
        for i in 0..self.chains.len() {
            for budget in self.deciding(benchmark, i) {
                let finding = self.finding(benchmark, budget, self.directions[i]);
                // Two policies mostly say the same.
                let is_same = |other: &BudgetFinding| {
                    other.status == finding.status && self.are_alike(other.budget, budget)
                };
                if !out[first..].iter().any(is_same) {
                    out.push(finding);
                }
            }
        }
    }

    fn are_alike(&self, a: usize, b: usize) -> bool {
        let [a, b] = [a, b].map(|i| &self.policy.budgets[i]);
        a.unit == b.unit && a.max == b.max
    }

    /// The narrowest budgets of a chain: several, where some are equally narrow.
    fn deciding(&self, benchmark: Benchmark, chain: usize) -> Vec<usize> {
        let key = self.pairing.key(benchmark);
        let covers = |&&i: &&usize| self.policy.budgets[i].covers(&key);
        let narrowness = |i: usize| self.policy.budgets[i].scope.narrowness();
        let about = self.chains[chain].1.about(key.name());
        let mut covering = about.iter().filter(covers).copied().peekable();
        let narrowest = covering.peek().map(|&i| narrowness(i));
        covering.take_while(|&i| Some(narrowness(i)) == narrowest).collect()
    }

    fn finding(
        &mut self,
        benchmark: Benchmark,
        index: usize,
        direction: Option<Direction>,
    ) -> BudgetFinding {
        let budget = &self.policy.budgets[index];
        let median = self.median(benchmark, &budget.unit).unwrap_or(f64::NAN);
        let n = self.values.len();
        let is_over = match direction {
            Some(Direction::HigherIsBetter) => median < budget.max,
            _ => median > budget.max,
        };
        let hidden = self.hidden_bytes(benchmark, budget);
        let key = self.pairing.key(benchmark);
        let waiver = self.policy.waiver_for(&key, &budget.unit, direction, median);
        let is_waived = waiver.is_some_and(|waiver| waiver.holds());
        let status = match hidden {
            _ if n == 0 => BudgetStatus::UnitAbsent,
            _ if median.is_nan() => BudgetStatus::NotANumber,
            None if !is_over => BudgetStatus::Met,
            _ if is_waived => BudgetStatus::Waived,
            _ if is_over => BudgetStatus::Over,
            _ => BudgetStatus::OverInBytes,
        };
        let median =
            if status == BudgetStatus::OverInBytes { hidden.unwrap_or(median) } else { median };
        BudgetFinding { benchmark, budget: index, n, median, status, waiver }
    }

    /// The median of B/op, where a budget of no allocations must look at it: where no budget for
    /// B/op itself says what is allowed.
    fn hidden_bytes(&mut self, benchmark: Benchmark, budget: &Budget) -> Option<f64> {
        let key = self.pairing.key(benchmark);
        if budget.unit != ALLOCS || budget.max >= 1.0 {
            return None;
        }
        let budgets = &self.policy.budgets;
        let other = |&i: &usize| budgets[i].whose == budget.whose && budgets[i].covers(&key);
        let of_bytes = self.chains.iter().filter(|(unit, _)| *unit == BYTES);
        if of_bytes.clone().any(|(_, chain)| chain.about(key.name()).iter().any(other)) {
            return None;
        }
        self.median(benchmark, BYTES).filter(|&bytes| bytes > 0.0)
    }

    fn median(&mut self, benchmark: Benchmark, unit: &str) -> Option<f64> {
        self.values.clear();
        self.iterations.clear();
        let unit = self.pairing.printed_unit(unit)?;
        let (values, iterations) = (&mut self.values, &mut self.iterations);
        self.pairing.sample(Which::Candidate, benchmark, unit, Values::Printed, values, iterations);
        if self.values.iter().any(|value| value.is_nan()) {
            return Some(f64::NAN);
        }
        self.values.sort_unstable_by(f64::total_cmp);
        (!self.values.is_empty()).then(|| stats::median(&self.values))
    }
}

/// The units that have budgets, each once.
pub(super) fn units(policy: &Policy) -> Vec<&str> {
    let mut units: Vec<&str> = Vec::new();
    for budget in &policy.budgets {
        if !units.contains(&&*budget.unit) {
            units.push(&budget.unit);
        }
    }
    units
}

/// The budgets of a unit in one side's policy, by index, the narrowest first.
fn chain(policy: &Policy, unit: &str, whose: Whose) -> Chain {
    let is_of = |budget: &Budget| budget.unit == unit && budget.whose == whose;
    let mut chain: Vec<usize> =
        (0..policy.budgets.len()).filter(|&i| is_of(&policy.budgets[i])).collect();
    chain.sort_by_cached_key(|&i| (std::cmp::Reverse(policy.budgets[i].scope.narrowness()), i));
    Chain::new(chain, |i| policy.budgets[i].scope.benchmark.as_ref())
}
