//! What is written is read back.
#![allow(clippy::unwrap_used)]

mod support;

use allocgate::benchfmt::{
    BenchmarkLine, Ending, Options, Section, Sink, SyntaxError, UnitMetadata, Writer, read_with,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// A result: values by their bits, and configuration without its order.
#[derive(Debug, PartialEq)]
struct Result {
    name: Vec<u8>,
    iterations: i64,
    values: Vec<(u64, Vec<u8>)>,
    config: BTreeMap<Vec<u8>, Vec<u8>>,
}

#[derive(Default)]
struct Records {
    results: Vec<Result>,
    units: Vec<[Vec<u8>; 3]>,
    errors: Vec<String>,
    sections: Vec<Section>,
}

impl Sink for Records {
    fn result(&mut self, line: &BenchmarkLine<'_>) {
        let bits = |value: f64| if value.is_nan() { f64::NAN } else { value }.to_bits();
        self.results.push(Result {
            name: line.name.to_vec(),
            iterations: line.iterations,
            values: line.values.iter().map(|v| (bits(v.value), v.unit.to_vec())).collect(),
            config: line.config.iter().map(|(k, v)| (k.to_vec(), v.to_vec())).collect(),
        });
    }

    fn unit(&mut self, pair: &UnitMetadata<'_>) {
        self.units.push([pair.unit, pair.key, pair.value].map(<[u8]>::to_vec));
    }

    fn syntax_error(&mut self, error: SyntaxError) {
        self.errors.push(error.to_string());
    }

    fn section(&mut self, section: Section) {
        self.sections.push(section);
    }
}

struct Copy(Writer<Vec<u8>>);

impl Sink for Copy {
    fn result(&mut self, line: &BenchmarkLine<'_>) {
        self.0.result(line).unwrap();
    }

    fn unit(&mut self, unit: &UnitMetadata<'_>) {
        self.0.unit(unit).unwrap();
    }
}

fn rewritten(capture: &[u8]) -> Vec<u8> {
    let mut copy = Copy(Writer::new(Vec::new()));
    allocgate::benchfmt::read(capture, &mut copy).unwrap();
    copy.0.finish().unwrap()
}

fn records(options: &Options, capture: &[u8]) -> Records {
    let mut records = Records::default();
    read_with(options, capture, &mut records).unwrap();
    records
}

fn testdata(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(folder);
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Holds a rewritten capture against the original, for our reader and for x/perf's rules.
fn assert_same_results(capture: &[u8]) {
    let original = records(&Options::default(), capture);
    let copy = rewritten(capture);
    for options in [Options::default(), Options::strict()] {
        let copied = records(&options, &copy);
        let text = String::from_utf8_lossy(&copy);
        assert_eq!(copied.results, original.results, "{text}");
        assert_eq!(copied.units, original.units, "{text}");
        assert_eq!(copied.errors, [""; 0], "{text}");
        let passed = copied.sections.iter().all(|section| section.ending == Ending::Passed);
        assert!(passed, "{text}\n{:?}", copied.sections);
    }
}

#[test]
fn captures_of_the_test_data_keep_their_results() {
    for path in ["real", "odd", "prints"].into_iter().flat_map(testdata) {
        assert_same_results(&std::fs::read(path).unwrap());
    }
}

#[test]
fn benchstat_prints_the_same_for_rewritten_captures() {
    let Some(benchstat) = support::benchstat::pinned() else {
        return;
    };
    let captures = testdata("real");
    for pair in captures.chunks(2) {
        let print = |rewrite: bool| {
            let directory = tempfile::tempdir().unwrap();
            for (path, name) in pair.iter().zip(["a.txt", "b.txt"]) {
                let capture = std::fs::read(path).unwrap();
                let capture = if rewrite { rewritten(&capture) } else { capture };
                std::fs::write(directory.path().join(name), capture).unwrap();
            }
            let arguments = ["a.txt", "b.txt"].map(Into::into);
            benchstat.run(&arguments, directory.path(), Stdio::null())
        };
        // What benchstat says on standard error is of lines that can't be read: these are not copied.
        let (original, copy) = (print(false), print(true));
        let [original, copy] = [original, copy].map(|o| String::from_utf8(o.stdout).unwrap());
        assert!(original.lines().count() > 10, "{pair:?}: nothing is compared");
        assert!(original == copy, "{pair:?}\n{original}\n{copy}");
    }
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<f64>().prop_map(|value| format!("{value:e}").replace("inf", "Inf")),
        (-1000i32..100_000).prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| format!("{value}.5e-3")),
        prop::sample::select(vec!["+Inf", "-Inf", "NaN", "-0", "1e308", "5e-324", "0x1p-1074"])
            .prop_map(str::to_owned),
    ]
}

/// A line of a capture, whatever it may be.
fn line() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "goos", "goarch", "pkg", "cpu", "commit", "panic", "signal", "é", "a!b",
    ]);
    let value = prop::sample::select(vec![
        "",
        "linux",
        "a/b",
        "a\tb",
        "x y",
        "x\r",
        "\u{85}",
        "a b ",
        "PASS",
        "BenchmarkX",
        "::",
    ]);
    let values = prop::collection::vec((number(), "[!-~é]{1,6}"), 1..4);
    prop_oneof![
        2 => (key, value).prop_map(|(key, value)| format!("{key}: {value}\r")),
        4 => ("[!-~é]{0,8}", 1..i64::MAX, values).prop_map(|(name, iterations, values)| {
            let values: Vec<String> = values.iter().map(|(v, u)| format!("{v} {u}")).collect();
            format!("Benchmark{name}\t{iterations} {}", values.join("  "))
        }),
        1 => ("[!-~]{1,5}", "[a-z]{1,5}", "[!-~]{0,5}")
            .prop_map(|(unit, key, value)| format!("Unit {unit} {key}={value}")),
        1 => prop::sample::select(vec!["PASS", "ok  \ta/b\t1s", "FAIL", "exit status 1", ""])
            .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn random_captures_keep_their_results(lines in prop::collection::vec(line(), 0..40)) {
        assert_same_results((lines.join("\n") + "\n").as_bytes());
    }
}
