//! What the tests of proofs share.

use allocgate::compare::Allowance;
use allocgate::policy::Tolerated;
use allocgate::proof::{
    Baseline, Captures, Judged, PlantError, RowName, RowTest, Selftest, Settings, Tested, selftest,
};
use allocgate::report::v1::{Report, Status, Verdict};
use allocgate::{Capture, Policy, Selecting};
use std::collections::BTreeMap;

pub const JSON: &str = "encoding_json.1.25.5.fix-cpu1";
pub const NEWER_JSON: &str = "encoding_json.1.27.3.fix-cpu1";
pub const TEMPLATE: &str = "html_template.1.25.5.fix-cpu1";

/// A capture of the test data, of which each benchmark has so many results.
pub fn cut(name: &str, n: usize) -> Vec<u8> {
    let path = format!("{}/testdata/real/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let keep = |line: &&str| match line.split_whitespace().next() {
        Some(name) if name.starts_with("Benchmark") => {
            let seen = seen.entry(name.to_owned()).or_default();
            *seen += 1;
            *seen <= n
        }
        _ => true,
    };
    let lines: Vec<&str> = text.lines().filter(keep).collect();
    (lines.join("\n") + "\n").into_bytes()
}

pub fn read(bytes: &[u8]) -> Capture {
    let mut capture = Capture::default();
    capture.read_from("capture", bytes).unwrap();
    capture
}

/// The program's own gate, but for its command line.
pub fn judged(
    baseline: &[u8],
    candidate: &[u8],
    policy: &Policy,
    selecting: &Selecting<'_>,
) -> Judged {
    let report = allocgate::check(read(baseline), read(candidate), policy, selecting).unwrap();
    let exit = match report.verdict {
        Verdict::Pass => 0,
        Verdict::Fail => 1,
        Verdict::CannotJudge => 3,
    };
    Judged { exit, report }
}

pub fn judged_by_default(baseline: &[u8], candidate: &[u8]) -> Judged {
    judged(baseline, candidate, &Policy::default(), &Selecting::default())
}

/// What is promised.
pub fn detect(unit: &str) -> Allowance {
    match unit {
        "B/op" => Allowance::new(25, 16),
        "allocs/op" => Allowance::new(25, 1),
        _ => Allowance::new(25, 0),
    }
}

pub fn selftested(bytes: &[u8], policy: &Policy, ignore: Option<&str>, alone: bool) -> Selftest {
    let selecting = Selecting { ignore, ..Selecting::default() };
    let baseline = Baseline { files: vec![bytes.to_vec()], selecting };
    let mut gate = |captures: Captures<'_>| {
        let b = captures.baseline.unwrap_or(bytes);
        Ok::<_, PlantError>(judged(b, captures.candidate, policy, &selecting))
    };
    let settings = Settings { detect: &detect, alone, most_confirmed: usize::MAX };
    selftest(&baseline, &settings, &mut gate).unwrap()
}

pub fn tested_under(bytes: &[u8], policy: &Policy) -> Tested {
    tested(selftested(bytes, policy, None, false))
}

pub fn tested(selftest: Selftest) -> Tested {
    match selftest {
        Selftest::Tested(tested) => *tested,
        Selftest::NotJudged(judged) => panic!("{:?}", judged.report.causes),
    }
}

pub fn named<'a>(tested: &'a Tested, name: &str, unit: &str) -> &'a RowTest {
    tested.rows.iter().find(|row| &*row.row.name == name && &*row.row.unit == unit).unwrap()
}

pub fn regressed(report: &Report) -> Vec<RowName> {
    let rows = report.rows.iter().filter(|row| row.status == Status::Regression);
    rows.map(RowName::from).collect()
}

/// One benchmark with such results.
pub fn results(bytes_per_op: &[u32]) -> Vec<u8> {
    let line =
        |(i, v): (usize, &u32)| format!("BenchmarkX-8 100 {i}.5 ns/op {v} B/op 3 allocs/op\n");
    bytes_per_op.iter().enumerate().map(line).collect::<String>().into_bytes()
}

/// The run of the newer capture was killed.
pub fn allowing_incomplete() -> Policy {
    let tolerated = Tolerated { incomplete: true, ..Tolerated::default() };
    Policy { tolerated, ..Policy::default() }
}
