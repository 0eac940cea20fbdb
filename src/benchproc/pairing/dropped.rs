//! Benchmarks of which nothing is selected on a side that has them.
//!
//! Where the other side keeps some of one, it was neither added nor removed: the selection tore it
//! apart, and nobody compared it.

use crate::benchproc::pairing::ignored::Ignored;
use crate::benchproc::pairing::splitting::Splitting;
use crate::benchproc::pairing::{Benchmark, Pairing, Which};
use crate::benchproc::store::configuration::FIXED;
use crate::benchproc::store::intern::{Id, Interner};
use crate::benchproc::store::merged::Side;
use std::collections::HashSet;

/// The benchmarks of results that were not selected, by package, platform and name.
#[derive(Debug, Default)]
pub(super) struct Dropped(HashSet<([Option<Id>; 3], Id)>);

impl Dropped {
    pub fn new(side: &Side, series: &HashSet<u32>, text: &Interner) -> Dropped {
        let fixed = FIXED.map(|key| text.lookup(key));
        let place = |&series: &u32| {
            let series = &side.series[series as usize];
            (fixed.map(|key| side.value(series.configuration, key?)), series.name)
        };
        Dropped(series.iter().map(place).collect())
    }

    /// The same, called as the benchmarks of a pairing are.
    pub fn called(self, splitting: &Splitting, ignored: &Ignored, text: &mut Interner) -> Dropped {
        let called = |(mut values, name): ([Option<Id>; 3], Id)| {
            for (value, key) in values.iter_mut().zip(splitting.fixed) {
                *value = value.filter(|_| key.is_some());
            }
            if ignored.leaves_names() {
                return (values, name);
            }
            let name = ignored.strip(text.get(name)).into_owned();
            (values, text.intern(&name))
        };
        Dropped(self.0.into_iter().map(called).collect())
    }
}

impl Pairing {
    /// Whether a side has results of a benchmark, none of which is selected. Configuration other than
    /// package and platform is no matter: it is what the side was not selected by.
    pub fn has_dropped(&self, which: Which, benchmark: Benchmark) -> bool {
        let key = &self.keys[benchmark as usize];
        let Dropped(dropped) = &self.left_out.dropped[which as usize];
        !self.has(which, benchmark) && dropped.contains(&(key.fixed, key.name))
    }
}
