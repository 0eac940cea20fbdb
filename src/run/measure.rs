//! Both sides of a change, package by package.

use super::binary::Binary;
use super::building::{Built, Job, all};
use super::cache::Cache;
use super::captures::Kept;
use super::differing::differing;
use super::disk::differing_on_disk;
use super::error::RunError;
use super::expected::expects_results;
use super::go::{Go, Toolchain};
use super::outcome::{Came, Stop};
use super::packages::{Package, files, is_below};
use super::place::Place;
use super::plan::{Checkout, toolchain};
use super::rounds::{Rounds, Tell};
use super::samples::Samples;
use super::settings::Setting;
use super::side::Side;
use super::time::TimeLimit;
use super::told::{Asked, Captured, Deciding, Measured, Progress};
use super::tree::Sides;
use super::unchanged::{pair, unchanged};
use crate::host::Git;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::PathBuf;

/// Two sides, of which the candidate is checked out, and the packages to measure. Nothing of it stays but
/// captures, in the cache.
pub struct Plan<'a> {
    pub(super) asked: Asked<'a>,
    pub(super) cache: &'a Cache,
    pub(super) place: Place,
    pub(super) packages: Vec<Sides>,
    pub(super) candidate: Go,
    /// The candidate's.
    pub(super) toolchain: Toolchain,
    /// Checked out when it is needed.
    pub(super) baseline: OnceCell<Go>,
    /// The paths that differ, when they are needed.
    pub(super) differing: OnceCell<Vec<String>>,
}

/// A package that is about to run.
struct Ready<'a> {
    sides: &'a Sides,
    known: Option<Captured>,
    built: [Option<Built>; 2],
    number: usize,
}

impl Plan<'_> {
    /// The directories of the packages, from the repository's root.
    pub fn directories(&self) -> impl Iterator<Item = &str> {
        self.packages.iter().map(|package| &*package.directory)
    }

    /// The versions of Go that build the sides, the baseline's first.
    ///
    /// # Errors
    ///
    /// Go can't be asked.
    pub fn toolchains(&self) -> Result<[String; 2], RunError> {
        let candidate = self.toolchain.version.clone();
        if !self.asked.flags.own_toolchains {
            return Ok([candidate.clone(), candidate]);
        }
        let go = self.checked_out_baseline()?;
        let baseline = toolchain(go, &files(go.root())?, self.asked.limit.left())?;
        Ok([baseline.version, candidate])
    }

    /// What would run: each package by its import path, with the names of its benchmarks; and whether it
    /// would not, since nothing can differ.
    ///
    /// # Errors
    ///
    /// As for [`Plan::measure`].
    pub fn listed(&self, deciding: &dyn Deciding) -> Result<Vec<Listed<'_>>, RunError> {
        let unchanged = self.unchanged(deciding)?;
        let listed = self.packages.iter().map(|sides| {
            let is_identical = unchanged.contains(&*sides.directory);
            let benchmarks = sides.benchmarks().into_iter().collect();
            Listed { package: &sides.path, benchmarks, is_identical }
        });
        Ok(listed.collect())
    }

    /// Measures the packages. When the time is over, it ends with what it has.
    ///
    /// # Errors
    ///
    /// The baseline can't be checked out or asked about; this process is asked to end.
    pub fn measure(&self, deciding: &dyn Deciding, tell: Tell<'_>) -> Result<Measured, RunError> {
        let packages = self.packages.len();
        let mut measured = Measured { packages, ..Measured::default() };
        let unchanged = self.unchanged(deciding)?;
        let (same, others): (Vec<&Sides>, Vec<&Sides>) =
            self.packages.iter().partition(|sides| unchanged.contains(&*sides.directory));
        for sides in same {
            measured.identical.push(sides.path.clone());
            let figures = self.kept_figures(sides, deciding)?;
            let settings = self.settings(sides, Side::Candidate)?;
            measured.pairs.push(pair(sides, figures, &settings));
        }
        let ready = match self.ready(&others, tell) {
            Ok(ready) => ready,
            Err(Stop::Error(error)) => return Err(error),
            Err(_) => {
                measured.no_time.extend(others.iter().map(|sides| sides.path.clone()));
                return Ok(measured);
            }
        };
        let of = ready.len();
        for ready in ready {
            let sides = ready.sides;
            match self.package(ready, of, deciding, &mut measured.untrimmed, tell) {
                Ok(came) => came.add(sides, &mut measured),
                Err(Stop::Error(error)) => return Err(error),
                Err(_) => measured.no_time.push(sides.path.clone()),
            }
        }
        Ok(measured)
    }

    /// The directories of packages for which nothing can differ.
    fn unchanged(&self, deciding: &dyn Deciding) -> Result<BTreeSet<&str>, RunError> {
        // One that was not needed to know the packages is none that was asked for with them.
        let Some(baseline) = self.baseline.get().filter(|_| !self.asked.flags.runs_identical)
        else {
            return Ok(BTreeSet::new());
        };
        let sides = [baseline, &self.candidate];
        let is_written = |path: &&String| self.asked.written.iter().any(|own| is_below(path, own));
        let differing: Vec<&str> =
            self.differing()?.iter().filter(|path| !is_written(path)).map(|path| &**path).collect();
        let all = unchanged(&self.packages, sides, &differing, &self.asked)?;
        let has_figures = |sides: &&Sides| {
            let is_needed = deciding.needs_figures(&sides.path);
            !is_needed || self.kept_baseline(sides).is_ok_and(|kept| kept.is_some())
        };
        let unchanged = self.packages.iter().filter(|sides| all.contains(&sides.directory));
        Ok(unchanged.filter(has_figures).map(|sides| &*sides.directory).collect())
    }

    /// The figures of a package that is not run, if they are needed.
    fn kept_figures(
        &self,
        sides: &Sides,
        deciding: &dyn Deciding,
    ) -> Result<Option<Captured>, RunError> {
        if deciding.needs_figures(&sides.path) { self.kept_baseline(sides) } else { Ok(None) }
    }

    fn kept_baseline(&self, sides: &Sides) -> Result<Option<Captured>, RunError> {
        match sides.baseline.as_ref().filter(|_| self.asked.flags.caches) {
            Some(package) => Ok(self.kept(self.asked.baseline, package)?.read()),
            None => Ok(None),
        }
    }

    /// Builds what will run: all candidates, and the baselines that were not measured before.
    fn ready<'a>(&'a self, packages: &[&'a Sides], tell: Tell<'_>) -> Result<Vec<Ready<'a>>, Stop> {
        let mut ready = Vec::new();
        for (index, &sides) in packages.iter().enumerate() {
            let known = self.kept_baseline(sides)?;
            ready.push(Ready { sides, known, built: [None, None], number: index + 1 });
        }
        if self.asked.limit.left().is_zero() {
            return Err(Stop::NoTime);
        }
        tell(&Progress::Building { packages: packages.len() });
        let is_wanted = |ready: &Ready<'_>, side| side == Side::Candidate || ready.known.is_none();
        let mut wanted: Vec<(usize, Side)> = Vec::new();
        for (index, ready) in ready.iter().enumerate() {
            let sides = Side::BOTH.into_iter().filter(|&side| is_wanted(ready, side));
            wanted.extend(
                sides.filter(|&side| ready.sides.of_side(side).is_some()).map(|side| (index, side)),
            );
        }
        let job = |&(index, side): &(usize, Side)| self.job(ready[index].sides, index + 1, side);
        let jobs = wanted.iter().map(job).collect::<Result<Vec<_>, RunError>>()?;
        let jobs: Vec<Job<'_>> = jobs.into_iter().flatten().collect();
        let built = all(&jobs, &|| self.asked.limit.left())?;
        for ((index, side), built) in wanted.into_iter().zip(built) {
            ready[index].built[side as usize] = Some(built);
        }
        Ok(ready)
    }

    fn job<'a>(
        &'a self,
        sides: &'a Sides,
        number: usize,
        side: Side,
    ) -> Result<Option<Job<'a>>, RunError> {
        let Some(package) = sides.of_side(side) else { return Ok(None) };
        let go = match side {
            Side::Baseline => self.checked_out_baseline()?,
            Side::Candidate => &self.candidate,
        };
        Ok(Some(Job { go, package, out: self.out(number, side)?, link: None }))
    }

    /// Where a test binary goes. Its path, which the program sees, is as long on both sides.
    fn out(&self, number: usize, side: Side) -> Result<PathBuf, RunError> {
        let letter = if side == Side::Baseline { 'b' } else { 'c' };
        Ok(self.place.binaries()?.join(format!("{number}{letter}.test")))
    }

    /// Both sides of a package.
    fn package(
        &self,
        ready: Ready<'_>,
        of: usize,
        deciding: &dyn Deciding,
        untrimmed: &mut Vec<String>,
        tell: Tell<'_>,
    ) -> Result<Came, Stop> {
        if self.asked.limit.left().is_zero() {
            return Err(Stop::NoTime);
        }
        let Ready { sides, known, built, number } = ready;
        let is_kept = known.is_some();
        tell(&Progress::Package { package: &sides.path, number, of, is_kept });
        let share = TimeLimit::new(self.asked.limit.share(of - number));
        let pass = Pass { plan: self, sides, number, share: &share, deciding };
        match pass.measure(built, known, true, tell) {
            Err(Stop::Untrimmed) => {
                let built = self.untrimmed(sides, number, &share)?;
                let came = pass.measure(built, None, false, tell)?;
                if came.sides.iter().flatten().all(|captured| !captured.has_failed) {
                    untrimmed.push(sides.path.clone());
                }
                Ok(came)
            }
            came => came,
        }
    }

    /// Builds both sides at the same path, which is in the binaries.
    fn untrimmed(
        &self,
        sides: &Sides,
        number: usize,
        share: &TimeLimit,
    ) -> Result<[Option<Built>; 2], Stop> {
        let mut built = [None, None];
        for side in Side::BOTH {
            let Some(job) = self.job(sides, number, side)? else { continue };
            let link = self.place.stand_in(job.go.root());
            let failed = |error| RunError::Cache { path: link.at.clone(), error };
            link.set().map_err(failed)?;
            let go = job.go.moved(&link.at);
            let job = Job { go: &go, link: Some(link.clone()), ..job };
            built[side as usize] = Some(job.build(share.left())?);
        }
        Ok(built)
    }

    /// A side's capture of another time, under all that it depends on.
    fn kept(&self, commit: &str, package: &Package) -> Result<Kept, RunError> {
        let flags = self.asked.flags.identity();
        let prepare = self.asked.prepare[Side::Baseline as usize].unwrap_or_default();
        let identity = &self.toolchain.identity;
        let depends = ["2", commit, &package.directory, &package.module, &flags, identity, prepare];
        Ok(Kept::of(self.cache, &depends))
    }

    fn checked_out_baseline(&self) -> Result<&Go, RunError> {
        if let Some(baseline) = self.baseline.get() {
            return Ok(baseline);
        }
        let checkout = Checkout { asked: self.asked, place: &self.place };
        let go = checkout.side(Side::Baseline)?;
        let version = (!self.asked.flags.own_toolchains).then_some(&*self.toolchain.version);
        Ok(self.baseline.get_or_init(|| go.of_version(version)))
    }

    /// What a capture of a side says of how it was measured.
    fn settings(&self, sides: &Sides, side: Side) -> Result<Vec<Setting>, RunError> {
        let mut settings = self.toolchain.settings.clone();
        if let Some(package) = sides
            .of_side(side)
            .filter(|_| side == Side::Baseline && self.asked.flags.own_toolchains)
        {
            let go = self.checked_out_baseline()?;
            settings = go.toolchain(&package.module, self.asked.limit.left())?.settings;
        }
        settings.push(Setting::new("benchtime", &self.asked.flags.benchtime.to_string()));
        Ok(settings)
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

/// A package as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<'a> {
    /// Its import path.
    pub package: &'a str,
    /// The functions of its benchmarks, of either side, without `Benchmark`.
    pub benchmarks: Vec<&'a str>,
    /// Whether it would not run, since its test binaries are the same.
    pub is_identical: bool,
}

/// One try at a package.
struct Pass<'a> {
    plan: &'a Plan<'a>,
    sides: &'a Sides,
    number: usize,
    share: &'a TimeLimit,
    deciding: &'a dyn Deciding,
}

impl Pass<'_> {
    fn measure(
        &self,
        built: [Option<Built>; 2],
        known: Option<Captured>,
        trims: bool,
        tell: Tell<'_>,
    ) -> Result<Came, Stop> {
        let Pass { plan, sides, share, deciding, .. } = *self;
        let mut rounds = Rounds {
            package: &sides.path,
            directory: &sides.directory,
            flags: plan.asked.flags,
            limit: share,
            deciding,
            settings: [
                plan.settings(sides, Side::Baseline)?,
                plan.settings(sides, Side::Candidate)?,
            ],
            parallel: self.parallel(),
            is_candidate_first: self.number.is_multiple_of(2),
            trims,
            binaries: [None, None],
            is_kept: known.is_some(),
            samples: Default::default(),
            failures: [None, None],
            broken: BTreeSet::new(),
            baseline: &|| self.late_baseline(),
            rounds: 0,
        };
        for (side, built) in Side::BOTH.into_iter().zip(built) {
            self.take(&mut rounds, side, built, tell);
        }
        if let Some(known) = &known {
            rounds.samples[Side::Baseline as usize] =
                Samples::kept(&known.bytes, plan.asked.flags.cpu, &rounds.parallel);
        }
        rounds.measure(tell)?;
        let mut files = [known.and_then(|known| known.file), None];
        self.keep(&rounds, &mut files);
        if rounds.confirm(tell)? {
            files = [None, None];
        }
        let mut came = Came::of(&rounds, files);
        came.lacks_results = came.sides[1].is_none() && self.expects_results()?;
        let ran = rounds.samples[Side::Candidate as usize].benchmarks();
        let counts = || ran.values().map(|ran| ran.samples);
        let samples = (counts().min().unwrap_or_default(), counts().max().unwrap_or_default());
        tell(&Progress::Done { benchmarks: ran.len(), samples });
        Ok(came)
    }

    fn take(&self, rounds: &mut Rounds<'_>, side: Side, built: Option<Built>, tell: Tell<'_>) {
        match built {
            Some(Built::Binary(binary)) => rounds.binaries[side as usize] = Some(binary),
            Some(Built::Failed(failure)) => {
                let (package, is_baseline) = (&*self.sides.path, side == Side::Baseline);
                tell(&Progress::Failed { package, is_baseline, why: failure.why.clone() });
                rounds.failures[side as usize] = Some(failure);
            }
            Some(Built::NoTests) | None => {}
        }
    }

    /// The functions that are measured at the default GOMAXPROCS, too.
    fn parallel(&self) -> (BTreeSet<String>, u32) {
        if !self.plan.asked.flags.is_thorough {
            return (BTreeSet::new(), 1);
        }
        let functions = Side::BOTH.into_iter().filter_map(|side| self.sides.of_side(side));
        let functions = functions.flat_map(|package| &package.benchmarks);
        let is_parallel = |name: &str| self.deciding.is_parallel(&self.sides.directory, name);
        let parallel = functions.filter(|f| f.is_parallel || is_parallel(&f.name));
        (parallel.map(|function| function.name.clone()).collect(), processors())
    }

    /// The baseline's binary, if it was not needed until now.
    fn late_baseline(&self) -> Result<Option<Binary>, Stop> {
        let Some(job) = self.plan.job(self.sides, self.number, Side::Baseline)? else {
            return Ok(None);
        };
        match job.build(self.share.left())? {
            Built::Binary(binary) => Ok(Some(binary)),
            Built::NoTests | Built::Failed(_) => Ok(None),
        }
    }

    /// Keeps captures for the next time. Where that is not possible, they are measured again. A candidate
    /// that is a commit is what others will be compared with.
    fn keep(&self, rounds: &Rounds<'_>, files: &mut [Option<PathBuf>; 2]) {
        if !self.plan.asked.flags.caches {
            return;
        }
        let commits = [Some(self.plan.asked.baseline), self.plan.asked.candidate.commit()];
        for (side, capture) in Side::BOTH.into_iter().zip(rounds.captures()) {
            if rounds.failures[side as usize].is_some() || capture.is_empty() {
                continue;
            }
            let (commit, package) = (commits[side as usize], self.sides.of_side(side));
            if let (Some(commit), Some(package), None) = (commit, package, &files[side as usize]) {
                let kept = self.plan.kept(commit, package);
                files[side as usize] = kept.ok().and_then(|kept| kept.write(&capture).ok());
            }
        }
    }

    /// Whether a candidate that passes should have printed something. Benchmarks may be built under tags
    /// only, or be called otherwise than asked for.
    fn expects_results(&self) -> Result<bool, Stop> {
        let Some(package) = &self.sides.candidate else { return Ok(false) };
        let Plan { candidate, asked, .. } = self.plan;
        Ok(expects_results(candidate, package, asked.flags, self.share.left())?)
    }
}

/// The default GOMAXPROCS.
fn processors() -> u32 {
    let set = std::env::var("GOMAXPROCS").ok().and_then(|value| value.parse().ok());
    let own = || std::thread::available_parallelism().map_or(1, NonZero::get).try_into().ok();
    set.filter(|&processors| processors > 0).or_else(own).unwrap_or(1)
}
