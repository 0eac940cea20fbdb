//! What holds of any two captures.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

#[path = "judge/support.rs"]
mod support;

use allocgate::compare::{Allowance, Decimal, Test};
use allocgate::policy::Rule;
use allocgate::report::v1::{Number, Report, Status, Verdict};
use allocgate::report::{from_json, to_json};
use allocgate::{Policy, Selecting, check};
use proptest::prelude::*;
use support::{captures, judge, judge_under, read};

/// One result.
#[derive(Clone, Debug)]
struct Line {
    package: u8,
    name: u8,
    iterations: u32,
    ns: u32,
    bytes: u32,
    allocs: u32,
}

/// A capture: packages may alternate.
fn text(lines: &[Line]) -> String {
    runs(lines).into_iter().map(|(_, run)| run).collect()
}

/// Each package's output, as often as packages change.
fn runs(lines: &[Line]) -> Vec<(String, String)> {
    lines
        .chunk_by(|a, b| a.package == b.package)
        .map(|chunk| {
            let package = format!("example.com/p{}", chunk[0].package);
            let results: String = chunk.iter().map(Line::text).collect();
            let header = format!("goos: linux\ngoarch: amd64\npkg: {package}\ncpu: some\n");
            let run = format!("{header}{results}PASS\nok  \t{package}\t1.5s\n");
            (package, run)
        })
        .collect()
}

/// The same from `go test -json`.
fn events(runs: &[(String, String)]) -> String {
    let mut events = String::new();
    for (package, run) in runs {
        let mut event = |action: &str, output: Option<&str>| {
            let mut event = serde_json::json!({"Action": action, "Package": package});
            if let Some(output) = output {
                event["Output"] = output.into();
            }
            events.push_str(&format!("{event}\n"));
        };
        event("start", None);
        for line in run.split_inclusive('\n') {
            // A result comes in two events.
            let (name, rest) = line.split_at(line.find("\t ").map_or(0, |tab| tab + 1));
            event("output", Some(name));
            event("output", Some(rest));
        }
        event("pass", None);
    }
    events
}

impl Line {
    fn text(&self) -> String {
        let Line { name, iterations, ns, bytes, allocs, .. } = self;
        format!(
            "BenchmarkX{name}-8 \t{iterations:8}\t{ns:10} ns/op\t{bytes:8} B/op\t{allocs:8} allocs/op\n"
        )
    }
}

/// One benchmark's results on one side, around a level.
fn side(bytes: u32, allocs: u32) -> impl Strategy<Value = Vec<(u32, u32, u32)>> {
    let noise = prop_oneof![3 => Just(0u32), 1 => Just(1), 1 => Just(2)];
    let spread = prop_oneof![Just(0u32), Just(1), Just(bytes / 10), Just(16)];
    (1..9usize, spread).prop_flat_map(move |(size, spread)| {
        let line = (1..1_000_000u32, noise.clone(), noise.clone());
        let line = line.prop_map(move |(ns, b, a)| (ns, bytes + b * spread, allocs + a));
        proptest::collection::vec(line, size)
    })
}

fn benchmark() -> impl Strategy<Value = [Vec<Line>; 2]> {
    let level = || prop_oneof![Just(0u32), Just(16), Just(100), 0..5000u32];
    let allocs = || prop_oneof![Just(0u32), 1..12u32, 100..130u32];
    let levels = (level(), level(), allocs(), allocs(), any::<bool>());
    let sides = levels.prop_flat_map(|(b, c, ba, ca, same)| {
        let (c, ca) = if same { (b, ba) } else { (c, ca) };
        (side(b, ba), side(c, ca))
    });
    let iterations = prop_oneof![4 => Just((100u32, 100u32)), 1 => Just((100, 2))];
    (0..2u8, 0..9u8, sides, iterations).prop_map(|(package, name, (b, c), iterations)| {
        let lines = |values: Vec<(u32, u32, u32)>, iterations| {
            let line = |(ns, bytes, allocs)| Line { package, name, iterations, ns, bytes, allocs };
            values.into_iter().map(line).collect()
        };
        [lines(b, iterations.0), lines(c, iterations.1)]
    })
}

fn pair() -> impl Strategy<Value = [Vec<Line>; 2]> {
    proptest::collection::vec(benchmark(), 1..8).prop_map(|benchmarks| {
        [0, 1].map(|i| benchmarks.iter().flat_map(|b| b[i].clone()).collect())
    })
}

fn shuffled_pair() -> impl Strategy<Value = ([Vec<Line>; 2], [Vec<Line>; 2])> {
    pair().prop_flat_map(|[b, c]| {
        let shuffled = (Just(b.clone()).prop_shuffle(), Just(c.clone()).prop_shuffle());
        shuffled.prop_map(move |(sb, sc)| ([b.clone(), c.clone()], [sb, sc]))
    })
}

fn policy(test: Test, alpha: f64, percent: u64, absolute: u64) -> Policy {
    let rule = |unit| Rule {
        allowance: Allowance {
            percent: Decimal::whole(percent),
            absolute: Decimal::whole(absolute),
        },
        test,
        alpha,
        ..Rule::new(unit)
    };
    Policy { rules: vec![rule("B/op"), rule("allocs/op")], ..Policy::default() }
}

fn any_policy() -> impl Strategy<Value = Policy> {
    let test = prop_oneof![Just(Test::Exceeds), Just(Test::Differs)];
    let alpha = prop_oneof![Just(0.005), Just(0.05), Just(0.3)];
    (test, alpha, 0..20u64, 0..20u64).prop_map(|(t, a, p, n)| policy(t, a, p, n))
}

/// A report without what tells one file from another.
fn without_files(mut report: Report) -> Report {
    report.baseline.clear();
    report.candidate.clear();
    for remark in report.causes.iter_mut().chain(&mut report.notes) {
        (remark.path, remark.line) = (None, None);
    }
    report
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn events_are_judged_as_their_text_is(pair in pair(), policy in any_policy()) {
        let of_text = judge_under(&policy, text(&pair[0]), text(&pair[1]));
        let [b, c] = pair.map(|side| events(&runs(&side)));
        prop_assert_eq!(without_files(judge_under(&policy, b, c)), without_files(of_text));
    }

    #[test]
    fn the_order_of_results_changes_nothing((pair, shuffled) in shuffled_pair(), policy in any_policy()) {
        let [straight, shuffled] = [pair, shuffled].map(|[b, c]| without_files(judge_under(&policy, text(&b), text(&c))));
        prop_assert_eq!(straight, shuffled);
    }

    #[test]
    fn what_a_filter_leaves_out_changes_nothing(pair in pair(), policy in any_policy(), package in 0..2u8) {
        let filter = format!("pkg:example.com/p{package} -.name:X0");
        let selecting = Selecting { filter: Some(&filter), ..Selecting::default() };
        let [b, c] = pair.each_ref().map(|side| read(&[text(side)]));
        let filtered = check(b, c, &policy, &selecting).unwrap();
        let kept = pair.map(|mut side| {
            side.retain(|line| line.package == package && line.name != 0);
            side
        });
        if kept.iter().any(Vec::is_empty) {
            prop_assert!(filtered.verdict == Verdict::CannotJudge && filtered.rows.is_empty());
        } else {
            let deleted = judge_under(&policy, text(&kept[0]), text(&kept[1]));
            prop_assert_eq!((filtered.verdict, filtered.causes, filtered.rows), (deleted.verdict, deleted.causes, deleted.rows));
            prop_assert_eq!((filtered.added, filtered.removed), (deleted.added, deleted.removed));
        }
    }

    #[test]
    fn the_order_of_files_changes_nothing(pair in pair(), policy in any_policy(), turn in 0..9usize) {
        let [mut b, mut c] = pair.map(|side| side.chunks(3).map(text).collect::<Vec<_>>());
        let report = |b: &[String], c: &[String]| without_files(check(read(b), read(c), &policy, &Selecting::default()).unwrap());
        let straight = report(&b, &c);
        b.reverse();
        let by = turn % c.len();
        c.rotate_left(by);
        prop_assert_eq!(report(&b, &c), straight);
    }

    /// An amount, unlike a share, is the same seen from either side.
    #[test]
    fn regressions_are_improvements_seen_from_the_other_side(
        pair in pair(), absolute in 0..20u64, differs in any::<bool>(), alpha in prop_oneof![Just(0.05), Just(0.3)],
    ) {
        let test = if differs { Test::Differs } else { Test::Exceeds };
        let policy = policy(test, alpha, 0, absolute);
        let [there, back] = [[0, 1], [1, 0]].map(|[b, c]| judge_under(&policy, text(&pair[b]), text(&pair[c])));
        prop_assert_eq!((there.counts.added, there.counts.removed), (back.counts.removed, back.counts.added));
        for (one, other) in there.rows.iter().zip(&back.rows) {
            prop_assert_eq!((&one.name, &one.unit), (&other.name, &other.unit));
            let mirrored = match one.status {
                Status::Regression => Status::Improvement,
                Status::Improvement => Status::Regression,
                same => same,
            };
            let excused = |status| matches!(status, Status::Inconclusive | Status::Rounding);
            if !excused(one.status) && !excused(other.status) {
                prop_assert_eq!(other.status, mirrored);
                if one.baseline.median != one.candidate.median {
                    prop_assert_eq!(one.evidence.p, other.evidence.p);
                }
            }
        }
    }

    #[test]
    fn twice_the_bytes_on_both_sides_change_no_status(pair in pair(), percent in 0..20u64) {
        let policy = policy(Test::Exceeds, 0.05, percent, 0);
        let doubled = pair.clone().map(|side| {
            side.into_iter().map(|line| Line { bytes: 2 * line.bytes, ..line }).collect::<Vec<_>>()
        });
        let [once, twice] = [pair, doubled].map(|[b, c]| judge_under(&policy, text(&b), text(&c)));
        prop_assert_eq!(once.counts, twice.counts);
        for (one, other) in once.rows.iter().zip(&twice.rows) {
            prop_assert_eq!((one.status, one.reason, one.evidence), (other.status, other.reason, other.evidence));
        }
    }

    #[test]
    fn a_report_comes_back_from_json_as_it_was(pair in pair(), median in any::<f64>(), p in 0.0..1.0f64) {
        let mut report = judge(text(&pair[0]), text(&pair[1]));
        for row in &mut report.rows {
            row.baseline.median = Number(median);
            row.evidence.p = Some(p);
        }
        let json = to_json(&report).unwrap();
        let again = from_json(&json).unwrap();
        prop_assert_eq!(to_json(&again).unwrap(), json);
        prop_assert!(median.is_nan() || again == report);
    }
}

#[test]
fn numbers_that_json_lacks_come_back() {
    let results = |value: &str| {
        format!("BenchmarkX 1 {} ns/op {value} B/op {value} allocs/op\n", value.len()).repeat(6)
    };
    for (value, is) in [
        ("NaN", f64::is_nan as fn(f64) -> bool),
        ("+Inf", |v| v == f64::INFINITY),
        ("-Inf", |v| v == f64::NEG_INFINITY),
        ("1e300", |v| v == 1e300),
        ("5e-324", |v| v == 5e-324),
        ("0.1", |v| v == 0.1),
        ("9007199254740993", |v| v == 9_007_199_254_740_992.0),
    ] {
        let report = judge(results("2"), results(value));
        let again = from_json(&to_json(&report).unwrap()).unwrap();
        assert_eq!(again.rows.len(), 2);
        assert!(again.rows.iter().all(|row| is(row.candidate.median.0)), "{value}");
    }
}

#[test]
fn real_captures_are_judged_alike_as_events() {
    let paths = captures("real");
    let text = |path: &std::path::PathBuf| String::from_utf8(std::fs::read(path).unwrap()).unwrap();
    let complete = |path: &&std::path::PathBuf| text(path).ends_with("PASS\n");
    let paths: Vec<_> = paths.iter().filter(complete).collect();
    assert!(paths.len() > 4);
    for (a, b) in paths.iter().flat_map(|a| paths.iter().map(move |b| (a, b))) {
        let [a, b] = [a, b].map(|path| text(path));
        let as_events = |text: &String| {
            let package = text.lines().find_map(|line| line.strip_prefix("pkg: ")).unwrap();
            events(&[(package.to_owned(), text.clone())])
        };
        let of_events = without_files(judge(as_events(&a), as_events(&b)));
        assert_eq!(of_events, without_files(judge(&a, &b)));
    }
}

fn results(name: &str, iterations: u32, bytes: &[u32], allocs: u32) -> String {
    let line = |(i, b): (usize, &u32)| {
        format!("Benchmark{name} {iterations} 1{i} ns/op {b} B/op {allocs} allocs/op\n")
    };
    bytes.iter().enumerate().map(line).collect()
}

#[test]
fn bytes_that_looked_rounded_failed_although_n_differed() {
    let policy = policy(Test::Exceeds, 0.5, 0, 0);
    let baseline = results("X", 150, &[64, 65, 64, 65, 64, 64], 5);
    let candidate = results("X", 1, &[65; 6], 5);
    assert_eq!(judge_under(&policy, baseline, candidate).verdict, Verdict::CannotJudge);
}

#[test]
fn more_allocations_were_excused_as_rounding_beside_bytes_that_were_no_numbers() {
    let mixed = results("X", 100, &[64; 9], 4) + &results("X", 100, &[64], 5);
    let grown = results("X", 100, &[64; 9], 5) + "BenchmarkX 100 17 ns/op NaN B/op 5 allocs/op\n";
    let policy = Policy { rules: vec![Rule::new("allocs/op")], ..Policy::default() };
    assert_eq!(judge_under(&policy, mixed, grown).verdict, Verdict::Fail);
}

#[test]
fn removed_rows_lost_their_package_when_the_candidate_was_empty() {
    let run = |package: &str| format!("pkg: {package}\n{}PASS\n", results("X", 1, &[1; 6], 1));
    let one = judge(run("example.com/p"), "");
    assert_eq!(&*one.removed[0].package, "example.com/p");
    assert!(one.notes.is_empty(), "{:?}", one.notes);
}

/// More benchmarks than one thread takes at a time.
#[test]
#[cfg(all(feature = "cli", target_os = "linux"))]
fn the_number_of_threads_changes_nothing() {
    use std::process::Command;
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, factor: u32| {
        let result = |i: u32| {
            let bytes: Vec<u32> =
                (0..6).map(|k| 64 + i % 7 * k % 5 + i % 3 * factor * 16).collect();
            results(&format!("X{i}"), 100 + factor, &bytes, i % 11 + i % 2 * factor)
        };
        let text: String = (0..3500).map(result).collect();
        std::fs::write(folder.path().join(name), text).unwrap();
    };
    write("baseline.txt", 0);
    write("candidate.txt", 1);
    let run = |mut command: Command| {
        let command = command.current_dir(folder.path());
        command.args(["check", "baseline.txt", "candidate.txt", "--report", "json"]).output()
    };
    let binary = env!("CARGO_BIN_EXE_allocgate");
    let all = run(Command::new(binary)).unwrap();
    assert_eq!(all.status.code(), Some(1));
    let mut pinned = Command::new("taskset");
    pinned.args(["-c", "0", binary]);
    match run(pinned) {
        Ok(one) if one.status.code() == Some(1) => assert_eq!(one.stdout, all.stdout),
        _ => eprintln!("skipped: no taskset, or no CPU 0"),
    }
}
