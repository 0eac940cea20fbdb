//! The p-value that benchstat prints.

mod klotz;
mod normal;
mod untied;

use crate::stats::elementary::choose_by_logarithms;
use crate::stats::{Ranking, Splits, choose};
use std::collections::HashMap;

/// The largest samples that benchstat tests exactly: without ties, and with any.
const UNTIED_LIMIT: usize = 50;
const TIED_LIMIT: usize = 25;

/// How many p-values of tied samples are kept: about 2 MiB.
const KEPT: usize = 1 << 14;

/// What a test says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// The p-value. It may exceed 1 or be 0 where benchstat's does; see [`UTest`].
    P(f64),
    /// There is nothing to test, as all values of both samples are equal.
    AllEqual,
    /// A value is NaN. benchstat never comes to an end on these.
    NotANumber,
}

/// The U-test of benchstat, in its own reading: MannWhitneyUTest of github.com/aclements/go-moremath
/// for the hypothesis that the samples differ.
///
/// p = 2·P(U ≤ min(u, n1·n2 − u)), U being that of sample 1 over sample 2, and 1 where both are equal.
/// With ties and samples of different sizes U's distribution is not symmetric, and this is no p-value:
/// it changes as the samples exchange places, can exceed 1 and can be 0. [`crate::stats::UTest`]
/// gives p-values; this gives what benchstat prints.
///
/// The distribution is exact up to 50 samples a side without ties, or 25 with any, even within one
/// sample; beyond, it is the normal approximation. Without ties p has the bits that benchstat
/// computes. With ties benchstat's own rounding, of about twelve digits, is reproduced only where a
/// rounding of nine might be seen: at the level alpha, and where a third decimal changes.
#[derive(Clone, Debug)]
pub struct UTest {
    alpha: f64,
    untied: untied::Distributions,
    splits: Splits,
    tied: HashMap<Key, f64>,
}

/// All that p depends on, for tied samples: their sizes, 2·min(u, n1·n2 − u), the groups of equal values.
type Key = [u8; 2 * TIED_LIMIT + 4];

impl UTest {
    /// A test at this level. The level decides nothing here but where p is computed with
    /// benchstat's own rounding.
    pub fn new(alpha: f64) -> UTest {
        let (untied, splits) = (untied::Distributions::default(), Splits::new());
        UTest { alpha, untied, splits, tied: HashMap::new() }
    }

    /// Tests two samples sorted in ascending order, neither of which is empty.
    pub fn test(&mut self, x: &[f64], y: &[f64]) -> Outcome {
        let [x_ends, y_ends] = [x, y].map(|sorted| [sorted[0], sorted[sorted.len() - 1]]);
        // Wherever sorting puts what is not a number, it is an end.
        if [x_ends, y_ends].as_flattened().iter().any(|value| value.is_nan()) {
            return Outcome::NotANumber;
        }
        if x_ends[0] == y_ends[1] && y_ends[0] == x_ends[1] {
            return Outcome::AllEqual;
        }
        let (n1, n2) = (x.len(), y.len());
        if n1.max(n2) <= UNTIED_LIMIT
            && let Some(u) = untied::larger_pairs(x, y)
        {
            return Outcome::P(self.untied(n1, n2, u));
        }
        // Sample 2 of a ranking is the one that is to be larger; to benchstat that is sample 1.
        let ranking = Ranking::new(y, x);
        let tied = ranking.ties().len() < n1 + n2;
        if tied && n1.max(n2) <= TIED_LIMIT {
            Outcome::P(self.tied(&ranking))
        } else {
            normal::p(&ranking)
        }
    }

    fn untied(&mut self, n1: usize, n2: usize, u: usize) -> f64 {
        match n1 * n2 - u {
            mirrored if mirrored == u => 1.0,
            mirrored => 2.0 * self.untied.at_most(n1, n2, u.min(mirrored)),
        }
    }

    fn tied(&mut self, ranking: &Ranking) -> f64 {
        let mirrored = ranking.shape().max_twice_u() - ranking.twice_u();
        if mirrored == ranking.twice_u() {
            return 1.0;
        }
        let twice_u = ranking.twice_u().min(mirrored);
        let key = key(ranking, twice_u);
        if let Some(p) = self.tied.get(&key) {
            return *p;
        }
        let p = self.count(ranking, twice_u);
        if self.tied.len() == KEPT {
            self.tied.clear();
        }
        self.tied.insert(key, p);
        p
    }

    /// Counts the splits: as benchstat does with two distinct values, where it errs, and where its
    /// rounding may matter.
    fn count(&mut self, ranking: &Ranking, twice_u: u64) -> f64 {
        let (total, chosen) = (ranking.n1() + ranking.n2(), ranking.n2());
        if ranking.ties().len() > 2 {
            let ways = choose(total, chosen);
            let p = 2.0 * (self.splits.at_most(ranking.shape(), twice_u) / ways);
            if !is_close(p, self.alpha) {
                return p;
            }
        }
        let ways = choose_by_logarithms(total, chosen);
        2.0 * (klotz::count(ranking.ties(), chosen, twice_u) / ways)
    }
}

fn key(ranking: &Ranking, twice_u: u64) -> Key {
    let mut key = [0; size_of::<Key>()];
    // At these sizes 2·U is at most 625, since it is the smaller one, and a group has at most 50.
    key[..2].copy_from_slice(&[ranking.n1() as u8, ranking.n2() as u8]);
    key[2..4].copy_from_slice(&(twice_u as u16).to_le_bytes());
    for (byte, &size) in key[4..].iter_mut().zip(ranking.ties()) {
        *byte = size as u8;
    }
    key
}

/// Whether p is so close to the level, or to where its third decimal changes, that benchstat's
/// rounding could have it on the other side.
fn is_close(p: f64, alpha: f64) -> bool {
    const PRECISION: f64 = 1e-9;
    let thousandths = 1000.0 * p;
    let from_half = (thousandths.fract() - 0.5).abs();
    (p - alpha).abs() <= PRECISION * p || from_half <= PRECISION * thousandths
}

#[cfg(test)]
mod tests;
