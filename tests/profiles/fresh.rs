//! Profiles that Go writes now, of a module before and after a change.

use crate::against_pprof::compared;
use crate::tools;
use allocgate::pprof::{By, Filter, Limits, diff, read};
use std::fs;
use std::path::Path;
use std::process::Command;

const OPERATIONS: i64 = 1000;
const MODULE: &str = "module example.com/fresh\n\ngo 1.21\n";
const TEST: &str = "package fresh

import \"testing\"

var sink []byte

func BenchmarkMake(b *testing.B) {
	for i := 0; i < b.N; i++ {
		work()
	}
}

//go:noinline
func work() {
	sink = make([]byte, 64)
	//MORE
}
";

fn profile(directory: &Path, test: &str) -> Vec<u8> {
    fs::write(directory.join("go.mod"), MODULE).unwrap();
    fs::write(directory.join("fresh_test.go"), test).unwrap();
    let mut go = Command::new("go");
    go.args(["test", "-run=^$", "-bench=.", "-memprofile=mem.pb.gz", "-memprofilerate=1"]);
    go.arg(format!("-benchtime={OPERATIONS}x")).current_dir(directory).env("GOFLAGS", "-trimpath");
    let output = go.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    fs::read(directory.join("mem.pb.gz")).unwrap()
}

#[test]
fn an_allocation_that_was_added_is_found_at_its_line() {
    if tools::go().is_none() {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let pair = [TEST.to_owned(), TEST.replace("//MORE", "sink = make([]byte, 128)")]
        .map(|test| profile(directory.path(), &test));
    let [baseline, candidate] =
        pair.each_ref().map(|bytes| read(bytes, Limits::default()).unwrap());
    for (kind, each) in [("alloc_objects", 1), ("alloc_space", 128)] {
        let difference = diff(&baseline, &candidate, kind, By::Line, &Filter::default()).unwrap();
        let first = &difference.rows[0];
        assert_eq!((&*first.site.name, first.site.line), ("example.com/fresh.work", 16));
        // One more for the run that finds out how long it takes.
        assert_eq!(first.flat.growth(), i128::from((OPERATIONS + 1) * each));
        let names: Vec<_> = difference.path(first).map(|frame| &*frame.name).take(3).collect();
        assert_eq!(names[1..], ["example.com/fresh.BenchmarkMake", "testing.(*B).runN"]);
    }
    assert!(compared("fresh", &pair, None, None) > 0);
}
