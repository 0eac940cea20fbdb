//! What `allocgate compare` costs: beside benchstat on the same files in the same run, where there is
//! one, and against the size of what is compared.
//!
//!     cargo bench --bench compare                                   small files, up to 1,000,000 lines
//!     ALLOCGATE_BENCHMARKS=100000 cargo bench --bench compare       up to 100,000 benchmarks × 10
//!     ALLOCGATE_LINES=10000000 cargo bench --bench compare scale    up to 10,000,000 lines
//!     cargo bench --bench compare beside                            benchstat alone
#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/support/dice.rs"]
mod dice;
mod support;

use dice::Dice;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use support::{ROUNDS, Usage, benchstat, in_turns, setting, show_pair};

fn main() -> io::Result<()> {
    let asked = |part: &str| {
        let named = |name: &str| std::env::args().any(|arg| arg == name);
        named(part) || !["beside", "scale"].iter().any(|part| named(part))
    };
    if asked("beside") {
        beside_benchstat()?;
    }
    if asked("scale") {
        against_size()?;
    }
    Ok(())
}

/// How samples look.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// Times with noise; most B/op and nearly all allocs/op constant. Three units.
    Real,
    /// Times that are distinct but for one tie, which makes the exact test most expensive.
    FewTies,
    /// Times that are all distinct.
    Uniq,
}

fn beside_benchstat() -> io::Result<()> {
    let most = setting("ALLOCGATE_BENCHMARKS", 1000);
    let real = [1000, 10_000, 100_000].into_iter().filter(|&n| n <= most.max(1000));
    let real = real.map(|n| (Kind::Real, n, 10));
    let others = [(Kind::Real, 1000, 25), (Kind::FewTies, 100, 25), (Kind::Uniq, 100, 50)];
    let benchstat = benchstat();
    println!("two files; the median of {ROUNDS}");
    for (kind, benchmarks, results) in real.chain(others) {
        let folder = tempfile::tempdir()?;
        for (side, file) in ["a.txt", "b.txt"].iter().enumerate() {
            write_samples(&folder.path().join(file), kind, benchmarks, results, side as u64)?;
        }
        let ours = [env!("CARGO_BIN_EXE_allocgate"), "compare", "a.txt", "b.txt"];
        let theirs = [&*benchstat, "a.txt", "b.txt"];
        let [ours, theirs] = in_turns([&ours, &theirs], folder.path());
        show_pair(&format!("{kind:?}, {benchmarks} benchmarks × {results}"), ours, theirs);
    }
    Ok(())
}

fn write_samples(
    path: &Path,
    kind: Kind,
    benchmarks: u64,
    results: u64,
    side: u64,
) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "goos: linux\ngoarch: amd64\npkg: example.com/module/pkg\ncpu: generic")?;
    for i in 0..benchmarks {
        // Both sides measure the same benchmark, each with noise of its own.
        let (mut benchmark, mut noise) = (Dice(i), Dice(i << 1 | side));
        noise.roll();
        let (scale, bytes) = (benchmark.below(1_000_000) + 100, benchmark.below(100_000) as u64);
        let (jitters, shifts) = (benchmark.percent(30), side == 1 && benchmark.percent(2));
        for k in 0..results {
            write!(out, "BenchmarkEncode/case=c{i:05}/size={}k-16\t    1000\t", 4 << (i % 4))?;
            match kind {
                Kind::Real => {
                    let ns = scale as f64 * (1.0 + 0.01 * noise.noise());
                    let jitter = if jitters { noise.below(5) as u64 } else { 0 };
                    let bytes = bytes + jitter + 16 * u64::from(shifts);
                    let allocs = bytes / 300 + u64::from(shifts);
                    writeln!(out, "{ns:10.1} ns/op\t{bytes:8} B/op\t{allocs:8} allocs/op")?;
                }
                Kind::FewTies if k == 0 => writeln!(out, "{:10} ns/op", 9_000_000)?,
                Kind::FewTies | Kind::Uniq => {
                    let ns = 1_000_000 + 2 * (k * 1000 + noise.below(999) as u64) + side;
                    writeln!(out, "{ns:10} ns/op")?;
                }
            }
        }
    }
    writeln!(out, "PASS\nok  \texample.com/module/pkg\t1.000s")?;
    out.flush()
}

/// What grows with the number of lines.
struct Series {
    what: &'static str,
    flags: &'static [&'static str],
    /// Writes line `i` of `lines`; `side` is 0 or 1.
    line: fn(&mut dyn Write, u64, u64, u64) -> io::Result<()>,
}

const ALL: [Series; 7] = [
    Series {
        what: "rows of 10 samples a side",
        flags: &[],
        line: |out, i, _, side| result(out, &format!("Encode/case={}", i / 10), i, side),
    },
    Series {
        what: "samples of 10 rows",
        flags: &[],
        line: |out, i, _, side| result(out, &format!("Encode/case={}", i % 10), i, side),
    },
    Series {
        what: "rows of 1 sample a side",
        flags: &[],
        line: |out, i, _, side| result(out, &format!("Encode/case={i}"), i, side),
    },
    Series {
        what: "a configuration, and so a table, a result",
        flags: &[],
        line: |out, i, _, side| {
            writeln!(out, "commit: {i:040x}")?;
            result(out, "Encode", i, side)
        },
    },
    Series {
        what: "a configuration a result, ignored",
        flags: &["-ignore", "commit"],
        line: |out, i, _, side| {
            writeln!(out, "commit: {i:040x}")?;
            result(out, &format!("Encode/case={}", i / 10), i, side)
        },
    },
    Series {
        what: "columns of 10 rows, by a key of names",
        flags: &["-col", "/size"],
        line: |out, i, _, side| {
            result(out, &format!("Encode/case={}/size={}", i % 10, i / 10), i, side)
        },
    },
    Series {
        what: "columns of 10 rows, by configuration, two levels",
        flags: &["-col", "branch,commit"],
        line: |out, i, lines, side| {
            let branches = lines.isqrt().max(1);
            if i % 10 == 0 {
                writeln!(out, "branch: b{}\ncommit: {:08x}", i / branches, i)?;
            }
            result(out, &format!("Encode/case={}", i % 10), i, side)
        },
    },
];

fn result(out: &mut dyn Write, name: &str, i: u64, side: u64) -> io::Result<()> {
    let noise = Dice(i << 1 | side).roll() % 1000;
    writeln!(
        out,
        "Benchmark{name}-16\t    1000\t{:10} ns/op\t{:8} B/op\t{:8} allocs/op",
        100_000 + noise,
        512,
        7
    )
}

/// Each size is ten times the one before, and should cost ten times as much.
fn against_size() -> io::Result<()> {
    let most = setting("ALLOCGATE_LINES", 1_000_000);
    let folder = tempfile::tempdir()?;
    let start = measure(&[], folder.path(), 0, |_, _, _, _| Ok(()))?;
    println!("cost against size; an empty capture takes {}", start.show());
    for Series { what, flags, line } in ALL {
        println!("{what} {}", flags.join(" "));
        for lines in (3..).map(|exponent| 10u64.pow(exponent)).take_while(|&n| n <= most) {
            let usage = measure(flags, folder.path(), lines / 2, line)?;
            let each = |total: f64, base: f64| (total - base).max(0.0) * 1e6 / lines as f64;
            println!(
                "  {lines:9} results  {}  {:7.3} µs, {:7.3} µs user, {:6.0} B each",
                usage.show(),
                each(usage.wall, start.wall),
                each(usage.user, start.user),
                each(usage.peak, start.peak),
            );
        }
    }
    Ok(())
}

/// Compares two files of so many results each.
fn measure(
    flags: &[&str],
    folder: &Path,
    results: u64,
    line: fn(&mut dyn Write, u64, u64, u64) -> io::Result<()>,
) -> io::Result<Usage> {
    for (side, file) in ["a.txt", "b.txt"].iter().enumerate() {
        let mut out = BufWriter::new(File::create(folder.join(file))?);
        (0..results).try_for_each(|i| line(&mut out, i, results, side as u64))?;
        out.flush()?;
    }
    let program = [env!("CARGO_BIN_EXE_allocgate"), "compare"];
    let command = [&program[..], flags, &["a.txt", "b.txt"]].concat();
    let [usage] = in_turns([&command], folder);
    usage.ok_or_else(|| io::Error::other("bash and GNU time are needed"))
}
