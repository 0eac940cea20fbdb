//! Counting splits: the dynamic programme behind the exact distribution of U.

use super::choose;
use std::ops::RangeInclusive;

/// One group of equal values, to be dealt to the chosen sample and the other. Groups are dealt in
/// ascending order of value.
struct Deal {
    size: usize,
    /// How many values were dealt before.
    dealt: usize,
    /// How many are left after.
    undealt: usize,
}

/// The distance between values that 2·U can have: with groups of odd size only (such as no ties
/// at all) U is an integer, since j·(size − j) is even.
pub(super) fn step(ties: &[u32]) -> usize {
    if ties.iter().all(|size| size % 2 == 1) { 2 } else { 1 }
}

/// Whether [`counts`] would take no more than about `budget` multiplications.
pub(super) fn affordable(ties: &[u32], chosen: usize, step: usize, budget: f64) -> bool {
    let mut running = deals(ties).scan(0.0, |sum, deal| {
        *sum += deal.cost(chosen, step);
        Some(*sum)
    });
    running.all(|cost| cost <= budget)
}

/// For each value i·`step` of 2·U, the number of ways to split the pooled values so that the
/// chosen sample gets `chosen` of them and has that U over the other.
///
/// Plane m counts, in the same way, the splits of the values dealt so far that gave the chosen
/// sample m of them. Counts are whole numbers, exact up to 2⁵¹; beyond, sums of positive terms
/// keep a relative error of about 10⁻¹⁴.
pub(super) fn counts(ties: &[u32], chosen: usize, step: usize) -> Vec<f64> {
    sweep(deals(ties), chosen, step).swap_remove(chosen)
}

/// The planes of [`counts`] for every number of chosen values, from none to all.
///
/// Those for more than half are mirrored: where one of the two samples has U, the other has the
/// rest.
pub(super) fn planes(ties: &[u32], step: usize) -> Vec<Vec<f64>> {
    let total = ties.iter().map(|&size| size as usize).sum();
    let any_left = deals(ties).map(|deal| Deal { undealt: total, ..deal });
    let mut planes = sweep(any_left, total / 2, step);
    for chosen in total / 2 + 1..=total {
        planes.push(planes[total - chosen].iter().rev().copied().collect());
    }
    planes
}

/// Deals the groups; what is left are the planes that lead to `chosen` of all values.
fn sweep(deals: impl Iterator<Item = Deal>, chosen: usize, step: usize) -> Vec<Vec<f64>> {
    let mut planes = vec![Vec::new(); chosen + 1];
    planes[0].push(1.0);
    for deal in deals {
        let ways = choose::row(deal.size);
        // From many chosen to few, so that each plane is built from planes still untouched.
        for m in deal.planes(chosen).rev() {
            deal.fill(m, step, &ways, &mut planes);
        }
    }
    planes
}

fn deals(ties: &[u32]) -> impl Iterator<Item = Deal> {
    let total: usize = ties.iter().map(|&size| size as usize).sum();
    ties.iter().scan(0, move |dealt, &size| {
        let size = size as usize;
        let deal = Deal { size, dealt: *dealt, undealt: total - *dealt - size };
        *dealt += size;
        Some(deal)
    })
}

impl Deal {
    /// How many values the chosen sample may have after this deal, if what is left can still
    /// fill it up.
    fn planes(&self, chosen: usize) -> RangeInclusive<usize> {
        chosen.saturating_sub(self.undealt)..=chosen.min(self.dealt + self.size)
    }

    /// How many values of this group it may have got, if it has m after it. That it got none
    /// leaves the plane as it is, and is left out.
    fn shares(&self, m: usize) -> RangeInclusive<usize> {
        m.saturating_sub(self.dealt).max(1)..=self.size.min(m)
    }

    /// How many values 2·U may have in plane m after this deal.
    fn values(&self, m: usize, step: usize) -> usize {
        2 * m * (self.dealt + self.size - m) / step + 1
    }

    /// An upper bound on the multiplications.
    fn cost(&self, chosen: usize, step: usize) -> f64 {
        let plane = |m| self.values(m, step) as f64 * (1 + self.shares(m).count()) as f64;
        self.planes(chosen).map(plane).sum()
    }

    /// Adds to plane m what the planes m − j contribute, for every share j of this group.
    ///
    /// j equal values beat the values dealt to the other sample before, and tie with the
    /// size − j that it gets of this group: 2·U grows by j·(2·before + size − j).
    fn fill(&self, m: usize, step: usize, ways: &[f64], planes: &mut [Vec<f64>]) {
        let (fewer, rest) = planes.split_at_mut(m);
        let plane = &mut rest[0];
        plane.resize(self.values(m, step), 0.0);
        for j in self.shares(m) {
            let before = self.dealt - (m - j);
            let shift = j * (2 * before + self.size - j) / step;
            add(&mut plane[shift..], &fewer[m - j], ways[j]);
        }
    }
}

/// Adds `factor` times `source` to `target`.
fn add(target: &mut [f64], source: &[f64], factor: f64) {
    for (sum, term) in target.iter_mut().zip(source) {
        *sum += factor * term;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untied_counts_are_those_of_mann_and_whitney() {
        // C(6, 3) = 20 splits; the frequencies of U are the Gaussian binomial [6 3].
        let frequencies = [1.0, 1.0, 2.0, 3.0, 3.0, 3.0, 3.0, 2.0, 1.0, 1.0];
        assert_eq!(counts(&[1; 6], 3, 2), frequencies);
    }

    #[test]
    fn a_single_group_leaves_one_value_of_u() {
        let counts = counts(&[5], 2, 1);
        assert_eq!(counts[6], 10.0);
        assert_eq!(counts.iter().sum::<f64>(), 10.0);
    }

    #[test]
    fn a_few_odd_values_among_thousands_are_cheap() {
        assert!(affordable(&[1, 4000, 2], 2000, 1, 1e8));
        assert!(!affordable(&[1; 4003], 2000, 2, 1e8));
    }

    #[test]
    fn half_steps_need_a_group_of_even_size() {
        assert_eq!(step(&[1, 3, 5]), 2);
        assert_eq!(step(&[1, 2, 1]), 1);
    }
}
