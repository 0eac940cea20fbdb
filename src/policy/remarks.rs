//! What is said about a comparison as a whole, as it is gathered.

use super::budget::{BudgetFinding, BudgetStatus};
use super::not_run::Agreed;
use super::remark::Remark;
use super::rule::{Origin, Policy};
use super::tally::Tally;
use crate::benchproc::{Capture, KeyText, Pairing, Selection, Which};
use crate::stats;
use std::collections::HashSet;

/// Remarks that keep the captures from being judged, and others.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub causes: Vec<Remark>,
    /// Causes that the policy lets pass.
    pub tolerated: Vec<Remark>,
    pub notes: Vec<Remark>,
    /// Packages that were not run.
    pub not_run: Agreed,
}

impl Remarks {
    /// Adds a cause; one that the policy lets pass if it is tolerated.
    pub fn cause(&mut self, remark: Remark, tolerated: bool) {
        if tolerated { &mut self.tolerated } else { &mut self.causes }.push(remark);
    }

    /// What is to be said of the rows as a whole.
    pub fn rows(&mut self, tally: &Tally, policy: &Policy) {
        let powerless = tally.powerless();
        let tolerated = policy.tolerated.too_few_samples;
        let needed = needed(tally, policy);
        if tally.blocked > 0 {
            self.cause(Remark::TooFewSamples { rows: tally.blocked, needed }, tolerated);
        }
        if powerless > 0 && powerless == tally.judged {
            self.cause(Remark::NoRowCouldFail { needed }, tolerated);
        } else if powerless > 0 {
            let sizes = tally.powerless.keys().map(|&(n, ..)| n);
            let n = (sizes.clone().min().unwrap_or(0), sizes.max().unwrap_or(0));
            let rows = (powerless, tally.judged);
            self.notes.push(Remark::SomeCouldNotFail { rows, n, needed });
        }
        if tally.judged == 0 && tally.rows() > 0 {
            self.notes.push(Remark::NoRowIsToFail { rows: tally.rows() });
        }
        if tally.iterations_differ > 0 {
            self.causes.push(Remark::IterationsDiffer { rows: tally.iterations_differ });
        }
        if tally.not_a_number > 0 {
            self.causes.push(Remark::NotANumber { rows: tally.not_a_number });
        }
        for unit in policy.units() {
            let of_unit = policy.rules.iter().zip(&tally.not_exact).filter(|(r, _)| r.unit == unit);
            let rows: usize = of_unit.map(|(_, rows)| rows).sum();
            if rows > 0 {
                self.notes.push(Remark::NotExact { unit: unit.to_owned(), rows });
            }
        }
    }

    /// Rules that are about nothing that was measured: a pattern that is misspelt never matches.
    pub fn rules(&mut self, pairing: &Pairing, policy: &Policy, selection: &Selection) {
        let mut told: Option<&Origin> = None;
        for rule in &policy.rules {
            let Origin::File { path, line } = &rule.origin else { continue };
            let unit = pairing.printed_unit(&rule.unit);
            let has = |which, b| unit.is_some_and(|unit| pairing.prints_unit(which, b, unit));
            let has_unit = |b| Which::BOTH.into_iter().any(|which| has(which, b));
            let covers =
                |&b: &u32| rule.scope.covers(&pairing.key(b)) && (!rule.names_unit || has_unit(b));
            // The rules of a table follow one another.
            // Of what was not run, nobody knows what there is.
            let is_known = self.not_run.within(&rule.scope).is_none();
            let is_new = selection.is_open() && is_known && told != Some(&rule.origin);
            if is_new && !pairing.benchmarks().iter().any(covers) {
                let (path, line) = (path.to_string(), *line);
                self.notes.push(Remark::RuleMatchesNothing { path, line });
            }
            told = Some(&rule.origin);
        }
    }

    /// Budgets that could not be looked at.
    pub fn budgets(
        &mut self,
        findings: &[BudgetFinding],
        pairing: &Pairing,
        policy: &Policy,
        selection: &Selection,
        is_alone: bool,
    ) {
        for finding in findings {
            let (benchmark, budget) = (finding.benchmark, &policy.budgets[finding.budget]);
            let unit = budget.unit.clone();
            match finding.status {
                BudgetStatus::UnitAbsent => {
                    let remark = Remark::BudgetUnitAbsent { benchmark, unit };
                    self.cause(remark, policy.tolerated.missing);
                }
                BudgetStatus::NotANumber => {
                    self.causes.push(Remark::BudgetNotANumber { benchmark, unit });
                }
                _ => {}
            }
        }
        if is_alone && findings.is_empty() {
            self.causes.push(Remark::NoBudgetApplies { budgets: policy.budgets.len() });
        }
        if selection.is_open() {
            self.unmeasured_budgets(findings, pairing, policy);
        }
    }

    /// Budgets of benchmarks that the candidate has no results of, though it has of their package.
    fn unmeasured_budgets(
        &mut self,
        findings: &[BudgetFinding],
        pairing: &Pairing,
        policy: &Policy,
    ) {
        let candidate = || {
            let has = |&&b: &&u32| pairing.has(Which::Candidate, b);
            pairing.benchmarks().iter().filter(has).map(|&b| pairing.key(b))
        };
        let seen: HashSet<usize> = findings.iter().map(|finding| finding.budget).collect();
        for (i, budget) in policy.budgets.iter().enumerate() {
            let is_measured = seen.contains(&i) || candidate().any(|key| budget.covers(&key));
            let has_package = || {
                let is_of = |key: &KeyText<'_>| {
                    budget.scope.covers_package(key.package())
                        && budget.is_expected(key.goos(), key.goarch())
                };
                candidate().any(|key| is_of(&key))
            };
            // Without a word, a change could move a benchmark away from the baseline's budget.
            let is_dropped = || policy.has_change() && !budget.is_of_both(policy);
            let not_run = self.not_run.explaining(&budget.scope);
            let is_there = || has_package() || not_run.is_some();
            if !is_measured && (!budget.is_directive || is_there() || is_dropped()) {
                let Origin::File { path, line } = &budget.origin else { continue };
                let (_, benchmark) = budget.scope.texts();
                self.notes.push(Remark::BudgetNotMeasured {
                    path: path.to_string(),
                    line: *line,
                    package: budget.scope.package.clone(),
                    name: benchmark.unwrap_or("*").to_owned(),
                    unit: budget.unit.clone(),
                    not_run,
                });
            }
        }
    }

    /// Waivers that let nothing pass. Where not all rows are there, some may be about others.
    pub fn waivers(&mut self, tally: &Tally, policy: &Policy, are_all_there: bool) {
        for (waiver, &[named, needed]) in policy.waivers.iter().zip(&tally.waivers) {
            let Origin::File { path, line } = &waiver.origin else { continue };
            let (path, line) = (path.to_string(), *line);
            let (_, name) = waiver.scope.texts();
            let (name, unit) = (name.unwrap_or("*").to_owned(), waiver.unit.clone());
            let is_known = self.not_run.within(&waiver.scope).is_none();
            if named == 0 && are_all_there && is_known {
                self.notes.push(Remark::WaiverMatchesNothing { path, line, name, unit });
            } else if named > 0 && needed == 0 {
                let expired = waiver.is_expired(policy.today).then_some(waiver.expires);
                self.notes.push(Remark::WaiverNotNeeded { path, line, name, unit, expired });
            }
        }
    }

    /// Lets pass what the policy does of what can't be judged for want of results.
    pub fn tolerate(&mut self, has_results: [bool; 2], candidate: &Capture, policy: &Policy) {
        let is_of = |remark: &Remark, side: Which| match remark {
            Remark::NoResults { which, .. } => *which == side,
            Remark::Unreadable { which, missing, .. } => *which == side && *missing,
            _ => false,
        };
        let is_empty = |r: &Remark| matches!(r, Remark::NoResults { empty: true, .. });
        let tolerated = policy.tolerated;
        // A baseline that can't be run is none, if what is incomplete may pass.
        let is_broken = |r: &Remark| matches!(r, Remark::Ended { which: Which::Baseline, .. });
        let no_baseline = |remark: &Remark| {
            let is_silent = matches!(remark, Remark::NoResults { .. });
            tolerated.no_baseline || is_silent && self.tolerated.iter().any(is_broken)
        };
        let lets_pass = |remark: &Remark| match has_results {
            [false, true] => is_of(remark, Which::Baseline) && no_baseline(remark),
            [false, false] => {
                let is_gone = matches!(remark, Remark::Unreadable { .. });
                let is_silent = Which::BOTH.iter().any(|&side| is_of(remark, side));
                let ran = candidate.passed > 0 && !is_empty(remark);
                tolerated.nothing_to_measure
                    && ran
                    && is_silent
                    && (!is_gone || tolerated.no_baseline)
            }
            _ => false,
        };
        let (pass, stay) = std::mem::take(&mut self.causes).into_iter().partition(lets_pass);
        self.tolerated.extend::<Vec<Remark>>(pass);
        self.causes = stay;
    }
}

/// The samples a side that all rows would have needed; none where no number would do.
fn needed(tally: &Tally, policy: &Policy) -> Option<usize> {
    let of = |&(_, rule, family): &(usize, usize, usize)| {
        let rule = &policy.rules[rule];
        stats::samples_needed(rule.alpha / family as f64, rule.tails())
    };
    tally.powerless.keys().map(of).try_fold(0, |most, needed| Some(most.max(needed?)))
}
