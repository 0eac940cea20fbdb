//! Profiles: what is read of them, what changed between two, and how that is shown.
#![allow(clippy::unwrap_used)]

mod against_pprof;
mod built;
#[cfg(feature = "cli")]
mod command;
#[path = "../support/dice.rs"]
mod dice;
mod flame;
mod fresh;
mod hostile;
#[path = "../support/profile.rs"]
mod profile;
mod properties;
mod reading;
#[path = "../support/tools.rs"]
mod tools;

use allocgate::pprof::{Limits, Profile, read};
use std::fs;
use std::path::{Path, PathBuf};

/// The pairs among the test data, and those made here.
const PAIRS: [&str; 5] = ["demo", "std", "recursion", "foreign", "built"];

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/profiles")
}

/// Baseline and candidate.
fn pair(name: &str) -> [Vec<u8>; 2] {
    match name {
        "foreign" => [built::foreign(1).0, built::foreign(5).gzip()],
        "built" => [built::small().gzip(), built::small().sample(&[1, 1, 2], &[7, 7000]).0],
        _ => ["baseline", "candidate"]
            .map(|side| fs::read(data().join(name).join(format!("{side}.pb.gz"))).unwrap()),
    }
}

fn profiles(name: &str) -> [Profile; 2] {
    pair(name).map(|bytes| read(&bytes, Limits::default()).unwrap())
}
