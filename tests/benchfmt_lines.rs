//! Single lines: what is a result, what an error, and in which words.

mod benchfmt_support;

use allocgate::benchfmt::Options;
use benchfmt_support::{Records, read_as, read_bytes};

fn results(capture: &str) -> Vec<String> {
    let (records, _) = read_bytes(capture.as_bytes());
    assert_eq!(records.errors, [""; 0], "{capture}");
    records.results
}

fn strict(capture: &[u8]) -> Records {
    read_as(&Options::strict(), capture).0
}

#[test]
fn each_mistake_has_its_message() {
    for (line, message) in [
        ("BenchmarkX ", "missing iteration count"),
        ("BenchmarkX \t", "missing iteration count"),
        ("BenchmarkX 1e6 1 u", "parsing iteration count: invalid syntax"),
        ("BenchmarkX 9223372036854775808 1 u", "parsing iteration count: value out of range"),
        ("BenchmarkX -9223372036854775809 1 u", "parsing iteration count: value out of range"),
        ("BenchmarkX 99999999999999999999x 1 u", "parsing iteration count: value out of range"),
        ("BenchmarkX 1_0 1 u", "parsing iteration count: invalid syntax"),
        ("BenchmarkX + 1 u", "parsing iteration count: invalid syntax"),
        ("BenchmarkX 1", "missing measurements"),
        ("BenchmarkX 1 a u", "parsing measurement: invalid syntax"),
        ("BenchmarkX 1 1e999 u", "parsing measurement: value out of range"),
        ("BenchmarkX 1 1", "missing units"),
        ("BenchmarkX 1 1 u 2", "missing units"),
    ] {
        assert_eq!(strict(line.as_bytes()).errors, [format!("1: {message} (X)")], "{line}");
        assert_eq!(strict(line.as_bytes()).results, [""; 0], "{line}");
    }
}

#[test]
fn unit_lines_give_pairs_and_mistakes_in_order() {
    let records = strict(b"\nUnit ns/op better=higher assume= =x y\nUnit\nUnits a=b\nUnit \n");
    assert_eq!(records.units, ["2 ns/op better=higher", "2 ns/op assume="]);
    let expected =
        ["2: expected key=value", "2: expected key=value", "3: missing unit", "5: missing unit"];
    assert_eq!(records.errors, expected);
}

#[test]
fn a_name_alone_is_no_mistake() {
    assert_eq!(results("BenchmarkX\nBenchmark\nBenchmarkX/a=1-8\r\n"), [""; 0]);
}

#[test]
fn the_word_benchmark_stands_at_the_first_column() {
    assert_eq!(results(" BenchmarkX 1 1 u\nbenchmarkX 1 1 u\nxBenchmark 1 1 u\n"), [""; 0]);
    assert_eq!(results("Benchmark 1 1 u\nBenchmarkingX 1 1 u\n"), [" 1 1.0 u", "ingX 1 1.0 u"]);
}

#[test]
fn integers_are_go_integers() {
    for (text, value) in [("+5", 5), ("-3", -3), ("007", 7), ("-9223372036854775808", i64::MIN)] {
        assert_eq!(results(&format!("BenchmarkX {text} 1 u")), [format!("X {value} 1.0 u")]);
    }
}

#[test]
fn measurements_are_go_floats() {
    for (text, value) in [
        (".5", "0.5"),
        ("5.", "5.0"),
        ("1_000", "1000.0"),
        ("0x1p4", "16.0"),
        ("0X.8P1", "1.0"),
        ("0x1p-1074", "5e-324"),
        ("-0x1.8p1", "-3.0"),
        ("0x1fffffffffffff8p0", "1.44115188075855872e17"),
        ("inf", "inf"),
        ("-Infinity", "-inf"),
        ("nan", "NaN"),
        ("1e-999", "0.0"),
        ("0.1", "0.1"),
        ("123456789012345678901234567890", "1.2345678901234568e29"),
    ] {
        let expected = value.parse::<f64>().unwrap();
        let expected = [format!("X 1 {expected:?} u")];
        assert_eq!(results(&format!("BenchmarkX 1 {text} u")), expected, "{text}");
    }
    for text in ["0x10", "+nan", "1__0", "_1", "1_", ".", "e5", "1e", "0x", "0xp1", "--1", "infi"] {
        let line = format!("BenchmarkX 1 {text} u");
        let expected = ["1: parsing measurement: invalid syntax (X)"];
        assert_eq!(strict(line.as_bytes()).errors, expected, "{text}");
    }
    for text in ["0x1p1024", "-1e400", "1.8e308"] {
        let line = format!("BenchmarkX 1 {text} u");
        let expected = ["1: parsing measurement: value out of range (X)"];
        assert_eq!(strict(line.as_bytes()).errors, expected, "{text}");
    }
}

#[test]
fn any_white_space_parts_fields_but_no_zero_width_one() {
    let spaces = "BenchmarkX\u{a0}1\u{3000}1\u{b}u\u{85}2\u{c}v\r \u{2028}";
    assert_eq!(results(spaces), ["X 1 1.0 u 2.0 v"]);
    let records = strict("BenchmarkX 1 1\u{200b}u".as_bytes());
    assert_eq!(records.errors, ["1: parsing measurement: invalid syntax (X)"]);
    assert_eq!(strict(b"BenchmarkX\xff\xe3\x80 1 1 u").results, ["X\\xff\\xe3\\x80 1 1.0 u"]);
}

#[test]
fn configuration_is_kept_in_the_order_of_x_perf() {
    let capture = "a: 1\nb: 2\nc: 3\na:\nd: 4 \nb:\t5\nBenchmarkX 1 1 u\n";
    assert_eq!(results(capture), ["X 1 1.0 u c=3 b=5 d=4 "]);
}

#[test]
fn only_keys_in_lower_case_are_configuration() {
    let capture =
        "A: 1\n1: 2\nb c: 3\nbC: 4\nd:5\n\u{aa}: 6\n\u{e9}:\t7\na:b: 8\nBenchmarkX 1 1 u\n";
    let expected = "X 1 1.0 u \\xc3\\xa9=7 a:b=8";
    // "a:b: 8" is key "a" with no blank after its colon, and so no configuration at all.
    assert_eq!(results(capture), [expected.strip_suffix(" a:b=8").unwrap()]);
}

#[test]
fn a_byte_order_mark_is_stripped_unless_x_perf_is_followed() {
    let capture = b"\xEF\xBB\xBFBenchmarkX 1 1 u\n";
    assert_eq!(read_bytes(capture).0.results, ["X 1 1.0 u"]);
    assert_eq!(strict(capture).results, [""; 0]);
}

#[test]
fn a_line_too_long_is_skipped_and_told() {
    let options = Options { max_line: 20, ..Options::default() };
    for padding in [5, 30, 300_000, 600_000] {
        let capture = format!("BenchmarkA 1 1 u\n{}\nBenchmarkB 1 1 u", "x".repeat(padding));
        let (records, input) = read_as(&options, capture.as_bytes());
        assert_eq!(records.results, ["A 1 1.0 u", "B 1 1.0 u"]);
        let errors: &[&str] = if padding > 20 { &["2: line too long"] } else { &[] };
        assert_eq!(records.errors, errors);
        assert_eq!((input.lines, input.bytes), (3, capture.len() as u64));
        assert!(input.ends_mid_line);
    }
}

#[test]
fn configuration_beyond_its_limit_is_an_error_and_what_is_there_stays() {
    let keys: String = (0..1030).map(|index| format!("k{index}: v\n")).collect();
    let (records, _) = read_bytes(format!("{keys}k5: w\nBenchmarkX 1 1 u\n").as_bytes());
    assert_eq!(records.errors.len(), 6);
    assert_eq!(records.errors[0], "1025: too many configuration keys");
    assert!(records.results[0].contains(" k5=w ") && records.results[0].ends_with(" k1023=v"));
}

#[test]
fn numbers_that_cannot_be_told_from_print_are_an_error_with_the_name() {
    for line in [
        "BenchmarkX-2 \tdone",
        "BenchmarkX-2 \tdone 100\t        12.3 ns/op",
        "BenchmarkX-2 \tdone     100\t12.3 ns/op",
        "BenchmarkX-2 \tdone 5123456789\t        12.3 ns/op",
    ] {
        let (records, _) = read_bytes(format!("{line}\nBenchmarkY 1 1 u\n").as_bytes());
        let expected = ["1: parsing iteration count: invalid syntax (X-2)"];
        assert_eq!(records.errors, expected, "{line}");
        assert_eq!(records.results, ["Y 1 1.0 u"], "{line}");
    }
}

#[test]
fn logs_are_not_taken_for_results() {
    let tail = "BenchmarkX-2 \t     100\t        12.3 ns/op";
    for line in [format!("    a_test.go:5: {tail}"), format!("--- BENCH: {tail}")] {
        assert_eq!(results(&line), [""; 0]);
    }
    assert_eq!(results(&format!("partial{tail}")), ["X-2 100 12.3 ns/op"]);
}

#[test]
fn events_of_several_packages_keep_apart() {
    let event = |package: &str, output: &str| {
        format!("{{\"Action\":\"output\",\"Package\":\"{package}\",\"Output\":\"{output}\"}}\n")
    };
    let capture = [
        event("a", "k: 1\\nBenchmarkX-2 \\t"),
        event("b", "k: 2\\nBenchmarkY-2 \\t  7"),
        "not an event\n".into(),
        event("a", "     100\\t12.3 ns/op\\nPASS\\n"),
        event("b", "\\t5 B/op\\nPASS\\n"),
    ];
    let expected = ["X-2 100 12.3 ns/op k=1", "Y-2 7 5.0 B/op k=2"];
    let (records, _) = read_bytes(capture.concat().as_bytes());
    assert_eq!(records.results, expected);
    assert_eq!(records.endings(), ["a Passed 1", "b Passed 1"]);
}

#[test]
fn an_event_that_is_no_json_is_an_error_only_among_events() {
    let torn = "{\"Action\":\"outp\n";
    assert_eq!(read_bytes(torn.as_bytes()).0.errors, [""; 0]);
    let among = format!("{{\"Action\":\"start\",\"Package\":\"a\"}}\n{torn}");
    let (records, _) = read_bytes(among.as_bytes());
    assert_eq!(records.errors, ["2: malformed test2json event"]);
    assert_eq!(records.endings(), ["a Cut 0"]);
}

#[test]
fn a_name_among_the_prints_of_a_waiting_benchmark_does_not_take_its_numbers() {
    let capture = "BenchmarkX-2 \thi\nseeBenchmarkY\tslow\n     100\t        12.3 ns/op\n";
    assert_eq!(results(capture), ["X-2 100 12.3 ns/op"]);
}

#[test]
fn the_next_name_ends_the_waiting() {
    let capture = "BenchmarkX-2 \thi\nBenchmarkY\n     100\t        12.3 ns/op\n";
    let (records, _) = read_bytes(capture.as_bytes());
    assert_eq!(records.results, [""; 0]);
    assert_eq!(records.errors, ["1: parsing iteration count: invalid syntax (X-2)"]);
}
