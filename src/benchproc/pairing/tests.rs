use super::super::{Capture, Loosened, Loosening, Mismatch, Selecting, Values, mismatches};
use super::*;

fn capture(text: &str) -> Samples {
    Capture::of_text(text).samples
}

fn pair(baseline: &str, candidate: &str) -> Pairing {
    Pairing::new(capture(baseline), capture(candidate), &Selection::default())
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
    assert_eq!(pairing.lacking_keys().collect::<Vec<_>>(), [b"pkg".as_slice(), b"goos"]);
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
    pairing.sample(Which::Baseline, a, unit, Values::Selected, &mut values, &mut iterations);
    assert_eq!((values, iterations), (vec![1.0, 2.0, 3.0], vec![7.0, 7.0, 8.0]));
}

#[test]
fn forgotten_units_leave_the_others_as_they_were() {
    let text = "BenchmarkA 7 1 ns/op 2 B/op 3 allocs/op\nBenchmarkA 8 4 ns/op 5 B/op 3 allocs/op\n";
    let mut pairing = pair(text, text);
    let unit = pairing.unit("B/op").unwrap();
    pairing.keep_units(&[unit]);
    let (mut values, mut iterations) = (Vec::new(), Vec::new());
    pairing.sample(Which::Candidate, 0, unit, Values::Selected, &mut values, &mut iterations);
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

fn select(baseline: &str, candidate: &str, filter: &str, ignore: &str) -> Pairing {
    let selecting = Selecting { bench: None, filter: Some(filter), ignore: Some(ignore) };
    let selection = Selection::new(&selecting).unwrap();
    Pairing::new(capture(baseline), capture(candidate), &selection)
}

const B: &str = "BenchmarkB-8 1 5 B/op\n";

#[test]
fn what_is_not_selected_was_never_there() {
    let text = format!("pkg: x\nmode: a\n{A}{B}pkg: y\n{A}mode: b\n{A}{B}");
    assert_eq!(listing(&select(&text, &text, "-pkg:y .name:A", "")), ["x.A-8 1:1"]);
    // No key splits that varies among other results only.
    let pairing = select(&text, &text, "-(pkg:y mode:a)", "");
    assert_eq!(listing(&pairing), ["x.A-8 1:1", "x.B-8 1:1", "y.A-8 1:1", "y.B-8 1:1"]);
    assert_eq!(pairing.splitting_keys().count(), 0);
    assert_eq!(pairing.values_of(Which::Baseline, b"mode"), [b"a", b"b"]);
}

#[test]
fn results_are_selected_by_their_files() {
    let mut side = Capture::default();
    for path in ["one", "two", "three"] {
        side.read_from(path, format!("{A}{A}").as_bytes()).unwrap();
    }
    let selecting = Selecting { filter: Some("-.file:two"), ..Selecting::default() };
    let selection = Selection::new(&selecting).unwrap();
    let pairing = Pairing::new(side.samples, capture(A), &selection);
    assert_eq!(listing(&pairing), [".A-8 4:1"]);
}

#[test]
fn a_value_that_is_not_selected_is_known_to_have_been_printed() {
    let text = "BenchmarkA 7 1 ns/op 2 B/op 3 allocs/op\nBenchmarkA 8 4 ns/op 5 B/op 3 allocs/op\n";
    let mut pairing = select(text, text, "-.unit:B/op", "");
    let bytes = pairing.printed_unit("B/op").unwrap();
    assert_eq!(pairing.unit("B/op"), None);
    assert_eq!(pairing.left_out("B/op"), 4);
    assert_eq!(pairing.all_units(), [b"allocs/op".as_slice(), b"ns/op"]);
    assert!(!pairing.has_unit(Which::Baseline, 0, bytes));
    for _ in 0..2 {
        assert!(pairing.prints_unit(Which::Baseline, 0, bytes));
        let (mut values, mut iterations) = (Vec::new(), Vec::new());
        pairing.sample(Which::Candidate, 0, bytes, Values::Selected, &mut values, &mut iterations);
        assert!(values.is_empty());
        pairing.sample(Which::Candidate, 0, bytes, Values::Printed, &mut values, &mut iterations);
        assert_eq!((values, iterations), (vec![2.0, 5.0], vec![7.0, 8.0]));
        pairing.keep_units(&[bytes]);
    }
}

#[test]
fn a_unit_is_selected_as_printed_or_in_its_base_form() {
    let text = "BenchmarkA 7 0 ns/op 2 MB/s 3 B/op\n";
    for (filter, unit) in [(".unit:sec/op", "ns/op"), (".unit:B/s", "MB/s"), (".unit:MB/s", "MB/s")]
    {
        let pairing = select(text, text, filter, "");
        assert_eq!(pairing.all_units(), [unit.as_bytes()], "{filter}");
    }
}

#[test]
fn a_unit_is_none_that_is_only_a_name() {
    let text = "B: allocs/op\nBenchmarkB/op 7 2 ns/op\n";
    assert_eq!(pair(text, text).unit("allocs/op"), None);
}

#[test]
fn what_could_be_selected_is_known_where_nothing_is() {
    let pairing = select(&format!("pkg: x\n{A}pkg: y\n{B}"), A, "pkg:z OR .unit:s OR /n:1", "");
    let expected: Alternatives = vec![
        (b"pkg".to_vec(), vec![b"x".to_vec(), b"y".to_vec()]),
        (b".unit".to_vec(), vec![b"B/op".to_vec()]),
        (b"/n".to_vec(), vec![]),
    ];
    assert_eq!(pairing.alternatives(Which::Baseline), Some(&expected));
    assert!(pairing.alternatives(Which::Candidate).is_some());
    assert_eq!(select(A, B, ".name:A", "").alternatives(Which::Baseline), None);
}

#[test]
fn an_ignored_platform_pairs_and_is_no_mismatch() {
    let side = |arch: &str| format!("goos: linux\ngoarch: {arch}\n{A}");
    let pairing = select(&side("amd64"), &side("arm64"), "*", "goarch");
    assert_eq!(listing(&pairing), [".A-8 1:1"]);
    assert_eq!(mismatches(&pairing), []);
    let [loosened] = &*pairing.loosening(&pairing.units).keys else { panic!("one key") };
    assert_eq!((loosened.differing, loosened.varying, &loosened.mixed), (1, 0, &None));
}

#[test]
fn an_ignored_suffix_vanishes_from_names() {
    let side = |n: &str| format!("BenchmarkA{n} 1 5 B/op\nBenchmarkB/x{n} 1 5 B/op\n");
    let pairing = select(&side("-8"), &side(""), "*", "/gomaxprocs");
    assert_eq!(listing(&pairing), [".A 1:1", ".B/x 1:1"]);
    assert_eq!(mismatches(&select(&side("-8-4"), &side("-8-2"), "*", "/gomaxprocs goos")), []);
}

#[test]
fn an_ignored_key_neither_splits_nor_is_told_to_differ() {
    let side = format!("mode: fast\n{A}mode: slow\n{A}{A}");
    let pairing = select(&side, &format!("mode: fast\n{A}"), "*", "mode");
    assert_eq!(listing(&pairing), [".A-8 3:1"]);
    assert_eq!(pairing.splitting_keys().chain(pairing.pooled_keys()).count(), 0);
    assert_eq!(pairing.differing_keys().len(), 0);
}

fn loosening(baseline: &str, candidate: &str, keys: &str) -> Loosening {
    let pairing = select(baseline, candidate, "*", keys);
    pairing.loosening(&pairing.units)
}

fn loosened(baseline: &str, candidate: &str, key: &str) -> Loosened {
    loosening(baseline, candidate, key).keys.remove(0)
}

#[test]
fn mixtures_that_differ_are_told_from_those_that_do_not() {
    let size = |n: u8| format!("BenchmarkA/n={n} 1 5 B/op\nBenchmarkB 1 5 B/op\n");
    let (one, both) = (size(1), size(1) + &size(2));
    let same = loosened(&both, &both, "/n");
    assert_eq!((same.differing, same.varying, same.mixed, same.present), (0, 1, None, true));
    let other = loosened(&both, &one, "/n");
    assert_eq!((other.differing, other.varying), (1, 1));
    let mixed = other.mixed.unwrap();
    assert_eq!((mixed.benchmarks, mixed.shares.map(|shares| shares.len())), (1, [2, 1]));
    assert!(!loosened(&both, &both, "/m").present);
    // A run is nothing of a benchmark's own.
    let run = |n: u8| format!("run: {n}\n{A}");
    assert_eq!(loosened(&(run(1) + &run(2)), &run(1), "run").mixed, None);
}

#[test]
fn mixtures_are_compared_by_the_share_of_each_part() {
    let sizes = |one: usize, two: usize| {
        "BenchmarkA/n=1 1 5 B/op\n".repeat(one) + &"BenchmarkA/n=2 1 5 B/op\n".repeat(two)
    };
    let mixed = |b: &str, c: &str| loosened(b, c, "/n").mixed.is_some();
    assert!(!mixed(&sizes(1, 2), &sizes(10, 20)) && !mixed(&sizes(7, 0), &sizes(9, 0)));
    assert!(mixed(&sizes(1, 19), &sizes(19, 1)) && mixed(&sizes(10, 10), &sizes(10, 9)));
    // What counts are results that have the unit.
    let (lost, others) = (sizes(1, 1) + "BenchmarkA/n=1 1 5 ns/op\n", sizes(1, 1) + &sizes(1, 0));
    let pairing = select(&lost, &others, "*", "/n");
    let mixed = |unit| {
        let loosening = pairing.loosening(&[pairing.unit(unit).unwrap()]);
        loosening.keys[0].mixed.is_some()
    };
    assert!(mixed("B/op") && !mixed("ns/op"));
}

#[test]
fn mixtures_of_several_keys_are_compared_by_all_of_them() {
    let side = |parts: [&str; 2]| parts.map(|part| format!("BenchmarkA{part} 1 5 B/op\n")).concat();
    let straight = side(["/a=1/b=1-8", "/a=2/b=2-8"]);
    let crossed = loosening(&straight, &side(["/a=1/b=2-8", "/a=2/b=1-8"]), "/a,/b");
    assert!(crossed.keys.iter().all(|key| key.mixed.is_none() && key.varying == 1));
    let (keys, uneven) = crossed.crossed.unwrap();
    assert_eq!((keys, uneven.benchmarks), (vec![b"/a".to_vec(), b"/b".to_vec()], 1));
    assert_eq!(uneven.shares[0][0].part, b"/a=1 /b=1");
    // A suffix that just differs is not in the way of pairing what else there is.
    let suffix = side(["/a=1/b=1-4", "/a=2/b=2-4"]);
    let loosening = loosening(&straight, &suffix, "/a,/b,/gomaxprocs");
    assert_eq!((loosening.crossed, loosening.keys[2].differing), (None, 1));
}

#[test]
fn a_key_that_a_name_has_twice_or_without_a_value_is_told() {
    let side = |one: &str, two: &str| {
        format!("BenchmarkA{one} 1 5 B/op\nBenchmarkA{two} 1 5 B/op\nBenchmarkA{two} 1 5 B/op\n")
    };
    for [one, two] in [["/n=1/n=2", "/n=1/n=3"], ["/n=", ""], ["/n=1", "/n=1/n=1"]] {
        let mixed = loosened(&side(one, two), &side(two, one), "/n").mixed;
        assert!(mixed.is_some(), "{one} {two}");
    }
}
