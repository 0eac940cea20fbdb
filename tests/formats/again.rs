//! What is noted of measuring again, in words.

use super::reports;
use allocgate::report::v1::{Code, Remark};
use allocgate::report::{Again, Look, own_toolchains, table};

/// The note, as the table has it.
fn said(remark: &Remark) -> String {
    let mut report = reports::real();
    report.notes = vec![remark.clone()];
    let text = table(&report, Look::default());
    let notes = text.split_once("notes (1)\n  ").unwrap().1;
    notes.lines().next().unwrap().to_owned()
}

const AGAIN: Again<'_> = Again {
    package: "example.com/m",
    name: "Parse/deep-4",
    unit: "B/op",
    iterations: [100, 400],
    changes: [400.0, 97.0],
};

#[test]
fn what_happens_once_is_told_as_a_whole() {
    assert_eq!(
        said(&AGAIN.one_time_cost()),
        "BenchmarkParse/deep-4 B/op: +400 at 100 iterations, +97 at 400: a one-time cost of about 40 kB, not one of each operation"
    );
    let allocs = Again { unit: "allocs/op", changes: [3.0, 1.0], ..AGAIN };
    assert!(said(&allocs.one_time_cost()).contains("a one-time cost of about 270 allocs, "));
    let little = Again { iterations: [1, 4], ..AGAIN };
    let little = said(&little.one_time_cost());
    assert!(little.contains("+400 at 1 iteration, +97 at 4: a one-time cost of about 400 B, "));
}

#[test]
fn noise_is_told_with_both_figures() {
    let noise = Again { changes: [400.0, -2.5], ..AGAIN };
    assert_eq!(
        said(&noise.not_confirmed()),
        "BenchmarkParse/deep-4 B/op: +400 at 100 iterations, -2.5 at 400, where it does not fail: noise"
    );
}

#[test]
fn figures_that_make_no_sense_are_told_all_the_same() {
    let strange = Again { iterations: [0, 0], changes: [f64::NAN, f64::INFINITY], ..AGAIN };
    assert!(said(&strange.one_time_cost()).contains("NaN at 0 iterations, +Inf at 0"));
    let nothing = Remark { code: Code::OneTimeCost, ..Remark::default() };
    assert!(said(&nothing).contains("Benchmark? ?"));
}

#[test]
fn both_toolchains_are_named() {
    assert_eq!(
        said(&own_toolchains(["go1.25.4", "go1.26.0"])),
        "each side was built with its own toolchain, and part of what differs may come of that: go1.25.4 against go1.26.0"
    );
}
