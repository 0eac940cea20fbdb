//! Captures that were made to mislead. Each test is named after what once went wrong, or could.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

use allocgate::report::v1::{Code, Status, Verdict};
use allocgate::report::{Look, Report, codequality, csv, html, junit, sarif, table, to_json};
use allocgate::{Capture, Policy, Selecting, check};

const HEADER: &str = "goos: linux\ngoarch: amd64\npkg: p\ncpu: X\n";

/// Six results, with times of their own.
fn results(name: &str, time: u32, figures: &str) -> String {
    let line = |i: u32| format!("Benchmark{name}-8\t1000\t{time}.{i} ns/op\t{figures}\n");
    (1..=6).map(line).collect()
}

/// Two benchmarks that don't change between `time`s.
fn steady(time: u32) -> String {
    results("A", time, "64 B/op\t2 allocs/op") + &results("B", time + 9, "64 B/op\t2 allocs/op")
}

fn good(time: u32) -> String {
    format!("{HEADER}{}PASS\nok  \tp\t1s\n", steady(time))
}

fn read(files: &[&[u8]]) -> Capture {
    let mut capture = Capture::default();
    for (i, file) in files.iter().enumerate() {
        capture.read_from(&format!("file{i}"), *file).unwrap();
    }
    capture
}

fn judge(baseline: &str, candidate: &[u8]) -> Report {
    check(
        read(&[baseline.as_bytes()]),
        read(&[candidate]),
        &Policy::default(),
        &Selecting::default(),
    )
    .unwrap()
}

fn has_cause(report: &Report, code: Code) -> bool {
    report.causes.iter().any(|cause| cause.code == code)
}

#[test]
fn what_is_compared_here_passes_by_itself() {
    assert_eq!(judge(&good(100), good(200).as_bytes()).verdict, Verdict::Pass);
}

#[test]
fn a_failure_after_ten_thousand_filtered_packages_is_seen() {
    let filtered: String =
        (0..10_001).map(|i| format!("pkg: q{i}\nBenchmarkZ-8 1 1 ns/op\n")).collect();
    let failed = format!("{filtered}pkg: p\n{}FAIL\nFAIL\tp\t1s\n", steady(200));
    let report = judge(&good(100), failed.as_bytes());
    assert_eq!(report.verdict, Verdict::CannotJudge);
    assert!(has_cause(&report, Code::Failed));
}

#[test]
fn more_broken_lines_than_are_listed_cannot_be_judged() {
    let broken = good(200) + &"Benchmarking step 1 of 2\n".repeat(10_001);
    let report = judge(&good(100), broken.as_bytes());
    assert!(has_cause(&report, Code::MoreSyntaxErrors));
    assert_eq!(report.verdict, Verdict::CannotJudge);
}

/// The output of a package as events, without the one that ends it.
fn events(text: &str) -> String {
    let event =
        |line: &str| format!("{{\"Action\":\"output\",\"Package\":\"p\",\"Output\":{line:?}}}\n");
    let output: String = text.split_inclusive('\n').map(event).collect();
    format!("{{\"Action\":\"start\",\"Package\":\"p\"}}\n{output}")
}

#[test]
fn events_that_stop_after_the_output_of_pass_are_cut() {
    let stopped = events(&format!("{HEADER}{}PASS\n", steady(200)));
    for end in ["", "{\"Action\":\"fail\",\"Package\":\"p\",\"Elap"] {
        let report = judge(&good(100), (stopped.clone() + end).as_bytes());
        assert!(has_cause(&report, Code::Cut), "{end}");
    }
    let after_ok = events(&good(200));
    assert!(has_cause(&judge(&good(100), after_ok.as_bytes()), Code::Cut));
    let whole = after_ok + "{\"Action\":\"pass\",\"Package\":\"p\"}\n";
    assert_eq!(judge(&good(100), whole.as_bytes()).verdict, Verdict::Pass);
}

#[test]
fn a_run_appended_as_utf_16_is_not_overlooked() {
    let worse = good(300).replace("64 B/op", "640 B/op");
    let appended: Vec<u8> = worse.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let report = judge(&good(100), &[good(200).as_bytes(), &appended].concat());
    assert!(has_cause(&report, Code::Binary));
}

#[test]
fn a_file_given_twice_makes_no_samples() {
    let (b, c) = (good(100), good(200));
    let twice = read(&[c.as_bytes(), c.as_bytes()]);
    let report =
        check(read(&[b.as_bytes()]), twice, &Policy::default(), &Selecting::default()).unwrap();
    assert!(has_cause(&report, Code::RepeatedFile));
}

#[test]
fn a_shard_of_the_baseline_among_the_candidates_is_seen() {
    let (b, c) = (good(100), good(200));
    let stale = format!("{HEADER}{}PASS\n", results("C", 7, "8 B/op\t1 allocs/op"));
    let [b, c] = [b, c].map(|file| read(&[file.as_bytes(), stale.as_bytes()]));
    let report = check(b, c, &Policy::default(), &Selecting::default()).unwrap();
    assert!(has_cause(&report, Code::RepeatedFile));
}

#[test]
fn a_stale_package_beside_a_new_one_is_seen() {
    let stale = good(100).replace("pkg: p", "pkg: stale").replace("ok  \tp", "ok  \tstale");
    let report = judge(&(stale.clone() + &good(300)), (stale + &good(400)).as_bytes());
    assert!(has_cause(&report, Code::SameCapture));
}

#[test]
fn a_unit_behind_a_thousand_others_is_judged() {
    let others: String = (0..1000).map(|i| format!("{i} u{i}\t")).collect();
    let side = |time, allocs: u32| {
        format!(
            "{HEADER}{}PASS\n",
            results("A", time, &format!("{others}{allocs} allocs/op\t8 B/op"))
        )
    };
    let report = judge(&side(100, 2), side(200, 9).as_bytes());
    assert_eq!(report.verdict, Verdict::Fail);
    assert_eq!(report.counts.regression, 1);
    assert!(report.rows.iter().any(|row| row.status == Status::Regression));
}

#[test]
fn a_package_that_is_a_flag_of_go_is_not_proposed() {
    let package = "pkg: -exec=sh -c 'touch pwned'";
    let [b, c] = [(100, "2 allocs/op"), (200, "9 allocs/op")].map(|(time, allocs)| {
        good(time)
            .replace("pkg: p", package)
            .replace("ok  \tp", "ok  \tx")
            .replace("2 allocs/op", allocs)
    });
    let report = judge(&b, c.as_bytes());
    let page = table(&report, Look::default());
    let command = page.lines().find(|line| line.trim_start().starts_with("go test")).unwrap();
    assert!(!command.contains("-exec"), "{command}");
}

#[test]
fn no_output_has_a_runners_command_or_a_hidden_character() {
    let name = "X/##[add-mask]a##vso[task.complete]::error::\u{202e}\u{200b}\u{9b}";
    let side = |time, allocs| format!("{HEADER}{}PASS\n", results(name, time, allocs));
    let worse = side(200, "9 B/op\t9 allocs/op");
    let report = judge(&side(100, "8 B/op\t2 allocs/op"), worse.as_bytes());
    assert_eq!(report.verdict, Verdict::Fail);
    let json = to_json(&report).unwrap();
    let page = table(&report, Look { all: true, ..Look::default() });
    let others = [
        junit(&report).unwrap(),
        codequality(&report).unwrap(),
        csv(&report).unwrap(),
        sarif(&report).unwrap(),
        html(&report),
    ];
    for text in [&page, &json].into_iter().chain(&others) {
        assert!(!text.contains("##[") && !text.contains("##v"), "{text}");
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text}");
        assert!(!text.contains(['\u{202e}', '\u{200b}']), "{text}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{text}");
    }
    assert!(!page.contains("::"), "{page}");
    // Escapes are for eyes: what is read back is what was there.
    assert_eq!(allocgate::report::from_json(&json).unwrap(), report);
}

#[test]
fn a_hostile_filter_is_data_in_every_output() {
    let hostile = "'; touch pwned #\n::error::##[add-mask]##vso[task.complete]\u{202e}\u{9b}";
    // A text in quotes takes no line end; an expression does.
    let filter = format!(".name:A OR .name:/{}/", hostile.replace('[', "\\["));
    let ignore = format!("goarch@(amd64 arm64) \"{}\"", hostile.replace('\n', " "));
    let nothing = filter.replace(".name:A OR ", "");
    for filter in [&filter, &nothing] {
        let selecting =
            Selecting { filter: Some(filter), ignore: Some(&ignore), ..Selecting::default() };
        let worse = good(200).replace("2 allocs/op", "9 allocs/op");
        let [b, c] = [good(100), worse].map(|text| read(&[text.as_bytes()]));
        let report = check(b, c, &Policy::default(), &selecting).unwrap();
        let page = table(&report, Look::default());
        for text in [&page, &to_json(&report).unwrap()] {
            assert!(!text.contains("##[") && !text.contains("##v"), "{text}");
            assert!(!text.contains(['\u{202e}', '\u{9b}']), "{text}");
            assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{text}");
        }
        assert!(!page.contains("::"), "{page}");
        // In a command to be pasted, the quote ends none.
        for line in page.lines().filter(|line| line.contains("allocgate check")) {
            assert!(line.contains(r"'\''; touch pwned"), "{line}");
        }
    }
}

#[test]
fn configuration_that_was_not_kept_selects_nothing_unseen() {
    let keys: String = (0..1000).map(|i| format!("k{i}: v\n")).collect();
    let line = |i: usize| format!("k0: {i}\nBenchmarkZ 1 {i} ns/op 5 B/op 1 allocs/op\n");
    let varied = keys + &(0..1200).map(line).collect::<String>() + &good(200);
    let judged = |filter| {
        let selecting = Selecting { filter: Some(filter), ..Selecting::default() };
        let [b, c] = [good(100), varied.clone()].map(|text| read(&[text.as_bytes()]));
        check(b, c, &Policy::default(), &selecting).unwrap()
    };
    assert!(has_cause(&judged("-commit:x"), Code::TooVaried));
    assert!(!has_cause(&judged("-pkg:x -.name:Z"), Code::TooVaried));
}

#[test]
fn a_path_that_is_a_colon_begins_no_command() {
    let mut candidate = Capture::default();
    candidate.read_from(":", (good(200) + "Benchmarking x\n").as_bytes()).unwrap();
    let report =
        check(read(&[good(100).as_bytes()]), candidate, &Policy::default(), &Selecting::default())
            .unwrap();
    let page = table(&report, Look::default());
    assert!(!page.contains("::"), "{page}");
}

#[test]
fn a_programs_own_json_log_ends_no_package() {
    for log in [
        r#"{"level":"info","Action":"start","Package":"svc"}"#,
        r#"{"time":"x","Action":"start","id":7}"#,
        r#"{"Action":"fail","id":7}"#,
    ] {
        let logged = good(200).replace("PASS\n", &format!("{log}\nPASS\n"));
        let report = judge(&good(100), logged.as_bytes());
        assert_eq!(report.verdict, Verdict::Pass, "{log}: {:?}", report.causes);
    }
}

#[test]
fn a_shard_without_tests_is_no_lost_shard() {
    let nothing = "\texample.com/m/nt\t\tcoverage: 0.0% of statements\n";
    let candidate = read(&[good(200).as_bytes(), nothing.as_bytes()]);
    let report =
        check(read(&[good(100).as_bytes()]), candidate, &Policy::default(), &Selecting::default())
            .unwrap();
    assert_eq!(report.verdict, Verdict::Pass, "{:?}", report.causes);
}

#[test]
fn a_benchmark_that_a_coarse_clock_times_alike_is_no_copy() {
    let side = |allocs: u32| {
        let line = format!("BenchmarkA-8\t1000\t0.3 ns/op\t8 B/op\t{allocs} allocs/op\n");
        format!("{HEADER}{}PASS\nok  \tp\t{allocs}s\n", line.repeat(6))
    };
    assert_eq!(judge(&side(1), side(1).replace("1s", "2s").as_bytes()).verdict, Verdict::Pass);
}
