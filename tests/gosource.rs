//! Holds what is read of Go source against Go itself: what go/parser, go/build and cmd/go make of Go's
//! own source, and of files that are made by chance.
#![allow(clippy::unwrap_used)]

#[path = "gosource/answers.rs"]
mod answers;
#[path = "support/dice.rs"]
mod dice;
#[path = "gosource/generated.rs"]
mod generated;
#[path = "support/tools.rs"]
mod tools;

use allocgate::gosource::{Benchmark, Files, Platform, Source, Wanted, read};
use answers::{Answers, ask, go};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Behind each file, so that there is something to see its constraint by, and whether it was read to
/// its end.
const PROBE: &str = "\nfunc BenchmarkProbe(b *testing.B) {\n}\n";

#[test]
fn every_benchmark_of_the_standard_library_is_found() {
    let Some(go) = go() else { return };
    let files = Files::below(&go.root, Wanted::Tests).unwrap();
    let tests = go.files.keys().filter(|path| Wanted::Tests.takes(path));
    let tests: BTreeSet<&str> = tests.map(String::as_str).collect();
    let read_files = files.iter().map(|(path, _)| path);
    assert_eq!(read_files.filter(|path| path.ends_with(".go")).collect::<BTreeSet<_>>(), tests);

    let source = read(&files);
    assert_eq!(source.errors, []);
    let in_them = |line: &&String| tests.contains(line.split(':').next().unwrap());
    let benchmarks: BTreeSet<&String> = go.benchmarks.iter().filter(in_them).collect();
    assert!(benchmarks.len() > 1500, "{} benchmarks", benchmarks.len());
    assert_eq!(lines(&source).iter().collect::<BTreeSet<_>>(), benchmarks);
}

/// Of Go's own benchmarks, some say it, some call a function that does, and most do neither.
#[test]
fn parallel_benchmarks_of_the_standard_library_are_told_from_others() {
    let Some(go) = go() else { return };
    let source = read(&Files::below(&go.root, Wanted::Tests).unwrap());
    let is_parallel = |package: &str, name: &str| {
        let is_it = |b: &&Benchmark| *b.package == *package && b.name == name;
        source.benchmarks.iter().find(is_it).map(|benchmark| benchmark.is_parallel)
    };
    for (package, name, expected) in [
        ("sync", "MutexUncontended", true),
        // Through benchmarkMutex.
        ("sync", "MutexWorkSlack", true),
        ("math/rand", "Int63ThreadsafeParallel", true),
        ("math/rand", "Int63Threadsafe", false),
        ("math/rand", "Perm30", false),
        ("encoding/json", "CodeEncoder", true),
        ("strings", "IndexRune", false),
        ("sort", "SortInt1K", false),
    ] {
        assert_eq!(is_parallel(package, name), Some(expected), "{package}.{name}");
    }
    let parallel = source.benchmarks.iter().filter(|benchmark| benchmark.is_parallel).count();
    let all = source.benchmarks.len();
    assert!(parallel > 100 && parallel < all / 2, "{parallel} of {all}");
}

#[test]
fn every_package_of_the_standard_library_has_its_import_path() {
    let Some(go) = go() else { return };
    let files = Files::below(&go.root, Wanted::Modules).unwrap();
    assert!(go.packages.len() > 300, "{} packages", go.packages.len());
    for (directory, path) in &go.packages {
        assert_eq!(files.import_path(directory).as_deref(), Some(&**path));
    }
}

#[test]
fn every_constraint_is_met_where_go_builds_the_file() {
    let Some(go) = go() else { return };
    assert_eq!(hold(go).missing, [""; 0]);
    // Most files are built for some platforms only, or this would say little.
    let some = go.files.values().filter(|built| built.contains('0') && built.contains('1'));
    assert!(some.count() > 1000);
}

#[test]
fn files_by_chance_are_read_as_go_reads_them() {
    let directory = tempfile::tempdir().unwrap();
    generated::write(directory.path());
    let Some(go) = ask(Some(directory.path())) else { return };
    let held = hold(&go);
    // What go/parser takes is read to its end.
    let broken: BTreeSet<&str> = go.broken.iter().map(String::as_str).collect();
    let missing = held.missing.iter().filter(|path| !broken.contains(&***path));
    assert_eq!(missing.collect::<Vec<_>>(), [""; 0]);
    let is_whole = |line: &&String| !broken.contains(line.split(':').next().unwrap());
    let ours = lines(&held.source);
    let ours: BTreeSet<&String> =
        ours.iter().filter(is_whole).filter(|line| !line.ends_with("Probe")).collect();
    assert_eq!(ours, go.benchmarks.iter().collect());
    let (found, broken, files) = (ours.len(), broken.len(), go.files.len());
    assert!(found > 1000 && broken < files / 4, "{found} found, {broken} broken of {files}");
    let some = go.files.values().filter(|built| built.contains('0') && built.contains('1'));
    assert!(some.count() > 500);
}

/// What came of reading the files of an answer, each with a probe.
struct Held {
    source: Source,
    /// Files whose probe was not found.
    missing: Vec<String>,
}

/// Holds each constraint against Go's answer.
fn hold(go: &Answers) -> Held {
    let source = read(&probed(go));
    let probes = source.benchmarks.iter().filter(|benchmark| benchmark.name == "Probe");
    let probes: BTreeMap<&str, &Benchmark> = probes.map(|probe| (&*probe.path, probe)).collect();
    let mut missing = Vec::new();
    for (path, built) in &go.files {
        let Some(probe) = probes.get(&*as_test(path)) else {
            missing.push(path.clone());
            continue;
        };
        let is_met = |platform: &String| {
            let (goos, goarch) = platform.split_once('/').unwrap();
            if probe.constraint.is_met(&Platform { goos, goarch }) { '1' } else { '0' }
        };
        let met: String = go.platforms.iter().map(is_met).collect();
        let text = || String::from_utf8(fs::read(go.root.join(path)).unwrap()).unwrap();
        assert_eq!(met, *built, "{path} on {:?}:\n{}", go.platforms, text());
    }
    Held { source, missing }
}

/// The files, each with a probe at its end, as tests of one module.
fn probed(go: &Answers) -> Files {
    let mut files = Files::default();
    files.insert("go.mod", b"module std\n".to_vec()).unwrap();
    for path in go.files.keys() {
        let bytes = fs::read(go.root.join(path)).unwrap();
        files.insert(&as_test(path), [&bytes, PROBE.as_bytes()].concat()).unwrap();
    }
    files
}

/// A path of a test, with the same tags in its name, that no other file has.
fn as_test(path: &str) -> String {
    match path.ends_with("_test.go") {
        true => path.to_owned(),
        false => format!("others/{}", path.replace(".go", "_test.go")),
    }
}

fn lines(source: &Source) -> Vec<String> {
    let line = |b: &Benchmark| format!("{}:{} Benchmark{}", b.path, b.line, b.name);
    source.benchmarks.iter().map(line).collect()
}
