//! A side of a package that failed: in people's words, and as a capture.

use super::groups::function_of;
use crate::benchfmt::{BenchmarkLine, Section, Sink, read, text};
use crate::host::Output;
use std::collections::BTreeSet;
use std::time::Duration;

/// So many lines of a failure are told.
const LAST_LINES: usize = 8;

/// And so many are kept in a capture.
const KEPT_LINES: usize = 60;

/// How a build or a run failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// The last lines of what was printed, or what is wrong.
    pub why: String,
    /// The functions of the benchmarks that failed, as far as they are known: those that say so, else the
    /// one that was running.
    pub functions: BTreeSet<String>,
    /// Whether it was stopped, running too long.
    pub is_deadline: bool,
    /// Whether it exited with 0 before any benchmark ran, as tests do that are not meant to run here.
    pub is_silent: bool,
    /// As `go test` would have printed it, without results.
    capture: Vec<u8>,
}

impl Failure {
    /// Of a process that exited otherwise than it should have.
    pub fn of_run(package: &str, output: &Output) -> Failure {
        let Output { stdout, stderr, status } = output;
        let mut words = panicked(stderr).unwrap_or_else(|| last_lines(stderr, stdout));
        let mut said = [&**stdout, &**stderr].concat();
        if status.success() {
            words = without_pass(stdout).to_owned();
            said.extend_from_slice(b"exit status 0, without PASS\n");
        } else {
            said.extend_from_slice(
                format!("{status}\n").replace("exit status: ", "exit status ").as_bytes(),
            );
        }
        let is_silent = status.success() && !stdout.starts_with(b"goos: ");
        Failure { is_silent, ..Failure::new(package, words, stdout, &said) }
    }

    /// Of a process that was stopped.
    pub fn of_deadline(package: &str, stdout: &[u8], deadline: Duration) -> Failure {
        let running = unfinished(stdout);
        let named = running.as_ref().map_or("a benchmark", |name| name);
        let words = format!("{named} was still running after {deadline:?}: stopped");
        let killed = format!("*** Test killed with kill: ran too long ({deadline:?}).\n");
        let said = [stdout, b"\n", killed.as_bytes()].concat();
        Failure { is_deadline: true, ..Failure::new(package, words, stdout, &said) }
    }

    /// Of a build, in Go's words.
    pub fn of_build(package: &str, stderr: &[u8]) -> Failure {
        let why = last_lines(stderr, b"");
        let comments: String = last(stderr, b"", KEPT_LINES)
            .lines()
            .map(|line| format!("{}\n", inert(line)))
            .collect();
        let capture = format!("{comments}FAIL\t{package} [build failed]\n").into_bytes();
        let functions = BTreeSet::new();
        Failure { why, functions, is_deadline: false, is_silent: false, capture }
    }

    /// In words.
    pub fn of_words(package: &str, words: &str) -> Failure {
        Failure::new(package, words.to_owned(), b"", format!("{words}\n").as_bytes())
    }

    fn new(package: &str, why: String, stdout: &[u8], said: &[u8]) -> Failure {
        let functions = functions(stdout);
        let capture = failed(package, stdout, said);
        Failure { why, functions, is_deadline: false, is_silent: false, capture }
    }

    /// Of benchmarks whose results can't be told apart: each ran once, and printed several.
    pub fn of_same_names(package: &str, names: &BTreeSet<String>) -> Failure {
        let all = names.iter().map(|name| format!("Benchmark{name}")).collect::<Vec<_>>();
        let words = format!(
            "several results of one name, {}: two functions of the package and its external tests have it, or it prints one",
            all.join(", ")
        );
        let functions = names.iter().map(|name| function_of(name)).collect();
        Failure { functions, ..Failure::of_words(package, &words) }
    }

    /// The same, told with the names of the benchmarks.
    pub fn told(&self) -> String {
        let named: Vec<&str> = self.functions.iter().map(|name| &**name).collect();
        let is_known = named.iter().all(|name| self.why.contains(name));
        if is_known { self.why.clone() } else { format!("{}\n{}", named.join(", "), self.why) }
    }

    /// A capture of nothing but the failure.
    pub fn capture(&self) -> &[u8] {
        &self.capture
    }
}

/// What keeps a run that exited with 0 from having passed.
fn without_pass(stdout: &[u8]) -> &'static str {
    match stdout.split(|&byte| byte == b'\n').any(|line| line == b"PASS") {
        true => {
            "a benchmark prints what Go's own lines look like, such as `pkg: …`, `FAIL` or a result"
        }
        false => "it exited with 0 before its benchmarks were done: without PASS",
    }
}

/// A failed run as `go test` prints it: without its results, which are no samples, and with the name of
/// the benchmark that was running.
fn failed(package: &str, stdout: &[u8], said: &[u8]) -> Vec<u8> {
    let header = last(said, b"", KEPT_LINES);
    let (mut before, mut after) = (String::new(), String::new());
    for line in String::from_utf8_lossy(stdout).lines() {
        if ["goos: ", "goarch: ", "cpu: "].iter().any(|key| line.starts_with(key)) {
            before.push_str(&format!("{line}\n"));
        }
    }
    if let Some(name) = unfinished(stdout) {
        after.push_str(&format!("{name}\t\n"));
    }
    for line in header.lines() {
        let is_ours = line.starts_with("Benchmark")
            || line.starts_with("=== RUN")
            || line == "PASS"
            || is_config(line);
        if !is_ours {
            after.push_str(&format!("{line}\n"));
        }
    }
    format!("{before}pkg: {package}\n{after}FAIL\t{package}\t0.000s\n").into_bytes()
}

/// Whether a reader would take a line for file configuration, of which there is enough.
fn is_config(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| {
        let is_key = key.starts_with(char::is_lowercase) && !key.contains(char::is_whitespace);
        is_key && key != "panic"
    })
}

/// A line that says nothing to a reader of captures.
fn inert(line: &str) -> String {
    if line.starts_with('#') { line.to_owned() } else { format!("# {line}") }
}

/// The benchmark that was running, by its full name, if a run broke off: the one that was named last
/// before it ran, or whose result is missing.
fn unfinished(stdout: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(stdout);
    let mut named = text.lines().rev().filter_map(|line| line.strip_prefix("=== RUN "));
    if let Some(name) = named.next().map(str::trim).filter(|name| name.starts_with("Benchmark")) {
        return Some(name.to_owned());
    }
    let mut seen = Unfinished::default();
    read(stdout, &mut seen).ok()?;
    seen.0.map(|name| format!("Benchmark{name}"))
}

/// The functions that failed. Those that a test fails by itself are said to; the others went on.
fn functions(stdout: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(stdout);
    // It may stand behind the name of a benchmark.
    let failed = text.lines().filter_map(|line| line.split_once("--- FAIL: "));
    let names = failed.filter_map(|(_, rest)| rest.split(&[' ', '/', '\t']).next());
    let failed: BTreeSet<String> = names
        .filter(|name| name.starts_with("Benchmark"))
        .map(|name| without_suffix(name).to_owned())
        .collect();
    if !failed.is_empty() {
        return failed;
    }
    let unfinished = unfinished(stdout);
    unfinished.iter().filter_map(|name| name.split('/').next()).map(str::to_owned).collect()
}

/// A function's name without a GOMAXPROCS.
fn without_suffix(name: &str) -> &str {
    name.split_once('-').map_or(name, |(function, _)| function)
}

#[derive(Default)]
struct Unfinished(Option<String>);

impl Sink for Unfinished {
    fn result(&mut self, _: &BenchmarkLine<'_>) {}

    fn section(&mut self, section: Section) {
        self.0 = section.unfinished.as_deref().map(text);
    }
}

/// Of a failed build, Go tells on standard error; of a failed benchmark, on standard output.
pub(super) fn last_lines(stderr: &[u8], stdout: &[u8]) -> String {
    last(stderr, stdout, LAST_LINES)
}

/// What a panic says, and where, if that is why: its first lines.
fn panicked(stderr: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(stderr);
    let is_first = |line: &&str| ["panic: ", "fatal error: "].iter().any(|p| line.starts_with(p));
    let mut lines = text.lines().skip_while(|line| !is_first(line)).filter(|line| !line.is_empty());
    let first = lines.next()?;
    let rest = lines.skip_while(|line| !line.starts_with("goroutine ")).take(LAST_LINES - 1);
    Some([first].into_iter().chain(rest).collect::<Vec<_>>().join("\n"))
}

fn last(stderr: &[u8], stdout: &[u8], most: usize) -> String {
    let said = if stderr.trim_ascii().is_empty() { stdout } else { stderr };
    let said = String::from_utf8_lossy(said);
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(most)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchfmt::Ending;

    const RUN: &[u8] = b"goos: linux\npkg: m\nBenchmarkX \t 1\t 64 B/op\nBenchmarkY/a \t";

    #[derive(Default)]
    struct All(usize, Vec<Section>);

    impl Sink for All {
        fn result(&mut self, _: &BenchmarkLine<'_>) {
            self.0 += 1;
        }

        fn section(&mut self, section: Section) {
            self.1.push(section);
        }
    }

    fn sections(failure: &Failure) -> Vec<Section> {
        let mut all = All::default();
        read(failure.capture(), &mut all).unwrap();
        assert_eq!(all.0, 0);
        all.1
    }

    #[test]
    fn the_last_lines_are_those_of_standard_error_if_it_has_any() {
        assert_eq!(last_lines(b" \n", b"--- FAIL: x\n\nFAIL\n"), "--- FAIL: x\nFAIL");
        let many: String = (1..=20).map(|i| format!("line {i}\n")).collect();
        let told = last_lines(many.as_bytes(), b"FAIL");
        assert_eq!(told.lines().count(), LAST_LINES);
        assert!(told.ends_with("line 20"), "{told}");
    }

    #[test]
    fn one_that_was_stopped_names_the_benchmark_and_has_no_samples() {
        let failure = Failure::of_deadline("m", RUN, Duration::from_secs(2));
        assert_eq!(failure.functions, BTreeSet::from(["BenchmarkY".to_owned()]));
        assert!(failure.why.contains("BenchmarkY/a was still running after 2s"), "{}", failure.why);
        let [section] = &sections(&failure)[..] else { panic!() };
        assert_eq!(section.ending, Ending::Killed);
        assert_eq!(section.unfinished.as_deref(), Some(&b"Y/a"[..]));
        assert_eq!(section.package.as_deref(), Some(&b"m"[..]));
    }

    #[test]
    fn those_that_say_that_they_failed_are_the_ones_that_did() {
        let text = "=== RUN   BenchmarkA\nBenchmarkA\n--- FAIL: BenchmarkA\n    a_test.go:3: no\n\
            === RUN   BenchmarkB\nBenchmarkB\nBenchmarkB \t 1 \t 5 ns/op\n\
            BenchmarkC/x-2 \t--- FAIL: BenchmarkC/x-2\nFAIL\n";
        let expected = ["BenchmarkA", "BenchmarkC"].map(str::to_owned);
        assert_eq!(functions(text.as_bytes()), BTreeSet::from(expected));
    }

    #[test]
    fn a_build_that_failed_is_one_in_a_capture() {
        let failure = Failure::of_build("m/a", b"# m/a\na.go:3: pkg: undefined\n");
        let [section] = &sections(&failure)[..] else { panic!() };
        assert_eq!(section.ending, Ending::BuildFailed);
        assert!(failure.why.ends_with("pkg: undefined"));
    }
}
