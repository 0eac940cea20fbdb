//! Rows that only one side has.

use super::row::JudgedUnit;
use super::rule::{Level, Policy};
use super::waiver::WaiverUse;
use crate::benchproc::{Benchmark, Pairing, Which};

/// A row that only one side has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneSided {
    /// The benchmark.
    pub benchmark: Benchmark,
    /// Index into [`Policy::rules`]: the rule that decides what follows.
    pub rule: usize,
    /// The side that has it: the baseline's were removed, the candidate's added.
    pub which: Which,
    /// What follows. Nothing ever does from rows that were added, which are reported.
    pub level: Level,
    /// The waiver that names a row that is missing against its rule, and whether it holds.
    pub waiver: Option<WaiverUse>,
}

/// What the selection leaves on one side only is not listed: both sides have it.
pub(super) fn one_sided_rows(
    pairing: &Pairing,
    policy: &Policy,
    units: &[JudgedUnit],
) -> Vec<OneSided> {
    let mut rows = Vec::new();
    if !pairing.is_selected_of_both() {
        return rows;
    }
    for &benchmark in pairing.benchmarks() {
        for unit in units {
            let has = |which| pairing.has_unit(which, benchmark, unit.id);
            let left_out = |which| {
                pairing.prints_unit(which, benchmark, unit.id)
                    || pairing.has_dropped(which, benchmark)
            };
            let [b, c] = Which::BOTH;
            for (which, other) in [(b, c), (c, b)] {
                if has(which) && !has(other) && !left_out(other) {
                    rows.extend(row(pairing, policy, unit, benchmark, which));
                }
            }
        }
    }
    rows
}

fn row(
    pairing: &Pairing,
    policy: &Policy,
    unit: &JudgedUnit,
    benchmark: Benchmark,
    which: Which,
) -> Option<OneSided> {
    let rule = missing(policy, unit, pairing, benchmark)?;
    let level = match which {
        Which::Baseline => policy.rules[rule].missing,
        Which::Candidate => Level::Warn,
    };
    let names = || {
        // What is gone is past no ceiling.
        policy.waiver_for(&pairing.key(benchmark), &unit.name, None, f64::NEG_INFINITY)
    };
    let waiver = (level == Level::Fail).then(names).flatten();
    let level = if waiver.is_some_and(WaiverUse::holds) { Level::Warn } else { level };
    Some(OneSided { benchmark, rule, which, level, waiver })
}

/// The rule that decides what follows if a row is missing: of two policies the stricter one's.
pub(super) fn missing(
    policy: &Policy,
    unit: &JudgedUnit,
    pairing: &Pairing,
    benchmark: Benchmark,
) -> Option<usize> {
    let key = pairing.key(benchmark);
    let [judge, change] = unit.chains.each_ref().map(|chain| policy.deciding(chain, &key));
    match (judge, change) {
        (Some(a), Some(b)) if policy.rules[a].missing < policy.rules[b].missing => Some(b),
        (Some(a), _) => Some(a),
        (None, b) => b,
    }
}
