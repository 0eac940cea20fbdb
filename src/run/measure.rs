//! Both sides of a change, package by package.

use super::cache::Cache;
use super::error::RunError;
use super::go::{Go, Toolchain};
use super::outcome::{Came, Stop};
use super::packages::files;
use super::pass::Pass;
use super::place::Place;
use super::plan::{Checkout, toolchain};
use super::ready::Ready;
use super::rounds::Tell;
use super::settings::Setting;
use super::side::Side;
use super::time::TimeLimit;
use super::told::{Asked, Deciding, Measured, Progress};
use super::tree::Sides;
use super::unchanged::pair;
use std::cell::OnceCell;

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
    /// Whether modules outside of the repository are part of what is measured.
    pub(super) has_neighbours: bool,
}

impl Plan<'_> {
    /// The directories of the packages, from the repository's root.
    pub fn directories(&self) -> impl Iterator<Item = &str> {
        self.packages.iter().map(|package| &*package.directory)
    }

    /// The GOOS and the GOARCH that is built for.
    pub fn platform(&self) -> [&str; 2] {
        [&self.toolchain.goos, &self.toolchain.goarch]
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
        let ready = match self.ready(&others, deciding, tell) {
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
                Err(_) => {
                    if self.asked.flags.is_thorough {
                        Came::not_in_time(&sides.path).add(sides, &mut measured);
                    }
                    measured.no_time.push(sides.path.clone());
                }
            }
        }
        Ok(measured)
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

    pub(super) fn checked_out_baseline(&self) -> Result<&Go, RunError> {
        if let Some(baseline) = self.baseline.get() {
            return Ok(baseline);
        }
        let checkout = Checkout { asked: self.asked, place: &self.place };
        let go = checkout.side(Side::Baseline)?;
        let version = (!self.asked.flags.own_toolchains).then_some(&*self.toolchain.version);
        Ok(self.baseline.get_or_init(|| go.of_version(version)))
    }

    /// What a capture of a side says of how it was measured.
    pub(super) fn settings(&self, sides: &Sides, side: Side) -> Result<Vec<Setting>, RunError> {
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
