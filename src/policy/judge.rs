//! From two captures to a verdict.

use super::budget::{BudgetFinding, BudgetJudge, BudgetStatus};
use super::family::Families;
use super::files::direction_of;
use super::listed::Listed;
use super::one_sided::{OneSided, one_sided_rows};
use super::remark::Remark;
use super::remarks::Remarks;
use super::row::{Finding, JudgedUnit, RowJudge, Status};
use super::rule::{Correction, Level, Policy, Rule, Whose};
use super::scope::Scope;
use super::tally::Tally;
use super::uneven::uneven_counts;
use crate::benchproc::{Capture, Id, KeyText, Pairing, Selection, Which};
use crate::benchunit::{ALLOCS, BYTES, Direction};
use crate::lots;
use std::convert::Infallible;
use std::ops::Range;

/// The verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Judged, and nothing regressed.
    Pass,
    /// Something regressed, is over its budget or is missing, whatever else could not be judged.
    Fail,
    /// Nothing regressed as far as could be judged, which is not far enough.
    CannotJudge,
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
    /// Rows that only one side has, in the same order; none where nothing is selected of a side, nor
    /// of a package whose run failed on the other.
    pub one_sided: Vec<OneSided>,
    /// What became of budgets, in the same order.
    pub budgets: Vec<BudgetFinding>,
    /// Why the captures, or part of them, can't be judged.
    pub causes: Vec<Remark>,
    /// What can't be judged either, but passes by the policy.
    pub tolerated: Vec<Remark>,
    /// What else is to be known.
    pub notes: Vec<Remark>,
    /// The verdict.
    pub outcome: Outcome,
}

/// Judges a candidate against a baseline; a baseline without any file is none, and budgets alone are
/// judged. The captures' samples are taken out of them; the rest stays for the report. `keep` makes
/// what the caller wants of each row, so that findings need not be kept; it gets those of one
/// benchmark at a time.
pub fn judge<T: Send>(
    baseline: &mut Capture,
    candidate: &mut Capture,
    policy: &Policy,
    selection: &Selection,
    keep: impl Fn(KeyText<'_>, &[Finding], &mut Vec<T>) + Sync,
) -> Judgement<T> {
    let mut remarks = Remarks::default();
    let is_alone = baseline.files.is_empty();
    remarks.captures(baseline, candidate, policy, selection);
    let [b, c] = [&mut *baseline, &mut *candidate].map(|c| std::mem::take(&mut c.samples));
    let has_results = [b.results() > 0, c.results() > 0];
    let mut pairing = Pairing::new(b, c, selection);
    // A side without results may have lost those of the other, unless what was not run is all.
    let measured = if remarks.not_run.is_empty() {
        has_results == [true; 2]
    } else {
        has_results != [false; 2]
    };
    let selected = remarks.nothing_selected(&pairing, measured);
    let units = judged_units(&pairing, policy, baseline, &mut remarks, selected);
    let numbers: Vec<Id> = units.iter().map(|unit| unit.id).collect();
    if selected {
        remarks.pairing(&pairing, &units, policy);
        remarks.shared_files(baseline, candidate);
        remarks.broken_benchmarks(Which::Baseline, baseline, &pairing);
        remarks.broken_benchmarks(Which::Candidate, candidate, &pairing);
    }
    remarks.loosened(&pairing, &numbers, policy);
    remarks.notes.extend(uneven_counts(&pairing));
    keep_units(&mut pairing, policy, &numbers);
    let (rows, mut tally) = judge_rows(&pairing, policy, &units, keep);
    remarks.rows(&tally, policy);
    remarks.rules(&pairing, policy, selection);
    let mut one_sided =
        if is_alone { Vec::new() } else { one_sided_rows(&pairing, policy, &units) };
    one_sided.iter().filter_map(|row| row.waiver).for_each(|used| tally.waive(used, true));
    remarks.retain_unexplained(&mut one_sided, &pairing);
    remarks.budget_directions(baseline, candidate, policy);
    let direction = |unit: &str| direction_of(unit, baseline);
    let budgets = judge_budgets(&pairing, policy, direction, &mut tally);
    remarks.budgets(&budgets, &pairing, policy, selection, is_alone);
    remarks.waivers(&tally, policy, selection.is_open() && !is_alone);
    remarks.tolerate(has_results, candidate, policy);
    // A capture that was cut, or can't be read, may lack rows for that.
    let is_sound = !remarks.causes.iter().any(Remark::explains_missing);
    let failed = tally.count(Status::Regression) > 0
        || budgets.iter().any(|b| b.status.is_over())
        || is_sound && one_sided.iter().any(|row| row.level == Level::Fail);
    let outcome = match remarks.causes.is_empty() {
        _ if failed => Outcome::Fail,
        true => Outcome::Pass,
        false => Outcome::CannotJudge,
    };
    let Remarks { causes, tolerated, notes, .. } = remarks;
    Judgement { pairing, rows, tally, one_sided, budgets, causes, tolerated, notes, outcome }
}

/// Judging needs neither ns/op nor what else nobody asked for.
fn keep_units(pairing: &mut Pairing, policy: &Policy, judged: &[Id]) {
    let budgets = policy.budgets.iter().map(|budget| &*budget.unit);
    let needed = [BYTES, ALLOCS].into_iter().chain(budgets);
    let needed: Vec<Id> = needed.filter_map(|unit| pairing.printed_unit(unit)).collect();
    pairing.keep_units(&[judged, &needed].concat());
}

/// The judged units; without those, with a remark, that can't be judged.
pub(super) fn judged_units(
    pairing: &Pairing,
    policy: &Policy,
    baseline: &Capture,
    remarks: &mut Remarks,
    selected: bool,
) -> Vec<JudgedUnit> {
    let unit = |name: &str| {
        let Some(id) = pairing.unit(name) else {
            // A rule for part of the benchmarks may be about none of these.
            let is_general = |rule: &Rule| rule.unit == name && rule.scope == Scope::default();
            if selected && policy.rules.iter().any(is_general) {
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
        let chains = [Whose::Judge, Whose::Change].map(|whose| policy.chain(name, whose));
        Some(JudgedUnit { name: name.to_owned(), id, direction: direction?, chains })
    };
    policy.units().into_iter().filter_map(unit).collect()
}

fn judge_budgets(
    pairing: &Pairing,
    policy: &Policy,
    direction: impl Fn(&str) -> Option<Direction>,
    tally: &mut Tally,
) -> Vec<BudgetFinding> {
    let mut findings = Vec::new();
    if policy.budgets.is_empty() {
        return findings;
    }
    let mut judge = BudgetJudge::new(policy, pairing, direction);
    pairing.benchmarks().iter().for_each(|&benchmark| judge.judge(benchmark, &mut findings));
    for finding in &findings {
        if let Some(waiver) = finding.waiver {
            tally.waive(waiver, finding.status != BudgetStatus::Met);
        }
    }
    findings
}

/// Benchmarks are judged in lots of this size.
const LOT: usize = 250;

/// Judges every row.
fn judge_rows<T: Send>(
    pairing: &Pairing,
    policy: &Policy,
    units: &[JudgedUnit],
    keep: impl Fn(KeyText<'_>, &[Finding], &mut Vec<T>) + Sync,
) -> (Vec<T>, Tally) {
    let benchmarks = pairing.benchmarks();
    let families = families(pairing, policy, units);
    let judge_lot = |judge: &mut RowJudge<'_>, lot: Range<usize>| {
        let (mut rows, mut tally) = (Vec::new(), Tally::new(policy));
        let mut findings = Vec::new();
        for &benchmark in &benchmarks[lot] {
            findings.clear();
            judge.judge(benchmark, &mut findings);
            tally.add(&findings, policy);
            keep(pairing.key(benchmark), &findings, &mut rows);
        }
        (rows, tally)
    };
    let (mut rows, mut tally) = (Vec::new(), Tally::new(policy));
    rows.reserve(units.len() * benchmarks.len());
    let judge = || RowJudge::new(policy, pairing, units, &families);
    let take = |lot: (Vec<T>, Tally)| {
        rows.extend(lot.0);
        tally.add_all(&lot.1);
        Ok::<(), Infallible>(())
    };
    let Ok(()) = lots::in_order(benchmarks.len(), LOT, judge, judge_lot, take);
    (rows, tally)
}

/// The families of rows that share an alpha. Who is in them is known before any row is judged.
fn families(pairing: &Pairing, policy: &Policy, units: &[JudgedUnit]) -> Families {
    if policy.rules.iter().all(|rule| rule.correction == Correction::None) {
        return Families::default();
    }
    let (benchmarks, none) = (pairing.benchmarks(), Families::default());
    let judge = || RowJudge::new(policy, pairing, units, &none);
    let members = |judge: &mut RowJudge<'_>, lot: Range<usize>| {
        let mut members = Vec::new();
        benchmarks[lot].iter().for_each(|&benchmark| judge.members(benchmark, &mut members));
        members
    };
    Families::new(lots::collect(benchmarks.len(), LOT, judge, members).concat())
}
