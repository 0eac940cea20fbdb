//! A module before and after, of whose benchmarks half allocate more.

use super::changed::demo;
use super::tools;
use std::fs;

#[test]
fn what_allocates_more_fails_and_what_does_not_is_not_named() {
    let Some(repository) = demo() else { return };
    let before = repository.state();
    let said = repository.measure("");
    said.ends(1).holds("the working tree against").holds("merge-base with origin/main");
    for name in ["Encode ", "EncodeLoop", "Split/n=7", "Split/n=20", "Label"] {
        said.holds(name);
    }
    for name in ["Decode", "Join"] {
        said.lacks(&format!("  {name}"));
    }
    assert_eq!(repository.state(), before);
    assert!(repository.left().is_empty());
}

#[test]
fn the_captures_that_are_kept_are_read_by_check_and_by_benchstat_alike() {
    let Some(repository) = demo() else { return };
    let said = repository.measure("--no-skip-identical --keep figures --report json=report.json");
    said.ends(1);
    let again = repository.run("allocgate", "check figures/baseline.txt figures/candidate.txt");
    again.ends(1);
    let verdict =
        |text: &str| text.lines().find(|line| line.starts_with("FAIL: ")).unwrap().to_owned();
    assert_eq!(verdict(&again.text), verdict(&said.text));
    let capture = fs::read_to_string(repository.root.join("figures/candidate.txt")).unwrap();
    assert!(capture.starts_with("toolchain: go1."), "{capture}");
    assert!(capture.contains("benchtime: 200ms"), "{capture}");
    let Some(mut benchstat) = tools::program("benchstat", "-h") else { return };
    benchstat.current_dir(repository.root.join("figures"));
    let output =
        benchstat.args(["-format", "csv", "baseline.txt", "candidate.txt"]).output().unwrap();
    let csv = String::from_utf8(output.stdout).unwrap();
    let report = fs::read_to_string(repository.root.join("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let rows = report["rows"].as_array().unwrap();
    assert!(rows.len() >= 20);
    for row in rows {
        let (name, unit) = (row["name"].as_str().unwrap(), row["unit"].as_str().unwrap());
        let medians = ["baseline", "candidate"].map(|side| row[side]["median"].as_f64().unwrap());
        let of_unit = csv.split("\n\n").filter(|table| table.contains(&format!(",{unit},CI,")));
        let line = of_unit
            .flat_map(str::lines)
            .find(|line| line.starts_with(&format!("{name},")))
            .unwrap();
        let cells: Vec<&str> = line.split(',').collect();
        let told = [cells[1], cells[3]].map(|cell| cell.parse::<f64>().unwrap());
        assert_eq!(told, medians, "{name} {unit}: {line}");
    }
}

#[test]
fn every_format_of_check_is_one_of_run() {
    let Some(repository) = demo() else { return };
    let reports =
        "--report table=t --report markdown=m --report junit=j --report csv=c --report github";
    let said = repository.measure(reports);
    said.ends(1).holds("::error");
    for (file, part) in
        [("t", "FAIL: "), ("m", "allocgate"), ("j", "<testsuites"), ("c", "package,")]
    {
        let text = fs::read_to_string(repository.root.join(file)).unwrap();
        assert!(text.contains(part), "{file}: {text}");
    }
    // Where a benchmark is declared is known of what is here.
    said.holds("file=codec/");
}

#[test]
fn what_would_run_is_listed_without_running_it() {
    let Some(repository) = demo() else { return };
    let said = repository.measure("--list");
    said.ends(0).holds("/codec").holds("/store").holds("benchmark functions");
    assert_eq!(repository.built(), 0);
    repository.git("checkout -q .");
    repository.git("clean -q -f -d");
    repository.measure("--list --baseline HEAD").ends(0).holds("identical test binaries");
}
