//! Why benchmarks of the two sides don't pair.

use crate::benchfmt::{Name, text};
use crate::benchproc::pairing::{Benchmark, Pairing, Which};
use crate::benchproc::store::intern::Id;
use std::collections::BTreeMap;
use std::collections::{HashMap, HashSet};

/// A difference without which some benchmarks would have paired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// `goos`, `goarch`, `GOMAXPROCS`, or another key that splits benchmarks.
    pub key: String,
    /// The values on the two sides; empty where there is none.
    pub values: [String; 2],
    /// The baseline's benchmarks that would have paired.
    pub benchmarks: Vec<Benchmark>,
}

/// Finds what keeps benchmarks apart that are alike otherwise: another platform, another
/// GOMAXPROCS, another value of a configuration key that splits.
pub fn mismatches(pairing: &Pairing) -> Vec<Mismatch> {
    let mut found: BTreeMap<(String, [String; 2]), Vec<Benchmark>> = BTreeMap::new();
    let candidates = unpaired(pairing, Which::Candidate);
    let by_place = index(&candidates, |b| Some((name(pairing, b), package(pairing, b))));
    let suffixes = Suffixes::new(pairing);
    // Once suffixes are out of names, digits at their ends are something else.
    let suffixed = !pairing.ignores(b"/gomaxprocs");
    let by_stem = index(&candidates, |b| suffixes.stem(pairing, Which::Candidate, b));
    for benchmark in unpaired(pairing, Which::Baseline) {
        let same_place = by_place.get(&(name(pairing, benchmark), package(pairing, benchmark)));
        let difference = match same_place {
            Some(&other) => configuration_difference(pairing, benchmark, other),
            None => suffixes
                .stem(pairing, Which::Baseline, benchmark)
                .filter(|_| suffixed)
                .and_then(|stem| by_stem.get(&stem))
                .map(|&other| suffix_difference(pairing, benchmark, other)),
        };
        if let Some(difference) = difference {
            found.entry(difference).or_default().push(benchmark);
        }
    }
    found
        .into_iter()
        .map(|((key, values), benchmarks)| Mismatch { key, values, benchmarks })
        .collect()
}

fn unpaired(pairing: &Pairing, which: Which) -> Vec<Benchmark> {
    let one_sided = |b: &Benchmark| pairing.has(which, *b) && !pairing.has_both(*b);
    pairing.benchmarks().iter().copied().filter(one_sided).collect()
}

fn index<K: Eq + std::hash::Hash>(
    benchmarks: &[Benchmark],
    key: impl Fn(Benchmark) -> Option<K>,
) -> HashMap<K, Benchmark> {
    benchmarks.iter().filter_map(|&b| Some((key(b)?, b))).collect()
}

fn name(pairing: &Pairing, benchmark: Benchmark) -> &[u8] {
    pairing.key(benchmark).name()
}

fn package(pairing: &Pairing, benchmark: Benchmark) -> &[u8] {
    pairing.key(benchmark).package()
}

fn configuration_difference(
    pairing: &Pairing,
    benchmark: Benchmark,
    other: Benchmark,
) -> Option<(String, [String; 2])> {
    let (ours, theirs) = (pairing.key(benchmark), pairing.key(other));
    let platform =
        [("goos", ours.goos(), theirs.goos()), ("goarch", ours.goarch(), theirs.goarch())];
    if let Some((key, a, b)) = platform.into_iter().find(|(_, a, b)| a != b) {
        return Some((key.to_owned(), [text(a), text(b)]));
    }
    let value = |pairs: &[(Id, Id)], key: Id| {
        pairs.iter().find(|(k, _)| *k == key).map_or(&[][..], |&(_, v)| pairing.text(v))
    };
    let keys = ours.key.other.iter().chain(&theirs.key.other).map(|&(key, _)| key);
    let values = |key| [value(&ours.key.other, key), value(&theirs.key.other, key)];
    keys.map(|key| (text(pairing.text(key)), values(key)))
        .find(|(_, [a, b])| a != b)
        .map(|(key, values)| (key, values.map(text)))
}

fn suffix_difference(
    pairing: &Pairing,
    benchmark: Benchmark,
    other: Benchmark,
) -> (String, [String; 2]) {
    // Package testing prints no suffix at 1.
    let suffix = |b| Name(name(pairing, b)).gomaxprocs().map_or_else(|| "1".to_owned(), text);
    ("GOMAXPROCS".to_owned(), [suffix(benchmark), suffix(other)])
}

/// Which trailing digits are GOMAXPROCS suffixes. At `-cpu 1` names have none, so that `sort/n-4`
/// is ambiguous; but a run prints every benchmark of a package under each of its values. Digits
/// that some benchmark of the package lacks are therefore part of a name.
struct Suffixes<'a> {
    everywhere: HashSet<Suffix<'a>>,
    /// Packages of one benchmark under several numbers, some of which both sides have: the numbers
    /// may be its sizes.
    single: HashSet<&'a [u8]>,
}

/// A side, a package, and the digits; no digits for none.
type Suffix<'a> = (Which, &'a [u8], &'a [u8]);
type Stems<'a> = HashSet<&'a [u8]>;

impl<'a> Suffixes<'a> {
    fn new(pairing: &'a Pairing) -> Suffixes<'a> {
        let mut stems: HashMap<(Which, &[u8]), Stems<'a>> = HashMap::new();
        let mut with: HashMap<Suffix<'a>, Stems<'a>> = HashMap::new();
        for which in Which::BOTH {
            for &b in pairing.benchmarks().iter().filter(|&&b| pairing.has(which, b)) {
                let (package, name) = (package(pairing, b), Name(name(pairing, b)));
                stems.entry((which, package)).or_default().insert(name.stem());
                let suffix = name.gomaxprocs().unwrap_or_default();
                with.entry((which, package, suffix)).or_default().insert(name.stem());
            }
        }
        let complete = |(which, package, _): &Suffix<'a>, n: usize| {
            stems.get(&(*which, *package)).is_some_and(|all| all.len() == n)
        };
        let everywhere = with
            .into_iter()
            .filter(|(k, stems)| complete(k, stems.len()))
            .map(|(k, _)| k)
            .collect();
        let paired = pairing.benchmarks().iter().filter(|&&b| pairing.has_both(b));
        let single = paired.map(|&b| package(pairing, b)).filter(|package| {
            let side = |which| stems.get(&(which, *package)).map_or(0, HashSet::len);
            Which::BOTH.iter().all(|&which| side(which) <= 1)
        });
        let single = single.collect();
        Suffixes { everywhere, single }
    }

    /// What a benchmark is called without its suffix, with all else that must agree; `None` where
    /// the digits are no suffix.
    fn stem(&self, pairing: &'a Pairing, which: Which, b: Benchmark) -> Option<[&'a [u8]; 4]> {
        let (key, name) = (pairing.key(b), Name(name(pairing, b)));
        let place = (which, key.package(), name.gomaxprocs().unwrap_or_default());
        let stem = [key.package(), key.goos(), key.goarch(), name.stem()];
        let ambiguous = self.single.contains(key.package());
        (self.everywhere.contains(&place) && !ambiguous).then_some(stem)
    }
}
