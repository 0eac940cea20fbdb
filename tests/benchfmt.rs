//! Real captures, and how each ends.

mod benchfmt_support;

use allocgate::benchfmt::{Ending, Format};
use benchfmt_support::{read_bytes, testdata};

/// Reads a capture without syntax errors, and compares its sections.
fn assert_endings(path: &str, expected: &[&str]) {
    let (records, _) = read_bytes(&testdata(path));
    assert_eq!(records.endings(), expected, "{path}");
    assert_eq!(records.errors, [""; 0], "{path}");
}

#[test]
fn captures_of_runs_that_passed_are_passed() {
    for (path, results) in [
        ("odd/binary_direct.txt", 2),
        ("odd/json.txt", 60),
        ("odd/json_go125.txt", 4),
        ("odd/json_go126.txt", 4),
        ("odd/log.txt", 4),
        ("odd/log_v.txt", 8),
        ("odd/loop_go125.txt", 6),
        ("odd/loop_time.txt", 6),
        ("odd/metrics.txt", 6),
        ("odd/names.txt", 60),
        ("odd/nobenchmem_reportallocs.txt", 4),
        ("odd/nomatch.txt", 0),
        ("odd/plain.txt", 18),
        ("odd/setmaxprocs.txt", 4),
        ("odd/skip.txt", 2),
        ("odd/test2json_binary.txt", 1),
        ("odd/with_tests_v.txt", 1),
    ] {
        assert_endings(path, &[&format!("example.com/odd/ok Passed {results}")]);
    }
}

#[test]
fn a_deadline_does_not_end_benchmarks() {
    assert_endings("odd/timeout.txt", &["example.com/odd/deadline Passed 3"]);
    assert_endings("odd/timeout_json.txt", &["example.com/odd/deadline Passed 3"]);
}

#[test]
fn packages_without_benchmarks_pass_with_no_results() {
    let expected = ["example.com/odd/nobench Passed 0", "example.com/odd/notest Passed 0"];
    assert_endings("odd/nobench.txt", &expected);
}

#[test]
fn failed_benchmarks_fail_the_section_and_keep_the_other_results() {
    let expected = ["example.com/odd/ok Failed 4 [--- FAIL: BenchmarkFatal/fatal]"];
    assert_endings("odd/fail.txt", &expected);
}

#[test]
fn a_panic_names_what_was_running() {
    let expected =
        "example.com/odd/panicky Panicked 2 [panic: assignment to entry in nil map] in Panic-2";
    assert_endings("odd/panic.txt", &[expected]);
    let expected = "example.com/odd/mainexit Panicked 1 [panic: unexpected call to os.Exit(0) during test] in Exit-2";
    assert_endings("odd/exit0-test.paniconexit0.txt", &[expected]);
}

#[test]
fn a_failed_build_is_told_once() {
    let expected =
        "example.com/odd/buildfail BuildFailed 0 [FAIL\\texample.com/odd/buildfail [build failed]]";
    assert_endings("odd/buildfail.txt", &[expected]);
    assert_endings("odd/buildfail_json.txt", &[expected]);
}

#[test]
fn each_package_of_several_has_its_section() {
    assert_endings(
        "odd/multi.txt",
        &[
            "example.com/odd/buildfail BuildFailed 0 [FAIL\\texample.com/odd/buildfail [build failed]]",
            "example.com/odd/deadline Passed 2",
            "example.com/odd/initpanic Panicked 0 [panic: init boom]",
            "example.com/odd/mainexit Passed 2",
            "example.com/odd/nobench Passed 0",
            "example.com/odd/notest Passed 0",
            "example.com/odd/ok Passed 52",
            "example.com/odd/panicky Passed 2",
            "example.com/odd/vetfail BuildFailed 0 [FAIL\\texample.com/odd/vetfail [build failed]]",
        ],
    );
}

#[test]
fn a_process_that_ends_itself_is_told_by_what_follows_the_name() {
    for (path, expected) in [
        ("prints/end_exit.txt", "example.com/ends Failed 1 [exit status 3] in B-2"),
        ("prints/end_kill.txt", "example.com/ends Killed 1 [signal: killed] in B-2"),
        (
            "prints/end_exit0.txt",
            "example.com/ends Panicked 1 [panic: unexpected call to os.Exit(0) during test] in B-2",
        ),
        (
            "prints/end_nil.txt",
            "example.com/ends Panicked 1 [panic: runtime error: invalid memory address or nil pointer dereference] in B-2",
        ),
    ] {
        assert_endings(path, &[expected]);
    }
}

#[test]
fn results_torn_by_prints_are_recovered() {
    for (path, recovered) in [("text.txt", 24), ("verbose.txt", 12), ("json.txt", 12)] {
        let path = format!("prints/{path}");
        let (records, _) = read_bytes(&testdata(&path));
        assert_eq!(records.endings(), ["example.com/prints Passed 27"], "{path}");
        assert_eq!(records.errors, [""; 0], "{path}");
        assert_eq!(records.recovered, recovered, "{path}");
        for result in &records.results {
            assert!(result.contains("-2 100 ") && result.contains(" 1.0 allocs/op "), "{result}");
            assert_eq!(
                result.matches('=').count() - result.matches("Sub/a=").count(),
                4,
                "{result}"
            );
        }
    }
}

#[test]
fn prints_before_a_failure_hide_neither_it_nor_what_was_running() {
    let expected = "example.com/prints Panicked 0 [panic: at the disco] in ZPanic";
    assert_endings("prints/fail.txt", &[&format!("{expected}-2")]);
    assert_endings("prints/fail_json.txt", &[expected]);
}

#[test]
fn the_form_of_a_capture_is_told() {
    for (path, format) in [("odd/plain.txt", Format::Text), ("odd/json.txt", Format::Test2json)] {
        let (_, input) = read_bytes(&testdata(path));
        assert_eq!(input.format, format);
        assert!(!input.ends_mid_line);
    }
    let mixed = [b"go: downloading\n".to_vec(), testdata("odd/json.txt")].concat();
    assert_eq!(read_bytes(&mixed).1.format, Format::Mixed);
    assert_eq!(read_bytes(b"\xFF\xFEB\0e\0").1.format, Format::Utf16);
}

/// Takes each line out of a capture in turn.
fn without_each_line(capture: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let lines: Vec<&[u8]> = capture.split_inclusive(|&byte| byte == b'\n').collect();
    (0..lines.len()).map(move |gone| {
        let kept = lines.iter().enumerate().filter(|&(index, _)| index != gone);
        kept.flat_map(|(_, line)| line.iter().copied()).collect()
    })
}

#[test]
fn no_single_line_makes_a_failed_capture_look_passed() {
    let cut = b"goos: linux\ngoarch: amd64\npkg: p\ncpu: c\nBenchmarkA 1 1 ns/op\n".to_vec();
    let captures = ["odd/fail.txt", "odd/panic.txt", "odd/buildfail.txt", "odd/buildfail_json.txt"]
        .into_iter()
        .chain([
            "prints/fail.txt",
            "prints/fail_json.txt",
            "prints/end_exit.txt",
            "prints/end_kill.txt",
        ])
        .map(testdata)
        .chain([cut, testdata("prints/end_exit0.txt")]);
    for capture in captures {
        for rest in without_each_line(&capture) {
            let (records, _) = read_bytes(&rest);
            let passed = |ending| matches!(ending, Ending::Passed | Ending::Unmarked);
            let any = records.sections.iter().any(|section| !passed(section.ending));
            assert!(any, "{}", rest.escape_ascii());
        }
    }
}

#[test]
fn in_several_packages_no_single_line_hides_that_one_has_failed() {
    for rest in without_each_line(&testdata("odd/multi.txt")) {
        let (records, _) = read_bytes(&rest);
        let failures =
            records.sections.iter().filter(|section| section.ending.is_failure()).count();
        assert!(failures >= 2, "{}", rest.escape_ascii());
    }
}

#[test]
fn every_cut_of_a_passing_run_shows() {
    for path in ["odd/plain.txt", "odd/json.txt"] {
        let capture = testdata(path);
        let end = memchr::memmem::rfind(&capture, b"PASS").unwrap();
        for length in (1..end).step_by(7) {
            let (records, _) = read_bytes(&capture[..length]);
            let passed = records.sections.iter().any(|section| section.ending == Ending::Passed);
            assert!(!passed, "{path} cut at {length}");
        }
    }
}
