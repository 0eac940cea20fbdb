//! Both sides of a change, package by package.

use super::affected::{affected, removed};
use super::cache::Cache;
use super::captures::{Kept, forget_old};
use super::error::RunError;
use super::expected::expects_results;
use super::failure::last_lines;
use super::go::{Go, Toolchain};
use super::outcome::{Before, Came, Ran, Stop};
use super::packages::{Package, files, modules};
use super::place::Place;
use super::relevant::is_of_module;
use super::side::Side;
use super::time::TimeLimit;
use super::told::{Asked, Candidate, Captured, Measured, Progress};
use super::tree::{Sides, Tree};
use crate::gosource::Files;
use crate::host::{Git, HostError, Output};
use std::cell::OnceCell;
use std::time::Duration;

/// Two commits, of which the candidate is checked out, and the packages to measure. Nothing of it stays but
/// captures, in the cache.
pub struct Plan<'a> {
    asked: Asked<'a>,
    cache: &'a Cache,
    place: Place,
    packages: Vec<Sides>,
    candidate: Go,
    /// The candidate's.
    toolchain: Toolchain,
    /// Checked out when it is needed.
    baseline: OnceCell<(Go, Toolchain)>,
}

/// Finds the packages that a change reaches: those of the candidate that have benchmarks, and those that
/// have none any more.
///
/// # Errors
///
/// The candidate can't be checked out or asked about; Go is missing; the time is over; this process is
/// asked to end.
pub fn prepare<'a>(asked: Asked<'a>, cache: &'a Cache) -> Result<Plan<'a>, RunError> {
    forget_old(cache);
    let sides = [asked.baseline, asked.candidate].map(Candidate::Commit);
    let place = Place::claim(cache, asked.repository, &sides)?;
    let left = || asked.limit.left();
    let go = Go::at(place.check_out(Side::Candidate, asked.candidate, left())?);
    let files = files(go.root())?;
    let toolchain = toolchain(&go, &files, left())?;
    let after = Tree::of_checkout(files, &toolchain);
    let before = Tree::of_commit(&Git::at(asked.repository), asked.baseline, &toolchain)?;
    let mut packages = affected(&go, &after.packages(), asked.changed, &left)?;
    packages.extend(removed(&before, &after, asked.changed));
    let packages = packages.iter().map(|package| Sides::of(package, &before, &after)).collect();
    let baseline = OnceCell::new();
    Ok(Plan { asked, cache, place, packages, candidate: go, toolchain, baseline })
}

/// The toolchain of a checkout's outermost module.
fn toolchain(go: &Go, files: &Files, deadline: Duration) -> Result<Toolchain, HostError> {
    let module = modules(files).into_iter().min_by_key(String::len);
    go.toolchain(&module.unwrap_or_default(), deadline)
}

/// What is told while it goes on.
type Tell<'a> = &'a mut dyn FnMut(&Progress<'_>);

impl Plan<'_> {
    /// The directories of the packages, from the repository's root.
    pub fn directories(&self) -> impl Iterator<Item = &str> {
        self.packages.iter().map(|package| &*package.directory)
    }

    /// Measures the packages. When the time is over, it ends with what it has.
    ///
    /// # Errors
    ///
    /// The baseline can't be checked out or asked about; this process is asked to end.
    pub fn measure(&self, tell: Tell<'_>) -> Result<Measured, RunError> {
        let mut measured = Measured::default();
        for (index, sides) in self.packages.iter().enumerate() {
            match self.package(index, sides, tell) {
                Ok(came) => came.add(sides, &mut measured),
                Err(Stop::NoTime) => measured.no_time.push(sides.path.clone()),
                Err(Stop::Error(error)) => return Err(error),
            }
        }
        Ok(measured)
    }

    /// Both sides of a package, each first by turns.
    fn package(&self, index: usize, sides: &Sides, tell: Tell<'_>) -> Result<Came, Stop> {
        if self.asked.limit.left().is_zero() {
            return Err(Stop::NoTime);
        }
        let known = match &sides.baseline {
            Some(package) => self.kept(Side::Baseline, package)?.read(),
            None => None,
        };
        let (number, of) = (index + 1, self.packages.len());
        tell(&Progress::Package { package: &sides.path, number, of, is_kept: known.is_some() });
        let share = TimeLimit::new(self.asked.limit.share(of - number));
        let (baseline, candidate) = if index.is_multiple_of(2) {
            let baseline = self.baseline(sides, known, &share, tell)?;
            (baseline, self.candidate(sides, &share, tell)?)
        } else {
            let candidate = self.candidate(sides, &share, tell)?;
            (self.baseline(sides, known, &share, tell)?, candidate)
        };
        let lacks_results = candidate.is_none() && self.expects_results(sides, &share)?;
        Ok(Came { baseline, candidate, lacks_results })
    }

    /// Whether a candidate that passes should have printed something. Benchmarks may be built under tags
    /// only, or be called otherwise than asked for.
    fn expects_results(&self, sides: &Sides, share: &TimeLimit) -> Result<bool, Stop> {
        let Some(package) = &sides.candidate else { return Ok(false) };
        Ok(expects_results(&self.candidate, package, self.asked.flags, share.left())?)
    }

    /// The baseline's capture, if benchmarks printed anything: it is run unless that is known already.
    fn baseline(
        &self,
        sides: &Sides,
        known: Option<Captured>,
        share: &TimeLimit,
        tell: Tell<'_>,
    ) -> Result<Before, Stop> {
        let captured = match (&sides.baseline, known) {
            (None, _) => return Ok(Before::Nothing),
            (Some(_), Some(known)) => known,
            (Some(package), None) => {
                let go = &self.checked_out_baseline()?.0;
                let ran = self.run(go, Side::Baseline, package, share, tell)?;
                if !ran.passed {
                    return Ok(Before::Broken);
                }
                self.keep(Side::Baseline, package, ran.bytes)?
            }
        };
        Ok(if captured.has_results() { Before::Capture(captured) } else { Before::Nothing })
    }

    /// The candidate's capture, if benchmarks printed anything, or it failed.
    fn candidate(
        &self,
        sides: &Sides,
        share: &TimeLimit,
        tell: Tell<'_>,
    ) -> Result<Option<Captured>, Stop> {
        let Some(package) = &sides.candidate else { return Ok(None) };
        let ran = self.run(&self.candidate, Side::Candidate, package, share, tell)?;
        if !ran.passed {
            return Ok(Some(Captured { bytes: ran.bytes, file: None }));
        }
        // The candidate that is pushed is what the next one is compared with.
        let captured = self.keep(Side::Candidate, package, ran.bytes)?;
        Ok(Some(captured).filter(Captured::has_results))
    }

    fn run(
        &self,
        go: &Go,
        side: Side,
        package: &Package,
        share: &TimeLimit,
        tell: Tell<'_>,
    ) -> Result<Ran, Stop> {
        let pattern = package.pattern();
        let ran = go.test(&package.module, &pattern, self.asked.flags, share.left());
        let is_baseline = side == Side::Baseline;
        let failed = |why| Progress::Failed { package: &package.path, is_baseline, why };
        match ran {
            Ok(Output { stdout, stderr, status }) => {
                if !status.success() {
                    tell(&failed(last_lines(&stderr, &stdout)));
                }
                Ok(Ran { bytes: stdout, passed: status.success() })
            }
            Err(error @ HostError::TooMuchOutput { .. }) => {
                tell(&failed(error.to_string()));
                Ok(Ran { bytes: Vec::new(), passed: false })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps a capture for the next time. Where that is not possible, it is measured again.
    fn keep(&self, side: Side, package: &Package, bytes: Vec<u8>) -> Result<Captured, RunError> {
        let file = self.kept(side, package)?.write(&bytes).ok();
        Ok(Captured { bytes, file })
    }

    /// A side's capture, under all that it depends on.
    fn kept(&self, side: Side, package: &Package) -> Result<Kept, RunError> {
        // The same toolchain measures both sides, unless the change says which.
        let may_differ = self.asked.changed.iter().any(|path| is_of_module(path));
        let (commit, toolchain) = match side {
            Side::Baseline if may_differ => (self.asked.baseline, &self.checked_out_baseline()?.1),
            Side::Baseline => (self.asked.baseline, &self.toolchain),
            Side::Candidate => (self.asked.candidate, &self.toolchain),
        };
        let flags = self.asked.flags.arguments().join("\n");
        let depends: [&str; 6] =
            ["1", commit, &package.directory, &package.module, &flags, &toolchain.identity];
        Ok(Kept::of(self.cache, &depends))
    }

    fn checked_out_baseline(&self) -> Result<&(Go, Toolchain), RunError> {
        if let Some(baseline) = self.baseline.get() {
            return Ok(baseline);
        }
        let left = || self.asked.limit.left();
        let go = Go::at(self.place.check_out(Side::Baseline, self.asked.baseline, left())?);
        let toolchain = toolchain(&go, &files(go.root())?, left())?;
        Ok(self.baseline.get_or_init(|| (go, toolchain)))
    }
}
