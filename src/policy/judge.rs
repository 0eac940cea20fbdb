//! From two captures to a verdict.

use super::completeness::{Remarks, direction_of};
use super::listed::Listed;
use super::remark::Remark;
use super::row::{Finding, RowJudge, Status};
use super::rule::Policy;
use super::tally::Tally;
use super::uneven::uneven_counts;
use crate::benchproc::{Benchmark, Capture, Id, KeyText, Pairing, Selection, Which};
use crate::benchunit::{ALLOCS, BYTES, Direction};
use crate::lots;
use crate::stats;
use std::convert::Infallible;
use std::ops::Range;

/// The verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Judged, and nothing regressed.
    Pass,
    /// Something regressed, whatever else could not be judged.
    Fail,
    /// Nothing regressed as far as could be judged, which is not far enough.
    CannotJudge,
}

/// A row that only one side has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneSided {
    /// The benchmark.
    pub benchmark: Benchmark,
    /// Index into [`Policy::rules`].
    pub rule: usize,
    /// The side that has it: the baseline's were removed, the candidate's added.
    pub which: Which,
}

/// What was found, complete.
#[derive(Debug)]
pub struct Judgement<T> {
    /// The benchmarks that findings speak of.
    pub pairing: Pairing,
    /// What the caller made of each row with a sample on both sides, in the order of the
    /// benchmarks' text.
    pub rows: Vec<T>,
    /// How many rows had which outcome.
    pub tally: Tally,
    /// Rows that only one side has, in the same order; none where nothing is selected of a side.
    pub one_sided: Vec<OneSided>,
    /// Why the captures, or part of them, can't be judged.
    pub causes: Vec<Remark>,
    /// What else is to be known.
    pub notes: Vec<Remark>,
    /// The verdict.
    pub outcome: Outcome,
}

/// Judges a candidate against a baseline. The captures' samples are taken out of them; the rest
/// stays for the report. `keep` makes what the caller wants of each row, so that findings need not
/// be kept; it gets those of one benchmark at a time.
pub fn judge<T: Send>(
    baseline: &mut Capture,
    candidate: &mut Capture,
    policy: &Policy,
    selection: &Selection,
    keep: impl Fn(KeyText<'_>, &[Finding], &mut Vec<T>) + Sync,
) -> Judgement<T> {
    let mut remarks = Remarks::default();
    remarks.capture(Which::Baseline, baseline, policy);
    remarks.capture(Which::Candidate, candidate, policy);
    remarks.too_varied(baseline, candidate, selection);
    remarks.unit_lines(baseline, baseline);
    remarks.unit_lines(candidate, baseline);
    let [b, c] = [&mut *baseline, &mut *candidate].map(|c| std::mem::take(&mut c.samples));
    let measured = b.results() > 0 && c.results() > 0;
    let mut pairing = Pairing::new(b, c, selection);
    let selected = remarks.nothing_selected(&pairing, measured);
    let units = judged_units(&pairing, policy, baseline, &mut remarks, selected);
    let numbers: Vec<Id> = units.iter().flatten().map(|&(unit, _)| unit).collect();
    if selected {
        remarks.pairing(&pairing, &numbers, policy);
        remarks.shared_files(baseline, candidate);
        remarks.broken_benchmarks(Which::Baseline, baseline, &pairing);
        remarks.broken_benchmarks(Which::Candidate, candidate, &pairing);
    }
    remarks.loosened(&pairing, &numbers, policy);
    remarks.notes.extend(uneven_counts(&pairing));
    // Judging needs neither ns/op nor what else nobody asked for.
    let needed = [BYTES, ALLOCS].into_iter().filter_map(|unit| pairing.printed_unit(unit));
    let kept: Vec<Id> = numbers.iter().copied().chain(needed).collect();
    pairing.keep_units(&kept);
    let (rows, tally) = judge_rows(&pairing, policy, &units, keep);
    remarks.rows(&tally, policy);
    let one_sided = one_sided_rows(&pairing, &units);
    let outcome = match tally.count(Status::Regression) {
        0 if remarks.causes.is_empty() => Outcome::Pass,
        0 => Outcome::CannotJudge,
        _ => Outcome::Fail,
    };
    let Remarks { causes, notes } = remarks;
    Judgement { pairing, rows, tally, one_sided, causes, notes, outcome }
}

/// The number and direction of each rule's unit; `None`, with a remark, where it can't be judged.
fn judged_units(
    pairing: &Pairing,
    policy: &Policy,
    baseline: &Capture,
    remarks: &mut Remarks,
    selected: bool,
) -> Vec<Option<(Id, Direction)>> {
    let mut unit = |name: &str| {
        let Some(number) = pairing.unit(name) else {
            if selected {
                let (unit, units) = (name.to_owned(), Listed::new(pairing.all_units()));
                let left_out = pairing.left_out(name);
                remarks.causes.push(Remark::UnitAbsent { unit, units, left_out });
            }
            return None;
        };
        let direction = direction_of(name, baseline);
        if direction.is_none() {
            remarks.causes.push(Remark::DirectionUnknown { unit: name.to_owned() });
        }
        Some((number, direction?))
    };
    policy.rules.iter().map(|rule| unit(&rule.unit)).collect()
}

/// Benchmarks are judged in lots of this size.
const LOT: usize = 250;

/// Judges every row.
fn judge_rows<T: Send>(
    pairing: &Pairing,
    policy: &Policy,
    units: &[Option<(Id, Direction)>],
    keep: impl Fn(KeyText<'_>, &[Finding], &mut Vec<T>) + Sync,
) -> (Vec<T>, Tally) {
    let benchmarks = pairing.benchmarks();
    let judge_lot = |judge: &mut RowJudge<'_>, lot: Range<usize>| {
        let (mut rows, mut tally) = (Vec::new(), Tally::new(policy));
        let mut findings = Vec::new();
        for &benchmark in &benchmarks[lot] {
            findings.clear();
            judge.judge(benchmark, &mut findings);
            tally.add(&findings);
            keep(pairing.key(benchmark), &findings, &mut rows);
        }
        (rows, tally)
    };
    let (mut rows, mut tally) = (Vec::new(), Tally::new(policy));
    rows.reserve(units.len() * benchmarks.len());
    let judge = || RowJudge::new(policy, pairing, units);
    let take = |lot: (Vec<T>, Tally)| {
        rows.extend(lot.0);
        tally.add_all(&lot.1);
        Ok::<(), Infallible>(())
    };
    let Ok(()) = lots::in_order(benchmarks.len(), LOT, judge, judge_lot, take);
    (rows, tally)
}

/// What the selection leaves on one side only is not listed: both sides have it.
fn one_sided_rows(pairing: &Pairing, units: &[Option<(Id, Direction)>]) -> Vec<OneSided> {
    let mut rows = Vec::new();
    if !pairing.is_selected_of_both() {
        return rows;
    }
    for &benchmark in pairing.benchmarks() {
        for (rule, unit) in units.iter().enumerate() {
            let Some((unit, _)) = *unit else { continue };
            let has = |which| pairing.has_unit(which, benchmark, unit);
            let left_out = |which| {
                pairing.prints_unit(which, benchmark, unit) || pairing.has_dropped(which, benchmark)
            };
            let [b, c] = Which::BOTH;
            for (which, other) in [(b, c), (c, b)] {
                if has(which) && !has(other) && !left_out(other) {
                    rows.push(OneSided { benchmark, rule, which });
                }
            }
        }
    }
    rows
}

impl Remarks {
    fn rows(&mut self, tally: &Tally, policy: &Policy) {
        let needed = stats::samples_needed(policy.alpha, policy.test.tails());
        if tally.blocked > 0 {
            self.causes.push(Remark::TooFewSamples { rows: tally.blocked, needed });
        }
        if tally.powerless > 0 && tally.powerless == tally.rows() {
            self.causes.push(Remark::NoRowCouldFail { needed });
        } else if tally.powerless > 0 {
            let rows = (tally.powerless, tally.rows());
            self.notes.push(Remark::SomeCouldNotFail { rows, needed });
        }
        if tally.iterations_differ > 0 {
            self.causes.push(Remark::IterationsDiffer { rows: tally.iterations_differ });
        }
        if tally.not_a_number > 0 {
            self.causes.push(Remark::NotANumber { rows: tally.not_a_number });
        }
        for (rule, &rows) in policy.rules.iter().zip(&tally.not_exact) {
            if rows > 0 {
                self.notes.push(Remark::NotExact { unit: rule.unit.clone(), rows });
            }
        }
    }
}
