//! Counts of findings.

use super::row::{Finding, Reason, STATUSES, Status};
use super::rule::Policy;
use super::waiver::WaiverUse;
use crate::compare::Shift;
use std::collections::BTreeMap;

/// How many rows had which outcome.
#[derive(Clone, Debug)]
pub struct Tally {
    statuses: [usize; STATUSES],
    /// Rows that a regression of which would fail.
    pub(super) judged: usize,
    /// Those of them that could not have failed, by their smaller sample's size and, as the number
    /// of a rule, by what they would have needed.
    pub(super) powerless: BTreeMap<(usize, usize, usize), usize>,
    /// Those of them that are past their threshold.
    pub(super) blocked: usize,
    not_established: usize,
    pub(super) iterations_differ: usize,
    pub(super) not_a_number: usize,
    /// For each rule, rows that vary though they were to be exact.
    pub(super) not_exact: Vec<usize>,
    /// For each waiver, the rows that it names, and those that it lets pass or would have to.
    pub(super) waivers: Vec<[usize; 2]>,
}

impl Tally {
    pub(super) fn new(policy: &Policy) -> Tally {
        Tally {
            statuses: [0; STATUSES],
            judged: 0,
            powerless: BTreeMap::new(),
            blocked: 0,
            not_established: 0,
            iterations_differ: 0,
            not_a_number: 0,
            not_exact: vec![0; policy.rules.len()],
            waivers: vec![[0; 2]; policy.waivers.len()],
        }
    }

    /// How many rows have a status.
    pub fn count(&self, status: Status) -> usize {
        self.statuses[status as usize]
    }

    /// How many rows are worse by more than is allowed, which their samples don't establish.
    pub fn not_established(&self) -> usize {
        self.not_established
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.statuses.iter().sum()
    }

    pub(super) fn add(&mut self, findings: &[Finding], policy: &Policy) {
        for finding in findings {
            let comparison = &finding.comparison;
            let is_judged = finding.is_judged(policy);
            self.statuses[finding.status as usize] += 1;
            self.judged += usize::from(is_judged);
            if finding.is_powerless(policy) {
                let n = comparison.baseline.n.min(comparison.candidate.n);
                *self.powerless.entry((n, finding.rule, finding.family)).or_default() += 1;
                self.blocked += usize::from(finding.blocks);
            }
            let worse = comparison.shift == Shift::Worse && finding.status == Status::Unchanged;
            let unsure = worse && finding.reason == Reason::NotSignificant;
            self.not_established += usize::from(unsure);
            let blocks = |reason| usize::from(finding.blocks && finding.reason == reason);
            self.iterations_differ += blocks(Reason::IterationsDiffer);
            self.not_a_number += blocks(Reason::NotANumber);
            self.not_exact[finding.rule] += usize::from(comparison.varies);
            if let Some(waiver) = finding.waiver {
                self.waive(waiver, matches!(finding.status, Status::Waived | Status::Regression));
            }
        }
    }

    /// Counts what a waiver names.
    pub(super) fn waive(&mut self, waiver: WaiverUse, is_needed: bool) {
        let [named, needed] = &mut self.waivers[waiver.waiver];
        *named += 1;
        *needed += usize::from(is_needed);
    }

    /// How many rows could not have failed.
    pub(super) fn powerless(&self) -> usize {
        self.powerless.values().sum()
    }

    pub(super) fn add_all(&mut self, other: &Tally) {
        add(&mut self.statuses, &other.statuses);
        add(&mut self.not_exact, &other.not_exact);
        add(self.waivers.as_flattened_mut(), other.waivers.as_flattened());
        for (&kind, n) in &other.powerless {
            *self.powerless.entry(kind).or_default() += n;
        }
        self.judged += other.judged;
        self.blocked += other.blocked;
        self.not_established += other.not_established;
        self.iterations_differ += other.iterations_differ;
        self.not_a_number += other.not_a_number;
    }
}

fn add(to: &mut [usize], other: &[usize]) {
    to.iter_mut().zip(other).for_each(|(a, b)| *a += b);
}
