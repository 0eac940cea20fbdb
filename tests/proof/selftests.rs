//! The gate without any configuration, tried on real captures.

use crate::support::*;
use allocgate::policy::{Origin, Rule};
use allocgate::proof::{
    Baseline, Captures, Confirmation, Outcome, PlantError, RowTest, Selftest, Settings, Smallest,
    selftest,
};
use allocgate::report::v1::Verdict;
use allocgate::{Policy, Selecting};

#[test]
fn every_row_of_six_or_ten_samples_fails_just_beyond_its_threshold() {
    for (name, n) in [(JSON, 6), (JSON, 10), (TEMPLATE, 6)] {
        let tested = tested_under(&cut(name, n), &Policy::default());
        assert!(tested.rows.len() > 45, "{}", tested.rows.len());
        assert!(tested.judgements < 40 + 2 * tested.rows.len(), "{}", tested.judgements);
        for row in &tested.rows {
            assert!(row.passes() && row.confirmation == Confirmation::Confirmed, "{row:?}");
            let failing = row.smallest.change().unwrap().median;
            let allowed = match &*row.row.unit {
                "B/op" => row.median + (row.median * 0.1).max(8.0),
                _ => row.median * 1.1,
            };
            // Of the changes that are tried each is up to a hundredth more than the one before.
            let most = allowed + 1.0 + allowed * 0.01;
            assert!(failing > allowed && failing <= most, "{allowed} {row:?}");
        }
    }
}

#[test]
fn no_row_of_three_or_four_samples_can_fail_and_five_would_do() {
    for n in [3, 4] {
        for row in tested_under(&cut(JSON, n), &Policy::default()).rows {
            let expected = Outcome::TooFewSamples { needed: Some(5), enough: Some(5) };
            assert_eq!(
                (row.n, row.outcome, row.smallest),
                (n, expected, Smallest::Never),
                "{:?}",
                row.row
            );
        }
    }
}

#[test]
fn a_threshold_beyond_what_is_promised_is_out_of_reach() {
    let mut policy = Policy::default();
    for rule in &mut policy.rules {
        rule.allow("1000%".parse().unwrap(), true, Origin::Flag);
    }
    let tested = tested_under(&cut(JSON, 6), &policy);
    let row = named(&tested, "CodeMarshal", "B/op");
    assert_eq!((row.outcome, row.passes()), (Outcome::OutOfReach, false));
    let smallest = row.smallest.change().unwrap();
    assert!((10.9..11.2).contains(&(smallest.median / row.median)), "{smallest:?}");
    // A share of nothing is nothing, so that the first allocation still fails.
    assert!(named(&tested, "CodeEncoder", "allocs/op").passes());
}

#[test]
fn a_wide_spread_needs_a_larger_change_or_more_samples() {
    let tested = tested_under(&results(&[1000, 1000, 1010, 1300, 1600, 1700]), &Policy::default());
    let row = named(&tested, "X-8", "B/op");
    let Outcome::SpreadTooWide { enough: Some(enough) } = row.outcome else {
        panic!("{row:?}");
    };
    assert!((12..=60).contains(&enough), "{enough}");
    let smallest = row.smallest.change().unwrap();
    assert!(smallest.amount.percent.to_f64() > 25.0, "{smallest:?}");
    assert_eq!(row.confirmation, Confirmation::Confirmed);
}

#[test]
fn rows_tried_alone_need_as_much_where_nothing_is_corrected_for() {
    let mut capture = cut(JSON, 6);
    capture.truncate(2500);
    capture.extend_from_slice(b"\nPASS\n");
    let of = |alone| {
        let tested = tested(selftested(&capture, &Policy::default(), None, alone));
        tested.rows.iter().map(|row| row.smallest).collect::<Vec<_>>()
    };
    assert!(of(false).len() > 5);
    assert_eq!(of(false), of(true));
}

#[test]
fn a_gate_that_finds_regressions_and_passes_is_refuted() {
    let capture = cut(JSON, 6);
    let baseline = Baseline { files: vec![capture.clone()], selecting: Selecting::default() };
    let mut gate = |captures: Captures<'_>| {
        let mut judged = judged_by_default(&capture, captures.candidate);
        judged.exit = 0;
        Ok::<_, PlantError>(judged)
    };
    let settings = Settings { detect: &detect, alone: false, most_confirmed: 3 };
    let tested = tested(selftest(&baseline, &settings, &mut gate).unwrap());
    let refuted =
        |row: &&RowTest| matches!(row.confirmation, Confirmation::Refuted { exit: 0, .. });
    assert_eq!(tested.rows.iter().filter(refuted).count(), 3, "an even share of three");
    assert!(!tested.rows[0].passes() && tested.rows[1].passes());
}

#[test]
fn a_baseline_that_cannot_be_judged_is_not_tested() {
    let mut broken_off = cut(JSON, 6);
    broken_off.truncate(broken_off.len() - "PASS\n".len());
    for bytes in [broken_off, b"no results\n".to_vec()] {
        let Selftest::NotJudged(judged) = selftested(&bytes, &Policy::default(), None, false)
        else {
            panic!("tested");
        };
        assert_eq!(judged.report.verdict, Verdict::CannotJudge);
    }
}

#[test]
fn times_that_are_judged_are_left_as_they_are() {
    let rules = ["ns/op", "MB/s"].map(Rule::new).to_vec();
    let policy = Policy { rules, ..Policy::default() };
    let line = |i| format!("BenchmarkX-8 100 100.{i} ns/op 50.{i} MB/s\n");
    let capture: String = (0..6).map(line).collect();
    let tested = tested_under(capture.as_bytes(), &policy);
    assert!(tested.times_are_judged);
    assert!(tested.rows.len() == 2 && tested.rows.iter().all(RowTest::passes), "{:?}", tested.rows);
    let speed = named(&tested, "X-8", "MB/s").smallest.change().unwrap();
    assert!(speed.median < 45.3, "throughput gets worse downward: {speed:?}");
}

#[test]
fn ignored_parts_of_names_are_planted_together() {
    let line = |i: u32| format!("BenchmarkX/a={}-8 100 {i}.5 ns/op 64 B/op 1 allocs/op\n", i % 2);
    let capture: String = (0..12).map(line).collect();
    let tested = tested(selftested(capture.as_bytes(), &Policy::default(), Some("/a"), false));
    let row = named(&tested, "X-8", "B/op");
    assert!(row.n == 12 && row.passes(), "{row:?}");
}

#[test]
fn events_and_several_files_are_planted_as_text_is() {
    let text = String::from_utf8(results(&[64; 8])).unwrap();
    let event = |line: &str| {
        let output = serde_json::json!({ "Action": "output", "Package": "a", "Output": format!("{line}\n") });
        format!("{output}\n")
    };
    let events = |text: &str| {
        let lines: String = ["pkg: a"].into_iter().chain(text.lines()).map(event).collect();
        format!(
            "{{\"Action\":\"start\",\"Package\":\"a\"}}\n{lines}{{\"Action\":\"pass\",\"Package\":\"a\"}}\n"
        )
    };
    let middle = text.len() / 2;
    let files = [events(&text[..middle]), events(&text[middle..])].map(String::into_bytes).to_vec();
    let whole = files.concat();
    let selecting = Selecting::default();
    let mut gate = |captures: Captures<'_>| {
        let baseline = captures.baseline.unwrap_or(&whole);
        Ok::<_, PlantError>(judged_by_default(baseline, captures.candidate))
    };
    let settings = Settings { detect: &detect, alone: false, most_confirmed: usize::MAX };
    let baseline = Baseline { files, selecting };
    let tested = tested(selftest(&baseline, &settings, &mut gate).unwrap());
    assert!(tested.rows.len() == 2 && tested.rows.iter().all(RowTest::passes), "{:?}", tested.rows);
    assert_eq!((&*tested.rows[0].row.package, tested.rows[0].n), ("a", 8));
}
