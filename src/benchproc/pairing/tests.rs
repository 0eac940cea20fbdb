use super::super::{Capture, Mismatch, mismatches};
use super::*;

fn capture(text: &str) -> Samples {
    let mut capture = Capture::default();
    capture.read_from("capture", text.as_bytes()).unwrap();
    capture.samples
}

fn pair(baseline: &str, candidate: &str) -> Pairing {
    Pairing::new(capture(baseline), capture(candidate), |_| true)
}

/// Each benchmark as `pkg.name[configuration]`, with its results on either side.
fn listing(pairing: &Pairing) -> Vec<String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let describe = |&b: &Benchmark| {
        let key = pairing.key(b);
        let other: String =
            key.other().map(|(k, v)| format!("[{}={}]", text(k), text(v))).collect();
        let [x, y] = Which::BOTH.map(|which| pairing.results(which, b));
        format!("{}.{}{other} {x}:{y}", text(key.package()), text(key.name()))
    };
    pairing.benchmarks().iter().map(describe).collect()
}

const A: &str = "BenchmarkA-8 1 5 B/op\n";

#[test]
fn equal_names_of_different_packages_are_kept_apart() {
    let text = format!("pkg: x\n{A}pkg: y\n{A}{A}");
    assert_eq!(listing(&pair(&text, &text)), ["x.A-8 1:1", "y.A-8 2:2"]);
}

#[test]
fn a_key_that_one_side_lacks_is_ignored() {
    let pairing = pair(&format!("goos: linux\npkg: x\n{A}"), A);
    assert_eq!(listing(&pairing), [".A-8 1:1"]);
    assert_eq!(pairing.ignored_keys().collect::<Vec<_>>(), [b"pkg".as_slice(), b"goos"]);
}

#[test]
fn a_package_is_not_ignored_where_it_tells_benchmarks_apart() {
    let pairing = pair(&format!("pkg: x\n{A}pkg: y\n{A}"), A);
    assert_eq!(listing(&pairing), [".A-8 0:1", "x.A-8 1:0", "y.A-8 1:0"]);
}

#[test]
fn configuration_that_differs_between_the_sides_tears_nothing_apart() {
    let pairing =
        pair(&format!("cpu: fast\ncommit: 1\n{A}"), &format!("cpu: slow\ncommit: 2\n{A}"));
    assert_eq!(listing(&pairing), [".A-8 1:1"]);
    let keys: Vec<&[u8]> = pairing.differing_keys().iter().map(|d| d.key).collect();
    assert_eq!(keys, [b"commit".as_slice(), b"cpu"]);
}

#[test]
fn configuration_that_varies_within_a_side_splits_where_the_other_knows_a_value() {
    let side = format!("mode: fast\n{A}mode: slow\n{A}{A}");
    assert_eq!(listing(&pair(&side, &side)), [".A-8[mode=fast] 1:1", ".A-8[mode=slow] 2:2"]);
    let fast = format!("mode: fast\n{A}");
    assert_eq!(listing(&pair(&side, &fast)), [".A-8[mode=fast] 1:1", ".A-8[mode=slow] 2:0"]);
}

#[test]
fn values_that_only_one_side_knows_are_pooled() {
    let pairing =
        pair(&format!("commit: 1\n{A}commit: 2\n{A}"), &format!("commit: 3\n{A}commit: 4\n{A}"));
    assert_eq!(listing(&pairing), [".A-8 2:2"]);
    assert_eq!(pairing.pooled_keys().collect::<Vec<_>>(), [b"commit"]);
}

#[test]
fn a_key_set_between_different_benchmarks_does_not_split_them() {
    let text = format!("{A}took: 3ms\nBenchmarkB-8 1 5 B/op\n");
    assert_eq!(listing(&pair(&text, &text)), [".A-8 1:1", ".B-8 1:1"]);
}

#[test]
fn coverage_of_the_package_before_is_no_configuration() {
    // Both sides know both values: any other key would split.
    let runs = |key: &str| format!("{A}{key}: 71.2%\n{A}{key}: 71.3%\n{A}");
    let pairing = pair(&runs("coverage"), &runs("coverage"));
    assert_eq!(listing(&pairing), [".A-8 3:3"]);
    assert_eq!(pairing.pooled_keys().count(), 0);
    assert_eq!(listing(&pair(&runs("share"), &runs("share"))).len(), 3);
}

#[test]
fn samples_are_gathered_over_configurations_and_files_in_order() {
    let pairing =
        pair("commit: 1\nBenchmarkA 7 1 B/op 2 B/op\ncommit: 2\nBenchmarkA 8 3 B/op\n", A);
    let (mut values, mut iterations) = (Vec::new(), Vec::new());
    let unit = pairing.unit("B/op").unwrap();
    let a = *pairing.benchmarks().iter().find(|&&b| pairing.key(b).name() == b"A").unwrap();
    pairing.sample(Which::Baseline, a, unit, &mut values, &mut iterations);
    assert_eq!((values, iterations), (vec![1.0, 2.0, 3.0], vec![7.0, 7.0, 8.0]));
}

#[test]
fn forgotten_units_leave_the_others_as_they_were() {
    let text = "BenchmarkA 7 1 ns/op 2 B/op 3 allocs/op\nBenchmarkA 8 4 ns/op 5 B/op 3 allocs/op\n";
    let mut pairing = pair(text, text);
    let unit = pairing.unit("B/op").unwrap();
    pairing.keep_units(&[unit]);
    let (mut values, mut iterations) = (Vec::new(), Vec::new());
    pairing.sample(Which::Candidate, 0, unit, &mut values, &mut iterations);
    assert_eq!((values, iterations), (vec![2.0, 5.0], vec![7.0, 8.0]));
    let mut units = Vec::new();
    pairing.units(Which::Candidate, 0, &mut units);
    assert_eq!(units, [unit]);
}

fn mismatch(baseline: &str, candidate: &str) -> Vec<(String, [String; 2], usize)> {
    let shorten = |m: Mismatch| (m.key, m.values, m.benchmarks.len());
    mismatches(&pair(baseline, candidate)).into_iter().map(shorten).collect()
}

#[test]
fn another_gomaxprocs_is_named_where_all_benchmarks_have_it() {
    let side = |n: &str| format!("BenchmarkA{n} 1 5 B/op\nBenchmarkB/x{n} 1 5 B/op\n");
    let expected = [("GOMAXPROCS".to_owned(), ["8".to_owned(), "4".to_owned()], 2)];
    assert_eq!(mismatch(&side("-8"), &side("-4")), expected);
    let expected = [("GOMAXPROCS".to_owned(), ["8".to_owned(), "1".to_owned()], 2)];
    assert_eq!(mismatch(&side("-8"), &side("")), expected);
}

#[test]
fn digits_that_only_some_benchmarks_have_are_part_of_the_name() {
    let side = |n: &str| format!("BenchmarkA 1 5 B/op\nBenchmarkB/n{n} 1 5 B/op\n");
    assert_eq!(mismatch(&side("-4"), &side("-8")), []);
}

#[test]
fn sizes_of_one_benchmark_are_no_gomaxprocs() {
    let side = |n: &str| format!("BenchmarkSort/n-100 1 5 B/op\nBenchmarkSort/n-{n} 1 5 B/op\n");
    assert_eq!(mismatch(&side("1000"), &side("2000")), []);
}

#[test]
fn another_platform_is_named() {
    let side = |arch: &str| format!("goos: linux\ngoarch: {arch}\n{A}");
    let expected = [("goarch".to_owned(), ["amd64".to_owned(), "arm64".to_owned()], 1)];
    assert_eq!(mismatch(&side("amd64"), &side("arm64")), expected);
}
