//! Whole-program cases: directories that hold a command line, its inputs and what comes of it.
#![allow(dead_code, clippy::expect_used, clippy::unwrap_used)]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a program run leaves behind.
pub struct Outcome {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    pub exit: i32,
}

impl Outcome {
    /// The files that hold it.
    pub fn files(&self) -> [(&'static str, Vec<u8>); 3] {
        let exit = format!("{}\n", self.exit).into_bytes();
        [("stdout", redacted(&self.stdout)), ("stderr", redacted(&self.stderr)), ("exit", exit)]
    }
}

/// Every case, in the order of names.
pub fn cases() -> Vec<PathBuf> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/cases");
    let entries = fs::read_dir(cases).expect("testdata/cases is there");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

/// Runs the command line of a case in its directory.
pub fn run_case(case: &Path) -> Outcome {
    let cmd = fs::read_to_string(case.join("cmd")).expect("a case has a cmd");
    let (mut args, mut stdin) = (words(&cmd), None);
    if let [.., less, file] = args.as_slice()
        && less == "<"
    {
        stdin = Some(case.join(file));
        args.truncate(args.len() - 2);
    }
    let stdin = stdin.map(|path| File::open(path).expect("the input is there"));
    run(&args, case, stdin.map_or_else(Stdio::null, Stdio::from))
}

/// Runs the program in a directory, where nothing tells where and for whom it runs.
pub fn run(args: &[String], directory: &Path, stdin: Stdio) -> Outcome {
    let told = |name: &str| {
        ["CI", "NO_COLOR", "TERM", "LANG", "TZ", "COLUMNS"].contains(&name)
            || ["GITHUB_", "GITLAB_", "CI_", "CLICOLOR", "LC_", "RUST_"]
                .iter()
                .any(|prefix| name.starts_with(prefix))
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_allocgate"));
    command.args(args).current_dir(directory).stdin(stdin);
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_none_or(told) {
            command.env_remove(name);
        }
    }
    let output = command.output().expect("the program starts");
    Outcome {
        exit: output.status.code().expect("the program ends by itself"),
        stdout: output.stdout,
        stderr: output.stderr,
    }
}

/// Splits a command line as a shell does: quotes and backslashes, nothing else.
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut chars = line.trim_end().chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (None, ' ') => words.extend(word.take()),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (Some(q), c) if c == q => quote = None,
            (None | Some('"'), '\\') => word.get_or_insert_default().extend(chars.next()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    assert!(quote.is_none(), "a quote is open: {line}");
    words.extend(word);
    words
}

/// Takes the version out, so that a release changes no expectation.
fn redacted(output: &[u8]) -> Vec<u8> {
    let version = env!("CARGO_PKG_VERSION");
    match std::str::from_utf8(output) {
        Ok(text) => text
            .replace(&format!("allocgate {version}"), "allocgate [VERSION]")
            .replace(&format!("\"{version}\""), "\"[VERSION]\"")
            .into_bytes(),
        Err(_) => output.to_vec(),
    }
}

/// The lines that differ, with what both texts have around them.
pub fn diff(expected: &[u8], actual: &[u8]) -> String {
    const AROUND: usize = 2;
    let [a, b] = [expected, actual].map(String::from_utf8_lossy);
    let [a, b]: [Vec<&str>; 2] = [&a, &b].map(|text| text.split_inclusive('\n').collect());
    let alike = |(x, y): &(&&str, &&str)| x == y;
    let before = a.iter().zip(&b).take_while(alike).count();
    let after = a[before..].iter().rev().zip(b[before..].iter().rev());
    let after = after.take_while(alike).count();
    let lines = |sign: char, lines: &[&str]| -> String {
        let line = |line: &&str| format!("    {sign}{}\n", line.trim_end_matches('\n'));
        lines.iter().map(line).collect()
    };
    let end = a.len() - after;
    lines(' ', &a[before.saturating_sub(AROUND)..before])
        + &lines('-', &a[before..end])
        + &lines('+', &b[before..b.len() - after])
        + &lines(' ', &a[end..a.len().min(end + AROUND)])
}
