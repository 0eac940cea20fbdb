//! Reports by strangers: what they name is data, and what they can't have measured is said.

use super::repository::{Repository, Said};
use serde_json::{Value, json};
use std::fs;

/// A repository with a change that allocates twice, and the report of a gate that fails.
fn failing() -> Option<(Repository, Value)> {
    let repository = Repository::new()?;
    let capture = |bytes: u32| {
        let line = format!("BenchmarkEncode 20 1 ns/op {bytes} B/op 1 allocs/op\n");
        format!("goos: linux\ngoarch: amd64\npkg: example.com/m/codec\n{}PASS\n", line.repeat(5))
    };
    for (file, bytes) in [("baseline.txt", 64), ("candidate.txt", 128)] {
        fs::write(repository.folder.join(file), capture(bytes)).unwrap();
    }
    let check = "check ../baseline.txt ../candidate.txt --report json=../r.json";
    let said = repository.run("allocgate", check);
    let report = fs::read(repository.folder.join("r.json"));
    let report: Value =
        serde_json::from_slice(&report.unwrap_or_else(|_| panic!("{}", said.text))).unwrap();
    assert_eq!(report["verdict"], "fail", "{}", said.text);
    repository.allocate("2");
    Some((repository, report))
}

/// Explains a report that was made of one.
fn explained(repository: &Repository, report: &Value, arguments: &str) -> Said {
    fs::write(repository.folder.join("made.json"), report.to_string()).unwrap();
    repository.run("allocgate", &format!("explain ../made.json {arguments}"))
}

/// The report with other rows.
fn with_rows(report: &Value, change: impl Fn(usize, &mut Value), count: usize) -> Value {
    let mut report = report.clone();
    let failing = report["rows"].as_array().unwrap().iter().find(|row| row["unit"] == "B/op");
    let failing = failing.unwrap().clone();
    let rows = (0..count).map(|number| {
        let mut row = failing.clone();
        change(number, &mut row);
        row
    });
    report["rows"] = rows.collect();
    report
}

#[test]
fn what_a_report_names_is_never_a_flag_nor_an_expression_and_nothing_is_written() {
    let Some((repository, report)) = failing() else { return };
    fs::write(repository.folder.join("made.json"), "").unwrap();
    let (names, state) = (repository.names(), repository.state());
    let packages = ["--keep=x", "-exec=touch x", "../..", "std", "a b", "\u{1b}[31m", "@x", ""];
    let together = with_rows(&report, |i, row| row["package"] = json!(packages[i]), packages.len());
    let alone = |i: usize| with_rows(&report, |_, row| row["package"] = json!(packages[i]), 1);
    let said = explained(&repository, &together, "--baseline HEAD");
    said.ends(3).holds("found for 0 of 8 benchmarks").lacks("panicked").lacks("\u{1b}");
    for made in [alone(0), alone(1)] {
        explained(&repository, &made, "--baseline HEAD").ends(2).holds("no package matches");
    }
    let benchmarks = [
        "Encode\nBenchmarkEncode",
        ".*",
        "Encode|Quiet",
        "`touch x`",
        "$(touch x)",
        "Encode/",
        "-test.exec",
        "(",
        "\\Q",
        "[x]/[",
    ];
    let made = with_rows(&report, |i, row| row["name"] = json!(benchmarks[i]), benchmarks.len());
    let said = explained(&repository, &made, "--baseline HEAD");
    said.ends(3).holds("found for 0 of 10 benchmarks").lacks("panicked").lacks("in codec.");
    assert_eq!((repository.names(), repository.state()), (names, state));
}

#[test]
fn whatever_iterations_a_report_claims_profiles_have_their_usual_length() {
    let Some((repository, report)) = failing() else { return };
    for iterations in [json!(1e300), json!(-7), json!("NaN")] {
        let claim = |_: usize, row: &mut Value| row["candidate"]["iterations"] = iterations.clone();
        let made = with_rows(&report, claim, 1);
        let said = explained(&repository, &made, "--baseline HEAD --report json=../again.json");
        said.ends(0).holds("in buffer.New");
        let again: Value =
            serde_json::from_slice(&fs::read(repository.folder.join("again.json")).unwrap())
                .unwrap();
        let profiled = again["explanations"][0]["iterations"].as_u64().unwrap();
        assert!((2..=1000).contains(&profiled), "{iterations}: {profiled}");
    }
}

#[test]
fn a_report_of_ten_thousand_rows_is_explained_as_far_as_anybody_reads() {
    let Some((repository, report)) = failing() else { return };
    let number = |number: usize, row: &mut Value| {
        if number > 0 {
            row["name"] = json!(format!("N{number}"));
        }
    };
    let said = explained(&repository, &with_rows(&report, number, 10_000), "--baseline HEAD");
    said.ends(0)
        .holds("lines that allocate more were found for ")
        .holds("more benchmarks regressed");
    let elsewhere =
        |number: usize, row: &mut Value| row["package"] = json!(format!("example.com/p{number}"));
    let said = explained(&repository, &with_rows(&report, elsewhere, 10_000), "--baseline HEAD");
    assert!(matches!(said.code, Some(0 | 2 | 3)), "{}", said.text);
    said.lacks("panicked");
    assert!(said.text.len() < 20_000, "{} bytes", said.text.len());
}

#[test]
fn revisions_that_a_report_claims_are_looked_for_and_not_obeyed() {
    let Some((repository, report)) = failing() else { return };
    let state = repository.state();
    let nowhere = "0123456789".repeat(4);
    let revision = |commit: &str| json!({ "commit": commit, "working_tree": false });
    let here = json!({ "commit": repository.git("rev-parse HEAD"), "working_tree": true });
    let mut true_one = report.clone();
    true_one["revisions"] =
        json!({ "baseline": revision(&repository.git("rev-parse HEAD")), "candidate": here });
    explained(&repository, &true_one, "").ends(0).holds("in buffer.New");
    let claimed = |commit: &str| {
        let mut made = report.clone();
        made["revisions"] = json!({ "baseline": revision(commit), "candidate": here });
        explained(&repository, &made, "")
    };
    let said = claimed(&nowhere);
    assert!(matches!(said.code, Some(2 | 3)), "{}", said.text);
    said.holds(&format!("--baseline {nowhere}"));
    for commit in ["--output=x", "-exec", "HEAD", "HEAD:go.mod", "", "a b", "HEAD --keep=x"] {
        claimed(commit).ends(2).holds("a commit is no id");
    }
    assert_eq!(repository.state(), state);
}
