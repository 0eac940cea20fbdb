//! Which packages are left out, since nothing can differ.

use super::differing::differing;
use super::disk::differing_on_disk;
use super::error::RunError;
use super::go::Go;
use super::links::with_aliases;
use super::measure::Plan;
use super::told::{Asked, Captured, Deciding};
use super::tree::Sides;
use super::unchanged::unchanged;
use crate::host::Git;
use std::collections::BTreeSet;

impl Plan<'_> {
    /// The directories of packages for which nothing can differ.
    pub(super) fn unchanged(&self, deciding: &dyn Deciding) -> Result<BTreeSet<&str>, RunError> {
        // One that was not needed to know the packages is none that was asked for with them.
        let Some(baseline) = self.baseline.get().filter(|_| !self.asked.flags.runs_identical)
        else {
            return Ok(BTreeSet::new());
        };
        let sides = [baseline, &self.candidate];
        let is_written = |path: &&String| self.asked.written.contains(path);
        let differing: Vec<String> =
            self.differing()?.iter().filter(|path| !is_written(path)).cloned().collect();
        let directories = self.packages.iter().map(|sides| sides.directory.clone()).collect();
        // What is reached through links is of the packages that have these.
        let aliases = |go: &Go| with_aliases(go.root(), &directories, &differing);
        let all = [aliases(baseline), aliases(&self.candidate)].concat();
        let differing: Vec<&str> = all.iter().map(|path| &**path).collect();
        let all = unchanged(&self.packages, sides, &differing, &self.asked)?;
        let has_figures = |sides: &&Sides| {
            let is_needed = deciding.needs_figures(&sides.path);
            !is_needed || self.kept_baseline(sides, deciding).is_ok_and(|kept| kept.is_some())
        };
        let unchanged = self.packages.iter().filter(|sides| all.contains(&sides.directory));
        Ok(unchanged.filter(has_figures).map(|sides| &*sides.directory).collect())
    }

    /// The figures of a package that is not run, if they are needed.
    pub(super) fn kept_figures(
        &self,
        sides: &Sides,
        deciding: &dyn Deciding,
    ) -> Result<Option<Captured>, RunError> {
        if deciding.needs_figures(&sides.path) {
            self.kept_baseline(sides, deciding)
        } else {
            Ok(None)
        }
    }

    /// The paths that differ between both sides, as they are on disk if a command has made some of them.
    fn differing(&self) -> Result<&[String], RunError> {
        if let Some(differing) = self.differing.get() {
            return Ok(differing);
        }
        let Asked { repository, baseline, candidate, prepare, .. } = self.asked;
        let differing = if prepare.iter().any(Option::is_some) {
            let (one, other) = (self.checked_out_baseline()?.root(), self.candidate.root());
            let failed = |error| RunError::Cache { path: one.to_owned(), error };
            differing_on_disk(one, other).map_err(failed)?
        } else {
            differing(&Git::at(repository), baseline, candidate)?
        };
        Ok(self.differing.get_or_init(|| differing))
    }
}
