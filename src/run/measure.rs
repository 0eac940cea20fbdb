//! Both sides of a change, package by package.

use super::affected::affected;
use super::cache::Cache;
use super::captures::{Kept, forget_old};
use super::error::RunError;
use super::go::{Go, Toolchain};
use super::packages::{Package, files, modules, packages};
use super::place::Place;
use super::relevant::is_of_module;
use super::time::TimeLimit;
use super::told::{Asked, Captured, Measured, Pair, Progress};
use crate::host::{Git, HostError, Output};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// Measures the packages that a change reaches. When the time is over, it ends with what it has.
/// Nothing of it stays but captures of the baseline, in the cache.
///
/// # Errors
///
/// The commits can't be checked out or asked about; Go is missing; this process is asked to end.
pub fn measure(
    asked: &Asked<'_>,
    cache: &Cache,
    tell: &mut dyn FnMut(&Progress<'_>),
) -> Result<Measured, RunError> {
    forget_old(cache);
    let place = Place::claim(cache, asked.repository)?;
    let left = || asked.limit.left();
    let go = Go::at(place.check_out("candidate", asked.candidate, left())?);
    let files = files(go.root())?;
    let Some(module) = modules(&files).into_iter().min_by_key(String::len) else {
        return Ok(Measured::default());
    };
    let toolchain = go.toolchain(&module, left())?;
    let packages = affected(&go, &packages(&files, &toolchain), asked.changed, &left)?;
    let run = Run {
        asked,
        cache,
        place: &place,
        with_tests: with_tests(asked, &packages)?,
        candidate: go,
        toolchain,
        baseline: OnceCell::new(),
    };
    run.all(&packages, tell)
}

/// The directories of packages that have tests in the baseline.
fn with_tests(asked: &Asked<'_>, packages: &[Package]) -> Result<BTreeSet<String>, RunError> {
    let directories: BTreeSet<&str> = packages.iter().map(|p| &*p.directory).collect();
    let of = |path: &str| path.rsplit_once('/').map_or("", |(directory, _)| directory).to_owned();
    let is_test = |path: &str| path.ends_with("_test.go") && directories.contains(&*of(path));
    let tests = Git::at(asked.repository).files(asked.baseline, "", &is_test)?;
    Ok(tests.iter().map(|(path, _)| of(path)).collect())
}

struct Run<'a> {
    asked: &'a Asked<'a>,
    cache: &'a Cache,
    place: &'a Place,
    with_tests: BTreeSet<String>,
    candidate: Go,
    /// The candidate's.
    toolchain: Toolchain,
    /// Checked out when it is needed.
    baseline: OnceCell<(Go, Toolchain)>,
}

/// What came of one side.
enum Side {
    Capture { bytes: Vec<u8>, failed: bool },
    NoTime,
}

impl Run<'_> {
    fn all(
        &self,
        packages: &[Package],
        tell: &mut dyn FnMut(&Progress<'_>),
    ) -> Result<Measured, RunError> {
        let mut measured = Measured::default();
        for (i, package) in packages.iter().enumerate() {
            let after = packages.len() - i - 1;
            match self.package(package, i, after, tell) {
                Ok(Outcome::Pair(pair)) => measured.pairs.push(pair),
                Ok(Outcome::NoBenchmark) => {}
                Ok(Outcome::NoTime) => measured.no_time.push(package.path.clone()),
                Ok(Outcome::BrokenBaseline) => measured.broken_baselines.push(package.path.clone()),
                // What is there already is worth more than what the time did not suffice for.
                Err(error) if error.is_deadline() => measured.no_time.push(package.path.clone()),
                Err(error) => return Err(error),
            }
        }
        Ok(measured)
    }

    /// Both sides of a package, each first by turns.
    fn package(
        &self,
        package: &Package,
        index: usize,
        after: usize,
        tell: &mut dyn FnMut(&Progress<'_>),
    ) -> Result<Outcome, RunError> {
        if self.asked.limit.left().is_zero() {
            return Ok(Outcome::NoTime);
        }
        let has_baseline = self.with_tests.contains(&package.directory);
        let keep = |is_baseline| self.kept(package, is_baseline);
        let cached = if has_baseline { keep(true)?.read() } else { None };
        tell(&Progress::Package {
            package: &package.path,
            number: index + 1,
            of: index + 1 + after,
            is_kept: cached.is_some(),
        });
        let share = TimeLimit::new(self.asked.limit.share(after));
        let first = index.is_multiple_of(2);
        let (mut baseline, mut candidate) = (cached, Captured::default());
        let mut is_broken = false;
        for is_baseline in [first, !first] {
            if is_baseline && (baseline.is_some() || !has_baseline) {
                continue;
            }
            let (bytes, failed) = match self.side(package, is_baseline, &share, tell)? {
                Side::Capture { bytes, failed } => (bytes, failed),
                Side::NoTime => return Ok(Outcome::NoTime),
            };
            if is_baseline && failed {
                return Ok(Outcome::BrokenBaseline);
            }
            // The candidate that is pushed is what the next one is compared with.
            let file = if failed { None } else { keep(is_baseline)?.write(&bytes).ok() };
            let captured = Captured { bytes, file };
            if is_baseline {
                baseline = Some(captured);
            } else {
                (candidate, is_broken) = (captured, failed);
            }
        }
        // They may be built under tags only, or be called otherwise than asked for.
        let is_empty = !baseline.iter().chain([&candidate]).any(Captured::has_results);
        if is_empty && !is_broken {
            return Ok(Outcome::NoBenchmark);
        }
        Ok(Outcome::Pair(Pair { package: package.path.clone(), baseline, candidate }))
    }

    fn side(
        &self,
        package: &Package,
        is_baseline: bool,
        share: &TimeLimit,
        tell: &mut dyn FnMut(&Progress<'_>),
    ) -> Result<Side, RunError> {
        let go = if is_baseline { &self.baseline()?.0 } else { &self.candidate };
        let deadline = share.left();
        let ran = go.test(&package.module, &package.pattern(), self.asked.flags, deadline);
        let failed = |why| Progress::Failed { package: &package.path, is_baseline, why };
        match ran {
            Ok(Output { stdout, stderr, status }) => {
                if !status.success() {
                    tell(&failed(last_lines(&stderr, &stdout)));
                }
                Ok(Side::Capture { bytes: stdout, failed: !status.success() })
            }
            Err(HostError::Deadline { .. }) => Ok(Side::NoTime),
            Err(error @ HostError::TooMuchOutput { .. }) => {
                tell(&failed(error.to_string()));
                Ok(Side::Capture { bytes: Vec::new(), failed: true })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// A side's capture, under all that it depends on.
    fn kept(&self, package: &Package, is_baseline: bool) -> Result<Kept, RunError> {
        // The same toolchain measures both sides, unless the change says which.
        let may_differ = self.asked.changed.iter().any(|path| is_of_module(path));
        let (commit, toolchain) = match is_baseline {
            true if may_differ => (self.asked.baseline, &self.baseline()?.1),
            true => (self.asked.baseline, &self.toolchain),
            false => (self.asked.candidate, &self.toolchain),
        };
        let flags = self.asked.flags.arguments().join("\n");
        let depends: [&str; 6] =
            ["1", commit, &package.directory, &package.module, &flags, &toolchain.identity];
        Ok(Kept::of(self.cache, &depends))
    }

    fn baseline(&self) -> Result<&(Go, Toolchain), RunError> {
        if let Some(baseline) = self.baseline.get() {
            return Ok(baseline);
        }
        let left = || self.asked.limit.left();
        let go = Go::at(self.place.check_out("baseline", self.asked.baseline, left())?);
        let module = modules(&files(go.root())?).into_iter().min_by_key(String::len);
        let toolchain = go.toolchain(&module.unwrap_or_default(), left())?;
        Ok(self.baseline.get_or_init(|| (go, toolchain)))
    }
}

/// What came of a package.
enum Outcome {
    Pair(Pair),
    NoBenchmark,
    NoTime,
    BrokenBaseline,
}

/// So many lines of a failure are told.
const LAST_LINES: usize = 8;

/// Of a failed build, Go tells on standard error; of a failed benchmark, on standard output.
fn last_lines(stderr: &[u8], stdout: &[u8]) -> String {
    let said = if stderr.trim_ascii().is_empty() { stdout } else { stderr };
    let said = String::from_utf8_lossy(said);
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(LAST_LINES)..].join("\n")
}
