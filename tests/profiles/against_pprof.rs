//! The figures of a difference against those of `go tool pprof`.

use crate::{PAIRS, pair, tools};
use allocgate::pprof::{By, Filter, Frame, Limits, diff, read};
use regex::Regex;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// By name and place: flat and cum.
type Figures = BTreeMap<String, (i128, i128)>;

#[test]
fn figures_are_those_of_pprof() {
    if tools::go().is_none() {
        return;
    }
    let mut rows = 0;
    for name in PAIRS {
        rows += compared(name, &pair(name), None, None);
    }
    assert!(rows > 500, "{rows} rows are few");
}

#[test]
fn focus_and_ignore_are_those_of_pprof() {
    if tools::go().is_none() {
        return;
    }
    let asked = [
        ("demo", Some("Split|Label"), None),
        ("demo", None, Some("testing")),
        ("std", Some("decode.go"), Some("MakeSlice")),
        ("recursion", Some(r"grow\[go"), None),
        ("foreign", Some("libapp"), None),
        ("foreign", Some("."), Some("libapp")),
    ];
    let rows =
        asked.iter().map(|(name, focus, ignore)| compared(name, &pair(name), *focus, *ignore));
    assert!(rows.min().unwrap() > 0);
}

/// Compares a pair in each way, and says how many rows that were.
pub fn compared(
    name: &str,
    pair: &[Vec<u8>; 2],
    focus: Option<&str>,
    ignore: Option<&str>,
) -> usize {
    let directory = tempfile::Builder::new().prefix("unlike-any-source").tempdir().unwrap();
    fs::write(directory.path().join("baseline"), &pair[0]).unwrap();
    fs::write(directory.path().join("candidate"), &pair[1]).unwrap();
    let mut rows = 0;
    for (kind, by) in [
        ("alloc_objects", By::Line),
        ("alloc_space", By::Function),
        ("alloc_objects", By::Function),
    ] {
        let ours = ours(pair, kind, by, focus, ignore);
        let theirs = theirs(directory.path(), kind, by, focus, ignore);
        assert_eq!(ours, theirs, "{name}, {kind}, {by:?}");
        rows += ours.len();
    }
    rows
}

fn ours(
    pair: &[Vec<u8>; 2],
    kind: &str,
    by: By,
    focus: Option<&str>,
    ignore: Option<&str>,
) -> Figures {
    let [baseline, candidate] =
        pair.each_ref().map(|bytes| read(bytes, Limits::default()).unwrap());
    let expression = |text: Option<&str>| text.map(|text| Regex::new(text).unwrap());
    let filter = Filter { focus: expression(focus), ignore: expression(ignore) };
    let difference = diff(&baseline, &candidate, kind, by, &filter).unwrap();
    let mut figures = Figures::new();
    for row in &difference.rows {
        let (flat, cum) = (row.flat.growth(), row.cum.growth());
        if (flat, cum) != (0, 0) {
            let sum = figures.entry(printed(&row.site, by)).or_default();
            *sum = (sum.0 + flat, sum.1 + cum);
        }
    }
    figures
}

/// As pprof prints a place.
fn printed(site: &Frame, by: By) -> String {
    match (by, &*site.file, site.line) {
        (By::Function, _, _) | (_, "", 0) => site.name.clone(),
        (_, file, 0) => format!("{} {file}", site.name),
        (_, file, line) => format!("{} {file}:{line}", site.name),
    }
}

fn theirs(
    directory: &Path,
    kind: &str,
    by: By,
    focus: Option<&str>,
    ignore: Option<&str>,
) -> Figures {
    let mut go = Command::new("go");
    go.args(["tool", "pprof", "-symbolize=none", "-top", "-unit=B", "-nodefraction=0"]);
    go.args(["-nodecount=1000000", &format!("-sample_index={kind}"), "-diff_base=baseline"]);
    go.arg(if by == By::Line { "-lines" } else { "-functions" });
    go.args(focus.map(|focus| format!("-focus={focus}")));
    go.args(ignore.map(|ignore| format!("-ignore={ignore}")));
    go.arg("candidate").current_dir(directory).env("PPROF_TMPDIR", directory);
    let output = go.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let rows = text.lines().skip_while(|line| !line.trim_start().starts_with("flat ")).skip(1);
    let mut figures = Figures::new();
    for row in rows {
        let (name, flat, cum) = columns(row);
        let sum = figures.entry(name).or_default();
        *sum = (sum.0 + flat, sum.1 + cum);
    }
    figures
}

/// `flat flat% sum% cum cum% name`, and whether it was inlined.
fn columns(row: &str) -> (String, i128, i128) {
    let mut rest = row.trim_start();
    let mut column = || {
        let (word, after) = rest.split_once(' ').unwrap();
        rest = after.trim_start();
        word.trim_end_matches('B').to_owned()
    };
    let [flat, _, _, cum, _] = [(); 5].map(|()| column());
    let name = rest.trim_end_matches(" (inline)").trim_end_matches(" (partial-inline)");
    (name.to_owned(), flat.parse().unwrap(), cum.parse().unwrap())
}
