//! SARIF, validated against the schema of the standard, and held against what GitHub asks for beside it.

use super::reports::{self, testdata};
use allocgate::Report;
use allocgate::report::sarif;
use allocgate::report::v1::{Mode, Number};
use jsonschema::Validator;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
    let schema = std::fs::read_to_string(testdata("formats/sarif-2.1.0.json")).unwrap();
    let mut schema: Value = serde_json::from_str(&schema).unwrap();
    // Its expression for languages, which are not written here, has a bracket too many.
    for within in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][within]["properties"]["language"];
        assert!(language.as_object_mut().unwrap().remove("pattern").is_some());
    }
    jsonschema::validator_for(&schema).unwrap()
});

/// The only run of a report's log, which is what schema and documentation say.
fn run(report: &Report) -> Value {
    let text = sarif(report).unwrap();
    assert!(!text.contains("##["), "{text}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text}");
    let log: Value = serde_json::from_str(&text).unwrap();
    let errors: Vec<String> = VALIDATOR.iter_errors(&log).take(3).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let run = log["runs"][0].clone();
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"], "{result}");
        assert_eq!(result["locations"].as_array().unwrap().len(), 1);
        all(result, "artifactLocation").iter().for_each(|artifact| assert_relative(artifact));
        assert!(all(result, "region").iter().all(|r| r["startLine"].as_u64().unwrap() > 0));
        // Go counts bytes, SARIF doesn't.
        assert!(all(result, "startColumn").is_empty());
        for message in all(result, "message") {
            let text = message["text"].as_str().unwrap();
            assert!(
                !text.contains("](") && !text.contains("{0"),
                "a link or a placeholder: {text}"
            );
        }
    }
    let fingerprints: HashSet<String> = fingerprints(&run).into_iter().collect();
    assert_eq!(fingerprints.len(), run["results"].as_array().unwrap().len(), "they are unique");
    run
}

/// Everything below a key of that name.
fn all<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    let below: Box<dyn Iterator<Item = &Value>> = match value {
        Value::Array(values) => Box::new(values.iter()),
        Value::Object(members) => Box::new(members.values()),
        _ => return Vec::new(),
    };
    value.get(key).into_iter().chain(below.flat_map(|value| all(value, key))).collect()
}

/// A relative reference of unreserved characters, below the root.
fn assert_relative(artifact: &Value) {
    assert_eq!(artifact["uriBaseId"], "%SRCROOT%");
    let uri = artifact["uri"].as_str().unwrap();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
    assert!(!uri.is_empty() && !uri.starts_with('/') && uri.chars().all(plain), "{uri}");
}

fn fingerprints(run: &Value) -> Vec<String> {
    let of =
        |result: &Value| result["partialFingerprints"]["allocgate/v1"].as_str().unwrap().to_owned();
    run["results"].as_array().unwrap().iter().map(of).collect()
}

fn line(result: &Value) -> (&str, u64) {
    let place = &result["locations"][0]["physicalLocation"];
    let line = place["region"]["startLine"].as_u64().unwrap();
    (place["artifactLocation"]["uri"].as_str().unwrap(), line)
}

#[test]
fn each_line_that_allocates_more_is_a_result_with_its_calls_and_its_escape() {
    let run = run(&reports::explained());
    let results = run["results"].as_array().unwrap();
    let lines: Vec<_> = results.iter().map(line).collect();
    let file = "codec/codec.go";
    assert_eq!(lines, [(file, 48), (file, 48), (file, 66), (file, 88)]);
    let text = results[1]["message"]["text"].as_str().unwrap();
    let begin = "BenchmarkEncode regressed: codec/codec.go:46: +1.00 allocs/op, +48 B/op: `r` is now moved to the heap: `&r` (address-of) at :48:14 → `e.trace(k, &r)` (call parameter) at :48:10\nEncode allocs/op: 0 → 1";
    assert!(text.starts_with(begin), "{text}");
    // Both units are told, in one result.
    assert!(text.contains("\nEncode B/op: 1 → 49"), "{text}");
    let flow = |flow: usize| -> Vec<u64> {
        let steps = &results[1]["codeFlows"][flow]["threadFlows"][0]["locations"];
        all(steps, "startLine").into_iter().map(|line| line.as_u64().unwrap()).collect()
    };
    assert_eq!(flow(0), [16, 36, 42, 46]);
    assert_eq!(flow(1), [48, 48]);
    let related = all(&results[1]["relatedLocations"], "startLine");
    assert_eq!(related, [46, 13]);
    assert_eq!(run["properties"]["revisions"]["candidate"]["working_tree"], true);
}

#[test]
fn without_explanations_a_result_stands_at_the_declaration() {
    let mut report = reports::explained();
    report.explanations.clear();
    let run = run(&report);
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 8);
    assert_eq!(line(&results[0]), ("codec/codec_test.go", 20));
    assert!(results.iter().all(|result| result.get("codeFlows").is_none()));
}

#[test]
fn each_kind_of_problem_has_its_level() {
    let levels = |report: &Report| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let of = |result: &Value| (text(&result["ruleId"]), text(&result["level"]));
        run(report)["results"].as_array().unwrap().iter().map(of).collect()
    };
    let expected = [
        ("allocgate/regression", "error"),
        ("allocgate/over-budget", "error"),
        ("allocgate/missing", "error"),
        ("allocgate/missing", "error"),
        ("allocgate/regression-warned-about", "warning"),
        ("allocgate/waived", "note"),
    ];
    let expected = expected.map(|(rule, level)| (rule.to_owned(), level.to_owned()));
    let mut various = reports::various();
    assert_eq!(levels(&various), expected);
    various.policy.mode = Mode::Report;
    assert!(levels(&various).iter().all(|(_, level)| level == "note"));
    assert_eq!(
        levels(&reports::cut()),
        [("allocgate/cannot-judge".to_owned(), "error".to_owned())]
    );
    let waived = &run(&reports::various())["results"][5];
    assert_eq!(waived["suppressions"][0]["kind"], "external");
}

#[test]
fn a_line_that_has_moved_and_other_figures_are_the_same_result() {
    let before = reports::explained();
    let mut after = before.clone();
    for site in after.explanations.iter_mut().flat_map(|e| &mut e.sites) {
        for place in [&mut site.place, &mut site.annotate].into_iter().flatten() {
            place.line = place.line.checked_add(7).unwrap();
        }
        site.allocs.candidate = Some(Number(9.0));
    }
    for row in &mut after.rows {
        row.candidate.median = Number(row.candidate.median.0 + 1.0);
    }
    let [before, after] = [before, after].map(|report| run(&report));
    assert_eq!(fingerprints(&before), fingerprints(&after));
    assert_ne!(line(&before["results"][0]), line(&after["results"][0]));
    // Another function is another result.
    let mut other = reports::explained();
    other.explanations[0].sites[0].function.push('x');
    assert_ne!(fingerprints(&run(&other)), fingerprints(&before));
}

/// Two lines of one function, of which now the one and now the other allocates most.
#[test]
fn sites_that_differ_in_their_line_alone_keep_their_fingerprints_when_figures_swap() {
    let mut before = reports::explained();
    before.explanations.retain(|explanation| &*explanation.name == "Label");
    let mut other = before.explanations[0].sites[0].clone();
    for place in [&mut other.place, &mut other.annotate].into_iter().flatten() {
        place.line = place.line.checked_add(3).unwrap();
    }
    before.explanations[0].sites.push(other);
    let mut after = before.clone();
    after.explanations[0].sites.reverse();
    let by_line = |report: &Report| -> BTreeMap<(String, u64), String> {
        let run = run(report);
        let results = run["results"].as_array().unwrap();
        let lines = results.iter().map(|result| (line(result).0.to_owned(), line(result).1));
        let known = lines.zip(fingerprints(&run)).filter(|((file, _), _)| file == "codec/codec.go");
        known.collect()
    };
    let known = by_line(&before);
    assert_eq!(known.len(), 2);
    assert_eq!(by_line(&after), known);
}

#[test]
fn hostile_names_and_explanations_are_text() {
    for report in [reports::hostile(), reports::hostile_explained()] {
        run(&report);
    }
    let run = run(&reports::hostile_explained());
    let uris: Vec<&str> = all(&run, "uri").into_iter().map(|uri| uri.as_str().unwrap()).collect();
    assert!(uris.contains(&"p/X%5Bx%5D%28javascripty%29%40orgteam%231--%3E.go"), "{uris:?}");
}

/// GitHub refuses a file with more.
#[test]
fn of_thirty_thousand_results_the_worst_stay_and_the_rest_is_counted() {
    let mut report = reports::real();
    let rows: Vec<_> = report.rows.iter().cycle().take(30_000).cloned().collect();
    let mut worst = reports::explained().rows[0].clone();
    worst.name = "Worst".into();
    report.rows = rows;
    report.rows.retain(|row| row.status == worst.status);
    report.rows = report.rows.iter().cycle().take(29_999).cloned().collect();
    report.rows.push(worst);
    let log: Value = serde_json::from_str(&sarif(&report).unwrap()).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 25_000);
    assert!(run["results"][0]["message"]["text"].as_str().unwrap().starts_with("BenchmarkWorst"));
    let note = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(note, "5000 more results are left out: the JSON report has all");
}
