//! What it does to ignore a key.

use crate::benchproc::pairing::{Benchmark, Pairing, Which};
use crate::benchproc::query::extract::{Extractor, Subject};
use crate::benchproc::store::configuration::FIXED;
use crate::benchproc::store::merged::Side;
use std::collections::BTreeSet;

/// What ignoring one key does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loosened {
    /// The key.
    pub key: Vec<u8>,
    /// How many benchmarks have other values on the other side.
    pub differing: usize,
    /// Those of them that are mixtures of different things: several values of a name's key, or of
    /// package or platform, were pooled, and not the same ones on both sides.
    pub mixed: usize,
    /// The values that these, or else all that differ, have on the two sides; sorted, and empty where
    /// there is none.
    pub values: [BTreeSet<Vec<u8>>; 2],
    /// How many benchmarks have several values on a side, so that these were pooled.
    pub varying: usize,
    /// Whether any result has the key.
    pub present: bool,
}

impl Pairing {
    /// What it does to ignore each ignored key, in the order in which they were named.
    pub fn loosened(&self) -> Vec<Loosened> {
        self.ignored_fields().iter().map(|field| self.loosened_by(field)).collect()
    }

    fn loosened_by(&self, field: &Extractor) -> Loosened {
        let mut loosened = Loosened { key: field.key().into_owned(), ..Loosened::default() };
        let tells = match field {
            Extractor::Config(key) => FIXED.contains(&key.as_slice()),
            _ => true,
        };
        for &benchmark in self.benchmarks() {
            let values = Which::BOTH.map(|which| self.values_of_field(which, benchmark, field));
            loosened.add(values, tells);
        }
        loosened
    }

    /// The distinct values that a side's results of a benchmark have.
    fn values_of_field(
        &self,
        which: Which,
        benchmark: Benchmark,
        field: &Extractor,
    ) -> BTreeSet<Vec<u8>> {
        let side = self.side(which);
        let mut series: Vec<u32> = self.series_of(which, benchmark).collect();
        series.dedup();
        series.into_iter().map(|series| self.value_of_field(side, series, field)).collect()
    }

    fn value_of_field(&self, side: &Side, series: u32, field: &Extractor) -> Vec<u8> {
        let configuration = side.series[series as usize].configuration;
        let config = |key: &[u8]| {
            let key = self.number_of(key)?;
            side.value(configuration, key).map(|value| self.text(value))
        };
        let subject = Subject { name: self.text(side.name_as_read(series)), config: &config };
        field.extract(&subject).into_owned()
    }
}

impl Loosened {
    /// Adds the values of one benchmark. `tells` if other values are other things.
    fn add(&mut self, values: [BTreeSet<Vec<u8>>; 2], tells: bool) {
        self.present |= values.iter().flatten().any(|value| !value.is_empty());
        let varies = values.iter().any(|values| values.len() > 1);
        self.varying += usize::from(varies);
        if values.iter().any(BTreeSet::is_empty) || values[0] == values[1] {
            return;
        }
        self.differing += 1;
        if tells && varies {
            self.mixed += 1;
            // Those of benchmarks that merely differ are of no interest beside these.
            if self.mixed == 1 {
                self.values = Default::default();
            }
        } else if self.mixed > 0 {
            return;
        }
        for (sum, values) in self.values.iter_mut().zip(values) {
            sum.extend(values);
        }
    }
}
