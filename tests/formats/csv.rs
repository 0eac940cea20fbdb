//! CSV, read by a reader that knows nothing of allocgate.

use super::reports;
use allocgate::Report;
use allocgate::report::csv;
use std::collections::HashMap;

type Line = HashMap<String, String>;

/// The lines by column; each has every column.
fn lines(report: &Report) -> Vec<Line> {
    let text = csv(report).unwrap();
    let mut reader = ::csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

#[test]
fn each_row_is_a_line_with_its_figures() {
    let report = reports::real();
    let lines = lines(&report);
    assert_eq!(lines.len(), report.rows.len());
    let is_it = |line: &&Line| line["benchmark"] == "JSValEscaperWithObj";
    let line = lines.iter().filter(is_it).find(|line| line["unit"] == "allocs/op").unwrap();
    let expected = [
        ("kind", "row"),
        ("package", "html/template"),
        ("configuration", "goarch=amd64 goos=linux"),
        ("status", "regression"),
        ("reason", "beyond-threshold"),
        ("baseline", "2"),
        ("candidate", "3"),
        ("candidate_n", "10"),
        ("change_kind", "ratio"),
        ("ratio", "1.5"),
        ("significance", "significant"),
        ("max", ""),
    ];
    for (column, value) in expected {
        assert_eq!(line[column], value, "{column}");
    }
    assert!((line["p"].parse::<f64>().unwrap() - 5.41254411223e-6).abs() < 1e-15);
}

#[test]
fn budgets_and_rows_of_one_side_are_lines_too() {
    let lines = lines(&reports::various());
    let of = |kind: &str| lines.iter().filter(|line| line["kind"] == kind).collect::<Vec<_>>();
    assert_eq!((of("budget").len(), of("removed").len(), of("added").len()), (1, 2, 0));
    assert_eq!((&*of("budget")[0]["status"], &*of("budget")[0]["max"]), ("over", "1"));
    assert_eq!(of("removed")[0]["status"], "fail");
}

#[test]
fn a_report_without_rows_is_a_header() {
    let report = reports::judged("", "", &Default::default());
    let text = csv(&report).unwrap();
    assert!(text.starts_with("kind,package,benchmark,unit,"));
    assert_eq!((text.lines().count(), lines(&report).len()), (1, 0));
}

#[test]
fn hostile_names_are_one_line_each_and_no_formula() {
    let report = reports::hostile();
    let lines = lines(&report);
    assert_eq!(lines.len(), report.rows.len());
    assert!(!lines.iter().any(|line| line["benchmark"].starts_with(['=', '+', '-', '@'])));
    assert!(lines.iter().any(|line| line["benchmark"] == "'=HYPERLINK(1)"));
    assert_eq!(csv(&report).unwrap().lines().count(), report.rows.len() + 1);
}
