//! Programs and sources that some tests need and that cargo doesn't bring.
#![allow(dead_code, clippy::print_stderr, clippy::unwrap_used)]

use std::process::Command;
use std::sync::OnceLock;

/// Nothing, for a test that is skipped then. `ALLOCGATE_REQUIRE_TOOLS=1` makes it a failure.
pub fn missing<T>(why: &str) -> Option<T> {
    let required = std::env::var_os("ALLOCGATE_REQUIRE_TOOLS").is_some_and(|value| value == "1");
    assert!(!required, "required: {why}");
    eprintln!("skipped: {why}");
    None
}

/// A program, where it runs with the argument that asks for its version.
pub fn program(name: &str, version: &str) -> Option<Command> {
    let output = Command::new(name).arg(version).output();
    match output.is_ok_and(|output| output.status.success()) {
        true => Some(Command::new(name)),
        false => missing(&format!("no {name}")),
    }
}

/// The Go that is installed.
pub struct Go {
    /// As `go1.26.1`.
    pub version: String,
}

/// Go, where there is one.
pub fn go() -> Option<Go> {
    let output = Go::command().args(["env", "GOVERSION"]).output();
    match output.ok().filter(|output| output.status.success()) {
        Some(output) => {
            Some(Go { version: String::from_utf8_lossy(&output.stdout).trim().to_owned() })
        }
        None => missing("no go"),
    }
}

impl Go {
    /// Where no module asks for another version, and none is loaded.
    fn command() -> Command {
        let mut go = Command::new("go");
        go.current_dir(std::env::temp_dir());
        // One that was asked for may have been loaded already.
        if std::env::var_os("GOTOOLCHAIN").is_none() {
            go.env("GOTOOLCHAIN", "local");
        }
        go
    }

    /// Itself, if it is Go 1.`minor` or later. One between two releases is held for later.
    pub fn at_least(self, minor: u32) -> Option<Go> {
        let release = self.version.strip_prefix("go1.");
        let release = release.and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next());
        match release.and_then(|release| release.parse().ok()) {
            Some::<u32>(release) if release < minor => {
                missing(&format!("{} is older than go1.{minor}", self.version))
            }
            _ => Some(self),
        }
    }

    /// Runs a program of `tests/reference`.
    pub fn run(&self, program: &str) -> Command {
        let mut go = Go::command();
        go.arg("run").arg(format!("{}/tests/reference/{program}", env!("CARGO_MANIFEST_DIR")));
        go
    }
}

/// Where Go keeps what it has built: the machine's own, so that the standard library is there.
pub fn go_cache() -> &'static str {
    static CACHE: OnceLock<String> = OnceLock::new();
    CACHE.get_or_init(|| {
        let output = Command::new("go").args(["env", "GOCACHE"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    })
}
