//! A package's test binary, and running it.

use super::error::RunError;
use super::failure::Failure;
use super::goflags::is_short;
use super::lay::link;
use crate::benchfmt::{BenchmarkLine, Ending, Section, Sink, read};
use crate::host::{HostError, Output, Program};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a benchmark may print.
const MOST_PRINTED: usize = 64 << 20;

/// A test binary, and where it runs: in its package's directory, as `go test` does it.
#[derive(Clone, Debug)]
pub(super) struct Binary {
    pub path: PathBuf,
    pub directory: PathBuf,
    /// The import path.
    pub package: String,
    /// The link through which its source lies where it was built, of one that knows that path.
    pub link: Option<Link>,
}

/// A symbolic link that leads to one of the checkouts by turns.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub at: PathBuf,
    pub to: PathBuf,
}

impl Link {
    /// Makes it lead there.
    pub fn set(&self) -> std::io::Result<()> {
        match std::fs::remove_file(&self.at) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        link(&self.to, &self.at)
    }
}

/// Which benchmarks run, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    /// For `-test.bench`.
    pub expression: String,
    pub iterations: u64,
    pub cpu: u32,
}

impl Binary {
    /// Runs each benchmark that is called once, naming it first: one that doesn't come to its end is known.
    pub fn look(
        &self,
        call: &Call,
        deadline: Duration,
    ) -> Result<Result<Vec<u8>, Failure>, RunError> {
        self.attempt(self.program()?.arguments(["-test.v"]), call, deadline)
    }

    /// One sample of each benchmark that is called: what was printed, or how it failed.
    pub fn run(
        &self,
        call: &Call,
        deadline: Duration,
    ) -> Result<Result<Vec<u8>, Failure>, RunError> {
        self.attempt(self.program()?, call, deadline)
    }

    /// Likewise, with every allocation recorded in a file, and the whole stack of each, whatever else
    /// `GODEBUG` says.
    pub fn profile(
        &self,
        call: &Call,
        file: &Path,
        deadline: Duration,
    ) -> Result<Result<Vec<u8>, Failure>, RunError> {
        let mut to = OsString::from("-test.memprofile=");
        to.push(file);
        let debug = std::env::var("GODEBUG").unwrap_or_default();
        let debug = [&*debug, "profstackdepth=1024"].join(",");
        let program = self.program()?.arguments([to, "-test.memprofilerate=1".into()]);
        self.attempt(program.set("GODEBUG", debug.trim_start_matches(',')), call, deadline)
    }

    fn attempt(
        &self,
        program: Program,
        call: &Call,
        deadline: Duration,
    ) -> Result<Result<Vec<u8>, Failure>, RunError> {
        let own = [
            format!("-test.bench={}", call.expression),
            format!("-test.benchtime={}x", call.iterations),
            format!("-test.cpu={}", call.cpu),
        ];
        let fixed = ["-test.run=^$", "-test.benchmem", "-test.count=1", "-test.paniconexit0"];
        let short = is_short().then_some("-test.short");
        let asked = program.arguments(fixed).arguments(short).arguments(own);
        match asked.attempt(deadline, MOST_PRINTED) {
            Ok(output) if output.status.success() && has_passed(&output.stdout) => {
                Ok(Ok(output.stdout))
            }
            Ok(output) => Ok(Err(Failure::of_run(&self.package, &output))),
            Err(HostError::Deadline { printed, .. }) => {
                Ok(Err(Failure::of_deadline(&self.package, &printed, deadline)))
            }
            Err(error @ HostError::TooMuchOutput { .. }) => {
                Ok(Err(Failure::of_words(&self.package, &error.to_string())))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The functions of its benchmarks; none if it doesn't list them, or not in time.
    pub fn functions(&self, deadline: Duration) -> Result<Vec<String>, RunError> {
        let asked = self.program()?.arguments(["-test.list=."]);
        let Output { stdout, status, .. } = match asked.attempt(deadline, MOST_PRINTED) {
            Err(HostError::Deadline { .. }) => return Ok(Vec::new()),
            listed => listed?,
        };
        let listed = String::from_utf8_lossy(&stdout);
        let is_benchmark =
            |line: &&str| line.starts_with("Benchmark") && !line.contains([' ', '\t']);
        let functions = listed.lines().filter(is_benchmark).map(str::to_owned);
        Ok(if status.success() { functions.collect() } else { Vec::new() })
    }

    fn program(&self) -> Result<Program, RunError> {
        if let Some(link) = &self.link {
            let failed = |error| RunError::Cache { path: link.at.clone(), error };
            link.set().map_err(failed)?;
        }
        let called = format!("the benchmarks of {}", self.package);
        let program = Program::new(&self.path).called(called).directory(&*self.directory);
        Ok(program.set("PWD", &self.directory))
    }
}

/// Whether a test binary printed that it passed. What calls `os.Exit` itself, or never runs any, may exit
/// with 0, too.
fn has_passed(stdout: &[u8]) -> bool {
    let mut seen = Passed::default();
    read(stdout, &mut seen).is_ok() && seen.0.is_some_and(|passed| passed)
}

/// Whether all that has ended so far passed.
#[derive(Default)]
struct Passed(Option<bool>);

impl Sink for Passed {
    fn result(&mut self, _: &BenchmarkLine<'_>) {}

    fn section(&mut self, section: Section) {
        let passed = section.ending == Ending::Passed;
        self.0 = Some(passed && self.0.unwrap_or(true));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_passed_if_it_says_so_at_its_end() {
        let header = "goos: linux\ngoarch: amd64\npkg: m\n";
        let result = "BenchmarkX \t 100\t 64 B/op\n";
        assert!(has_passed(format!("{header}{result}PASS\n").as_bytes()));
        assert!(has_passed(b"PASS\n"));
        for text in [format!("{header}{result}"), String::new(), format!("{header}{result}FAIL\n")]
        {
            assert!(!has_passed(text.as_bytes()), "{text}");
        }
    }
}
