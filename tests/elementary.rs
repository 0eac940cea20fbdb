//! Elementary functions and printed numbers, held against those of the Go that is installed.
#![allow(clippy::expect_used)]

#[path = "support/dice.rs"]
mod dice;
#[path = "support/tools.rs"]
mod tools;

use allocgate::benchstat::number;
use allocgate::stats::elementary::{erfc, exp, ln, ln_factorial};
use dice::Dice;
use std::io::Write;
use std::process::Stdio;
use tools::{Go, go, missing};

/// Go on amd64: elsewhere its functions are others.
fn go_for_amd64() -> Option<Go> {
    if cfg!(target_arch = "x86_64") { go() } else { missing("no amd64") }
}

/// Numbers of all sizes, many where the functions change from one formula to another.
fn arguments() -> Vec<f64> {
    let mut dice = Dice(0);
    let mut next = || dice.roll();
    let mut arguments = Vec::new();
    for _ in 0..40_000 {
        let share = next() as f64 / u64::MAX as f64;
        arguments.extend([
            f64::from_bits(next()),
            f64::from_bits(next() >> 12 | 0x3FF << 52),
            (2.0 * share - 1.0) * 760.0,
            (2.0 * share - 1.0) * 30.0,
            (share * 1e7).round() * 10f64.powi(-(next() as i32 & 15)),
            (2.0 * share - 1.0) * 1e-3,
            // Halfway between two decimals as short as can be, some of them.
            (share * 1e18).round() * 0.5f64.powi(next() as i32 & 15),
        ]);
    }
    // The number of a factorial is in the upper bits.
    arguments.extend((0..20_000).map(|n: u64| f64::from_bits(n << 44)));
    let edges =
        [0.25, 0.84375, 1.25, 1.0 / 0.35, 6.0, 28.0, 709.782712893384, 745.2, 708.4, 0.5, 1.0];
    let edges =
        edges.into_iter().chain([f64::MAX, f64::MIN_POSITIVE, f64::INFINITY, f64::NAN, 0.0]);
    for edge in edges.chain((0..=64).map(|i| 2f64.powi(-i))) {
        let around =
            (-2..=2).map(|step| f64::from_bits(edge.to_bits().saturating_add_signed(step)));
        arguments.extend(around.flat_map(|x| [x, -x]));
    }
    arguments
}

#[test]
fn functions_and_printed_numbers_are_those_of_go_to_the_last_bit() {
    let Some(go) = go_for_amd64() else { return };
    let arguments = arguments();
    let directory = tempfile::tempdir().expect("a directory");
    let input = directory.path().join("input");
    let bytes: Vec<u8> = arguments.iter().flat_map(|x| x.to_bits().to_le_bytes()).collect();
    std::fs::File::create(&input).and_then(|mut f| f.write_all(&bytes)).expect("written");
    let stdin = std::fs::File::open(&input).expect("the input is there");
    let output = go.run("elementary.go").stdin(stdin).stderr(Stdio::inherit()).output();
    let output = output.expect("go runs");
    assert!(output.status.success(), "go run failed");
    let text = String::from_utf8(output.stdout).expect("text");
    assert_eq!(text.lines().count(), arguments.len());
    for (x, expected) in arguments.into_iter().zip(text.lines()) {
        assert_eq!(line(x), normal(expected), "{x:e}");
    }
}

/// What we make of a number, as the program prints it.
fn line(x: f64) -> String {
    let factorial = ln_factorial((x.to_bits() >> 44) as usize);
    let bits = [exp(x), ln(x), erfc(x), factorial].map(|y| match y {
        _ if y.is_nan() => "NaN".to_owned(),
        _ => format!("{:x}", y.to_bits()),
    });
    let mut printed = Vec::new();
    number::shortest(&mut printed, x);
    printed.push(b' ');
    number::fixed(&mut printed, x, 3);
    printed.push(b' ');
    number::fixed_signed(&mut printed, x, 2);
    format!("{} {}", bits.join(" "), String::from_utf8_lossy(&printed))
}

/// The program's line, any NaN being one to us.
fn normal(line: &str) -> String {
    let word = |word: &str| match u64::from_str_radix(word, 16) {
        Ok(bits) if f64::from_bits(bits).is_nan() && word.len() == 16 => "NaN".to_owned(),
        _ => word.to_owned(),
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
