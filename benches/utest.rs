//! What a U-test costs: `cargo bench --bench utest`.
//!
//! A test is cold when its shape is new and the distribution has to be counted, warm when it is
//! kept from before. Ranking the samples is included; sorting them is not.
#![allow(clippy::print_stdout)]

use allocgate::stats::{Ranking, UTest};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Runs per figure, of which the median is shown.
const RUNS: usize = 51;

type Sample = Vec<u32>;

fn main() {
    println!("{:>8}  {:<20} {:>12} {:>12}", "n", "ties", "cold", "warm");
    for n in [10, 25, 50, 75] {
        row(n, "none", apart(n));
        row(n, "one", one_tie(n));
        row(n, "mostly pairs", pairs(n));
        row(n, "ten values", coarse(n, 10));
        row(n, "two values", coarse(n, 2));
    }
}

fn row(n: u32, ties: &str, (x, y): (Sample, Sample)) {
    let test = |tests: &mut UTest| tests.two_sided(&Ranking::new(&x, &y));
    let cold = median(|| test(&mut UTest::new()));
    let mut tests = UTest::new();
    test(&mut tests);
    let warm = median(|| test(&mut tests));
    println!("{:>8}  {ties:<20} {cold:>12.1?} {warm:>12.1?}", format!("{n} v {n}"));
}

fn median<T>(mut run: impl FnMut() -> T) -> Duration {
    let mut times = [(); RUNS].map(|()| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    });
    times.sort_unstable();
    times[RUNS / 2]
}

/// Even numbers against odd ones somewhat larger.
fn apart(n: u32) -> (Sample, Sample) {
    let first = n / 5 * 2 + 1;
    ((0..n).map(|i| 2 * i).collect(), (0..n).map(|i| 2 * i + first).collect())
}

/// Consecutive numbers against others that mostly equal one of them.
fn pairs(n: u32) -> (Sample, Sample) {
    ((0..n).collect(), (0..n).map(|i| i + n / 5).collect())
}

/// No ties but at the smallest value.
fn one_tie(n: u32) -> (Sample, Sample) {
    let (x, mut y) = apart(n);
    y[0] = x[0];
    (x, y)
}

/// So many distinct values, the second sample having more of the larger ones.
fn coarse(n: u32, values: u32) -> (Sample, Sample) {
    let x = (0..n).map(|i| i * values / n).collect();
    let y = (0..n).map(|i| (i + n / 5) * values / n).map(|v| v.min(values - 1)).collect();
    (x, y)
}
