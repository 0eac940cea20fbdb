//! The distribution of U without ties, as benchstat computes it.

/// The distributions met before, each by the larger size m and the smaller n, at m·(m + 1)/2 + n.
#[derive(Clone, Debug, Default)]
pub(super) struct Distributions {
    /// P(U ≤ u) for u = 0, 1, … up to the mean; empty where not met before.
    at_most: Vec<Vec<f64>>,
}

impl Distributions {
    /// P(U ≤ u) for samples of these sizes, for a u below the mean.
    pub(super) fn at_most(&mut self, n1: usize, n2: usize, u: usize) -> f64 {
        let (n, m) = (n1.min(n2), n1.max(n2));
        let index = m * (m + 1) / 2 + n;
        if self.at_most.len() <= index {
            self.at_most.resize(index + 1, Vec::new());
        }
        let table = &mut self.at_most[index];
        if table.is_empty() {
            *table = cumulate(probabilities(n, m, n * m / 2));
        }
        table[u]
    }
}

/// U of sample 1 over sample 2, both sorted, if no two values are equal.
///
/// For samples of this size, comparing all pairs is faster than merging: there is nothing to branch
/// on.
pub(super) fn larger_pairs(x: &[f64], y: &[f64]) -> Option<usize> {
    let tied = |sorted: &[f64]| sorted.windows(2).any(|pair| pair[0] == pair[1]);
    let (mut larger, mut smaller) = (0, 0);
    for x in x {
        larger += y.iter().map(|y| u32::from(x > y)).sum::<u32>();
        smaller += y.iter().map(|y| u32::from(x < y)).sum::<u32>();
    }
    let all = (larger + smaller) as usize == x.len() * y.len();
    (all && !tied(x) && !tied(y)).then_some(larger as usize)
}

/// P(U = u) for u = 0 to `most`, in samples of n ≤ m values, by the recurrence of Mann and Whitney:
///
/// ```text
/// p(n, m, u) = (n·p(n − 1, m, u − m) + m·p(n, m − 1, u)) / (n + m)
/// ```
///
/// and p(n, m) = p(m, n). The order of operations is that of UDist.p in go-moremath, on which the
/// last bits depend.
fn probabilities(n: usize, m: usize, most: usize) -> Vec<f64> {
    // Row n holds p(n, m) for the present m, or still for the one before.
    let mut rows = vec![vec![0.0; most + 1]; n + 1];
    rows[0][0] = 1.0;
    for m in 1..=m {
        for n in 1..=n.min(m) {
            let (fewer, rest) = rows.split_at_mut(n);
            // Where n = m, p(n, m − 1) is p(m − 1, n), and that is the row before.
            if n == m {
                rest[0].copy_from_slice(&fewer[n - 1]);
            }
            step(&fewer[n - 1], &mut rest[0], n, m);
        }
    }
    rows.swap_remove(n)
}

/// Makes p(n, m) of p(n, m − 1) with the help of p(n − 1, m).
fn step(fewer: &[f64], row: &mut [f64], n: usize, m: usize) {
    for u in (0..row.len().min(n * m + 1)).rev() {
        let left = if u >= m { n as f64 * fewer[u - m] } else { 0.0 };
        row[u] = (left + m as f64 * row[u]) / (n + m) as f64;
    }
}

fn cumulate(mut probabilities: Vec<f64>) -> Vec<f64> {
    let mut sum = 0.0;
    for p in &mut probabilities {
        sum += *p;
        *p = sum;
    }
    probabilities
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Null, Ranking};

    #[test]
    fn probabilities_are_those_of_the_exact_distribution_up_to_rounding() {
        let mut distributions = Distributions::default();
        let values: Vec<usize> = (0..40).collect();
        for (n1, n2) in [(1, 1), (1, 7), (6, 2), (5, 5), (20, 20), (8, 20)] {
            let ranking = Ranking::new(&values[..n1], &values[n1..n1 + n2]);
            let null = Null::new(ranking.shape()).unwrap();
            for u in 0..n1 * n2 / 2 {
                let (found, exact) = (distributions.at_most(n1, n2, u), null.at_most(2 * u as u64));
                assert!((found / exact - 1.0).abs() < 1e-13, "{n1} {n2} {u}: {found}, {exact}");
            }
        }
    }

    #[test]
    fn pairs_are_counted_unless_values_are_equal() {
        assert_eq!(larger_pairs(&[1.0, 3.0, 5.0], &[2.0, 4.0]), Some(3));
        assert_eq!(larger_pairs(&[2.0], &[1.0]), Some(1));
        assert_eq!(larger_pairs(&[1.0, 2.0], &[2.0]), None);
        assert_eq!(larger_pairs(&[1.0, 1.0], &[2.0]), None);
        assert_eq!(larger_pairs(&[1.0], &[2.0, 2.0]), None);
    }
}
