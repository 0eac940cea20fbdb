//! What a change made escape, and what it keeps from escaping.

use super::super::touched::Touched;
use super::{Finding, Kind, Notes};
use std::collections::{BTreeMap, HashMap};

/// Findings that one side has and the other has not, in the order of their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference<'a> {
    /// The candidate's.
    pub gained: Vec<&'a Finding>,
    /// The baseline's.
    pub lost: Vec<&'a Finding>,
}

/// Findings of both sides that may be the same.
#[derive(Default)]
struct Pair<'a> {
    baseline: Vec<&'a Finding>,
    candidate: Vec<&'a Finding>,
}

type Key<'a> = (&'a str, &'a str, &'a str, Kind);

/// Compares findings by package, function, expression and kind, so that a line which moved is no other.
/// Where a function has more of one kind than before, those are new whose line the change touched. What
/// is on a line that the change left alone and has only another function's name, or is only written
/// otherwise there, is neither gained nor lost.
pub fn new_findings<'a>(
    baseline: &'a Notes,
    candidate: &'a Notes,
    touched: &Touched,
) -> Difference<'a> {
    let mut pairs: BTreeMap<Key<'a>, Pair<'a>> = BTreeMap::new();
    for finding in &baseline.findings {
        pairs.entry(key(finding)).or_default().baseline.push(finding);
    }
    for finding in &candidate.findings {
        pairs.entry(key(finding)).or_default().candidate.push(finding);
    }
    let mut difference = Difference::default();
    for pair in pairs.into_values() {
        let (gained, lost) = pair.left(touched);
        difference.gained.extend(gained);
        difference.lost.extend(lost);
    }
    difference.without_renamed(touched)
}

fn key(finding: &Finding) -> Key<'_> {
    (&finding.package, &finding.function, &finding.expression, finding.kind)
}

impl<'a> Pair<'a> {
    /// What one side has more of. Those at the same line are the same.
    fn left(self, touched: &Touched) -> (Vec<&'a Finding>, Vec<&'a Finding>) {
        let (baseline, candidate) = without_same_lines(self.baseline, self.candidate, touched);
        let same = baseline.len().min(candidate.len());
        let is_touched = |finding: &&Finding| touched.is_touched(&finding.path, finding.line);
        let is_removed =
            |finding: &&Finding| touched.candidate_of(&finding.path, finding.line).is_none();
        (last(candidate, same, is_touched), last(baseline, same, is_removed))
    }
}

/// All but so many, of which those go first that are not preferred.
fn last(
    mut findings: Vec<&Finding>,
    but: usize,
    preferred: impl Fn(&&Finding) -> bool,
) -> Vec<&Finding> {
    findings.sort_by_key(&preferred);
    findings.split_off(but)
}

/// Those that are left where findings of both sides at one line, as the change maps it, are taken off.
fn without_same_lines<'a>(
    baseline: Vec<&'a Finding>,
    mut candidate: Vec<&'a Finding>,
    touched: &Touched,
) -> (Vec<&'a Finding>, Vec<&'a Finding>) {
    let mut at: HashMap<(String, u32), usize> = HashMap::new();
    for finding in &candidate {
        *at.entry((finding.path.clone(), finding.line)).or_default() += 1;
    }
    let mut same: HashMap<(String, u32), usize> = HashMap::new();
    let mut left = Vec::new();
    for finding in baseline {
        let place = touched.candidate_of(&finding.path, finding.line);
        match place.and_then(|place| Some((at.get_mut(&place).filter(|n| **n > 0)?, place))) {
            Some((there, place)) => {
                *there -= 1;
                *same.entry(place).or_default() += 1;
            }
            None => left.push(finding),
        }
    }
    candidate.retain(|finding| match same.get_mut(&(finding.path.clone(), finding.line)) {
        Some(there) if *there > 0 => {
            *there -= 1;
            false
        }
        _ => true,
    });
    (left, candidate)
}

impl<'a> Difference<'a> {
    /// Without what lost its function's name, or is written otherwise, on a line that is as it was.
    fn without_renamed(mut self, touched: &Touched) -> Difference<'a> {
        type Same<'a> = fn(&'a Finding) -> (&'a str, Kind);
        let same: [Same<'a>; 2] = [
            |finding| (&finding.expression, finding.kind),
            |finding| (&finding.function, finding.kind),
        ];
        for same in same {
            let mut pairs: BTreeMap<_, Pair<'a>> = BTreeMap::new();
            for finding in self.lost {
                pairs.entry(same(finding)).or_default().baseline.push(finding);
            }
            for finding in self.gained {
                pairs.entry(same(finding)).or_default().candidate.push(finding);
            }
            let left = |pair: Pair<'a>| without_same_lines(pair.baseline, pair.candidate, touched);
            (self.lost, self.gained) = (Vec::new(), Vec::new());
            for (lost, gained) in pairs.into_values().map(left) {
                self.lost.extend(lost);
                self.gained.extend(gained);
            }
        }
        self.lost.sort();
        self.gained.sort();
        self
    }
}
