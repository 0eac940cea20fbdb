//! Which parts of the file configuration tell benchmarks apart.
//!
//! `pkg`, `goos` and `goarch` do wherever both sides have them. Any other key does only where one
//! side measured the same benchmark under several of its values *and* the other side knows one of
//! them: a `cpu:` or `commit:` that merely differs between the sides must not tear rows apart, nor
//! must a line that a benchmark printed and that looks like configuration. A `toolchain:` that
//! differs does, too.

use crate::benchproc::pairing::ignored::Ignored;
use crate::benchproc::store::configuration::{FIXED, STRAY, TOOLCHAIN};
use crate::benchproc::store::intern::Id;
use crate::benchproc::store::merged::{Merged, Side};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The keys in force, and what was left out.
#[derive(Debug, Default)]
pub(in crate::benchproc) struct Splitting {
    /// The numbers of `FIXED`'s keys; `None` if left out.
    pub fixed: [Option<Id>; 3],
    /// Other keys that split, in the order of their text.
    pub other: Vec<Id>,
    /// Keys that vary within a side and yet don't split.
    pub pooled: Vec<Id>,
    /// Fixed keys that one side lacks, and that are therefore left out.
    pub lacking: Vec<Id>,
}

impl Splitting {
    pub fn new(merged: &Merged, ignored: &Ignored) -> Splitting {
        let mut splitting = Splitting::default();
        let fixed = FIXED.map(|key| merged.text.lookup(key).filter(|_| !ignored.has(key)));
        // A side without results lacks no key: the other's benchmarks keep their packages.
        let measured = merged.sides.iter().all(|side| !side.series.is_empty());
        for (i, key) in fixed.into_iter().enumerate() {
            let Some(key) = key else { continue };
            let both = merged.sides.iter().all(|side| side.has_key(key));
            if both || !measured || !merged.can_ignore(key) {
                splitting.fixed[i] = Some(key);
            } else {
                splitting.lacking.push(key);
            }
        }
        let skipped: Vec<Id> =
            FIXED.iter().chain(&STRAY).filter_map(|key| merged.text.lookup(key)).collect();
        let skips = |key: Id| skipped.contains(&key) || ignored.has(merged.text.get(key));
        let varying = merged.varying_keys(&fixed);
        let in_order = |keys: &HashSet<Id>| {
            let mut keys: Vec<Id> = keys.iter().copied().filter(|&key| !skips(key)).collect();
            keys.sort_by_key(|&key| merged.text.get(key));
            keys
        };
        let [b, c] = merged.values(&varying.values);
        let shared =
            |key: &Id| !b.get(key).is_none_or(|b| c.get(key).is_none_or(|c| b.is_disjoint(c)));
        (splitting.other, splitting.pooled) =
            in_order(&varying.values).into_iter().partition(shared);
        let missing = in_order(&varying.presence).into_iter();
        let splits = |key: &Id| splitting.other.contains(key) || splitting.pooled.contains(key);
        let missing: Vec<Id> = missing.filter(|key| !splits(key)).collect();
        splitting.pooled.extend(missing);
        splitting.part_toolchains(merged, ignored);
        splitting
    }
}

impl Splitting {
    /// Results of different toolchains don't pair, where both sides name theirs.
    fn part_toolchains(&mut self, merged: &Merged, ignored: &Ignored) {
        let key = merged.text.lookup(TOOLCHAIN).filter(|_| !ignored.has(TOOLCHAIN));
        let Some(key) = key.filter(|key| !self.other.contains(key)) else { return };
        let of = |side: &Side| -> BTreeSet<Id> {
            side.configurations.iter().filter_map(|c| lookup(c, key)).collect()
        };
        let values: Vec<BTreeSet<Id>> = merged.sides.iter().map(of).collect();
        let is_named = values.iter().all(|values| !values.is_empty());
        if is_named && values.windows(2).any(|pair| pair[0] != pair[1]) {
            self.pooled.retain(|pooled| *pooled != key);
            self.other.push(key);
            self.other.sort_by_key(|&key| merged.text.get(key));
        }
    }
}

/// Keys that vary between the results of one benchmark on one side.
#[derive(Default)]
struct Varying {
    /// Under two or more values.
    values: HashSet<Id>,
    /// With and without.
    presence: HashSet<Id>,
}

impl Merged {
    /// Whether a fixed key that one side lacks can be left out: no benchmark of the side that has
    /// it may occur under two of its values, or leaving it out would pool them.
    fn can_ignore(&self, key: Id) -> bool {
        self.sides.iter().all(|side| {
            let mut seen: HashMap<Id, Option<Id>> = HashMap::new();
            side.series.iter().all(|series| {
                let value = side.value(series.configuration, key);
                *seen.entry(series.name).or_insert(value) == value
            })
        })
    }

    fn varying_keys(&self, fixed: &[Option<Id>]) -> Varying {
        let mut varying = Varying::default();
        for side in &self.sides {
            let mut by_benchmark: HashMap<(Vec<Option<Id>>, Id), Vec<u32>> = HashMap::new();
            if side.configurations.len() < 2 {
                continue;
            }
            for series in &side.series {
                let value = |key: Id| side.value(series.configuration, key);
                let place = fixed.iter().flatten().map(|&key| value(key)).collect();
                by_benchmark.entry((place, series.name)).or_default().push(series.configuration);
            }
            for configurations in by_benchmark.values().filter(|c| c.len() > 1) {
                side.add_varying(configurations, &mut varying);
            }
        }
        varying
    }

    /// The values of some keys on each side.
    fn values(&self, keys: &HashSet<Id>) -> [HashMap<Id, HashSet<Id>>; 2] {
        let values = |side: &Side| {
            let mut values: HashMap<Id, HashSet<Id>> = HashMap::new();
            let pairs = side.configurations.iter().flatten();
            for &(key, value) in pairs.filter(|(key, _)| keys.contains(key)) {
                values.entry(key).or_default().insert(value);
            }
            values
        };
        [values(&self.sides[0]), values(&self.sides[1])]
    }
}

impl Side {
    fn has_key(&self, key: Id) -> bool {
        self.configurations.iter().any(|c| lookup(c, key).is_some())
    }

    /// The value of a key in a configuration.
    pub fn value(&self, configuration: u32, key: Id) -> Option<Id> {
        lookup(&self.configurations[configuration as usize], key)
    }

    fn add_varying(&self, configurations: &[u32], varying: &mut Varying) {
        let mut seen: HashMap<Id, (Id, usize)> = HashMap::new();
        for &c in configurations {
            for &(key, value) in &self.configurations[c as usize] {
                let (first, n) = seen.entry(key).or_insert((value, 0));
                *n += 1;
                if *first != value {
                    varying.values.insert(key);
                }
            }
        }
        let partial = seen.iter().filter(|(_, (_, n))| *n < configurations.len());
        varying.presence.extend(partial.map(|(&key, _)| key));
    }
}

fn lookup(configuration: &[(Id, Id)], key: Id) -> Option<Id> {
    configuration.iter().find(|(k, _)| *k == key).map(|&(_, value)| value)
}
