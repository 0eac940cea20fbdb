//! Endings, from captures made by hand.

mod benchfmt_support;

use benchfmt_support::read_bytes;

const HEADER: &str = "goos: linux\ngoarch: amd64\npkg: p\ncpu: c\n";
const RESULT: &str = "BenchmarkA-2 \t1 1 ns/op\n";

fn endings(parts: &[&str]) -> Vec<String> {
    read_bytes(parts.concat().as_bytes()).0.endings()
}

#[test]
fn a_header_without_an_end_is_cut() {
    assert_eq!(endings(&[HEADER, RESULT]), ["p Cut 1"]);
    assert_eq!(endings(&["cpu: c\n", RESULT]), ["- Cut 1"]);
    assert_eq!(endings(&[HEADER]), ["p Cut 0"]);
}

#[test]
fn benchmark_lines_alone_are_unmarked() {
    assert_eq!(endings(&[RESULT, RESULT]), ["- Unmarked 2"]);
    assert_eq!(
        endings(&["pkg: p\n", RESULT, "pkg: q\n", RESULT]),
        ["p Unmarked 1", "q Unmarked 1"]
    );
}

#[test]
fn a_name_at_the_very_end_shows_a_cut_even_without_a_header() {
    assert_eq!(endings(&[RESULT, "BenchmarkB-2  \t"]), ["- Cut 1 [BenchmarkB-2] in B-2"]);
    assert_eq!(endings(&[HEADER, "BenchmarkB-2  \thello"]), ["p Cut 0 [BenchmarkB-2] in B-2"]);
}

#[test]
fn a_header_after_results_ends_what_was_before() {
    assert_eq!(endings(&[HEADER, RESULT, HEADER, RESULT, "PASS\n"]), ["p Cut 1", "p Passed 1"]);
    assert_eq!(endings(&[HEADER, RESULT, "PASS\n", HEADER, RESULT]), ["p Passed 1", "p Cut 1"]);
}

#[test]
fn results_after_pass_take_it_back() {
    assert_eq!(endings(&[HEADER, RESULT, "PASS\n", RESULT]), ["p Cut 2"]);
}

#[test]
fn pass_outweighs_words_of_failure_before_it_and_nothing_outweighs_fail() {
    let words = "panic: not really\n--- FAIL: x\nsignal: lost\n";
    assert_eq!(endings(&[HEADER, RESULT, words, "PASS\n"]), ["p Passed 1"]);
    assert_eq!(endings(&[HEADER, RESULT, words]), ["p Panicked 1 [panic: not really]"]);
    assert_eq!(endings(&[HEADER, RESULT, "PASS\npanic: late\n"]), ["p Panicked 1 [panic: late]"]);
    for failure in ["FAIL", "exit status 1"] {
        let expected = [format!("p Failed 1 [{failure}]")];
        assert_eq!(endings(&[HEADER, RESULT, failure, "\nPASS\nok  \tp\t1s\n"]), expected);
    }
}

#[test]
fn the_ok_of_another_package_does_not_complete_this_one() {
    let expected = ["p Cut 1", "q Passed 0"];
    assert_eq!(endings(&[HEADER, RESULT, "PASS\nok  \tq\t1s\n"]), expected);
    let expected = ["p Passed 1", "q Passed 0"];
    assert_eq!(endings(&[HEADER, RESULT, "PASS\nPASS\nok  \tq\t1s\n"]), expected);
}

#[test]
fn the_last_fail_repeats_what_was_told_or_else_counts() {
    assert_eq!(endings(&["FAIL\tp [setup failed]\nFAIL\n"]).len(), 1);
    assert_eq!(endings(&["ok  \tp\t1s\nFAIL\n"]), ["p Passed 0", "- Failed 0 [FAIL]"]);
    assert_eq!(endings(&["FAIL\n"]), ["- Failed 0 [FAIL]"]);
}

#[test]
fn lines_of_a_benchmark_that_look_like_a_header_end_nothing() {
    assert_eq!(endings(&[HEADER, RESULT, "cpu: 50%\n", RESULT, "PASS\n"]), ["p Passed 2"]);
}

#[test]
fn a_failing_event_outweighs_the_text() {
    let event = |rest: &str| format!("{{\"Package\":\"p\",{rest}}}\n");
    let pass = event("\"Action\":\"output\",\"Output\":\"PASS\\n\"");
    let fail = event("\"Action\":\"fail\"");
    let kept = &read_bytes((pass + &fail).as_bytes()).0.sections[0];
    assert!(kept.ending.is_failure());
    let build = "{\"ImportPath\":\"p [p.test]\",\"Action\":\"build-fail\"}\n";
    assert_eq!(endings(&[build]), ["p BuildFailed 0"]);
}

#[test]
fn quoted_lines_are_short() {
    let (records, _) = read_bytes(format!("panic: {}\n", "x".repeat(1000)).as_bytes());
    assert_eq!(records.sections[0].detail.as_ref().unwrap().len(), 200);
}

#[test]
fn nothing_was_running_in_a_package_that_was_not_built() {
    let (records, _) = read_bytes(b"BenchmarkX-2 \thi\nFAIL\tq [build failed]\n");
    assert!(records.sections[0].unfinished.is_none());
    assert_eq!(records.errors, ["1: parsing iteration count: invalid syntax (X-2)"]);
}
