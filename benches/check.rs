//! How long a whole judgement takes and how much memory, beside benchstat on the same files in the
//! same run where there is one.
//!
//!     cargo bench --bench check            10,000 benchmarks, 10 results a side
//!     ALLOCGATE_BENCHMARKS=100000 cargo bench --bench check

mod support;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use support::{ROUNDS, benchstat, in_turns, setting, show_pair};

const RESULTS: u64 = 10;

fn main() -> io::Result<()> {
    let benchmarks = setting("ALLOCGATE_BENCHMARKS", 10_000);
    let folder = tempfile::tempdir()?;
    write_capture(&folder.path().join("baseline.txt"), benchmarks, 0)?;
    write_capture(&folder.path().join("candidate.txt"), benchmarks, 1)?;
    let what = format!(
        "check: {benchmarks} benchmarks, {RESULTS} results a side, 3 units; the median of {ROUNDS}"
    );
    let gate = [env!("CARGO_BIN_EXE_allocgate"), "check", "baseline.txt", "candidate.txt"];
    let benchstat = benchstat();
    let benchstat = [&*benchstat, "baseline.txt", "candidate.txt"];
    let [ours, theirs] = in_turns([&gate, &benchstat], folder.path());
    show_pair(&what, ours, theirs);
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
