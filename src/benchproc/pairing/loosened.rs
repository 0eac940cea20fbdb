//! What it does to ignore keys.

use crate::benchproc::pairing::fields::Fields;
use crate::benchproc::pairing::mixture::{self, Counts, Mixture, Share, uneven};
use crate::benchproc::pairing::{Benchmark, Pairing, Which};
use crate::benchproc::query::extract::Extractor;
use crate::benchproc::store::configuration::FIXED;
use crate::benchproc::store::intern::Id;
use std::collections::{BTreeMap, BTreeSet};

/// What ignoring keys does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loosening {
    /// What each does, in the order in which they were named.
    pub keys: Vec<Loosened>,
    /// What several do together: each has its values in equal shares on both sides, and yet not the
    /// same things were pooled.
    pub crossed: Option<(Vec<Vec<u8>>, Uneven)>,
}

/// What ignoring one key does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loosened {
    /// The key.
    pub key: Vec<u8>,
    /// How many benchmarks have other values on the other side.
    pub differing: usize,
    /// The values that these have on the two sides; sorted, and empty where there is none.
    pub values: [BTreeSet<Vec<u8>>; 2],
    /// How many benchmarks have several values on a side, so that these were pooled.
    pub varying: usize,
    /// Those of them that are mixtures of different things: several values of a name's key, or of
    /// package or platform, were pooled, and not in the same shares on both sides.
    pub mixed: Option<Uneven>,
    /// Whether any result has the key.
    pub present: bool,
}

/// Benchmarks whose results are not of the same things, in the same shares, on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uneven {
    /// How many.
    pub benchmarks: usize,
    /// The first of them.
    pub example: Benchmark,
    /// What differs in it.
    pub shares: [Vec<Share>; 2],
}

impl Pairing {
    /// What it does to ignore what is ignored, where these units are judged.
    pub fn loosening(&self, units: &[Id]) -> Loosening {
        let ignored = self.ignored_fields();
        let fields = Fields::new(ignored, &self.merged.text);
        let loosened =
            |field: &Extractor| Loosened { key: field.key().into_owned(), ..Loosened::default() };
        let keys = ignored.iter().map(loosened).collect();
        let mut loosening = Loosening { keys, crossed: None };
        for &benchmark in self.benchmarks() {
            let sides = Which::BOTH.map(|which| self.mixture(which, benchmark, &fields, units));
            loosening.add(benchmark, &sides, ignored);
        }
        loosening
    }

    fn mixture(
        &self,
        which: Which,
        benchmark: Benchmark,
        fields: &Fields<'_>,
        units: &[Id],
    ) -> Mixture<'_> {
        let side = self.side(which);
        let mut by_series: Counts<u32> = BTreeMap::new();
        for &run in self.runs[which as usize].of(benchmark) {
            let run = &side.columns.runs()[run as usize];
            let shape = &side.shapes[run.shape as usize];
            let rows = |unit| if shape.contains(unit) { run.rows() as u64 } else { 0 };
            let results = units.iter().map(rows).collect();
            mixture::add(by_series.entry(run.series).or_default(), &results);
        }
        let mut parts = BTreeMap::new();
        for (series, results) in by_series {
            let configuration = side.series[series as usize].configuration;
            let pairs = &side.configurations[configuration as usize];
            let values = fields.of(self.text(side.name_as_read(series)), pairs, &self.merged.text);
            mixture::add(parts.entry(values).or_default(), &results);
        }
        Mixture(parts)
    }
}

impl Loosening {
    fn add(&mut self, benchmark: Benchmark, sides: &[Mixture<'_>; 2], ignored: &[Extractor]) {
        let fields: BTreeSet<usize> = sides.iter().flat_map(Mixture::fields).collect();
        let by_field = sides.each_ref().map(|side| side.by_field(&fields));
        let none = Counts::new();
        let (mut varying, mut mixed) = (Vec::new(), false);
        for field in fields {
            let counts = by_field.each_ref().map(|side| side.get(&field).unwrap_or(&none));
            let varies = self.keys[field].add(counts);
            if varies && tells(&ignored[field]) {
                varying.push(field);
                mixed |= self.keys[field].add_mixed(benchmark, counts);
            }
        }
        if !mixed && varying.len() > 1 {
            self.add_crossed(benchmark, sides, &varying);
        }
    }

    /// What is the same throughout each side pairs each part with one, whatever it is.
    fn add_crossed(&mut self, benchmark: Benchmark, sides: &[Mixture<'_>; 2], varying: &[usize]) {
        let key = |field: usize| self.keys[field].key.as_slice();
        let show = |part: &Vec<(usize, &[u8])>| {
            let pairs = part.iter().map(|&(field, value)| [key(field), value].join(&b'='));
            pairs.collect::<Vec<_>>().join(&b' ')
        };
        let [b, c] = sides.each_ref().map(|side| side.by_fields(varying));
        let Some(shares) = uneven([&b, &c], show) else { return };
        match &mut self.crossed {
            Some((_, uneven)) => uneven.benchmarks += 1,
            None => {
                let keys = varying.iter().map(|&field| key(field).to_vec()).collect();
                self.crossed = Some((keys, Uneven { benchmarks: 1, example: benchmark, shares }));
            }
        }
    }
}

impl Loosened {
    /// Adds the values of one benchmark; true if it has several on a side.
    fn add(&mut self, sides: [&Counts<&[u8]>; 2]) -> bool {
        self.present = true;
        let varies = sides.iter().any(|values| values.len() > 1);
        self.varying += usize::from(varies);
        let on_both = sides.iter().all(|values| !values.is_empty());
        if on_both && !sides[0].keys().eq(sides[1].keys()) {
            self.differing += 1;
            for (sum, values) in self.values.iter_mut().zip(sides) {
                sum.extend(values.keys().map(|value| value.to_vec()));
            }
        }
        varies
    }

    /// Adds a benchmark that pools several values; true if the sides' shares are not the same.
    fn add_mixed(&mut self, benchmark: Benchmark, sides: [&Counts<&[u8]>; 2]) -> bool {
        let Some(shares) = uneven(sides, |value| value.to_vec()) else { return false };
        let new = Uneven { benchmarks: 0, example: benchmark, shares };
        self.mixed.get_or_insert(new).benchmarks += 1;
        true
    }
}

/// Whether other values of a field are other things, and not just other runs.
fn tells(field: &Extractor) -> bool {
    match field {
        Extractor::Config(key) => FIXED.contains(&key.as_slice()),
        _ => true,
    }
}
