//! Which parts of the file configuration tell benchmarks apart.
//!
//! `pkg`, `goos` and `goarch` do wherever both sides have them. Any other key does only where one
//! side measured the same benchmark under several of its values *and* the other side knows one of
//! them: a `cpu:` or `commit:` that merely differs between the sides must not tear rows apart, nor
//! must a line that a benchmark printed and that looks like configuration.

use super::intern::Id;
use super::key::{FIXED, STRAY};
use super::merged::Merged;
use hashbrown::{HashMap, HashSet};

/// The keys in force, and what was left out.
#[derive(Debug, Default)]
pub(super) struct Projection {
    /// The numbers of `FIXED`'s keys; `None` if left out.
    pub fixed: [Option<Id>; 3],
    /// Other keys that split, in the order of their text.
    pub other: Vec<Id>,
    /// Keys that vary within a side and yet don't split.
    pub pooled: Vec<Id>,
    /// Fixed keys that one side lacks, and that are therefore ignored.
    pub ignored: Vec<Id>,
}

impl Projection {
    pub fn new(merged: &Merged) -> Projection {
        let mut projection = Projection::default();
        // A side without results lacks no key: the other's benchmarks keep their packages.
        let measured = merged.sides.iter().all(|side| !side.series.is_empty());
        for (i, key) in FIXED.iter().enumerate() {
            let Some(key) = merged.text.lookup(key) else {
                continue;
            };
            let both = merged.sides.iter().all(|side| side.has_key(key));
            if both || !measured || !merged.can_ignore(key) {
                projection.fixed[i] = Some(key);
            } else {
                projection.ignored.push(key);
            }
        }
        let skipped: Vec<Id> = FIXED
            .iter()
            .chain(&STRAY)
            .filter_map(|key| merged.text.lookup(key))
            .collect();
        let mut varying: Vec<Id> = merged
            .varying_keys()
            .into_iter()
            .filter(|key| !skipped.contains(key))
            .collect();
        varying.sort_by_key(|&key| merged.text.get(key));
        let (other, pooled) = varying
            .into_iter()
            .partition(|&key| merged.share_a_value(key));
        (projection.other, projection.pooled) = (other, pooled);
        projection
    }
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

    /// Keys under two or more values of which one benchmark was measured on one side.
    fn varying_keys(&self) -> HashSet<Id> {
        let fixed: Vec<Id> = FIXED
            .iter()
            .filter_map(|key| self.text.lookup(key))
            .collect();
        let mut varying = HashSet::new();
        for side in &self.sides {
            let mut by_benchmark: HashMap<(Vec<Option<Id>>, Id), Vec<u32>> = HashMap::new();
            if side.configurations.len() < 2 {
                continue;
            }
            for series in &side.series {
                let place = fixed
                    .iter()
                    .map(|&k| side.value(series.configuration, k))
                    .collect();
                by_benchmark
                    .entry((place, series.name))
                    .or_default()
                    .push(series.configuration);
            }
            for configurations in by_benchmark.values().filter(|c| c.len() > 1) {
                side.add_varying(configurations, &mut varying);
            }
        }
        varying
    }

    fn share_a_value(&self, key: Id) -> bool {
        let [baseline, candidate] = [0, 1].map(|i| {
            self.sides[i]
                .configurations
                .iter()
                .filter_map(|c| lookup(c, key))
                .collect::<HashSet<Id>>()
        });
        !baseline.is_disjoint(&candidate)
    }
}

impl super::merged::Side {
    fn has_key(&self, key: Id) -> bool {
        self.configurations.iter().any(|c| lookup(c, key).is_some())
    }

    /// The value of a key in a configuration.
    pub fn value(&self, configuration: u32, key: Id) -> Option<Id> {
        lookup(&self.configurations[configuration as usize], key)
    }

    fn add_varying(&self, configurations: &[u32], varying: &mut HashSet<Id>) {
        let mut first: HashMap<Id, Id> = HashMap::new();
        for &c in configurations {
            for &(key, value) in &self.configurations[c as usize] {
                if *first.entry(key).or_insert(value) != value {
                    varying.insert(key);
                }
            }
        }
    }
}

fn lookup(configuration: &[(Id, Id)], key: Id) -> Option<Id> {
    configuration
        .iter()
        .find(|(k, _)| *k == key)
        .map(|&(_, value)| value)
}
