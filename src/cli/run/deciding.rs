//! What might still fail, and what fails: the policy, asked while measuring.

use super::confirmed::{excess, notes};
use super::settings::Settings;
use crate::benchproc::{Capture, Selecting, Selection};
use crate::policy::{Excess, Pattern, Policy, undecided};
use crate::report::Report;
use crate::report::v1::{Remark, Row, Status};
use crate::run::Deciding;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The policy, as far as it is asked while measuring.
pub(super) struct Deciders<'a> {
    policy: &'a Policy,
    /// What is judged, as in the verdict. Names are as they are printed.
    selecting: Selecting<'a>,
    most: usize,
    parallel: &'a [Pattern],
    /// What failed, by how much each time.
    failed: RefCell<BTreeMap<Name, Vec<Excess>>>,
}

/// Package, benchmark and unit of a row.
pub(super) type Name = (String, String, String);

impl<'a> Deciders<'a> {
    pub fn new(
        policy: &'a Policy,
        selecting: Selecting<'a>,
        settings: &'a Settings,
    ) -> Deciders<'a> {
        let (most, parallel) = (settings.most as usize, &*settings.parallel);
        Deciders { policy, selecting, most, parallel, failed: RefCell::default() }
    }

    /// What became of regressions that were measured again.
    pub fn confirmed(&self, report: &Report) -> Vec<Remark> {
        notes(&self.failed.borrow(), report)
    }

    /// The rows that fail, or would, if their rules did not only warn.
    fn failing(&self, sides: [&[u8]; 2]) -> Vec<Row> {
        let [Some(baseline), Some(candidate)] = sides.map(capture) else { return Vec::new() };
        // Expressions were read before anything was measured.
        let Ok(report) = crate::check(baseline, candidate, self.policy, &self.selecting) else {
            return Vec::new();
        };
        let fails = |row: &Row| matches!(row.status, Status::Regression | Status::Warning);
        report.rows.into_iter().filter(fails).collect()
    }

    /// Remembers a failure; says whether there is less of it than there was.
    fn shrinks(&self, row: &Row) -> bool {
        let name = (row.package.to_string(), row.name.to_string(), row.unit.to_string());
        let now = excess(row);
        let mut failed = self.failed.borrow_mut();
        let before = failed.entry(name).or_default();
        let is_less = before.last().is_none_or(|last| now.has_shrunk_from(*last));
        before.push(now);
        is_less
    }
}

impl Deciding for Deciders<'_> {
    fn undecided(&self, sides: [&[u8]; 2]) -> BTreeSet<String> {
        let [Some(baseline), Some(candidate)] = sides.map(capture) else { return BTreeSet::new() };
        let Ok(selection) = Selection::new(&self.selecting) else { return BTreeSet::new() };
        let open = undecided(baseline, candidate, self.policy, &selection, self.most);
        open.into_iter().map(|benchmark| benchmark.name).collect()
    }

    fn to_confirm(&self, sides: [&[u8]; 2]) -> BTreeSet<String> {
        let rows = self.failing(sides);
        let again = rows.iter().filter(|row| self.shrinks(row));
        again.map(|row| row.name.to_string()).collect()
    }

    fn is_parallel(&self, benchmark: &str) -> bool {
        self.parallel.iter().any(|pattern| pattern.matches(benchmark.as_bytes()))
    }

    fn needs_figures(&self, package: &str) -> bool {
        let covers =
            |budget: &crate::policy::Budget| budget.scope.covers_package(package.as_bytes());
        self.policy.budgets.iter().any(covers)
    }
}

/// What was printed, as a capture.
fn capture(bytes: &[u8]) -> Option<Capture> {
    let mut capture = Capture::default();
    capture.read_from("-", bytes).ok()?;
    Some(capture)
}
