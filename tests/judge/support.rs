//! What tests of whole judgements share.
#![allow(dead_code)]

#[path = "../support/dice.rs"]
pub mod dice;

use allocgate::{Capture, Policy, Report, Selecting, check};
use std::path::{Path, PathBuf};

/// A capture's bytes, by its path in the test data.
pub fn testdata(path: &str) -> Vec<u8> {
    std::fs::read(folder("").join(path)).unwrap()
}

/// The captures in a folder of the test data, sorted.
pub fn captures(name: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder(name)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(name)
}

/// One side, read from files' contents.
pub fn read<B: AsRef<[u8]>>(files: &[B]) -> Capture {
    let mut capture = Capture::default();
    for file in files {
        capture.read_from("capture.txt", file.as_ref()).unwrap();
    }
    capture
}

/// What the policy without any configuration says of two captures.
pub fn judge(baseline: impl AsRef<[u8]>, candidate: impl AsRef<[u8]>) -> Report {
    judge_under(&Policy::default(), baseline, candidate)
}

pub fn judge_under(
    policy: &Policy,
    baseline: impl AsRef<[u8]>,
    candidate: impl AsRef<[u8]>,
) -> Report {
    check(read(&[baseline]), read(&[candidate]), policy, &Selecting::default()).unwrap()
}
