//! Which place of the candidate is which of the baseline.

use super::operation::{Allocated, Allocations};
use super::text::Text;
use super::touched::Touched;
use super::ways::leaf;
use std::collections::BTreeMap;

pub(super) type Place = (String, u32);

/// A place that allocates, on the sides that have it.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub baseline: Option<(&'a Place, &'a Allocated)>,
    pub candidate: Option<(&'a Place, &'a Allocated)>,
}

/// Sites that are not paired yet.
struct Left<'a> {
    baseline: BTreeMap<&'a Place, &'a Allocated>,
    candidate: BTreeMap<&'a Place, &'a Allocated>,
    /// Those that are paired, or will not be.
    pairs: Vec<Pair<'a>>,
}

/// Pairs the sites of both sides. What the diff maps on each other is one place, and what it maps elsewhere is no
/// other. Of lines that the change wrote and took away those are one that have the same text in
/// one function, which may have moved to another file; then what was written anew in the same place of it and calls the same;
/// and at last a line that is nowhere else, whose function has another name now.
pub(super) fn pairs<'a>(
    sides: [&'a Allocations; 2],
    texts: [&Text<'_>; 2],
    touched: Option<&Touched>,
) -> Vec<Pair<'a>> {
    let [baseline, candidate] = sides.map(|side| side.sites.iter().collect());
    let mut left = Left { baseline, candidate, pairs: Vec::new() };
    if let Some(touched) = touched {
        left.by_line(touched);
        left.set_mapped_aside(touched);
    }
    let function = |site: &Allocated| site.function.clone();
    left.by_key(|side, place, site| Some((function(site), line(texts[side], place)?)), true);
    let called = |site: &Allocated| leaf(site).map(str::to_owned);
    left.by_key(|_, place, site| Some((function(site), offset(place, site)?, called(site))), true);
    if let Some(touched) = touched {
        left.by_hunk(touched);
    }
    left.by_key(|side, place, _| line(texts[side], place).filter(|line| line.len() > SHORT), false);
    left.finish()
}

/// How far from the beginning of its function a line is, if that is known.
fn offset(place: &Place, site: &Allocated) -> Option<u32> {
    place.1.checked_sub(site.start).filter(|_| site.start > 0)
}

/// A line as short as this is like many others.
const SHORT: usize = 8;

fn line(text: &Text<'_>, place: &Place) -> Option<String> {
    Some(text.line(&place.0, place.1)).filter(|line| !line.is_empty())
}

impl<'a> Left<'a> {
    fn pair(&mut self, baseline: &'a Place, candidate: &'a Place) {
        let (older, newer) = (self.baseline.remove(baseline), self.candidate.remove(candidate));
        if let (Some(older), Some(newer)) = (older, newer) {
            self.pairs.push(Pair {
                baseline: Some((baseline, older)),
                candidate: Some((candidate, newer)),
            });
        }
    }

    fn by_line(&mut self, touched: &Touched) {
        let places: Vec<&'a Place> = self.baseline.keys().copied().collect();
        for baseline in places {
            let there = touched.candidate_of(&baseline.0, baseline.1);
            let found = there.and_then(|there| self.candidate.get_key_value(&there));
            if let Some(candidate) = found.map(|(candidate, _)| *candidate) {
                self.pair(baseline, candidate);
            }
        }
    }

    /// Lines that are on both sides, and allocate on one of them, are paired with no others.
    fn set_mapped_aside(&mut self, touched: &Touched) {
        let is_gone = |(path, line): &Place| touched.candidate_of(path, *line).is_none();
        let is_new = |(path, line): &Place| touched.baseline_of(path, *line).is_none();
        let (gone, kept) =
            std::mem::take(&mut self.baseline).into_iter().partition(|(place, _)| is_gone(place));
        let kept: BTreeMap<&'a Place, &'a Allocated> = kept;
        self.baseline = gone;
        let (new, old) =
            std::mem::take(&mut self.candidate).into_iter().partition(|(place, _)| is_new(place));
        let old: BTreeMap<&'a Place, &'a Allocated> = old;
        self.candidate = new;
        let removed = kept.into_iter().map(|site| Pair { baseline: Some(site), candidate: None });
        let added = old.into_iter().map(|site| Pair { baseline: None, candidate: Some(site) });
        self.pairs.extend(removed.chain(added));
    }

    /// What has the same key, the first with the first; or only if there is but one a side.
    fn by_key<K: Ord>(
        &mut self,
        key: impl Fn(usize, &Place, &Allocated) -> Option<K>,
        takes_several: bool,
    ) {
        let mut keys: BTreeMap<K, [Vec<&'a Place>; 2]> = BTreeMap::new();
        for (side, sites) in [&self.baseline, &self.candidate].into_iter().enumerate() {
            for (place, site) in sites {
                if let Some(key) = key(side, place, site) {
                    keys.entry(key).or_default()[side].push(place);
                }
            }
        }
        for [baseline, candidate] in keys.into_values() {
            if takes_several || baseline.len() == 1 && candidate.len() == 1 {
                for (baseline, candidate) in baseline.into_iter().zip(candidate) {
                    self.pair(baseline, candidate);
                }
            }
        }
    }

    /// Lines of one function that were written in place of others there.
    fn by_hunk(&mut self, touched: &Touched) {
        let places: Vec<&'a Place> = self.baseline.keys().copied().collect();
        for baseline in places {
            let Some((path, hunk)) = touched.hunk_of_baseline(&baseline.0, baseline.1) else {
                continue;
            };
            let Some(older) = self.baseline.get(baseline).copied() else { continue };
            let is_there = |(place, site): &(&&'a Place, &&'a Allocated)| {
                site.function == older.function
                    && leaf(site) == leaf(older)
                    && place.0 == path
                    && touched.is_touched(&place.0, place.1)
            };
            let distance = |place: &Place| place.1.abs_diff(hunk);
            let found = self.candidate.iter().filter(is_there).map(|(place, _)| *place);
            let near =
                found.filter(|place| distance(place) <= NEAR).min_by_key(|place| distance(place));
            if let Some(candidate) = near {
                self.pair(baseline, candidate);
            }
        }
    }

    fn finish(self) -> Vec<Pair<'a>> {
        let removed = self.baseline.into_iter();
        let removed = removed.map(|site| Pair { baseline: Some(site), candidate: None });
        let added = self.candidate.into_iter();
        let added = added.map(|site| Pair { baseline: None, candidate: Some(site) });
        self.pairs.into_iter().chain(removed).chain(added).collect()
    }
}

/// So many lines away something is still in the same hunk.
const NEAR: u32 = 10;
