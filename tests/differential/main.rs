//! Holds `allocgate benchstat` against benchstat itself on cases made by chance: the same standard
//! output, standard error and exit code.
//!
//! `ALLOCGATE_DIFFERENTIAL=20000 ALLOCGATE_SEED=7 cargo test --release --test differential` runs as
//! many cases as one likes. A case on which the programs disagree is made smaller, shown, and written
//! to `target/differential`, from where it can be moved to `testdata/benchstat`.
#![cfg(feature = "cli")]
#![allow(clippy::print_stderr, clippy::unwrap_used, clippy::expect_used)]

mod case;
mod exclusion;
mod generate;
mod golden;
mod run;
mod shrink;
#[path = "../support/mod.rs"]
mod support;
mod tally;

use case::Case;
use exclusion::exclusion;
use std::sync::atomic::AtomicUsize;
use std::thread;
use support::program::Program;
use support::{Outcome, benchstat};
use tally::Tally;

/// What an environment variable says, if it is set.
fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|value| value.parse().expect(variable))
}

#[test]
fn allocgate_agrees_with_benchstat_on_any_case() {
    let Some(benchstat) = benchstat::pinned() else {
        return;
    };
    let pair = Pair { benchstat, other: Program::under_test() };
    let runs = number("ALLOCGATE_DIFFERENTIAL");
    let seed = number("ALLOCGATE_SEED").unwrap_or(1);
    let tally = Tally::new(seed, runs.unwrap_or(400) as usize, runs.is_some());
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(index) = tally.claim(&next) {
            pair.compare(index, &tally);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(work);
        }
    });
    tally.finish();
}

/// Two programs that should be one.
struct Pair {
    benchstat: Program,
    other: Program,
}

impl Pair {
    fn compare(&self, index: usize, tally: &Tally) {
        // Seeds may follow one another, and so do runs.
        let case = generate::case(tally.seed.wrapping_mul(1 << 32).wrapping_add(index as u64));
        if let Some(exclusion) = exclusion(&case) {
            return tally.excluded(exclusion);
        }
        let outcomes = self.outcomes(&case);
        let Some(stream) = differing(&outcomes) else {
            return tally.agreed(&outcomes[0]);
        };
        if tally.disagreed() {
            let smaller = self.shrunk(&case, stream);
            let again = self.outcomes(&smaller);
            // A disagreement that does not come back is shown as it was.
            match differing(&again) {
                Some(_) => tally.keep(index, &smaller, &again),
                None => tally.keep(index, &case, &outcomes),
            }
        }
    }

    fn outcomes(&self, case: &Case) -> [Outcome; 2] {
        let directory = tempfile::tempdir().expect("a directory");
        case.lay_out(directory.path()).expect("the inputs can be written");
        [&self.benchstat, &self.other].map(|program| run::run(program, case, directory.path()))
    }

    fn shrunk(&self, case: &Case, stream: &str) -> Case {
        shrink::shrunk(case, &|smaller| {
            exclusion(smaller).is_none() && differing(&self.outcomes(smaller)) == Some(stream)
        })
    }
}

/// The first of the three in which two outcomes differ.
fn differing([a, b]: &[Outcome; 2]) -> Option<&'static str> {
    match () {
        () if a.exit != b.exit => Some("exit"),
        () if a.stdout != b.stdout => Some("stdout"),
        () if a.stderr != b.stderr => Some("stderr"),
        () => None,
    }
}

#[test]
fn a_case_is_shrunk_to_what_matters() {
    let mut case = generate::case(5);
    let results = (0..40).map(|i| format!("BenchmarkFoo {i} 12.345{i} ns/op 6 B/op\n"));
    case.files.insert("x.txt".to_owned(), results.collect::<String>().into_bytes());
    case.args = ["-row", ".name", "a=x.txt"].map(Into::into).to_vec();
    let matters = |case: &Case| {
        let has =
            |part: &[u8]| case.files.values().any(|t| memchr::memmem::find(t, part).is_some());
        has(b"12.3452") && case.args.iter().any(|arg| arg.to_string_lossy().contains("x.txt"))
    };
    let small = shrink::shrunk(&case, &matters);
    assert_eq!(small.files.values().next().unwrap(), b"12.3452 ");
    assert_eq!((small.files.len(), small.command_line()), (1, b"x.txt\n".to_vec()));
}
