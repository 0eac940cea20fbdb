//! Packages that whoever made a capture did not run.

/// Why a package was not run: the value of `not-run:` in its file configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRun {
    /// `identical`: both sides' test binaries are the same, byte for byte, so nothing could differ.
    Identical,
    /// `no benchmarks`: it has none.
    NoBenchmarks,
}

impl NotRun {
    pub(super) fn of(value: &[u8]) -> Option<NotRun> {
        match value {
            b"identical" => Some(NotRun::Identical),
            b"no benchmarks" => Some(NotRun::NoBenchmarks),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchproc::{Capture, Pairing, Selection};

    fn not_run(capture: &Capture) -> Vec<(&str, NotRun)> {
        let text = |package| std::str::from_utf8(package).unwrap();
        capture.not_run.iter().map(|(package, reason)| (text(package), *reason)).collect()
    }

    #[test]
    fn a_reason_is_of_the_package_that_has_it() {
        let capture = Capture::of_text(
            "goos: linux\npkg: a\nnot-run: identical\nBenchmarkA 1 8 B/op\nPASS\nok  \ta\t0s\n\
             ?   \tx\t[no test files]\n\
             pkg: b\nnot-run:\nBenchmarkB 1 8 B/op\nPASS\nok  \tb\t1s\n\
             pkg: c\nnot-run: no benchmarks\nPASS\n\
             pkg: d\nnot-run: some other time\nPASS\n\
             pkg: e\nnot-run: identical\nFAIL\n",
        );
        assert_eq!(not_run(&capture), [("a", NotRun::Identical), ("c", NotRun::NoBenchmarks)]);
        assert_eq!((capture.reused, capture.samples.results()), (1, 2));
        let content = capture.files[0].content.as_ref().unwrap();
        assert_eq!((content.reused, content.not_run, content.results), (1, 2, 2));
    }

    #[test]
    fn it_tells_no_results_apart() {
        let line = "BenchmarkA 1 8 B/op\n";
        let reused = format!("pkg: a\nnot-run: identical\n{line}{line}PASS\n");
        let run = format!("pkg: a\nnot-run:\n{line}PASS\n");
        let [b, c] =
            [reused.clone() + &run, run + &reused].map(|text| Capture::of_text(&text).samples);
        let pairing = Pairing::new(b, c, &Selection::default());
        assert_eq!(pairing.benchmarks().len(), 1);
        assert_eq!((pairing.splitting_keys().count(), pairing.pooled_keys().count()), (0, 0));
        assert!(pairing.differing_keys().is_empty());
    }
}
