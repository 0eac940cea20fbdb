//! Whether a run should have had results, and whether it has.

use super::error::RunError;
use super::flags::Flags;
use super::go::Go;
use super::listing::Named;
use super::packages::{Package, directory_of, files};
use crate::benchfmt::{BenchmarkLine, Sink, read};
use crate::benchproc::BenchExpression;
use crate::gosource;
use std::time::Duration;

/// Whether a package of a checkout has a benchmark that is built there, under the tags that are set, and
/// that is asked for. Tests that it runs instead of its benchmarks, or its own `TestMain`, may
/// keep it from printing anything.
pub(super) fn expects_results(
    go: &Go,
    package: &Package,
    flags: &Flags,
    deadline: Duration,
) -> Result<bool, RunError> {
    let named = Named::of(go, &package.module, &[package.pattern()], deadline)?;
    let built: Vec<&str> = named.iter().flat_map(Named::test_files).collect();
    // An expression that can't be read is for Go to refuse.
    let asked = BenchExpression::new(&flags.bench).ok();
    let is_asked = |name: &str| asked.as_ref().is_none_or(|asked| asked.calls(name));
    let benchmarks = gosource::read(&files(go.root())?).benchmarks;
    let mut own = benchmarks.iter().filter(|b| directory_of(&b.path) == package.directory);
    Ok(own.any(|b| built.iter().any(|file| is_named(&b.path, file)) && is_asked(&b.name)))
}

fn is_named(path: &str, file: &str) -> bool {
    path.rsplit('/').next() == Some(file)
}

/// Whether there is a result in what was printed.
pub(super) fn has_results(capture: &[u8]) -> bool {
    let mut seen = Seen(false);
    read(capture, &mut seen).is_ok() && seen.0
}

struct Seen(bool);

impl Sink for Seen {
    fn result(&mut self, _: &BenchmarkLine<'_>) {
        self.0 = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_what_is_read_as_one() {
        let event =
            r#"{"Action":"output","Package":"p","Output":"BenchmarkX-8 \t 100\t 64 B/op\n"}"#;
        assert!(has_results(b"BenchmarkX-8 100 64 B/op\n"));
        assert!(has_results(event.as_bytes()));
        for none in ["", "PASS\nok \tp\t0.1s\n", "BenchmarkX\n", "Benchmarks are fun\n"] {
            assert!(!has_results(none.as_bytes()), "{none}");
        }
    }
}
