//! Which benchmarks need more samples: those that could still fail.
//!
//! How many samples a side there will be at most is fixed beforehand. Measuring a benchmark stops
//! early for passing alone, and only where none of its rows could fail with all samples, whatever
//! those are that are still to come. So nothing fails that would not have failed at the fixed number:
//! looking on the way costs no false alarm. docs/statistics.md has the argument.

use super::family::Families;
use super::judge::judged_units;
use super::one_sided::missing;
use super::remarks::Remarks;
use super::row::{JudgedUnit, RowJudge};
use super::rule::{Level, Policy, Whose};
use crate::benchfmt::text;
use crate::benchproc::{Benchmark, Capture, Pairing, Selection, Values, Which};
use crate::benchunit::Direction;
use crate::compare::Prospect;

/// A benchmark of which a row could still fail.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Undecided {
    /// Its package; empty where captures name none.
    pub package: String,
    /// Its full name, without `Benchmark`, with its GOMAXPROCS suffix.
    pub name: String,
}

/// The benchmarks of which a row could still fail, or be warned about, with `most` samples a side:
/// sorted, each once. Budgets are none of its business.
///
/// What waivers, rounding and unequal iterations would excuse is in doubt, and with it what has a
/// value that is no number; so is what the candidate lacks, where a rule has that fail. Where several
/// comparisons share an alpha, each is held against all of it.
pub fn undecided(
    baseline: Capture,
    candidate: Capture,
    policy: &Policy,
    selection: &Selection,
    most: usize,
) -> Vec<Undecided> {
    let metadata = Capture { metadata: baseline.metadata, ..Capture::default() };
    let pairing = Pairing::new(baseline.samples, candidate.samples, selection);
    // Whatever there is to say of them is said when they are judged.
    let units = judged_units(&pairing, policy, &metadata, &mut Remarks::default(), false);
    let families = Families::default();
    let mut judge = RowJudge::new(policy, &pairing, &units, &families);
    let named = |&benchmark: &Benchmark| {
        let key = pairing.key(benchmark);
        Undecided { package: text(key.package()), name: text(key.name()) }
    };
    let could_fail = |benchmark: &&Benchmark| {
        is_missed(policy, &pairing, &units, **benchmark)
            || judge.could_fail(**benchmark, &units, most)
    };
    let mut list: Vec<Undecided> =
        pairing.benchmarks().iter().filter(could_fail).map(named).collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// Whether the candidate lacks a row that a rule fails it for.
fn is_missed(
    policy: &Policy,
    pairing: &Pairing,
    units: &[JudgedUnit],
    benchmark: Benchmark,
) -> bool {
    let has = |which, unit: &JudgedUnit| pairing.has_unit(which, benchmark, unit.id);
    let is_gone = |unit: &&JudgedUnit| has(Which::Baseline, unit) && !has(Which::Candidate, unit);
    let fails = |unit: &JudgedUnit| {
        let rule = missing(policy, unit, pairing, benchmark);
        rule.is_some_and(|rule| policy.rules[rule].missing == Level::Fail)
    };
    units.iter().filter(is_gone).any(fails)
}

impl RowJudge<'_> {
    /// Whether a row of the benchmark could fail by either policy with so many samples a side.
    fn could_fail(&mut self, benchmark: Benchmark, units: &[JudgedUnit], most: usize) -> bool {
        [Whose::Judge, Whose::Change].into_iter().any(|whose| {
            let deciding = self.rules(whose, benchmark);
            deciding.into_iter().any(|(unit, rule)| {
                let rule = &self.policy.rules[rule];
                let JudgedUnit { id, direction, ref name, .. } = units[unit];
                if rule.level == Level::Ignore || !self.load(benchmark, id, Values::Selected) {
                    return false;
                }
                // What package testing counts is never below 0.
                let prospect = Prospect { most, floor: Direction::of_go_unit(name).is_some() };
                let [b, c] = &self.values;
                self.question(rule, direction).could_worsen(b, c, prospect)
            })
        })
    }
}
