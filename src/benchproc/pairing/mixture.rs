//! What the results of a benchmark are of, once some of what tells them apart is ignored.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::benchproc::pairing::fields::Values;

/// How many results have values of each unit.
pub(super) type Results = Vec<u64>;

/// Results, by anything that tells them apart.
pub(super) type Counts<K> = BTreeMap<K, Results>;

/// A part of a side's results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// What the part has in common, for display; empty where that is nothing.
    pub part: Vec<u8>,
    /// How many results it has.
    pub results: u64,
    /// How many results all parts have.
    pub of: u64,
}

/// The parts whose shares of the results are not the same on both sides, if there are any.
///
/// Medians of mixtures are comparable only if each part is as much of one as of the other. What
/// counts are results with a value of the unit, for each unit that both sides have.
pub(super) fn uneven<K: Ord>(
    sides: [&Counts<K>; 2],
    show: impl Fn(&K) -> Vec<u8>,
) -> Option<[Vec<Share>; 2]> {
    let units = sides[0].values().map(Vec::len).max().unwrap_or(0);
    let parts: BTreeSet<&K> = sides.iter().flat_map(|side| side.keys()).collect();
    (0..units).find_map(|unit| {
        let of = sides.map(|side| side.values().map(|results| results[unit]).sum::<u64>());
        let results = |part: &K| sides.map(|side| side.get(part).map_or(0, |r| r[unit]));
        let is_uneven = |part: &&K| {
            let [b, c] = results(part).map(u128::from);
            b * u128::from(of[1]) != c * u128::from(of[0])
        };
        if of.contains(&0) {
            return None;
        }
        let parts: Vec<&K> = parts.iter().copied().filter(is_uneven).collect();
        let shares = |side: usize| {
            let share = |part: &&K| {
                let results = results(part)[side];
                (results > 0).then(|| Share { part: show(part), results, of: of[side] })
            };
            parts.iter().filter_map(share).collect()
        };
        (!parts.is_empty()).then(|| [shares(0), shares(1)])
    })
}

/// One side's results of a benchmark, by their values of what is ignored.
pub(super) struct Mixture<'a>(pub Counts<Values<'a>>);

impl<'a> Mixture<'a> {
    /// The results by the values of each field, of those that any result has; without a value they are
    /// under an empty one.
    pub fn by_field(&self, fields: &BTreeSet<usize>) -> BTreeMap<usize, Counts<&[u8]>> {
        let mut by_field: BTreeMap<usize, Counts<&[u8]>> = BTreeMap::new();
        let mut all: Results = Vec::new();
        for (values, results) in &self.0 {
            add(&mut all, results);
            for (field, value) in values {
                add(by_field.entry(*field).or_default().entry(value).or_default(), results);
            }
        }
        let having = self.having();
        for &field in fields {
            if having.get(&field).copied().unwrap_or(0) < self.0.len() {
                let counts = by_field.entry(field).or_default();
                let mut rest = all.clone();
                for with in counts.values() {
                    rest.iter_mut().zip(with).for_each(|(rest, n)| *rest -= n);
                }
                counts.insert(b"", rest);
            }
        }
        by_field
    }

    /// The fields that any result has.
    pub fn fields(&self) -> impl Iterator<Item = usize> {
        self.0.keys().flatten().map(|&(field, _)| field)
    }

    /// In how many parts each field is.
    fn having(&self) -> BTreeMap<usize, usize> {
        let mut having = BTreeMap::new();
        self.fields().for_each(|field| *having.entry(field).or_default() += 1);
        having
    }

    /// The results by the values of some fields alone, which are sorted.
    pub fn by_fields(&self, fields: &[usize]) -> Counts<Vec<(usize, &[u8])>> {
        let mut counts: Counts<Vec<(usize, &[u8])>> = BTreeMap::new();
        for (values, results) in &self.0 {
            let named = |(field, _): &&(usize, Cow<'a, [u8]>)| fields.binary_search(field).is_ok();
            let values = values.iter().filter(named).map(|(field, value)| (*field, &**value));
            add(counts.entry(values.collect()).or_default(), results);
        }
        counts
    }
}

/// Adds results unit by unit.
pub(super) fn add(sum: &mut Results, results: &Results) {
    sum.resize(results.len(), 0);
    sum.iter_mut().zip(results).for_each(|(sum, n)| *sum += n);
}
