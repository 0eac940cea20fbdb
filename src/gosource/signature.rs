//! What `go test` takes for a benchmark: cmd/go/internal/load, `isTest` and `isTestFunc`.

use super::letters::is_lower;
use super::tokens::{Kind, Token, Tokens};

/// The name, without `Benchmark`, of the function whose `func` has just been read, if it is one that
/// `go test` runs as a benchmark.
pub(super) fn benchmark(tokens: Tokens<'_>) -> Option<&str> {
    let mut code = Code(tokens);
    let name = benchmark_name(code.word()?)?;
    let end = parameter(&mut code)?;
    has_no_results(&mut code, end).then_some(name)
}

/// `Benchmark` alone, or before something that is not lower case: `Benchmarking` is none.
fn benchmark_name(word: &[u8]) -> Option<&str> {
    let name = std::str::from_utf8(word.strip_prefix(b"Benchmark")?).ok()?;
    (!name.starts_with(is_lower)).then_some(name)
}

/// One parameter, a pointer to `B` or to some package's `B`, and the line of the parenthesis behind it.
fn parameter(code: &mut Code<'_>) -> Option<u32> {
    code.mark(b"(")?;
    let mut star = code.next()?;
    if star.kind == Kind::Word {
        star = code.next()?;
    }
    let mut of = star.is(b"*").then(|| code.word())??;
    let mut next = code.next()?;
    if next.is(b".") {
        of = code.word()?;
        next = code.next()?;
    }
    if next.is(b",") {
        next = code.next()?;
    }
    (of == b"B" && next.is(b")")).then_some(next.line)
}

/// A body, an empty list of results, or the end of the line, where the body is written in assembly.
fn has_no_results(code: &mut Code<'_>, line: u32) -> bool {
    match code.next() {
        Some(next) if next.line > line => true,
        Some(next) if next.is(b"(") => code.mark(b")").is_some(),
        Some(next) => next.is(b"{") || next.is(b";"),
        None => true,
    }
}

/// Tokens without comments.
struct Code<'a>(Tokens<'a>);

impl<'a> Code<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let token = self.0.next().ok()??;
            if !token.is_comment() {
                return Some(token);
            }
        }
    }

    fn word(&mut self) -> Option<&'a [u8]> {
        self.next().filter(|token| token.kind == Kind::Word).map(|token| token.text)
    }

    fn mark(&mut self, mark: &[u8]) -> Option<Token<'a>> {
        self.next().filter(|token| token.is(mark))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn go_test_runs_these() {
        for (source, name) in [
            ("BenchmarkX(b *testing.B) {", "X"),
            ("Benchmark(b *testing.B) {", ""),
            ("Benchmark_x(b *B) {", "_x"),
            ("Benchmark1(*testing.B) {", "1"),
            ("BenchmarkÉ(_ *t.B) {", "É"),
            ("Benchmark世(b *t.B) {", "世"),
            ("Benchmarkʰ(b *t.B) {", "ʰ"),
            ("BenchmarkX(b *testing.B,) {", "X"),
            ("BenchmarkX(b *testing.B) () {", "X"),
            ("BenchmarkX(b *testing.B)\nfunc(", "X"),
            ("BenchmarkX(b *testing.B) /*\n*/ x", "X"),
            ("BenchmarkX(b *testing.B);", "X"),
            ("BenchmarkX(b *testing.B)", "X"),
            ("BenchmarkX /* a */ ( // b\n\tb *\n\ttesting. B,\n) {", "X"),
        ] {
            assert_eq!(benchmark(Tokens::of(source.as_bytes())), Some(name), "{source}");
        }
    }

    #[test]
    fn go_test_does_not_run_these() {
        for source in [
            "Benchmarking(b *testing.B) {",
            "Benchmarké(b *testing.B) {",
            "benchmarkX(b *testing.B) {",
            "TestX(t *testing.T) {",
            "BenchmarkX(b testing.B) {",
            "BenchmarkX(t *testing.T) {",
            "BenchmarkX(b *testing.BB) {",
            "BenchmarkX(b **testing.B) {",
            "BenchmarkX(b ...*testing.B) {",
            "BenchmarkX(b (*testing.B)) {",
            "BenchmarkX(b *(testing.B)) {",
            "BenchmarkX(b *testing.B[int]) {",
            "BenchmarkX(b, c *testing.B) {",
            "BenchmarkX(b *testing.B, n int) {",
            "BenchmarkX(n int, b *testing.B) {",
            "BenchmarkX() {",
            "BenchmarkX[T any](b *testing.B) {",
            "BenchmarkX(b *testing.B) error {",
            "BenchmarkX(b *testing.B) (error) {",
            "BenchmarkX(b *testing.B",
            "BenchmarkX(b *`testing.B`) {",
            "BenchmarkX = func(b *testing.B) {",
            "(s S) BenchmarkX(b *testing.B) {",
            "(b *testing.B) {",
            "\"BenchmarkX\"(b *testing.B) {",
            "",
        ] {
            assert_eq!(benchmark(Tokens::of(source.as_bytes())), None, "{source}");
        }
        assert_eq!(benchmark(Tokens::of(b"Benchmark\xFF(b *testing.B) {")), None);
    }
}
