//! Whole-program cases: directories that hold a command line, its inputs and what comes of it.
#![allow(dead_code, clippy::expect_used, clippy::unwrap_used)]

pub mod benchstat;
pub mod dice;
pub mod program;
pub mod tools;
pub mod words;

use program::Program;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use words::words;

/// What a program run leaves behind.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Every case in a folder of the test data, in the order of names.
pub fn cases(folder: &str) -> Vec<PathBuf> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(folder);
    let entries = fs::read_dir(cases).expect("the cases are there");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

/// Runs a program with the command line of a case in its directory.
pub fn run_case(program: &Program, case: &Path) -> Outcome {
    let cmd = fs::read(case.join("cmd")).expect("a case has a cmd");
    let (mut args, mut stdin) = (words(cmd), None);
    if let [.., less, file] = args.as_slice()
        && less == "<"
    {
        stdin = Some(case.join(file));
        args.truncate(args.len() - 2);
    }
    let stdin = stdin.map(|path| File::open(path).expect("the input is there"));
    program.run(&args, case, stdin.map_or_else(Stdio::null, Stdio::from))
}

/// Runs allocgate.
pub fn run(args: &[OsString], directory: &Path, stdin: Stdio) -> Outcome {
    Program::allocgate().run(args, directory, stdin)
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
