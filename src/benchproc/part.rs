//! Parts of what was to be measured, as machines measure them.

/// One of several parts, as `part: 2/3` says it outside of packages' runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// How many parts there are.
    pub of: usize,
    /// Its number, from 1.
    pub number: usize,
}

impl Part {
    /// Part `number` of `of`, written `number/of`; none if there is no such part.
    pub(super) fn parse(text: &[u8]) -> Option<Part> {
        let (number, of) = std::str::from_utf8(text).ok()?.split_once('/')?;
        let part = Part { of: count(of)?, number: count(number)? };
        (1..=part.of).contains(&part.number).then_some(part)
    }
}

/// A number as it is printed: without a sign, and without zeros before it.
fn count(text: &str) -> Option<usize> {
    let n: usize = text.parse().ok()?;
    (n.to_string() == text).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::benchproc::{Capture, Pairing, Selection};

    fn parts(text: &str) -> Vec<(usize, usize)> {
        Capture::of_text(text).parts.iter().map(|part| (part.what.number, part.what.of)).collect()
    }

    const RUN: &str = "goos: linux\npkg: a\nBenchmarkA 1 8 B/op\nPASS\nok  \ta\t1s\n";

    #[test]
    fn a_part_is_named_outside_of_runs() {
        assert_eq!(parts("part: 1/2\npart:\n"), [(1, 2)]);
        // Files may be joined.
        assert_eq!(parts(&format!("part: 1/2\n{RUN}part: 2/2\n{RUN}")), [(1, 2), (2, 2)]);
        assert_eq!(parts(&format!("part: 2/2\n{}", RUN.replace("ok  \ta\t1s\n", ""))), [(2, 2)]);
        // What a benchmark prints names none.
        assert_eq!(parts(&RUN.replace("BenchmarkA", "part: 1/2\nBenchmarkA")), []);
        assert_eq!(parts(&RUN.replace("PASS", "part: 1/2\nPASS")), []);
    }

    #[test]
    fn no_other_words_are_parts() {
        for text in ["0/2", "3/2", "1", "1/", "/1", "+1/2", "01/2", "1/2/3", "1 / 2", "one/two"] {
            assert_eq!(Part::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn it_tells_no_results_apart() {
        let [b, c] =
            ["1/1", "2/2"].map(|part| Capture::of_text(&format!("part: {part}\n{RUN}")).samples);
        let pairing = Pairing::new(b, c, &Selection::default());
        assert_eq!(pairing.benchmarks().len(), 1);
        assert!(pairing.differing_keys().is_empty());
        let two = Capture::of_text(&format!("part: 1/2\n{RUN}part: 2/2\n{RUN}")).samples;
        let pairing = Pairing::new(two, Capture::of_text(RUN).samples, &Selection::default());
        assert_eq!((pairing.splitting_keys().count(), pairing.pooled_keys().count()), (0, 0));
    }
}
