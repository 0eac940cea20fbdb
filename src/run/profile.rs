//! The heap profiles of one side of a benchmark.

use super::binary::{Binary, Call};
use super::error::RunError;
use super::expression::named;
use super::failure::Failure;
use super::groups::stem;
use super::look::found;
use super::parallel::processors;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Recording every allocation takes its time, and a thousand operations tell a whole number of
/// allocations from noise.
const MOST: u64 = 1000;

/// Setup is told from operations by the difference between one and more.
const LEAST: u64 = 2;

/// A benchmark to profile.
#[derive(Clone, Copy, Debug)]
pub struct ToProfile<'a> {
    /// The import path.
    pub package: &'a str,
    /// As results name it, without `Benchmark`.
    pub name: &'a str,
    /// The iterations at which it was measured.
    pub iterations: u64,
}

/// The profiles of one side of a benchmark, with every allocation in them, as Go writes them.
#[derive(Clone, Debug)]
pub struct Profiles {
    /// Of a process in which it ran once.
    pub once: Vec<u8>,
    /// Of one in which it ran so often as is asked for; and, if it has a loop over `b.N`, once before.
    pub many: Vec<u8>,
    /// What it printed then: bytes and allocations per operation.
    pub memory: [Option<u64>; 2],
}

/// How many operations a benchmark's longer profile has.
pub(super) fn iterations(wanted: &ToProfile<'_>) -> u64 {
    wanted.iterations.clamp(LEAST, MOST)
}

/// Runs a benchmark twice, each time in a process of its own: what is allocated once is in both profiles.
pub(super) fn profiles(
    binary: &Binary,
    wanted: &ToProfile<'_>,
    directory: &Path,
    deadline: Duration,
) -> Result<Result<Profiles, Failure>, RunError> {
    let (stem, cpu) = called(wanted.name);
    let expression = named([stem]);
    let run = |iterations| {
        let call = Call { expression: expression.clone(), iterations, cpu };
        profile(binary, &call, directory, deadline)
    };
    let (once, many) = match (run(1)?, run(iterations(wanted))?) {
        (Ok(once), Ok(many)) => (once, many),
        (Err(failure), _) | (_, Err(failure)) => return Ok(Err(failure)),
    };
    let result = found(&many.printed).into_iter().find(|found| found.name == wanted.name);
    let Some(result) = result else {
        let why = format!("{} printed no result", wanted.name);
        return Ok(Err(Failure::of_words(wanted.package, &why)));
    };
    Ok(Ok(Profiles { once: once.profile, many: many.profile, memory: result.memory }))
}

/// A name without its suffix, and the GOMAXPROCS that the suffix says. What looks like one may be a part
/// of the name, unless it is the default that benchmarks are also measured at.
fn called(name: &str) -> (&str, u32) {
    let processors = processors();
    match stem(name, processors) {
        stem if stem.len() < name.len() => (stem, processors),
        _ => (name, 1),
    }
}

/// What one process made.
struct Ran {
    profile: Vec<u8>,
    printed: Vec<u8>,
}

fn profile(
    binary: &Binary,
    call: &Call,
    directory: &Path,
    deadline: Duration,
) -> Result<Result<Ran, Failure>, RunError> {
    let file = directory.join("profile.pb.gz");
    let printed = match binary.profile(call, &file, deadline)? {
        Ok(printed) => printed,
        Err(failure) => return Ok(Err(failure)),
    };
    let profile = fs::read(&file).and_then(|profile| fs::remove_file(&file).map(|()| profile));
    let failed = |error| RunError::Cache { path: file, error };
    Ok(Ok(Ran { profile: profile.map_err(failed)?, printed }))
}
