//! The source of a side, and what Go's compiler says of it.

use super::error::RunError;
use super::go::Go;
use super::measure::Plan;
use super::packages::{Package, directory_of, files, modules};
use super::patterns::resolved;
use super::side::Side;
use crate::gosource::{Files, local_modules};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path};
use std::time::Duration;

/// What the compiler may say: about as much as the source that it is told to speak of.
const MOST_PRINTED: usize = 256 << 20;

/// No file that people write is larger.
const LARGEST_FILE: u64 = 16 << 20;

/// A module of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its path, below which import paths are.
    pub path: String,
    /// Its directory, from the root, which is `""`.
    pub directory: String,
    /// Whether it is another's by itself, and stands for the one of this path where that is imported.
    pub is_replacement: bool,
}

/// What the compiler says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Noted {
    /// It was asked.
    Said(Vec<u8>),
    /// The side has no such package.
    Nothing,
    /// The package doesn't compile so: the last line of why.
    Failed(String),
}

impl Plan<'_> {
    /// The modules of a side, and the directories of it that stand for some.
    ///
    /// # Errors
    ///
    /// The side can't be checked out or read.
    pub fn modules(&self, side: Side) -> Result<Vec<Module>, RunError> {
        let files = files(self.side(side)?.root())?;
        let own = modules(&files).into_iter().filter_map(|directory| {
            let path = files.import_path(&directory)?;
            Some(Module { path, directory, is_replacement: false })
        });
        Ok(own.chain(replacements(&files)).collect())
    }

    /// Where the source of packages that need its path seems to be while they run, and while they are
    /// built.
    pub fn stand_in(&self) -> std::path::PathBuf {
        self.place.stand_in(Path::new("")).at
    }

    /// A file of a side by its path from the root; none if there is no such file in it.
    pub fn file(&self, side: Side, path: &str) -> Option<Vec<u8>> {
        let root = self.side(side).ok()?.root();
        let is_name = |part: Component<'_>| matches!(part, Component::Normal(_));
        let file = Some(root.join(path)).filter(|_| Path::new(path).components().all(is_name))?;
        // A link may lead anywhere.
        let is_within = file.canonicalize().ok()?.starts_with(root.canonicalize().ok()?);
        let file = is_within.then(|| File::open(file).ok()).flatten()?;
        let mut bytes = Vec::new();
        file.metadata().ok().filter(std::fs::Metadata::is_file)?;
        file.take(LARGEST_FILE).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// What the compiler says of packages, which are named by their import paths, as they are compiled for
    /// the tests of one. Paths in it
    /// begin with import paths.
    ///
    /// # Errors
    ///
    /// The side can't be checked out; Go can't be started, or takes too long.
    pub fn notes(
        &self,
        side: Side,
        package: &str,
        of: &BTreeSet<String>,
        deadline: Duration,
    ) -> Result<Noted, RunError> {
        let sides = self.packages.iter().find(|sides| sides.path == package);
        let Some(package) = sides.and_then(|sides| sides.of_side(side)) else {
            return Ok(Noted::Nothing);
        };
        notes(self.side(side)?, package, of, deadline)
    }

    /// Go in a side.
    pub(super) fn side(&self, side: Side) -> Result<&Go, RunError> {
        match side {
            Side::Baseline => self.checked_out_baseline(),
            Side::Candidate => Ok(&self.candidate),
        }
    }
}

/// The directories of a checkout that replace modules.
fn replacements(files: &Files) -> impl Iterator<Item = Module> {
    let is_module = |path: &str| matches!(path.rsplit('/').next(), Some("go.mod" | "go.work"));
    let naming = files.iter().filter(move |(path, _)| is_module(path));
    naming.flat_map(|(file, bytes)| {
        local_modules(bytes).into_iter().filter_map(move |module| {
            let path = module.replaces?;
            let directory = resolved(directory_of(file), &module.path)?;
            Some(Module { path, directory, is_replacement: true })
        })
    })
}

/// Compiles without linking. What was compiled before, and said, is said again.
fn notes(
    go: &Go,
    package: &Package,
    of: &BTreeSet<String>,
    deadline: Duration,
) -> Result<Noted, RunError> {
    let flags = ["-test", "-deps", "-export", "-trimpath", "-buildvcs=false", "-f="];
    let says = of.iter().flat_map(|path| [path.clone(), format!("{path}_test")]);
    let says = says.map(|path| format!("-gcflags={path}=-m=2"));
    let asked = go.command(&package.module, "list").arguments(flags).arguments(says);
    let asked = asked.arguments(["--", &*package.pattern()]);
    let output = asked.attempt(deadline, MOST_PRINTED)?;
    let last = || String::from_utf8_lossy(&output.stderr).lines().last().map(str::to_owned);
    Ok(match output.status.success() {
        true => Noted::Said(output.stderr),
        false => Noted::Failed(last().unwrap_or_else(|| output.status.to_string())),
    })
}
