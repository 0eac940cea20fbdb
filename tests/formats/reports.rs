//! Reports to render.

use crate::explain::explain;
use allocgate::config::{Flags, Loaded, effective};
use allocgate::report::from_json;
use allocgate::{Capture, Policy, Report, Selecting, check};
use std::path::{Path, PathBuf};

pub fn testdata(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(path)
}

pub fn judged(baseline: &str, candidate: &str, policy: &Policy) -> Report {
    let read = |text: &str| {
        let mut capture = Capture::default();
        capture.read_from("capture.txt", text.as_bytes()).unwrap();
        capture
    };
    check(read(baseline), read(candidate), policy, &Selecting::default()).unwrap()
}

/// Seven regressions between two versions of Go.
pub fn real() -> Report {
    let read = |version: &str| {
        let path = testdata(&format!("real/html_template.{version}.fix-cpu1.txt"));
        std::fs::read_to_string(path).unwrap()
    };
    judged(&read("1.25.5"), &read("1.27.3"), &Policy::default())
}

/// A side on which each of some benchmarks has six results, at times of the side's own.
pub fn side(names: &[&str], time: u32, figures: &str) -> String {
    let mut text = "goos: linux\ngoarch: amd64\npkg: example.com/p\n".to_owned();
    for name in names {
        for i in 0..6 {
            text += &format!("Benchmark{name}\t1000\t{time}{i} ns/op\t{figures}\n");
        }
    }
    text + "PASS\nok  \texample.com/p\t1s\n"
}

/// Names that would be markup, commands, references or formulas, if they were not just names.
pub const HOSTILE: [&str; 12] = [
    "X/##[add-mask]a",
    "X/::add-mask::e",
    "X/%0A::error::",
    "X/A|B`c`</details><img/src=//e>",
    "X/[x](javascript:y)@org/team#1-->",
    "X/\"quoted\",comma'",
    "X/<![CDATA[x]]>&amp;<!--",
    "X/\u{1b}]8;;e\u{7}\u{202e}\u{200b}\u{fffe}\u{0}",
    "=HYPERLINK(1)",
    "@SUM(A1)",
    "X/日本語-ñ🚀",
    "X/\u{feff}/approve",
];

/// Each of the hostile names regresses.
pub fn hostile() -> Report {
    let baseline = side(&HOSTILE, 10, "64 B/op\t2 allocs/op");
    judged(&baseline, &side(&HOSTILE, 20, "640 B/op\t20 allocs/op"), &Policy::default())
}

/// The same, explained in such words.
pub fn hostile_explained() -> Report {
    let mut report = hostile();
    let mut words = HOSTILE.iter().cycle();
    explain(&mut report, &mut || (*words.next().unwrap()).to_owned());
    report
}

/// Four benchmarks that allocate more, and at which lines: a new escape that two share, a slice that is no
/// longer given its size, a call of the library's.
pub fn explained() -> Report {
    let path = testdata("formats/explained.json");
    from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// One that can't be judged.
pub fn cut() -> Report {
    let baseline = side(&["A-8", "B-8"], 10, "64 B/op\t2 allocs/op");
    let candidate = side(&["A-8", "B-8"], 20, "64 B/op\t2 allocs/op");
    judged(&baseline, candidate.split("PASS").next().unwrap(), &Policy::default())
}

/// One of each kind of problem: a regression, one that is warned about, one that is waived, one over its
/// budget, one that is missing.
pub fn various() -> Report {
    let policy = r#"
[[rule]]
benchmark = "Warned"
level = "warn"
[[rule]]
benchmark = "Gone"
missing = "fail"
[[budget]]
benchmark = "Over"
unit = "allocs/op"
max = 1
[[waiver]]
package = "example.com/p"
benchmark = "Waived"
unit = "allocs/op"
max = 30
expires = 2099-01-01
link = "https://example.com/1"
reason = "meant"
"#;
    let loaded = Loaded::parse("allocgate.toml", policy.into()).unwrap();
    let resolve = |pattern: &str| Ok(vec![pattern.to_owned()]);
    let policy = effective(Some(&loaded), &resolve, &Flags::default()).unwrap().policy;
    let steady = "64 B/op\t2 allocs/op";
    let baseline = side(&["Bad-8", "Warned-8", "Waived-8", "Over-8", "Gone-8"], 10, steady);
    let candidate = side(&["Bad-8", "Warned-8", "Waived-8"], 20, "64 B/op\t20 allocs/op")
        + &side(&["Over-8"], 20, steady);
    judged(&baseline, &candidate, &policy)
}
