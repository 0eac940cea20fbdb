//! JUnit, read by junitparser and validated against the schema that Jenkins uses.

use super::reports::{self, testdata};
use crate::tools::missing;
use allocgate::Report;
use allocgate::report::junit;
use serde_json::Value;
use std::process::Command;

/// What the others read; nothing where they are not installed.
fn read(report: &Report) -> Option<Value> {
    let known = Command::new("python3").args(["-c", "import junitparser, xmlschema"]).output();
    if !known.is_ok_and(|output| output.status.success()) {
        return missing("no junitparser and xmlschema for python3");
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), junit(report).unwrap()).unwrap();
    let script = testdata("../tests/formats/junit.py");
    let mut command = Command::new("python3");
    let output = command.arg(script).arg(file.path()).arg(testdata("formats/junit-10.xsd"));
    let output = output.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// Name and outcome of each case that did not just pass, of all suites.
fn outcomes(suites: &Value) -> Vec<(String, String, String)> {
    let cases = suites.as_array().unwrap().iter().flat_map(|s| s["cases"].as_array().unwrap());
    let outcome = |case: &Value| {
        let result = case["outcomes"].as_array()?.first()?.as_array()?.clone();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Some((text(&case["name"]), text(&result[0]), text(&result[2])))
    };
    cases.filter_map(outcome).collect()
}

#[test]
fn each_regression_is_a_failure_with_its_figures() {
    let Some(suites) = read(&reports::real()) else { return };
    let outcomes = outcomes(&suites);
    assert_eq!(outcomes.len(), 7);
    let expected = "2 → 3 (+50.00%, p = 5.4e-6, n = 10)";
    let of = |name: &str| outcomes.iter().find(|outcome| outcome.0 == name).unwrap();
    let (_, kind, message) = of("JSValEscaperWithObj allocs/op");
    assert_eq!((&**kind, &**message), ("Failure", expected));
    assert_eq!(suites[1]["cases"].as_array().unwrap().len(), 54);
    assert_eq!(suites[1]["name"], "html/template");
}

#[test]
fn each_kind_of_problem_has_its_outcome() {
    let Some(suites) = read(&reports::various()) else { return };
    let kinds: Vec<(String, String)> =
        outcomes(&suites).into_iter().map(|(name, kind, _)| (name, kind)).collect();
    let expected = [
        ("Bad-8 allocs/op", "Failure"),
        ("Waived-8 allocs/op", "Skipped"),
        ("Over-8 allocs/op budget", "Failure"),
        ("Gone-8 B/op", "Failure"),
        ("Gone-8 allocs/op", "Failure"),
    ];
    assert_eq!(kinds, expected.map(|(name, kind)| (name.to_owned(), kind.to_owned())));
}

#[test]
fn what_cannot_be_judged_is_an_error_of_a_test_that_is_always_there() {
    let Some(suites) = read(&reports::cut()) else { return };
    let [(name, kind, message)] = &outcomes(&suites)[..] else { panic!("{suites}") };
    assert_eq!((&**name, &**kind), ("the captures can be judged", "Error"));
    assert!(message.starts_with("the candidate's capture"), "{message}");
    let Some(passed) = read(&reports::real()) else { return };
    assert_eq!(passed[0]["cases"][0]["name"], "the captures can be judged");
}

/// Attacks by names: markup, CDATA, control characters, U+FFFE.
#[test]
fn hostile_names_are_valid_xml_and_stay_one_case_each() {
    let report = reports::hostile();
    let Some(suites) = read(&report) else { return };
    let cases = suites[1]["cases"].as_array().unwrap();
    assert_eq!(cases.len(), report.rows.len());
    let names: Vec<&str> = cases.iter().map(|case| case["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"X/A|B`c`</details><img/src=//e> B/op"), "{names:?}");
    assert!(names.iter().any(|name| name.contains(r"\u{1b}]8;;e\u{7}\u{202e}\u{200b}\u{fffe}")));
    let explained = reports::hostile_explained();
    let Some(suites) = read(&explained) else { return };
    assert_eq!(suites[1]["cases"].as_array().unwrap().len(), report.rows.len());
    for report in [report, explained] {
        let text = junit(&report).unwrap();
        assert!(!text.contains("##["), "{text}");
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text}");
    }
}
