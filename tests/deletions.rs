//! A capture that lost a line does not pass in silence.
#![allow(clippy::unwrap_used)]

#[path = "judge/support.rs"]
mod support;

use allocgate::report::v1::{Code, Remark, Report, Side, Verdict};
use support::{captures, judge, testdata};

/// A candidate with one of its lines deleted, and what is said of it.
struct Deletion {
    number: usize,
    line: Vec<u8>,
    report: Report,
    is_named: bool,
}

/// Deletes each line of a candidate in turn.
fn deletions(baseline: &[u8], candidate: &[u8]) -> (Report, Vec<Deletion>) {
    let whole = judge(baseline, candidate);
    let lines: Vec<&[u8]> = candidate.split_inclusive(|&b| b == b'\n').collect();
    let delete = |i: usize| {
        let rest: Vec<u8> = [lines[..i].concat(), lines[i + 1..].concat()].concat();
        let report = judge(baseline, &rest);
        Deletion {
            number: i + 1,
            line: lines[i].to_vec(),
            is_named: is_named(&whole, &report, lines[i]),
            report,
        }
    };
    let deletions = (0..lines.len()).map(delete).collect();
    (whole, deletions)
}

/// Whether a cause, a note or a removed row that was not there before names the line's benchmark,
/// or the run that the line belonged to.
fn is_named(whole: &Report, report: &Report, line: &[u8]) -> bool {
    let first = line.split(|b| b.is_ascii_whitespace()).next();
    let first = String::from_utf8_lossy(first.unwrap_or_default()).into_owned();
    let name = first.strip_prefix("Benchmark");
    let names = |remark: &&Remark| {
        let new = !whole.causes.contains(remark) && !whole.notes.contains(remark);
        let of_candidate = remark.side == Some(Side::Candidate);
        let of_benchmark = remark.name.is_some() && remark.name.as_deref() == name;
        let of_run =
            matches!(remark.code, Code::Cut | Code::Filtered | Code::CountsVary | Code::NoResults);
        new && of_candidate && (of_benchmark || of_run)
    };
    let mut remarks = report.causes.iter().chain(&report.notes);
    let mut removed = report.removed.iter();
    remarks.any(|remark| names(&remark)) || removed.any(|row| Some(&*row.name) == name)
}

/// Those that must not be: the verdict became a pass, and nothing says what is gone.
fn turned_in_silence(baseline: &[u8], candidate: &[u8]) -> Vec<String> {
    let (whole, deletions) = deletions(baseline, candidate);
    deletions
        .iter()
        .filter(|_| whole.verdict != Verdict::Pass)
        .filter(|deletion| deletion.report.verdict == Verdict::Pass && !deletion.is_named)
        .map(Deletion::text)
        .collect()
}

impl Deletion {
    fn is_result(&self) -> bool {
        self.line.starts_with(b"Benchmark") && self.line.ends_with(b"allocs/op\n")
    }

    fn text(&self) -> String {
        format!("{}: {}", self.number, String::from_utf8_lossy(&self.line))
    }
}

/// What a capture would be had its runs ended well: its results, with other times.
fn healed(capture: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(capture);
    let mut healed = String::new();
    for line in text.lines() {
        let is_header = ["goos: ", "goarch: ", "pkg: "].iter().any(|key| line.starts_with(key));
        let is_result = line.starts_with("Benchmark") && line.ends_with("allocs/op");
        if line.starts_with("goos: ") && !healed.is_empty() {
            healed += "PASS\n";
        }
        if is_header || is_result {
            healed += &line.replace(" ns/op", "7 ns/op");
            healed += "\n";
        }
    }
    (healed + "PASS\n").into_bytes()
}

#[test]
fn every_result_that_goes_from_a_real_capture_is_named() {
    for package in ["encoding_json", "html_template"] {
        let [baseline, candidate] = ["1.25.5", "1.27.3"]
            .map(|version| testdata(&format!("real/{package}.{version}.fix-cpu1.txt")));
        assert_eq!(turned_in_silence(&baseline, &candidate), [""; 0]);
        let (_, deletions) = deletions(&baseline, &candidate);
        let results = deletions.iter().filter(|deletion| deletion.is_result());
        let silent = results.filter(|deletion| !deletion.is_named);
        assert_eq!(silent.map(Deletion::text).collect::<Vec<_>>(), [""; 0]);
    }
}

#[test]
fn no_line_that_goes_from_a_failed_run_makes_it_pass_in_silence() {
    let plain = testdata("odd/plain.txt");
    for path in ["odd/fail.txt", "odd/panic.txt"] {
        assert_eq!(turned_in_silence(&plain, &testdata(path)), [""; 0], "{path}");
    }
}

#[test]
fn no_line_that_goes_makes_up_for_a_run_that_ended_badly() {
    let mut judged = 0;
    for path in ["odd", "prints"].iter().flat_map(|folder| captures(folder)) {
        let candidate = std::fs::read(&path).unwrap();
        let baseline = healed(&candidate);
        judged += usize::from(judge(&baseline, &candidate).rows.len() > 1);
        assert_eq!(turned_in_silence(&baseline, &candidate), [""; 0], "{path:?}");
    }
    assert!(judged > 10, "{judged}");
}
