//! What a U-test costs: `cargo bench --bench utest`.
//!
//! A test is cold when its shape is new and the distribution has to be counted, warm when it is
//! kept from before. Ranking the samples is included; sorting them is not.
#![allow(clippy::print_stdout)]

use allocgate::benchstat;
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
    println!("\nbenchstat's reading");
    for n in [10, 25] {
        benchstat_row(n, "none", apart(n));
        benchstat_row(n, "one", one_tie(n));
        benchstat_row(n, "mostly pairs", pairs(n));
        benchstat_row(n, "two values", coarse(n, 2));
        benchstat_row(n, "all equal", (vec![7; n as usize], vec![7; n as usize]));
    }
    few_ties();
}

fn benchstat_row(n: u32, ties: &str, (x, y): (Sample, Sample)) {
    let (x, y) = (floats(&x), floats(&y));
    let cold = median(|| benchstat::UTest::new(0.05).test(&x, &y));
    let mut tests = benchstat::UTest::new(0.05);
    // One test is too short to be timed.
    let warm = median(|| (0..1000).map(|_| black_box(tests.test(&x, &y))).last()) / 1000;
    println!("{:>8}  {ties:<20} {cold:>12.1?} {warm:>12.1?}", format!("{n} v {n}"));
}

/// The worst case of benchstat: 25 against 25 with two ties, which every cell has elsewhere.
fn few_ties() {
    let cells: Vec<_> = (0..25).flat_map(|i| (0..25).map(move |j| two_ties(i, j))).collect();
    let all = |tests: &mut benchstat::UTest| {
        cells.iter().map(|(x, y)| black_box(tests.test(x, y))).last()
    };
    let cold = median(|| all(&mut benchstat::UTest::new(0.05))) / cells.len() as u32;
    let mut tests = benchstat::UTest::new(0.05);
    all(&mut tests);
    let warm = median(|| all(&mut tests)) / cells.len() as u32;
    println!("{:>8}  {:<20} {cold:>12.1?} {warm:>12.1?}", "25 v 25", "625 pairs of ties");
}

/// Even numbers against odd ones but for two.
fn two_ties(i: usize, j: usize) -> (Vec<f64>, Vec<f64>) {
    let (x, mut y) = apart(25);
    y[i] = x[i];
    y[j] = x[j];
    y.sort_unstable();
    (floats(&x), floats(&y))
}

fn floats(sample: &[u32]) -> Vec<f64> {
    sample.iter().map(|&value| f64::from(value)).collect()
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
