//! Counting the splits up to one value of U, by meeting in the middle.

use super::ranking::Shape;
use super::sweep;
use std::collections::HashMap;

/// How much memory the halves kept may take, in bytes: some hundred of 25 values.
const LIMIT: usize = 4 << 20;

/// Counts splits of pooled values up to one value of U, which is much less work than the whole
/// distribution that [`super::Null`] holds, and keeps what it can use again.
///
/// The groups of equal values are parted into a lower and an upper half. Where sample 2 has m of
/// the lower half's l values and k of the upper half's, the k are larger than the l − m others:
///
/// ```text
/// 2·U = 2·U(lower) + 2·U(upper) + 2·k·(l − m)
/// ```
///
/// Each half's U is counted once for every m, as for a whole distribution; a question then costs one
/// sum of products. A half without ties is the same whatever the ties of the other.
#[derive(Clone, Debug, Default)]
pub struct Splits {
    /// By the distance of values of 2·U, less one.
    kept: [Halves; 2],
    held: usize,
}

/// Halves by the sizes of their groups.
#[derive(Clone, Debug, Default)]
struct Halves {
    lower: HashMap<Box<[u32]>, Lower>,
    upper: HashMap<Box<[u32]>, Upper>,
}

/// For each m, the number of ways to choose m of the half's values by i·step = 2·U.
#[derive(Clone, Debug)]
struct Lower(Vec<Vec<f64>>);

/// For each k, the number of ways to choose k of the half's values so that 2·U is at most
/// (last − i)·step: descending, to be multiplied with ascending counts.
#[derive(Clone, Debug)]
struct Upper(Vec<Vec<f64>>);

impl Splits {
    /// A counter that has met no shapes yet.
    pub fn new() -> Splits {
        Splits::default()
    }

    /// The number of splits with 2·U ≤ `twice_u`, U being that of sample 2 over sample 1.
    ///
    /// All terms are whole numbers: the result is exact where C(n1 + n2, n1) is below 2⁵¹ (27
    /// against 27), and has a relative error of about 10⁻¹⁴ beyond.
    pub fn at_most(&mut self, shape: &Shape, twice_u: u64) -> f64 {
        let step = sweep::step(shape.ties());
        let (low, high) = shape.ties().split_at(middle(shape.ties()));
        self.keep(low, high, step);
        let Halves { lower, upper } = &self.kept[step - 1];
        meet(&lower[low], &upper[high], shape.n2(), twice_u as usize / step, step)
    }

    /// Sees to it that both halves are there. When memory is full everything is forgotten: halves
    /// still in use come back at once, and none has to be tracked.
    fn keep(&mut self, low: &[u32], high: &[u32], step: usize) {
        if self.held > LIMIT {
            *self = Splits::default();
        }
        let Halves { lower, upper } = &mut self.kept[step - 1];
        if !lower.contains_key(low) {
            let planes = sweep::planes(low, step);
            self.held += size(low, &planes);
            lower.insert(low.into(), Lower(planes));
        }
        if !upper.contains_key(high) {
            let planes = sweep::planes(high, step);
            self.held += size(high, &planes);
            upper.insert(high.into(), Upper(planes.into_iter().map(descending).collect()));
        }
    }
}

/// The memory that a half takes, in bytes.
fn size(ties: &[u32], planes: &[Vec<f64>]) -> usize {
    let values: usize = planes.iter().map(Vec::capacity).sum();
    size_of_val(ties) + size_of_val(planes) + values * size_of::<f64>()
}

/// How many groups make up the lower half: as many values on either side as the groups allow.
fn middle(ties: &[u32]) -> usize {
    let total: u32 = ties.iter().sum();
    let mut below = 0;
    let within = ties.iter().take_while(|&&size| {
        below += size;
        2 * below <= total + size
    });
    within.count()
}

/// Running sums, from the last.
fn descending(mut counts: Vec<f64>) -> Vec<f64> {
    let mut sum = 0.0;
    for count in &mut counts {
        sum += *count;
        *count = sum;
    }
    counts.reverse();
    counts
}

/// The number of ways to choose so many values of both halves with 2·U ≤ `most`·`step`.
fn meet(lower: &Lower, upper: &Upper, chosen: usize, most: usize, step: usize) -> f64 {
    let (low, high) = (lower.0.len() - 1, upper.0.len() - 1);
    let shares = chosen.saturating_sub(high)..=chosen.min(low);
    let share = |m: usize| {
        let k = chosen - m;
        let left = most.checked_sub(2 * k * (low - m) / step)?;
        Some(pairs(&lower.0[m], &upper.0[k], left))
    };
    shares.filter_map(share).sum()
}

/// The number of pairs of ways, one from either half, whose values add up to `most` at most.
fn pairs(counts: &[f64], at_most: &[f64], most: usize) -> f64 {
    let last = at_most.len() - 1;
    // Below, the upper half may have any value.
    let free = most.saturating_sub(last).min(counts.len());
    let any = at_most[0] * counts[..free].iter().sum::<f64>();
    let counts = &counts[free..counts.len().min(most + 1).max(free)];
    any + dot(counts, &at_most[(last + free).saturating_sub(most)..])
}

/// Σ aᵢ·bᵢ, in eight sums side by side, which the processor adds at once.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    const LANES: usize = 8;
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let whole = a.len() / LANES * LANES;
    let rest: f64 = a_chunks.remainder().iter().zip(&b[whole..]).map(|(a, b)| a * b).sum();
    let mut sums = [0.0; LANES];
    for (a, b) in a_chunks.zip(b_chunks) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    rest + sums.iter().sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::super::{Null, Ranking};
    use super::*;

    /// The smallest shapes and some larger ones, by their ties.
    fn shapes() -> impl Iterator<Item = Shape> {
        let small = (1..=9).flat_map(super::super::enumeration::compositions);
        let large = [vec![1; 30], vec![2; 20], vec![20, 1, 1, 1, 20], vec![1, 5, 1, 9, 2, 2, 8]];
        small.chain(large).flat_map(|ties| {
            let total: u32 = ties.iter().sum();
            (0..=total as usize).map(move |n2| shape(&ties, n2))
        })
    }

    /// The shape of these groups, of which sample 2 has the first values.
    fn shape(ties: &[u32], n2: usize) -> Shape {
        let group = |(g, &size): (usize, &u32)| std::iter::repeat_n(g, size as usize);
        let values: Vec<usize> = ties.iter().enumerate().flat_map(group).collect();
        Ranking::new(&values[n2..], &values[..n2]).shape().clone()
    }

    #[test]
    fn counts_are_those_of_the_whole_distribution() {
        let mut splits = Splits::new();
        for shape in shapes() {
            let null = Null::new(&shape).unwrap();
            let all = splits.at_most(&shape, shape.max_twice_u());
            for u in 0..=shape.max_twice_u() {
                let found = splits.at_most(&shape, u) / all;
                assert_eq!(found, null.at_most(u), "{shape:?}, 2u = {u}");
            }
        }
    }

    #[test]
    fn halves_are_as_equal_as_the_groups_allow() {
        assert_eq!(middle(&[1; 10]), 5);
        assert_eq!(middle(&[9, 1]), 1);
        assert_eq!(middle(&[1, 9]), 1);
        assert_eq!(middle(&[1, 1, 9, 1]), 2);
        assert_eq!(middle(&[7]), 1);
        assert_eq!(middle(&[]), 0);
    }

    #[test]
    fn memory_stays_below_the_limit_but_for_one_pair_of_halves() {
        let mut splits = Splits::new();
        let mut ties = [1; 48];
        for i in 0..48 {
            for j in 0..i {
                (ties[i], ties[j]) = (2, 2);
                splits.at_most(&shape(&ties, 25), 300);
                ties = [1; 48];
                assert!(splits.held < LIMIT + (100 << 10), "{}", splits.held);
            }
        }
    }
}
