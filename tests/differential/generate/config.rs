//! Lines of file configuration, and lines that aren't meant as such.

use super::world::Order;
use crate::support::dice::Dice;

/// A key, and the values that it has in turn.
pub struct Setting {
    pub key: &'static str,
    pub values: Vec<String>,
}

/// Keys with what they often are.
pub const KEYS: [(&str, &[&str]); 9] = [
    ("goos", &["linux", "darwin"]),
    ("goarch", &["amd64", "arm64"]),
    ("pkg", &["example.com/a", "example.com/b", "z", "example.com/a/b"]),
    ("cpu", &["Intel(R) Xeon(R) CPU @ 2.20GHz", "AMD EPYC 7B13"]),
    ("note", &["x", "a b", "y, z", "\"quoted\"", "é", "10", "9", "1k", ""]),
    ("commit", &["abc123", "def456"]),
    ("k.v-w/x", &["1", "2"]),
    ("éclair", &["oui", "non"]),
    ("a@b", &["=", "*"]),
];

pub fn settings(dice: &mut Dice, order: Order) -> Vec<Setting> {
    let mut settings = Vec::new();
    for (index, (key, values)) in KEYS.into_iter().enumerate() {
        let often = if index < 3 { 60 } else { 18 };
        if dice.percent(if order == Order::Wild { often / 2 } else { often }) {
            let several = dice.percent(25);
            let number = if several { 1 + dice.below(values.len()) } else { 1 };
            let first = dice.below(values.len());
            let value = |i: usize| values[(first + i) % values.len()].to_owned();
            settings.push(Setting { key, values: (0..number).map(value).collect() });
        }
    }
    if dice.percent(6) {
        // As many columns as it takes for Go's sort to be unstable.
        let values = (0..14 + dice.below(7)).map(|i| format!("{}{i}", "w".repeat(i * 7 % 11)));
        settings.retain(|setting| setting.key != "note");
        settings.push(Setting { key: "note", values: values.collect() });
    }
    settings
}

pub fn line(setting: &Setting, turn: usize) -> String {
    format!("{}: {}", setting.key, setting.values[turn % setting.values.len()])
}

pub fn key(dice: &mut Dice) -> &'static str {
    KEYS[dice.below(KEYS.len())].0
}

/// Lines of a test's output, some of which count as configuration.
pub fn stray(dice: &mut Dice) -> String {
    const STRAY: [&str; 40] = [
        "PASS",
        "FAIL",
        "ok  \texample.com/a\t1.234s",
        "coverage: 71.2% of statements",
        "coverage: 71.3% of statements",
        "panic: runtime error: index out of range",
        "goroutine 1 [running]:",
        "--- BENCH: BenchmarkFoo-8",
        "    a_test.go:10: url: x",
        "exit status 2",
        "BenchmarkFoo",
        "BenchmarkFoo ",
        "BenchmarkFoo\t",
        "benchmarkfoo 1 2 ns/op",
        " BenchmarkFoo 1 2 ns/op",
        "Benchmark",
        "Benchmark 100 5 ns/op",
        "BenchmarkFoo 100",
        "BenchmarkFoo 100 5",
        "BenchmarkFoo 100 5 ns/op 6",
        "BenchmarkFoo ns/op 5 100",
        "key:value",
        "url: https://example.com/a:b",
        "a:b: c",
        "note:",
        "goos:",
        "pkg:",
        "note: ",
        "note:\ttab",
        "note:  two  spaces  ",
        "note:\u{a0}x",
        "Note: x",
        "noTe: x",
        "no te: x",
        "ǆ: lower",
        "ǅ: title",
        "ß:x",
        "ª: letter",
        ".file: forged",
        "x: \u{1b}[31m",
    ];
    match dice.below(4) {
        0 => format!("{}: {}", key(dice), dice.below(3)),
        1 => format!("{}:", key(dice)),
        _ => dice.pick(&STRAY).to_owned(),
    }
}
