//! What tests of whole judgements share.
#![allow(dead_code)]

use allocgate::{Capture, Policy, Report, check};
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
    check(read(&[baseline]), read(&[candidate]), policy, None).unwrap()
}

/// A generator of no quality, the same everywhere: splitmix64.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`; 0 if that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }
}
