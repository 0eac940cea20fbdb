//! Reports are what the committed schema says, and what isn't is refused.
#![allow(clippy::unwrap_used)]

#[path = "support/explained.rs"]
mod explain;
#[path = "judge/support.rs"]
mod support;

use allocgate::benchunit::Direction;
use allocgate::compare::{Assumption, Test};
use allocgate::config::{Flags, Loaded, effective};
use allocgate::policy::{Rule, Tolerated};
use allocgate::proof::Drill;
use allocgate::report::{Again, from_json, own_toolchains, to_json, v1};
use allocgate::{Capture, Policy, Report, Selecting, check};
use explain::explain;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::PathBuf;
use support::{captures, judge, judge_under, read, testdata};

fn validator() -> Validator {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/report.v1.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn value(report: &Report) -> Value {
    serde_json::from_str(&to_json(report).unwrap()).unwrap()
}

/// Results of one benchmark: `values` are what follows the time.
fn text(header: &str, name: &str, values: &[&str], end: &str) -> String {
    let mut text = header.to_owned();
    for (i, values) in values.iter().enumerate() {
        text += &format!("Benchmark{name}\t100\t1{i}.{} ns/op\t{values}\n", name.len());
    }
    text + end
}

const HEADER: &str = "goos: linux\ngoarch: amd64\npkg: example.com/p\ncpu: some\n";

fn good(name: &str, values: &[&str]) -> String {
    text(HEADER, name, values, "PASS\nok  \texample.com/p\t1s\n")
}

/// Pairs that are made to bring up one remark each.
fn made_pairs() -> Vec<(String, String)> {
    let flat = |values| good("X-2", &[values; 6]);
    let plain = || flat("64 B/op\t2 allocs/op");
    let header = |from, to| good("Y-2", &["64 B/op\t2 allocs/op"; 6]).replace(from, to);
    let cut = text(HEADER, "Y-2", &["64 B/op\t2 allocs/op"; 6], "");
    let slow = plain().replace("\t100\t", "\t2\t").replace("64 B", "640 B");
    let counted = |n: &[usize]| -> String {
        let result = |i: &usize| good(&format!("N{i}-2"), &["64 B/op\t2 allocs/op"; 9][..*i]);
        n.iter().map(result).collect()
    };
    let mixed = |allocs: [u8; 6]| {
        let values = allocs.map(|n| format!("64 B/op\t{n} allocs/op"));
        good("X-2", &values.each_ref().map(String::as_str))
    };
    let unit = format!("Unit B/op better=higher\n{}", plain());
    let not_run = |reason: &str| format!("{HEADER}not-run: {reason}\nPASS\n");
    let parts = |parts: &[&str]| -> String {
        let part = |(i, part): (usize, &&str)| {
            format!("part: {part}\n{}", good(&format!("P{i}-2"), &["64 B/op\t2 allocs/op"; 6]))
        };
        parts.iter().enumerate().map(part).collect()
    };
    let declared = |commit: &str| format!("commit: {commit}\n{}", plain());
    vec![
        (plain(), flat("64 B/op\t3 allocs/op")),
        (plain(), flat("NaN B/op\t+Inf allocs/op")),
        (plain(), flat("-Inf B/op\t0 allocs/op")),
        (flat("0 B/op\t0 allocs/op"), plain()),
        (flat("-5 B/op\t1e30 allocs/op"), plain()),
        (plain(), plain()),
        (not_run("identical"), not_run("identical")),
        (not_run("no benchmarks"), not_run("no benchmarks")),
        (parts(&["1/3"]), parts(&["3/3", "3/3"])),
        (plain(), parts(&["1/1"])),
        (parts(&["1/2", "2/3"]), plain()),
        (plain(), String::new()),
        (plain(), slow),
        (plain(), header("amd64", "arm64")),
        (plain(), header("Y-2", "X-4")),
        (plain(), header("pkg: example.com/p\n", "")),
        (plain(), cut.clone()),
        (plain(), text("", "X-2", &["64 B/op\t2 allocs/op"; 6], "")),
        (plain(), flat("2 allocs/op")),
        (plain(), good("X-2", &["64 B/op\t2 allocs/op"; 3])),
        (plain(), good("X-2", &["64 B/op\t9 allocs/op"; 3])),
        (plain(), plain().replace("64 B/op", "6x4 B/op")),
        (
            plain() + &good("Z-2", &["64 B/op\t2 allocs/op"; 6]),
            plain().replace("64 B/op", "6x4 B/op") + &good("Z-2", &["64 B/op\t2 allocs/op"; 6]),
        ),
        (plain(), header("some", "other")),
        (counted(&[9, 3]), counted(&[9, 3])),
        (plain(), flat("66 B/op\t2 allocs/op")),
        (mixed([10, 20, 10, 20, 10, 20]), mixed([10, 20, 20, 20, 10, 20])),
        (mixed([4, 4, 4, 4, 4, 5]), mixed([5; 6])),
        (counted(&[6, 5, 6]), counted(&[6, 4, 5, 3])),
        (counted(&[6, 9, 8]), counted(&[6])),
        (counted(&[9]), counted(&[5, 9])),
        (unit, plain()),
        (declared("a") + &declared("b"), declared("a")),
        (declared("a") + &declared("b"), declared("c")),
        (plain(), "\u{feff}".to_owned() + &plain()),
    ]
}

/// The policy that a file makes, on a day.
fn policy(toml: &str) -> Policy {
    let file = Loaded::parse("allocgate.toml", toml.into()).unwrap();
    let flags = Flags { today: Some("2026-11-24".parse().unwrap()), ..Flags::default() };
    effective(Some(&file), &|pattern| Ok(vec![pattern.to_owned()]), &flags).unwrap().policy
}

/// Reports that say what policies make of captures.
fn decided() -> Vec<Report> {
    let (b, c) = &made_pairs()[0];
    let none = || Capture::default();
    let all = || Selecting::default();
    let waiver = |name: &str, max: u32, expires: &str| {
        format!(
            "[[waiver]]\nbenchmark = {name:?}\nunit = \"allocs/op\"\nmax = {max}\nexpires = {expires}\nlink = \"https://x\"\nreason = \"y\"\n"
        )
    };
    let budget = |name: &str, max: u32| {
        format!("[[budget]]\nbenchmark = {name:?}\nunit = \"allocs/op\"\nmax = {max}\n")
    };
    let holds = waiver("X", 3, "2026-12-01");
    let mut reports: Vec<Report> = [
        "[[rule]]\nlevel = \"ignore\"\n[[rule]]\nbenchmark = \"Y\"\n",
        "mode = \"report\"\ncorrection = \"holm\"\n[[rule]]\nbenchmark = \"X\"\nlevel = \"warn\"\n",
        &(holds.clone() + &waiver("Y", 3, "2026-12-01")),
        &waiver("X", 2, "2026-12-01"),
        &waiver("X", 3, "2026-11-01"),
        &(budget("X", 2) + &budget("Y", 2) + &holds),
        &(budget("X", 9)),
    ]
    .iter()
    .map(|toml| judge_under(&policy(toml), b, c))
    .collect();
    reports.push(judge_under(&policy(&holds), b, b.replace("10.", "11.")));
    let alone =
        |toml: &str, text: &str| check(none(), read(&[text]), &policy(toml), &all()).unwrap();
    let without = |with: &str| c.replace("3 allocs/op", with);
    reports.push(alone(&budget("X", 2), c));
    reports.push(alone(&budget("Y", 2), c));
    reports.push(alone(&budget("X", 0), &without("0 allocs/op")));
    reports.push(alone(&budget("X", 0), &without("0 keys/op")));
    reports.push(alone(&budget("X", 0), &without("NaN allocs/op")));
    let base = policy(&budget("X", 2));
    let change = budget("X", 3) + &budget("Y", 1) + &holds + "[[rule]]\nbenchmark = \"X\"\n";
    reports.push(judge_under(&base.with_change(policy(&change)), b, c));
    reports
}

fn reports() -> Vec<Report> {
    let mut reports: Vec<Report> = made_pairs().iter().map(|(b, c)| judge(b, c)).collect();
    reports.extend(decided());
    let (test, alpha) = (Test::Differs, 0.05);
    let rule = |unit: &str, assumption| Rule { test, alpha, assumption, ..Rule::new(unit) };
    let tolerated = Tolerated { incomplete: true, missing: true, ..Tolerated::default() };
    let strange = Policy {
        rules: vec![rule("allocs/op", Assumption::Exact), rule("widgets/op", Assumption::Nothing)],
        tolerated,
        ..Policy::default()
    };
    let tests = [testdata("odd/metrics.txt"), testdata("odd/plain.txt")];
    let widgets = |text: &[u8]| [text, b"BenchmarkW 1 5 widgets/op\n"].concat();
    for candidate in &tests {
        reports.push(judge_under(&strange, widgets(&tests[0]), widgets(candidate)));
    }
    reports.extend(made_pairs().iter().map(|(b, c)| judge_under(&strange, b, c)));
    let plain = testdata("odd/plain.txt");
    let mut explained = judge(&made_pairs()[0].0, &made_pairs()[0].1);
    explain(&mut explained, &mut || "x".to_owned());
    let id = Some("0123456789".repeat(4));
    explained.revisions = Some(v1::Revisions {
        baseline: v1::Revision { commit: id.clone(), working_tree: false },
        candidate: v1::Revision { commit: id, working_tree: true },
    });
    reports.push(explained);
    for path in ["odd", "prints", "real"].iter().flat_map(|folder| captures(folder)) {
        reports.push(judge(&plain, std::fs::read(path).unwrap()));
    }
    let missing = Tolerated { missing: true, ..Tolerated::default() };
    let lenient = Policy { tolerated: missing, ..Policy::default() };
    reports.push(judge_under(&lenient, &plain, "BenchmarkElsewhere 1 5 B/op 1 allocs/op\n"));
    // A NUL, a last line without an end, a file of nothing, and more configuration than is kept.
    reports.push(judge(&plain, [&plain[..], b"\0\n"].concat()));
    reports.push(judge(&plain, [&plain[..], b"ok"].concat()));
    reports.push(judge(&plain, ""));
    let keys: String = (0..1000).map(|i| format!("k{i}: v\n")).collect();
    let line = |i: usize| format!("k0: {i}\nBenchmarkA 1 {i} ns/op 5 B/op 1 allocs/op\n");
    reports.push(judge(&plain, keys + &(0..1200).map(line).collect::<String>()));
    let mut twice = read(&[&plain]);
    twice.read_from("again", &plain[..]).unwrap();
    reports.push(check(twice, read(&[&plain]), &Policy::default(), &Selecting::default()).unwrap());
    let missing = || Capture::read(&[PathBuf::from("no/such/file")]);
    let utf16: Vec<u8> = "\u{feff}Benchmark".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let policy = Policy::default();
    reports.push(check(read(&[&plain]), missing(), &policy, &Selecting::default()).unwrap());
    reports.push(check(read(&[&plain]), read(&[&utf16]), &policy, &Selecting::default()).unwrap());
    let selected = |baseline: &str, candidate: &str, bench, filter, ignore| {
        let selecting = Selecting { bench, filter, ignore };
        check(read(&[baseline]), read(&[candidate]), &policy, &selecting).unwrap()
    };
    let (b, c) = &made_pairs()[0];
    let arm = c.replace("amd64", "arm64");
    let both = c.clone() + &arm;
    reports.push(selected(b, c, Some("Nothing"), None, None));
    reports.push(selected(b, c, None, Some(".unit:ns/op"), None));
    reports.push(selected(b, &arm, None, Some("goarch:amd64 OR .unit:ns/op"), Some("goarch")));
    reports.push(selected(b, &both, None, None, Some("goarch,gorach")));
    reports.push(selected(b, &arm, None, None, Some("goarch")));
    let again = Again {
        package: "example.com/p",
        name: "X-2",
        unit: "B/op",
        iterations: [100, 400],
        changes: [400.0, 97.5],
    };
    let toolchains = own_toolchains(["go1.25.4", "go1.26.0"]);
    let mut measured = judge(b, c);
    measured.notes.extend([again.one_time_cost(), again.not_confirmed(), toolchains]);
    reports.push(measured);
    reports.push(Drill::impossible(judge(b, c)));
    let found_nothing = judge(b, b.replace("10.", "11."));
    let drill = Drill::new(&found_nothing, Direction::of_go_unit).unwrap();
    reports.push(drill.told(found_nothing));
    let broken = "BenchmarkB x\n".repeat(20_000);
    reports.push(check(read(&[&plain]), read(&[broken]), &policy, &Selecting::default()).unwrap());
    reports
}

#[test]
fn every_report_is_what_the_schema_says() {
    let validator = validator();
    let mut seen = HashSet::new();
    for report in reports() {
        let value = value(&report);
        let errors: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}\n{value:#}");
        let again = from_json(&to_json(&report).unwrap()).unwrap();
        assert_eq!(to_json(&again).unwrap(), to_json(&report).unwrap());
        let remarks = report.causes.iter().chain(&report.notes).chain(&report.tolerated);
        seen.extend(remarks.map(|remark| format!("{:?}", remark.code)));
        seen.insert(format!("{:?}", report.verdict));
        seen.extend(report.budgets.iter().map(|row| format!("{:?}", row.status)));
        seen.extend(report.policy.changes.iter().map(|change| format!("{:?}", change.effect)));
        for explanation in &report.explanations {
            seen.extend(explanation.limits.iter().map(|limit| format!("{:?}", limit.code)));
            seen.extend(explanation.sites.iter().map(|site| format!("{:?}", site.reason)));
            let escapes = explanation.sites.iter().filter_map(|site| site.escape.as_ref());
            seen.extend(escapes.map(|escape| format!("{:?}", escape.kind)));
        }
        let waivers = report.rows.iter().filter_map(|row| row.waiver);
        seen.extend(waivers.map(|used| format!("{:?}", used.state)));
        seen.extend(
            report
                .rows
                .iter()
                .flat_map(|row| [format!("{:?}", row.status), format!("{:?}", row.reason)]),
        );
    }
    // Whatever a report can say has been said, so that nothing was left untried.
    for word in words() {
        assert!(seen.contains(&word), "no report says {word}: {seen:?}");
    }
}

#[test]
fn what_could_have_been_selected_is_listed_by_key() {
    let (plain, _) = &made_pairs()[0];
    let result = |i| format!("BenchmarkN{i} 1 1 B/op\n");
    let many = plain.clone() + &(1..=6).map(result).collect::<String>();
    let selecting = Selecting { filter: Some("goarch:mips .name:M"), ..Selecting::default() };
    let report = check(read(&[plain]), read(&[&many]), &Policy::default(), &selecting).unwrap();
    let there = json!([
        {"key": "goarch", "values": ["amd64"]},
        {"key": ".name", "values": ["N1", "N2", "N3", "N4", "N5"], "more": 2},
    ]);
    assert_eq!(value(&report)["causes"], json!([{"code": "nothing-selected", "there": there}]));
}

/// The values of the codes, as the schema lists them, in the form of Rust's names.
fn words() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/report.v1.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let variants = |name: &str| schema["$defs"][name]["oneOf"].as_array().unwrap().clone();
    let camel = |word: &str| -> String {
        word.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
    };
    let of_rows = ["Code", "Verdict", "Status", "Reason", "BudgetStatus", "Effect", "WaiverState"];
    let of_sites = ["SiteReason", "LimitCode", "EscapeKind"];
    of_rows
        .iter()
        .chain(&of_sites)
        .flat_map(|name| variants(name))
        .map(|variant| camel(variant["const"].as_str().unwrap()))
        .filter(|word| word != "Unknown")
        .collect()
}

fn failing() -> Value {
    let (baseline, candidate) = &made_pairs()[0];
    let report = judge(baseline, candidate);
    assert_eq!(report.verdict, v1::Verdict::Fail);
    value(&report)
}

/// Whether the schema, and whether the reader, takes a report.
fn taken(report: &Value) -> [bool; 2] {
    [validator().is_valid(report), from_json(&report.to_string()).is_ok()]
}

#[test]
fn a_verdict_that_the_rows_contradict_is_refused() {
    let worse = good("X-2", &["64 B/op\t20 allocs/op"; 6]).replace("\t1", "\t2");
    let report = judge(good("X-2", &["64 B/op\t2 allocs/op"; 6]), worse);
    let mut value = value(&report);
    assert_eq!(value["verdict"], "fail");
    for verdict in ["pass", "cannot-judge"] {
        value["verdict"] = json!(verdict);
        let error = from_json(&value.to_string()).unwrap_err().to_string();
        assert_eq!(error, "not a report: its verdict is not that of its rows");
    }
}

#[test]
fn what_is_no_report_is_refused() {
    assert_eq!(taken(&failing()), [true, true]);
    let mut broken = Vec::new();
    let mut breaks = |pointer: &str, with: Value| {
        let mut report = failing();
        *report.pointer_mut(pointer).unwrap() = with;
        broken.push((pointer.to_owned(), report));
    };
    breaks("/verdict", json!("passed"));
    breaks("/verdict", json!(0));
    breaks("/version", json!(2));
    breaks("/version", json!("1"));
    breaks("/rows/0/evidence/p", json!("0.5"));
    breaks("/rows/0/status", json!("fine"));
    breaks("/rows/0/baseline/median", json!("Infinity"));
    breaks("/rows/0/baseline/n", json!(-1));
    breaks("/rows/0/change", json!({"kind": "ratio"}));
    breaks("/counts", json!([]));
    breaks("/rows", json!({}));
    for key in ["version", "verdict", "counts", "policy", "causes", "rows", "baseline"] {
        let mut report = failing();
        report.as_object_mut().unwrap().remove(key);
        broken.push((key.to_owned(), report));
    }
    for (what, report) in broken {
        assert_eq!(taken(&report), [false, false], "{what}");
    }
}

/// Who shows a report makes links of paths, and hands ids to git.
#[test]
fn an_explanation_with_a_path_or_a_commit_of_another_form_is_refused() {
    let mut report = judge(&made_pairs()[0].0, &made_pairs()[0].1);
    explain(&mut report, &mut || "x".to_owned());
    report.revisions = Some(v1::Revisions {
        baseline: v1::Revision::default(),
        candidate: v1::Revision { commit: Some("a".repeat(40)), working_tree: false },
    });
    let good = value(&report);
    assert_eq!(taken(&good), [true, true]);
    let site = "/explanations/0/sites/0";
    for (pointer, with) in [
        (format!("{site}/path/0/path"), "../x.go"),
        (format!("{site}/place/path"), "/etc/x.go"),
        (format!("{site}/escape/place/path"), "https://x"),
        (format!("{site}/escape/flow/0/place/path"), "a\\b.go"),
        (format!("{site}/annotate/path"), "./x.go"),
        ("/revisions/candidate/commit".to_owned(), "--upload-pack=x"),
    ] {
        let mut report = good.clone();
        *report.pointer_mut(&pointer).unwrap() = json!(with);
        assert_eq!(taken(&report), [false, false], "{pointer}");
    }
}

/// Reasons and limits may be added.
#[test]
fn a_reason_of_a_later_version_is_read() {
    let mut report = judge(&made_pairs()[0].0, &made_pairs()[0].1);
    explain(&mut report, &mut || "x".to_owned());
    let mut later = value(&report);
    later["explanations"][0]["sites"][0]["reason"] = json!("later");
    later["explanations"][0]["limits"][0]["code"] = json!("later");
    let read = from_json(&later.to_string()).unwrap();
    assert_eq!(read.explanations[0].sites[0].reason, v1::SiteReason::Unknown);
    assert_eq!(read.explanations[0].limits[0].code, v1::LimitCode::Unknown);
}

#[test]
fn unknown_fields_are_ignored() {
    let mut report = failing();
    report["later"] = json!({"a": [1]});
    report["rows"][0]["later"] = json!(null);
    assert_eq!(taken(&report), [true, true]);
    assert_eq!(value(&from_json(&report.to_string()).unwrap()), failing());
}

#[test]
fn a_version_that_is_unknown_or_missing_is_named() {
    let error = |report: Value| from_json(&report.to_string()).unwrap_err().to_string();
    let mut report = failing();
    report["version"] = json!(2);
    assert!(error(report.clone()).contains("report version 2"));
    report.as_object_mut().unwrap().remove("version");
    assert!(error(report).contains("version"));
}
