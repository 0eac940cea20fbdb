//! Counting splits: the dynamic programme behind the exact distribution of U.

use super::choose;

/// Sweeps over the groups of equal values in ascending order, and keeps count of the ways in
/// which the values met so far can have been dealt to two samples.
///
/// `planes[m][i]` is the number of deals that gave m values to the chosen sample and have
/// 2·U = i·`step`, U being that of the chosen sample over the other. Counts are whole numbers,
/// exact up to 2⁵³; beyond, sums of positive terms keep a relative error of about 10⁻¹⁴.
struct Sweep {
    planes: Vec<Vec<f64>>,
    step: usize,
    dealt: usize,
    undealt: usize,
}

/// For each value i·`step` of 2·U, the number of ways to split the pooled values so that the
/// chosen sample gets `chosen` of them and has that U over the other. `step` is that of
/// [`step`](fn@step).
pub(super) fn counts(ties: &[u32], chosen: usize, step: usize) -> Vec<f64> {
    let mut sweep = Sweep::new(ties, chosen, step);
    ties.iter().for_each(|&size| sweep.deal(size as usize));
    sweep.planes.swap_remove(chosen)
}

/// The distance between values that 2·U can have: with groups of odd size only (such as no ties
/// at all) U is an integer, since j·(size − j) is even.
pub(super) fn step(ties: &[u32]) -> usize {
    if ties.iter().all(|size| size % 2 == 1) {
        2
    } else {
        1
    }
}

impl Sweep {
    fn new(ties: &[u32], chosen: usize, step: usize) -> Sweep {
        let mut planes = vec![Vec::new(); chosen + 1];
        planes[0].push(1.0);
        let undealt = ties.iter().map(|&size| size as usize).sum();
        Sweep {
            planes,
            step,
            dealt: 0,
            undealt,
        }
    }

    /// Deals a group of equal values: j of them to the chosen sample, in C(size, j) ways.
    ///
    /// Planes go from many chosen to few, so that each is built from planes still untouched, and
    /// those that can no longer lead to a full sample are left alone.
    fn deal(&mut self, size: usize) {
        let ways = choose::row(size);
        self.undealt -= size;
        let most = (self.planes.len() - 1).min(self.dealt + size);
        let least = (self.planes.len() - 1).saturating_sub(self.undealt);
        for m in (least..=most).rev() {
            self.fill(m, &ways);
        }
        self.dealt += size;
    }

    /// Adds to plane m what the planes m − j contribute, for every j > 0.
    ///
    /// j equal values beat the values dealt to the other sample before, and tie with the
    /// size − j that it gets of this group: 2·U grows by j·(2·before + size − j).
    fn fill(&mut self, m: usize, ways: &[f64]) {
        let size = ways.len() - 1;
        let (fewer, rest) = self.planes.split_at_mut(m);
        let plane = &mut rest[0];
        plane.resize(2 * m * (self.dealt + size - m) / self.step + 1, 0.0);
        for j in m.saturating_sub(self.dealt).max(1)..=size.min(m) {
            let before = self.dealt - (m - j);
            let shift = j * (2 * before + size - j) / self.step;
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
    fn half_steps_need_a_group_of_even_size() {
        assert_eq!(step(&[1, 3, 5]), 2);
        assert_eq!(step(&[1, 2, 1]), 1);
    }
}
