//! Counts of findings.

use super::row::{Finding, Reason, Status};
use super::rule::Policy;
use crate::compare::{Shift, Significance};

/// How many rows had which outcome.
#[derive(Clone, Debug)]
pub struct Tally {
    statuses: [usize; 5],
    /// Rows that could not have failed.
    pub(super) powerless: usize,
    /// Those of them that are past their threshold.
    pub(super) blocked: usize,
    not_established: usize,
    pub(super) iterations_differ: usize,
    pub(super) not_a_number: usize,
    /// For each rule, rows that vary though they were to be exact.
    pub(super) not_exact: Vec<usize>,
}

impl Tally {
    pub(super) fn new(policy: &Policy) -> Tally {
        Tally {
            statuses: [0; 5],
            powerless: 0,
            blocked: 0,
            not_established: 0,
            iterations_differ: 0,
            not_a_number: 0,
            not_exact: vec![0; policy.rules.len()],
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

    pub(super) fn add(&mut self, findings: &[Finding]) {
        for finding in findings {
            let powerless = finding.comparison.evidence.significance == Significance::Unattainable;
            self.statuses[finding.status as usize] += 1;
            self.powerless += usize::from(powerless);
            self.blocked += usize::from(powerless && finding.blocks);
            let worse = finding.comparison.shift == Shift::Worse;
            let unsure = worse && finding.reason == Reason::NotSignificant;
            self.not_established += usize::from(unsure);
            self.iterations_differ += usize::from(finding.reason == Reason::IterationsDiffer);
            self.not_a_number += usize::from(finding.reason == Reason::NotANumber);
            self.not_exact[finding.rule] += usize::from(finding.comparison.varies);
        }
    }

    pub(super) fn add_all(&mut self, other: &Tally) {
        for (a, b) in self.statuses.iter_mut().zip(other.statuses) {
            *a += b;
        }
        for (a, b) in self.not_exact.iter_mut().zip(&other.not_exact) {
            *a += b;
        }
        self.powerless += other.powerless;
        self.blocked += other.blocked;
        self.not_established += other.not_established;
        self.iterations_differ += other.iterations_differ;
        self.not_a_number += other.not_a_number;
    }
}
