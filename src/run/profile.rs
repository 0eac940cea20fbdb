//! The heap profiles of one side of a benchmark.

use super::binary::{Binary, Call};
use super::error::RunError;
use super::expression::named;
use super::failure::Failure;
use super::groups::stem;
use super::look::found;
use super::parallel::processors;
use super::place::Place;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

/// Recording every allocation takes its time, and a thousand operations tell a whole number of
/// allocations from noise.
const MOST: u64 = 1000;

/// Setup is told from operations by the difference between few and more.
const LEAST: u64 = 3;

/// If nobody knows how long an operation takes.
const UNKNOWN: u64 = 100;

/// A benchmark to profile.
#[derive(Clone, Copy, Debug)]
pub struct ToProfile<'a> {
    /// The import path.
    pub package: &'a str,
    /// As results name it, without `Benchmark`.
    pub name: &'a str,
    /// The iterations at which it was measured; 0 if that is not known.
    pub iterations: u64,
    /// Those of the shorter profile.
    pub few: u64,
}

/// The profiles of one side of a benchmark, with every allocation in them, as Go writes them.
#[derive(Clone, Debug)]
pub struct Profiles {
    /// Of a process in which it ran as few iterations as were asked for; and, if it has a loop over `b.N`, one
    /// before.
    pub few: Vec<u8>,
    /// Of one in which it ran so many as it was measured at; and likewise.
    pub many: Vec<u8>,
    /// What it printed then: bytes and allocations per operation.
    pub memory: [Option<u64>; 2],
}

/// How many operations a benchmark's longer profile has.
pub(super) fn iterations(wanted: &ToProfile<'_>) -> u64 {
    match wanted.iterations {
        0 => UNKNOWN,
        known => known.clamp(LEAST.max(wanted.few + 1), MOST),
    }
}

/// Runs a benchmark twice, each time in a process of its own: what is allocated once is in both profiles.
pub(super) fn profiles(
    binary: &Binary,
    wanted: &ToProfile<'_>,
    place: &Place,
    longest: &dyn Fn() -> Duration,
) -> Result<Result<Profiles, Failure>, RunError> {
    let unknown =
        || Failure::of_words(wanted.package, &format!("{} printed no result", wanted.name));
    let mut failure = unknown();
    for (stem, cpu) in called(wanted.name) {
        let run = |iterations| {
            let call = Call { expression: named([stem]), iterations, cpu };
            profile(binary, &call, place, longest())
        };
        let result = |ran: &Ran| found(&ran.printed).into_iter().find(|f| f.name == wanted.name);
        let few = match run(wanted.few)? {
            Ok(few) if result(&few).is_some() => few,
            Ok(_) => continue,
            Err(failed) => {
                failure = failed;
                break;
            }
        };
        let many = match run(iterations(wanted))? {
            Ok(many) => many,
            Err(failed) => return Ok(Err(failed)),
        };
        let Some(result) = result(&many) else { return Ok(Err(unknown())) };
        let (few, many) = (few.profile, many.profile);
        return Ok(Ok(Profiles { few, many, memory: result.memory }));
    }
    Ok(Err(failure))
}

/// How a benchmark may be called: names without a suffix, and the GOMAXPROCS that the suffix says. What looks
/// like one may be a part of the name, unless it is the default that benchmarks are also measured at; but a
/// capture may be of another machine.
fn called(name: &str) -> Vec<(&str, u32)> {
    let of_processors = |processors: u32| {
        let stem = stem(name, processors);
        (stem.len() < name.len()).then_some((stem, processors))
    };
    let elsewhere = || name.rsplit_once('-').and_then(|(_, number)| number.parse().ok());
    let here = of_processors(processors());
    let other = elsewhere().filter(|number| (1..=MOST_PROCESSORS).contains(number));
    let other = other.and_then(of_processors).filter(|other| Some(*other) != here);
    here.into_iter().chain([(name, 1)]).chain(other).collect()
}

/// More than any machine has.
const MOST_PROCESSORS: u32 = 4096;

/// What one process made.
struct Ran {
    profile: Vec<u8>,
    printed: Vec<u8>,
}

/// A profile is no larger.
const LARGEST: u64 = 256 << 20;

fn profile(
    binary: &Binary,
    call: &Call,
    place: &Place,
    deadline: Duration,
) -> Result<Result<Ran, Failure>, RunError> {
    let directory = place.profile()?;
    let file = directory.path().join("profile.pb.gz");
    let printed = match binary.profile(call, &file, deadline)? {
        Ok(printed) => printed,
        Err(failure) => return Ok(Err(failure)),
    };
    // Code under test wrote it, or did not.
    let why = |error| format!("{} wrote no profile: {error}", call.expression);
    let read = written(&file).map_err(|error| Failure::of_words(&binary.package, &why(error)));
    Ok(read.map(|profile| Ran { profile, printed }))
}

/// A regular file of a bounded size.
fn written(file: &Path) -> io::Result<Vec<u8>> {
    if !fs::symlink_metadata(file)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut profile = Vec::new();
    fs::File::open(file)?.take(LARGEST + 1).read_to_end(&mut profile)?;
    match profile.len() as u64 {
        0..=LARGEST => Ok(profile),
        _ => Err(io::ErrorKind::FileTooLarge.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_may_be_a_gomaxprocs_of_here_or_of_elsewhere_or_none() {
        assert_eq!(called("Encode"), [("Encode", 1)]);
        assert_eq!(called("Encode/size-0"), [("Encode/size-0", 1)]);
        assert_eq!(called("Encode-3999"), [("Encode-3999", 1), ("Encode", 3999)]);
        let here = format!("Encode-{}", processors());
        let first = *called(&here).first().unwrap();
        assert_eq!(first, ("Encode", processors()));
    }
}
