//! A Go module in a repository: a base commit, and a change that allocates twice.
#![allow(dead_code)]

use std::fs;
use std::path::Path;
use std::process::Command;

const MODULE: &str = "module example.com/hello\n\ngo 1.21\n";
const BASELINE: &str = "package hello

import \"testing\"

var sink []byte

func BenchmarkHello(b *testing.B) {
	for i := 0; i < b.N; i++ {
		sink = make([]byte, 64)
	}
}
";

/// Writes the module, with as many allocations an operation as asked for.
pub fn write(directory: &Path, allocations: usize) {
    let line = "\t\tsink = make([]byte, 64)\n";
    fs::write(directory.join("go.mod"), MODULE).unwrap();
    let test = BASELINE.replace(line, &line.repeat(allocations));
    fs::write(directory.join("hello_test.go"), test).unwrap();
}

/// A benchmark that writes down which variables it has.
const TELLS: &str = "package hello

import (
	\"os\"
	\"strings\"
	\"testing\"
)

func BenchmarkHello(b *testing.B) {
	os.WriteFile(PATH, []byte(strings.Join(os.Environ(), \"\\n\")), 0o644)
}
";

/// Has the module's benchmark write its environment into a file.
pub fn tell_environment(directory: &Path, into: &Path) {
    let text = TELLS.replace("PATH", &format!("{:?}", into.display().to_string()));
    fs::write(directory.join("hello_test.go"), text).unwrap();
}

/// Runs git in a directory, for an author of no name, and returns what it prints.
pub fn git(directory: &Path, arguments: &[&str]) -> String {
    let author = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
    let ran = Command::new("git").args(author).args(arguments).current_dir(directory).output();
    let ran = ran.unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap().trim().to_owned()
}

/// Commits all that is there, into a new repository if there is none, and returns the commit.
pub fn commit(directory: &Path) -> String {
    if !directory.join(".git").exists() {
        git(directory, &["init", "-q", "-b", "main"]);
    }
    git(directory, &["add", "-A"]);
    git(directory, &["commit", "-q", "--allow-empty", "-m", "x"]);
    git(directory, &["rev-parse", "HEAD"])
}
