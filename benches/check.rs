//! How long a whole judgement takes and how much memory, beside benchstat on the same files in the
//! same run where there is one.
//!
//!     cargo bench --bench check            10,000 benchmarks, 10 results a side
//!     ALLOCGATE_BENCHMARKS=100000 cargo bench --bench check
#![allow(clippy::print_stdout)]

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;
const RESULTS: u64 = 10;

fn main() -> io::Result<()> {
    let benchmarks = std::env::var("ALLOCGATE_BENCHMARKS");
    let benchmarks: u64 = benchmarks.map_or(10_000, |n| n.parse().unwrap_or(10_000));
    let folder = tempfile::tempdir()?;
    write_capture(&folder.path().join("baseline.txt"), benchmarks, 0)?;
    write_capture(&folder.path().join("candidate.txt"), benchmarks, 1)?;
    println!("{benchmarks} benchmarks, {RESULTS} results a side, 3 units; the median of {ROUNDS}");
    let gate = [env!("CARGO_BIN_EXE_allocgate"), "check", "baseline.txt", "candidate.txt"];
    let benchstat = ["benchstat", "baseline.txt", "candidate.txt"];
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // In turns, so that whatever else the machine does slows both alike.
    for _ in 0..ROUNDS {
        ours.extend(time(&gate, folder.path()));
        theirs.extend(time(&benchstat, folder.path()));
    }
    let ours = show("allocgate check", &gate, folder.path(), ours);
    let theirs = show("benchstat", &benchstat, folder.path(), theirs);
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => {
            let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
            println!("benchstat takes {ratio:.1} times as long");
        }
        _ => println!("no benchstat to compare with"),
    }
    Ok(())
}

/// Ten packages; half of the benchmarks repeat their figures, a tenth allocates more in the
/// candidate.
fn write_capture(path: &Path, benchmarks: u64, side: u64) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for package in 0..10 {
        writeln!(out, "goos: linux\ngoarch: amd64\npkg: example.com/p{package}\ncpu: generic")?;
        for i in (package..benchmarks).step_by(10) {
            for k in 0..RESULTS {
                let noise = (i * 7919 + k * 104_729 + side * 1299) % 997;
                let bytes =
                    64 * (i % 50) + i % 2 * (noise % 16) + u64::from(i % 10 == 3) * side * 64;
                let (n, ns) = (1000 + noise, 100 + i % 900);
                writeln!(
                    out,
                    "BenchmarkEncode/format=json/size={i}-8\t{n:8}\t{ns:10}.{} ns/op\t{bytes:8} B/op\t{:8} allocs/op",
                    noise % 10,
                    i % 50,
                )?;
            }
        }
        writeln!(out, "PASS\nok  \texample.com/p{package}\t1.5s")?;
    }
    out.flush()
}

/// How long a command runs; `None` where there is none.
fn time(command: &[&str], folder: &Path) -> Option<Duration> {
    let mut child = Command::new(command[0]);
    let quiet = child.args(&command[1..]).current_dir(folder);
    let quiet = quiet.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    quiet.status().ok().map(|_| start.elapsed())
}

fn show(name: &str, command: &[&str], folder: &Path, mut times: Vec<Duration>) -> Option<Duration> {
    times.sort();
    let median = *times.get(times.len() / 2)?;
    let memory = peak(command, folder).map_or("?".to_owned(), |kib| format!("{:.0} MB", kib / 1e3));
    println!("{name:16} {:7.3} s  {memory:>8}", median.as_secs_f64());
    Some(median)
}

/// Peak memory in KiB, where GNU time is there to tell it.
fn peak(command: &[&str], folder: &Path) -> Option<f64> {
    let mut time = Command::new("/usr/bin/time");
    let time = time.args(["-f", "%M"]).args(command).current_dir(folder);
    let output = time.stdout(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    text.lines().last()?.trim().parse().ok()
}
