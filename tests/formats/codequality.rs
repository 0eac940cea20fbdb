//! Code Quality, validated against the schema that GitLab's own parser uses.

use super::reports::{self, testdata};
use allocgate::Report;
use allocgate::report::codequality;
use serde_json::Value;
use std::collections::HashSet;

/// The issues of a report, each of which is what the schema and the documentation say.
fn issues(report: &Report) -> Vec<Value> {
    let text = codequality(report).unwrap();
    assert!(text.starts_with('['), "a byte order mark is refused");
    let schema = std::fs::read_to_string(testdata("formats/codeclimate.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let issues: Vec<Value> = serde_json::from_str(&text).unwrap();
    for issue in &issues {
        assert!(validator.is_valid(issue), "{issue}");
        let severity = issue["severity"].as_str().unwrap();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        let path = issue["location"]["path"].as_str().unwrap();
        assert!(!path.is_empty() && !path.starts_with(['/', '.']), "{path}");
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
        assert!(!issue["check_name"].as_str().unwrap().is_empty());
    }
    let fingerprints: HashSet<&str> =
        issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(fingerprints.len(), issues.len(), "fingerprints are unique");
    issues
}

#[test]
fn each_regression_is_an_issue() {
    let issues = issues(&reports::real());
    assert_eq!(issues.len(), 7);
    assert!(issues.iter().all(|issue| issue["check_name"] == "allocgate/regression"));
    let description = issues[0]["description"].as_str().unwrap();
    assert!(description.starts_with("JSValEscaperWithObj allocs/op: 2 → 3 (+50.00%"));
}

#[test]
fn each_kind_of_problem_has_its_severity() {
    let of = |issue: &Value| {
        let text = |key: &str| issue[key].as_str().unwrap().to_owned();
        (text("check_name"), text("severity"))
    };
    let kinds: Vec<(String, String)> = issues(&reports::various()).iter().map(of).collect();
    let expected = [
        ("allocgate/regression", "major"),
        ("allocgate/over-budget", "major"),
        ("allocgate/missing", "major"),
        ("allocgate/missing", "major"),
        ("allocgate/regression-warned-about", "minor"),
        ("allocgate/waived", "info"),
    ];
    assert_eq!(kinds, expected.map(|(kind, severity)| (kind.to_owned(), severity.to_owned())));
}

#[test]
fn what_is_found_again_with_other_figures_is_the_same_issue() {
    let report = |allocs: u32| {
        let side = |time, allocs: u32| {
            reports::side(&["A-8"], time, &format!("64 B/op\t{allocs} allocs/op"))
        };
        reports::judged(&side(10, 2), &side(20, allocs), &Default::default())
    };
    let [a, b] = [8, 9].map(|allocs| issues(&report(allocs)).remove(0));
    assert_eq!(a["fingerprint"], b["fingerprint"]);
    assert_ne!(a["description"], b["description"]);
}

#[test]
fn what_cannot_be_judged_is_critical() {
    let issues = issues(&reports::cut());
    assert_eq!(issues.len(), 1);
    assert_eq!(issues[0]["severity"], "critical");
}

#[test]
fn hostile_names_are_one_issue_each() {
    let report = reports::hostile();
    let of_capture = report.causes.len();
    assert_eq!(issues(&report).len(), report.counts.regression as usize + of_capture);
    let explained = reports::hostile_explained();
    assert_eq!(issues(&explained).len(), report.counts.regression as usize + of_capture);
}
