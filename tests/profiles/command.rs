//! `allocgate profile diff` as people call it.

use crate::{data, hostile};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ALLOCGATE: &str = env!("CARGO_BIN_EXE_allocgate");

fn run(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(ALLOCGATE)
        .args(["profile", "diff"])
        .args(arguments)
        .current_dir(directory)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_examples_of_the_help_work_as_pasted() {
    let directory = tempfile::tempdir().unwrap();
    for side in ["baseline.pb.gz", "candidate.pb.gz"] {
        fs::copy(data().join("demo").join(side), directory.path().join(side)).unwrap();
    }
    let help = text(&run(directory.path(), &["--help"]).stdout);
    let examples: Vec<&str> = help
        .lines()
        .filter_map(|line| line.trim().strip_prefix("allocgate profile diff "))
        .collect();
    assert_eq!(examples.len(), 2, "{help}");
    for example in examples {
        let words: Vec<&str> = example.split(' ').collect();
        let output = run(directory.path(), &words);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(text(&output.stdout).contains("codec.Split"));
    }
    assert!(directory.path().join("diff.svg").is_file());
}

/// As `pprof -top -diff_base` lists them: a caller is there for what its callees grew.
#[test]
fn callers_are_listed_behind_what_grew_itself_and_all_in_json() {
    let demo = data().join("demo");
    let run = |more: &[&str]| {
        let arguments = [&["baseline.pb.gz", "candidate.pb.gz"], more].concat();
        text(&run(&demo, &arguments).stdout)
    };
    let document: serde_json::Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    let rows = document["rows"].as_array().unwrap();
    let grown = |key: &str| rows.iter().filter(|row| row[key]["growth"] != 0).count();
    let own = grown("flat");
    assert!(own < rows.len() && grown("cum") > 0);
    let caller =
        |row: &&serde_json::Value| row["name"] == "testing.(*B).runN" && row["line"] == 219;
    let caller = rows.iter().find(caller).unwrap();
    assert!(caller["flat"]["growth"] == 0 && caller["cum"]["growth"] != 0, "{caller}");
    // The table has those that grew themselves, and counts the others.
    let callers = rows.len() - own;
    let rest = format!(
        "\n  and {callers} more; {callers} of them only call what grew or shrank; --top {} shows all\n",
        rows.len()
    );
    let usual = run(&[]);
    assert!(own <= 20 && usual.ends_with(&rest), "{usual}");
    let all = run(&["--top", &rows.len().to_string()]);
    assert!(!all.contains("shows all"), "{all}");
    let begins = usual.strip_suffix(&rest).unwrap();
    assert!(
        all.starts_with(begins) && all.contains(" testing.(*B).runN benchmark.go:219\n"),
        "{all}"
    );
}

#[test]
fn the_documentation_shows_what_is_printed() {
    let page = fs::read_to_string(data().join("../../docs/profiles.md")).unwrap();
    let block = page.split("```console\n$ allocgate profile diff ").nth(1).unwrap();
    let (command, shown) = block.split_once('\n').unwrap();
    let output = run(&data().join("demo"), &command.split(' ').collect::<Vec<_>>());
    assert_eq!(text(&output.stdout), shown.split("```").next().unwrap());
}

#[test]
fn what_can_not_be_read_is_wrong_usage_and_says_which() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("text"), "heap profile: 1: 2 [3: 4] @ heap/5\n").unwrap();
    let good = data().join("demo/baseline.pb.gz").display().to_string();
    let known = [
        (vec!["text", &*good], "failed to read the profile text: not a profile"),
        (vec![&*good, "missing"], "failed to read the profile missing: No such file"),
        (vec!["-", "-"], "only one of the profiles can come from standard input"),
        (vec![&*good, &*good, "--sample", "cpu"], "the baseline has no sample type cpu"),
        (vec![&*good, &*good, "--per-op", "0"], "invalid value '0'"),
        (vec![&*good, &*good, "--focus", "("], "invalid value '('"),
        (vec![&*good, &*good, "--flamegraph", "no/such.svg"], "failed to write no/such.svg"),
        (vec![&*good, "text", "--flamegraph", "text"], "--flamegraph would write over text"),
    ];
    for (arguments, message) in known {
        let output = run(directory.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        assert!(text(&output.stderr).contains(message), "{}", text(&output.stderr));
    }
}

#[test]
fn one_profile_can_come_from_standard_input_with_flags_of_one_dash() {
    let stdin = fs::File::open(data().join("demo/candidate.pb.gz")).unwrap();
    let mut command = Command::new(ALLOCGATE);
    command.args(["profile", "diff", "baseline.pb.gz", "-", "-format=json", "-per-op", "1000"]);
    let output = command.current_dir(data().join("demo")).stdin(stdin).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let first = &document["rows"][0];
    assert_eq!(first["name"], "example.com/demo/codec.Split");
    assert_eq!((&first["line"], &first["flat"]["growth"]), (&72.into(), &10.01.into()));
    assert_eq!(first["path"][1]["name"], "example.com/demo/codec.BenchmarkSplit.func1");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut command = Command::new("sh");
    let script = format!(
        "{{ {ALLOCGATE} profile diff baseline.pb.gz candidate.pb.gz; echo $? >&2; }} | true"
    );
    command.args(["-c", &script]).current_dir(data().join("std")).stdin(Stdio::null());
    assert_eq!(text(&command.output().unwrap().stderr), "0\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_bomb_needs_no_memory() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("bomb"), hostile::bomb()).unwrap();
    let script = format!("ulimit -v 700000; {ALLOCGATE} profile diff bomb bomb");
    let output =
        Command::new("sh").args(["-c", &script]).current_dir(directory.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("as no profile does"), "{}", text(&output.stderr));
}

#[test]
fn names_reach_the_terminal_harmless() {
    let directory = tempfile::tempdir().unwrap();
    let profile = crate::built::Built::default()
        .sample_type(1, 2)
        .strings(&["", "alloc_objects", "count", "a\u{1b}[2J\n::error::x\u{202e}", "b\r.go"])
        .function(1, 3, 4)
        .location(1, &[(1, 5)]);
    let small = profile.clone().sample(&[1, 1], &[1]);
    fs::write(directory.path().join("baseline"), &small.0).unwrap();
    fs::write(directory.path().join("candidate"), profile.sample(&[1, 1], &[5]).gzip()).unwrap();
    for format in ["table", "json"] {
        let output = run(directory.path(), &["baseline", "candidate", "--format", format]);
        let shown = text(&output.stdout);
        assert!(!shown.contains(['\u{1b}', '\r', '\u{202e}']), "{shown}");
        assert!(!shown.lines().any(|line| line.trim_start().starts_with("::")), "{shown}");
        assert!(shown.contains("+4") || shown.contains("\"growth\": 4"));
    }
}

/// A hundred records and one of 60,000 inlined frames.
#[cfg(target_os = "linux")]
#[test]
fn a_few_bytes_for_many_call_paths_stay_in_bounded_memory() {
    let directory = tempfile::tempdir().unwrap();
    let limited = |stacks: u64, kib: u32, more: &str| {
        let profile = hostile::wide(stacks).gzip();
        assert!(profile.len() < 400_000, "{}", profile.len());
        fs::write(directory.path().join("wide"), profile).unwrap();
        let script = format!("ulimit -v {kib}; {ALLOCGATE} profile diff wide wide {more}");
        Command::new("sh").args(["-c", &script]).current_dir(directory.path()).output().unwrap()
    };
    let refused = limited(140, 500_000, "");
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
    assert!(text(&refused.stderr).contains("too many call paths"), "{}", text(&refused.stderr));
    // As many as there may be, with a picture, which makes them a second time.
    let taken = limited(139, 1 << 20, "--flamegraph wide.svg");
    assert_eq!(taken.status.code(), Some(0), "{}", text(&taken.stderr));
}
