//! Which places allocate more.

use super::amount::Amount;
use super::notes::Notes;
use super::operation::{Allocated, Allocations, NoAllocations, SideProfiles};
use super::pairing::{Pair, Place, pairs};
use super::reason::Evidence;
use super::site::{Explanation, Reason, Site, growth};
use super::text::{Source, Text};
use super::touched::Touched;
use std::collections::BTreeSet;

/// A benchmark that allocates more, as it was profiled. Of arrays the first is the baseline's.
pub struct Benchmark<'a> {
    /// The profiles.
    pub sides: [SideProfiles<'a>; 2],
    /// The source.
    pub sources: [Source<'a>; 2],
    /// What lies between both, if that is known.
    pub touched: Option<&'a Touched>,
    /// By how much it is known to allocate more in one operation. Nothing, where that is not known: then what
    /// is noise is told from what the profiles have.
    pub grown: Amount,
    /// Over how many iterations that was measured, so that setup is a share of it.
    pub measured: u64,
}

/// The places that allocate, of both sides, before the compiler is asked about them.
pub struct Grown<'a> {
    benchmark: &'a Benchmark<'a>,
    texts: [Text<'a>; 2],
    sides: [Allocations; 2],
}

/// What is too little to be told from noise: sync.Pool and maps don't do the same each time.
const FLOOR: Amount = Amount { objects: 0.05, bytes: 8.0 };

/// And too small a part of what grew, or of what there is.
const SHARE: Amount = Amount { objects: 0.02, bytes: 0.02 };
const NOISE: Amount = Amount { objects: 0.001, bytes: 0.001 };

/// If sites explain so much of what grew, what is allocated only once is not looked at.
const ENOUGH: f64 = 0.9;

impl<'a> Grown<'a> {
    /// Reads the profiles.
    ///
    /// # Errors
    ///
    /// One of them doesn't say what was allocated.
    pub fn of(benchmark: &'a Benchmark<'a>) -> Result<Grown<'a>, NoAllocations> {
        let [baseline, candidate] = &benchmark.sides;
        let sides = [Allocations::of(baseline)?, Allocations::of(candidate)?];
        Ok(Grown { benchmark, texts: benchmark.sources.map(Text::of), sides })
    }

    /// The import paths of the packages of which notes are wanted: those whose code has a place that grew.
    pub fn packages(&self) -> BTreeSet<String> {
        let pairs = self.pairs();
        let listed = self.listed(&pairs);
        let sites = listed.iter().flat_map(|pair| [pair.baseline, pair.candidate]).flatten();
        let frames = sites.flat_map(|(_, site)| site.at.iter().flatten());
        let places = self.benchmark.sides.map(|side| side.places);
        let package = |path: &str| places.iter().find_map(|places| places.package(path));
        frames
            .filter(|frame| !frame.path.is_empty())
            .filter_map(|frame| package(&frame.path))
            .collect()
    }

    /// Says why, by what the compiler notes of each side.
    pub fn explained(&self, notes: [&Notes; 2]) -> Explanation {
        let pairs = self.pairs();
        let unknown = Touched::default();
        let touched = self.benchmark.touched.unwrap_or(&unknown);
        let evidence = Evidence::of(notes, touched, [&self.texts[0], &self.texts[1]], FLOOR);
        let mut sites: Vec<_> =
            self.listed(&pairs).iter().filter_map(|pair| evidence.site(pair)).collect();
        sites.sort_by(|a, b| self.weight(b.growth()).total_cmp(&self.weight(a.growth())));
        let all: Amount = pairs.iter().map(|pair| growth(operations(pair))).sum();
        let measured = self.benchmark.measured.max(1) as f64;
        let is_setup = |site: &&Site| site.reason == Reason::Setup;
        let once = sites.iter().filter(is_setup).map(|site| growth(site.setup) / measured);
        let by_sites = all + once.sum();
        let listed = sites.iter().filter(|site| !is_setup(site)).map(Site::growth);
        let elsewhere = all - listed.sum();
        Explanation {
            sites,
            by_sites,
            elsewhere,
            profiled: self.sides.each_ref().map(Allocations::own),
            operations: self.operations(),
        }
    }

    /// Of a side that allocates nothing in its loop it can't be told which loop that is: it is taken for the
    /// other's.
    fn operations(&self) -> [u64; 2] {
        let [baseline, candidate] = self.sides.each_ref().map(|side| side.operations);
        let least = self.benchmark.sides[1].iterations;
        [baseline.or(candidate), candidate.or(baseline)].map(|known| known.unwrap_or(least))
    }

    fn pairs(&self) -> Vec<Pair<'_>> {
        let [baseline, candidate] = &self.sides;
        let [older, newer] = &self.texts;
        pairs([baseline, candidate], [older, newer], self.benchmark.touched)
    }

    /// Those that grew; with those that allocate more once, if that is what is left.
    fn listed<'b>(&'b self, pairs: &[Pair<'b>]) -> Vec<Pair<'b>> {
        let floor = self.floor();
        let grew = |growth: Amount| growth.objects >= floor.objects || growth.bytes >= floor.bytes;
        let (mut listed, others): (Vec<Pair<'b>>, Vec<Pair<'b>>) =
            pairs.iter().copied().partition(|pair| grew(growth(operations(pair))));
        let explained: Amount = listed.iter().map(|pair| growth(operations(pair))).sum();
        let wanted = self.benchmark.grown;
        let lacks = |wanted: f64, explained: f64| wanted > 0.0 && explained < wanted * ENOUGH;
        if lacks(wanted.objects, explained.objects) || lacks(wanted.bytes, explained.bytes) {
            let measured = self.benchmark.measured.max(1) as f64;
            let once = |pair: &Pair<'_>| grew(growth(setups(pair)) / measured);
            listed.extend(others.into_iter().filter(once));
        }
        listed.retain(|pair| pair.candidate.is_some());
        listed
    }

    /// What a place must have grown by to be listed.
    fn floor(&self) -> Amount {
        let grown = self.benchmark.grown.or_nothing();
        let total = self.sides[0].total;
        let most = |floor: f64, share: f64, grown: f64, noise: f64, total: f64| {
            floor.max(share * grown).max(noise * total)
        };
        Amount {
            objects: most(
                FLOOR.objects,
                SHARE.objects,
                grown.objects,
                NOISE.objects,
                total.objects,
            ),
            bytes: most(FLOOR.bytes, SHARE.bytes, grown.bytes, NOISE.bytes, total.bytes),
        }
    }

    /// How much of what grew a place accounts for.
    fn weight(&self, growth: Amount) -> f64 {
        let of = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let grown = self.benchmark.grown;
        let known = grown.objects > 0.0 || grown.bytes > 0.0;
        let whole = if known { grown } else { self.sides[1].total };
        of(growth.objects, whole.objects) + of(growth.bytes, whole.bytes)
    }
}

pub(super) fn operations(pair: &Pair<'_>) -> [Option<Amount>; 2] {
    of(pair, |site| site.operation)
}

pub(super) fn setups(pair: &Pair<'_>) -> [Option<Amount>; 2] {
    of(pair, |site| site.setup)
}

fn of(pair: &Pair<'_>, amount: fn(&Allocated) -> Amount) -> [Option<Amount>; 2] {
    let amount = |side: Option<(&Place, &Allocated)>| side.map(|(_, site)| amount(site));
    [amount(pair.baseline), amount(pair.candidate)]
}
