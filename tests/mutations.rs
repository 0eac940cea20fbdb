//! Damaged captures end in a verdict, never in a panic.
//!
//! `ALLOCGATE_MUTATIONS=10000` damages each capture that often, instead of 10 times in a debug
//! build and 200 times in a release build.
#![allow(clippy::unwrap_used)]

#[path = "judge/support.rs"]
mod support;

use allocgate::report::v1::{Report, Verdict};
use allocgate::report::{from_json, to_json};
use support::dice::Dice;
use support::{captures, judge, testdata};

fn mutations() -> u64 {
    let few = if cfg!(debug_assertions) { 10 } else { 200 };
    let wish = std::env::var("ALLOCGATE_MUTATIONS");
    wish.map_or(few, |n| n.parse().unwrap())
}

/// Changes a few bytes or lines: flips, inserts, deletes, duplicates.
fn damage(capture: &[u8], dice: &mut Dice) -> Vec<u8> {
    const AWKWARD: &[u8] = b"\n\r\t :-+.{}\"\\0123456789einNfB\xff\x00\xef";
    let mut damaged = capture.to_vec();
    for _ in 0..1 + dice.below(8) {
        let at = dice.below(damaged.len());
        let most = [3, 3, 3, 400][dice.below(4)];
        let end = (at + 1 + dice.below(most)).min(damaged.len());
        let byte = match dice.below(3) {
            0 => dice.below(256) as u8,
            _ => AWKWARD[dice.below(AWKWARD.len())],
        };
        match dice.below(6) {
            _ if damaged.is_empty() => damaged.push(byte),
            0 => damaged[at] ^= 1 << dice.below(8),
            1 => damaged[at] = byte,
            2 => damaged.insert(at, byte),
            3 => drop(damaged.drain(at..end)),
            4 => {
                let copy = damaged[at..end].to_vec();
                let to = dice.below(damaged.len());
                damaged.splice(to..to, copy);
            }
            _ => {
                let line =
                    |i: usize| damaged[..i].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
                let (from, to) = (line(at), line(dice.below(damaged.len())));
                let length = damaged[from..].iter().position(|&b| b == b'\n').map_or(0, |n| n + 1);
                let copy = damaged[from..from + length].to_vec();
                damaged.splice(to..to, copy);
            }
        }
    }
    damaged
}

/// Whatever the verdict, the report is whole.
fn assert_whole(report: &Report) {
    let json = to_json(report).unwrap();
    assert_eq!(to_json(&from_json(&json).unwrap()).unwrap(), json);
    let counts = report.counts;
    let rows = counts.regression
        + counts.improvement
        + counts.rounding
        + counts.inconclusive
        + counts.unchanged;
    assert_eq!(rows, report.rows.len() as u64);
    assert_eq!(counts.added, report.added.len() as u64);
    assert_eq!(counts.removed, report.removed.len() as u64);
    let verdict = match counts.regression {
        0 if report.causes.is_empty() => Verdict::Pass,
        0 => Verdict::CannotJudge,
        _ => Verdict::Fail,
    };
    assert_eq!(report.verdict, verdict);
    assert!(verdict != Verdict::Pass || rows > 0);
    #[cfg(feature = "cli")]
    assert_table(report, json.len());
}

#[cfg(feature = "cli")]
fn assert_table(report: &Report, most: usize) {
    use allocgate::report::{Look, table};
    let table = table(report, Look::default());
    assert!(!table.is_empty() && table.len() < most + 10_000);
    let control = |c: char| c.is_control() && c != '\n';
    assert!(!table.contains(control), "{table:?}");
}

#[test]
fn a_damaged_capture_is_judged_or_said_to_be_unfit() {
    for path in ["real", "odd"].iter().flat_map(|folder| captures(folder)) {
        let capture = std::fs::read(&path).unwrap();
        for seed in 0..mutations() {
            let mut dice = Dice(seed);
            let damaged = damage(&capture, &mut dice);
            let judged = std::panic::catch_unwind(|| {
                let report = match seed % 2 {
                    0 => judge(&capture, &damaged),
                    _ => judge(&damaged, &capture),
                };
                assert_whole(&report);
            });
            assert!(judged.is_ok(), "{path:?}, mutation {seed}");
        }
    }
}

#[test]
fn random_bytes_are_judged_or_said_to_be_unfit() {
    const SIZE: usize = 8_000_000;
    let mut dice = Dice(1);
    let bytes: Vec<u8> = (0..SIZE / 8).flat_map(|_| dice.roll().to_le_bytes()).collect();
    let plain = testdata("odd/plain.txt");
    for [baseline, candidate] in [[&plain, &bytes], [&bytes, &plain], [&bytes, &bytes]] {
        let report = judge(baseline, candidate);
        assert_whole(&report);
        assert_eq!(report.verdict, Verdict::CannotJudge);
    }
}

#[test]
fn a_capture_cut_anywhere_is_judged_or_said_to_be_unfit() {
    let capture = testdata("odd/json.txt");
    let mut dice = Dice(1);
    for _ in 0..mutations() {
        let end = dice.below(capture.len());
        assert_whole(&judge(&capture, &capture[..end]));
    }
}
