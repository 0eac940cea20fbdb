//! How fast a large profile is read and compared, in MB/s of the profile unpacked, beside `go tool pprof`, and the memory
//! that it takes.
#![allow(clippy::print_stdout)]

#[path = "../tests/support/profile.rs"]
mod profile;

use allocgate::pprof::{By, Filter, Limits, diff, read};
use profile::Built;
use std::fs;
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 3;
const SIZE: usize = 50_000_000;
const FUNCTIONS: u64 = 20_000;
const LOCATIONS: u64 = 60_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let profile = large();
    let packed = profile.gzip();
    let before = peak();
    drop(black_box(read(&packed, Limits::default())?));
    if let (Some(before), Some(after)) = (before, peak()) {
        let size = profile.0.len() as f64 / 1024.0;
        println!("{:.1} times the profile's size at the most", (after - before) / size);
    }
    show("bare", &profile, || drop(black_box(read(&profile.0, Limits::default()))));
    show("gzip", &profile, || drop(black_box(read(&packed, Limits::default()))));
    let read_profile = read(&packed, Limits::default())?;
    show("diff", &profile, || {
        let filter = Filter::default();
        drop(black_box(diff(&read_profile, &read_profile, "alloc_space", By::Line, &filter)));
    });
    beside(&profile, &packed)
}

/// What Go's own program takes for the same profile.
fn beside(profile: &Built, packed: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
    let directory = tempfile::tempdir()?;
    let path = directory.path().join("profile.pb.gz");
    fs::write(&path, packed)?;
    let pprof = |what: &str| {
        let mut go = Command::new("go");
        go.args(["tool", "pprof", "-symbolize=none", what]).arg(&path);
        go.stdout(Stdio::null()).stderr(Stdio::null()).env("PPROF_TMPDIR", directory.path());
        go.status().is_ok_and(|status| status.success())
    };
    if pprof("-top") {
        show("go tool pprof -top", profile, || assert!(pprof("-top")));
    }
    Ok(())
}

fn show(what: &str, profile: &Built, mut run: impl FnMut()) {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    let time = times[ROUNDS / 2].as_secs_f64();
    println!("{what:20} {:6.0} MB/s  {time:.3} s", profile.0.len() as f64 / time / 1e6);
}

/// The most memory that was ever in use, in KiB, where the system tells.
fn peak() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// As Go writes one, of stacks of 8 to 40 locations.
fn large() -> Built {
    let mut dice = 1_u64;
    let mut roll = |below: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % below
    };
    let mut built = (1..=4).fold(Built::default(), |built, kind| built.sample_type(kind, 5));
    while built.0.len() < SIZE * 9 / 10 {
        let depth = 8 + roll(33);
        // From the root on mostly the way that others went, as calls do.
        let step = |at: &u64, turn: u64| Some(1 + (at * 31 + turn) % LOCATIONS);
        let turns: Vec<u64> = (0..depth).map(|_| roll(10).saturating_sub(7)).collect();
        let path = turns.iter().scan(1, |at, turn| {
            *at = step(at, *turn)?;
            Some(*at)
        });
        let mut stack: Vec<u64> = path.collect();
        stack.reverse();
        let size = 16 << roll(8);
        let objects = 1 + roll(10_000) as i64;
        let label = Built::default().number(1, 6).number(3, size);
        let sample = Built::default()
            .packed(1, stack.into_iter())
            .values(&[objects, objects * size, 0, 0])
            .message(3, label);
        built = built.message(2, sample);
    }
    for location in 1..=LOCATIONS {
        let function = 1 + roll(FUNCTIONS);
        built = built.location(location, &[(function, roll(2000) as i64)]);
    }
    for function in 1..=FUNCTIONS {
        built = built.function(function, function as i64 + 6, 0);
    }
    let kinds =
        ["", "alloc_objects", "alloc_space", "inuse_objects", "inuse_space", "bytes", "bytes"];
    (1..=FUNCTIONS).fold(built.strings(&kinds), |built, function| {
        built.strings(&[&format!("example.com/module/package{}.Function{function}", function / 50)])
    })
}
