//! Baselines that are used again.

use super::captures::Kept;
use super::error::RunError;
use super::measure::Plan;
use super::packages::Package;
use super::parallel::Parallel;
use super::rounds::Rounds;
use super::side::Side;
use super::told::{Captured, Deciding};
use super::tree::Sides;
use std::path::PathBuf;

impl Plan<'_> {
    /// The baseline's capture of another time, if there is one.
    pub(super) fn kept_baseline(
        &self,
        sides: &Sides,
        deciding: &dyn Deciding,
    ) -> Result<Option<Captured>, RunError> {
        let Some(package) = sides.baseline.as_ref().filter(|_| self.caches()) else {
            return Ok(None);
        };
        let parallel = self.parallel(sides, deciding);
        Ok(self.kept(Side::Baseline, self.asked.baseline, package, &parallel)?.read())
    }

    /// A side's capture of another time, under all that it depends on.
    fn kept(
        &self,
        side: Side,
        commit: &str,
        package: &Package,
        parallel: &Parallel,
    ) -> Result<Kept, RunError> {
        let flags = self.asked.flags.identity();
        let prepare = self.asked.prepare[side as usize].unwrap_or_default();
        let identity = &self.toolchain.identity;
        let parallel = parallel.identity();
        let depends = [
            "3",
            commit,
            &package.directory,
            &package.module,
            &flags,
            identity,
            prepare,
            &parallel,
        ];
        Ok(Kept::of(self.cache, &depends))
    }

    /// Keeps captures for the next time. Where that is not possible, they are measured again. A candidate
    /// that is a commit is what others will be compared with. Of a package of which something failed, on
    /// either side, there are not all samples.
    pub(super) fn keep(
        &self,
        sides: &Sides,
        rounds: &Rounds<'_>,
        files: &mut [Option<PathBuf>; 2],
    ) {
        let is_whole = rounds.broken.is_empty()
            && rounds.unsteady.is_empty()
            && rounds.failures.iter().all(Option::is_none);
        if !self.caches() || !is_whole || is_ambiguous(rounds) {
            return;
        }
        let commits = [Some(self.asked.baseline), self.asked.candidate.commit()];
        // As many of each benchmark: the next candidate may need no more of any.
        let least = self.asked.flags.least as usize;
        for side in Side::BOTH {
            let capture =
                rounds.samples[side as usize].first(least, &rounds.settings[side as usize]);
            let (commit, package) = (commits[side as usize], sides.of_side(side));
            if let (Some(commit), Some(package), None) = (commit, package, &files[side as usize])
                && !capture.is_empty()
            {
                let kept = self.kept(side, commit, package, &rounds.parallel);
                files[side as usize] = kept.ok().and_then(|kept| kept.write(&capture).ok());
            }
        }
    }

    /// Whether captures of another time are those of now. Modules outside of the repository have no
    /// commit by which to know them.
    fn caches(&self) -> bool {
        self.asked.flags.caches && !self.has_neighbours
    }

    /// The functions of a package that are measured at the default GOMAXPROCS, too.
    pub(super) fn parallel(&self, sides: &Sides, deciding: &dyn Deciding) -> Parallel {
        if !self.asked.flags.is_thorough {
            return Parallel::default();
        }
        let packages = Side::BOTH.into_iter().filter_map(|side| sides.of_side(side));
        let functions = packages.flat_map(|package| &package.benchmarks);
        Parallel::of(functions, &|name| deciding.is_parallel(name))
    }
}

/// Whether a result of the usual GOMAXPROCS would be taken for one of another by its name.
fn is_ambiguous(rounds: &Rounds<'_>) -> bool {
    let targets = rounds.targets.iter();
    let mut usual = targets.filter(|(_, target)| target.cpu == rounds.flags.cpu);
    usual.any(|(name, _)| rounds.parallel.cpu != rounds.flags.cpu && rounds.parallel.has(name))
}
