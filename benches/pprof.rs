//! How fast a large profile is read and compared, in MB/s of the profile unpacked, beside `go tool pprof`, and the memory
//! that it takes.
#![allow(clippy::print_stdout)]

#[path = "../tests/support/profile.rs"]
mod profile;

use allocgate::pprof::{By, Filter, Limits, diff, read};
use profile::Built;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

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
    show("read, bare", &profile, || drop(black_box(read(&profile.0, Limits::default()))));
    let one = show("read, gzip", &profile, || drop(black_box(read(&packed, Limits::default()))));
    let own = read(&packed, Limits::default())?;
    let filter = Filter::default();
    let with = |baseline: &_, candidate: &_| {
        drop(black_box(diff(baseline, candidate, "alloc_space", By::Line, &filter)));
    };
    show("diff", &profile, || with(&own, &own));
    let both = show("both read, and diff", &profile, || {
        let sides = [(); 2].map(|()| read(&packed, Limits::default()));
        let [Ok(baseline), Ok(candidate)] = &sides else { return };
        with(baseline, candidate);
    });
    beside(&profile, &packed, [one, both])
}

/// What Go's own program takes for the same profile, and for its difference from itself.
fn beside(
    profile: &Built,
    packed: &[u8],
    ours: [f64; 2],
) -> Result<(), Box<dyn std::error::Error>> {
    let directory = tempfile::tempdir()?;
    let path = directory.path().join("profile.pb.gz");
    fs::write(&path, packed)?;
    let pprof = |base: Option<&Path>| {
        let mut go = Command::new("go");
        go.args(["tool", "pprof", "-symbolize=none", "-sample_index=alloc_space", "-top"]);
        go.args(base.map(|base| format!("-diff_base={}", base.display()))).arg(&path);
        go.stdout(Stdio::null()).stderr(Stdio::null()).env("PPROF_TMPDIR", directory.path());
        go.status().is_ok_and(|status| status.success())
    };
    if pprof(None) {
        let bases = [("go tool pprof -top", None), ("… -diff_base", Some(&*path))];
        for ((what, base), ours) in bases.into_iter().zip(ours) {
            let theirs = show(what, profile, || assert!(pprof(base)));
            println!("{:20} {:6.1} times ours", "", theirs / ours);
        }
    }
    Ok(())
}

/// The median in seconds.
fn show(what: &str, profile: &Built, mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS).map(|_| seconds(&mut run)).collect();
    times.sort_by(f64::total_cmp);
    let time = times[ROUNDS / 2];
    println!("{what:20} {:6.0} MB/s  {time:.3} s", profile.0.len() as f64 / time / 1e6);
    time
}

fn seconds(mut run: impl FnMut()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64()
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
