//! Whether all parts are there of what several machines measured.

use super::listed::Listed;
use super::remark::Remark;
use super::remarks::Remarks;
use super::rule::Policy;
use crate::benchproc::{Capture, Part, SourceFile, Which};
use std::collections::{BTreeMap, BTreeSet};

impl Remarks {
    /// A part that did not arrive on either side would be missed by nothing else: what no side has
    /// can't be told from what never was.
    pub fn parts(&mut self, baseline: &Capture, candidate: &Capture, policy: &Policy) {
        let sides = [(Which::Baseline, baseline), (Which::Candidate, candidate)];
        let numbers = sides.map(|(which, capture)| self.parts_of(which, capture, policy));
        let is_mixed = |remark: &Remark| matches!(remark, Remark::PartsMixed { .. });
        if self.causes.iter().any(is_mixed) {
            return;
        }
        let is_silent = |i: usize| numbers[i].is_none() && !has_run(sides[i].1);
        if numbers[0] != numbers[1] && !is_silent(0) && !is_silent(1) {
            self.cause(Remark::PartsDiffer { numbers }, policy.tolerated.missing);
        }
    }

    /// In how many parts a side is, the most of several numbers.
    fn parts_of(&mut self, which: Which, capture: &Capture, policy: &Policy) -> Option<usize> {
        let mut seen = BTreeSet::new();
        for part in &capture.parts {
            if !seen.insert(part.what) {
                let path = capture.path(part.file).to_owned();
                let part = (part.what.number, part.what.of);
                self.causes.push(Remark::PartTwice { which, part, path });
            }
        }
        let wholes: BTreeMap<usize, Part> =
            seen.iter().rev().map(|&part| (part.of, part)).collect();
        if wholes.len() > 1 {
            let texts = wholes.values().map(|part| format!("{}/{}", part.number, part.of));
            let parts = Listed::of_texts(texts);
            self.causes.push(Remark::PartsMixed { which, parts });
        } else if let Some((&of, _)) = wholes.first_key_value()
            && seen.len() < of
        {
            let parts = missing(&seen, of);
            let remark = Remark::PartsMissing { which, parts, of };
            self.cause(remark, policy.tolerated.missing);
        }
        wholes.last_key_value().map(|(&of, _)| of)
    }
}

/// The numbers that are not there. However many parts are said to be, what is there is looked at alone.
fn missing(there: &BTreeSet<Part>, of: usize) -> Listed {
    let is_missing = |&number: &usize| !there.contains(&Part { of, number });
    let first: Vec<String> =
        (1..=of).filter(is_missing).take(Listed::MOST).map(|number| number.to_string()).collect();
    let more = of - there.len() - first.len();
    Listed { values: first, more }
}

/// Whether anything ran on a side.
fn has_run(capture: &Capture) -> bool {
    let ran = |file: &SourceFile| {
        file.content.as_ref().is_ok_and(|content| content.results > 0 || content.passed > 0)
    };
    capture.files.iter().any(ran)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capture(parts: &[&str]) -> Capture {
        let mut capture = Capture::default();
        for (i, part) in parts.iter().enumerate() {
            let run = format!("goos: linux\npkg: p{i}\nBenchmarkA 1 8 B/op\nPASS\n");
            let text = format!("part: {part}\n{run}");
            capture.read_from(&format!("{i}.txt"), text.as_bytes()).unwrap();
        }
        capture
    }

    fn causes(baseline: &[&str], candidate: &[&str]) -> Vec<Remark> {
        let mut remarks = Remarks::default();
        remarks.parts(&capture(baseline), &capture(candidate), &Policy::default());
        remarks.causes
    }

    fn listed(values: &[&str], more: usize) -> Listed {
        Listed { values: values.iter().map(|&value| value.to_owned()).collect(), more }
    }

    #[test]
    fn all_parts_in_any_order_are_nothing_to_speak_of() {
        assert_eq!(causes(&["1/2", "2/2"], &["2/2", "1/2"]), []);
        assert_eq!(causes(&["none"], &["none"]), []);
        // A side of which nothing ran is a cause already.
        assert_eq!(causes(&[], &["1/1"]), []);
    }

    #[test]
    fn parts_that_are_missing_are_counted() {
        let (which, of) = (Which::Candidate, usize::MAX);
        let text = format!("3/{of}");
        let parts = listed(&["1", "2", "4", "5", "6"], of - 6);
        let missing = Remark::PartsMissing { which, parts, of };
        assert_eq!(causes(&[], &[&text]), [missing]);
        let of_side = |which| Remark::PartsMissing { which, parts: listed(&["1"], 0), of: 2 };
        assert_eq!(causes(&["2/2"], &["2/2"]), Which::BOTH.map(of_side));
    }

    #[test]
    fn parts_of_another_whole_and_parts_twice_do_not_stand_in() {
        let which = Which::Baseline;
        let parts = listed(&["1/2", "2/3"], 0);
        assert_eq!(causes(&["2/3", "1/2"], &[]), [Remark::PartsMixed { which, parts }]);
        let twice = Remark::PartTwice { which, part: (1, 2), path: "1.txt".to_owned() };
        let parts = listed(&["2"], 0);
        let missing = Remark::PartsMissing { which, parts, of: 2 };
        assert_eq!(causes(&["1/2", "1/2"], &[]), [twice, missing]);
    }

    #[test]
    fn the_sides_are_in_the_same_parts() {
        let differ = |numbers| vec![Remark::PartsDiffer { numbers }];
        assert_eq!(causes(&["1/1"], &["1/2", "2/2"]), differ([Some(1), Some(2)]));
        assert_eq!(causes(&["none"], &["1/1"]), differ([None, Some(1)]));
    }
}
