//! Counting splits of tied samples in floating point, rounding where benchstat rounds.

use crate::stats::elementary::choose_by_logarithms;

/// The number of ways to give sample 1 `chosen` of the pooled values, in groups of these sizes,
/// such that 2·U ≤ `twice_u`. There are at least two groups.
///
/// With A(k, n, u) for the first k groups, n of whose values are in sample 1,
///
/// ```text
/// A(k, n, u) = Σᵣ A(k − 1, n − r, u − r·(aₖ − 2·n + r)) · C(tₖ, r)
/// a₁ = t₁,  aₖ = aₖ₋₁ + tₖ₋₁ + tₖ
/// ```
///
/// (Klotz 1966; Y. K. Cheung, J. H. Klotz, "The Mann Whitney Wilcoxon Distribution Using Linked
/// Lists", Statistica Sinica 7 (1997), 805–813). The terms are added in the order of r, and their
/// coefficients come from logarithms, as in makeUmemo of github.com/aclements/go-moremath: the last
/// digits depend on it. So does the result for two groups, where a quotient that should be rounded
/// down is truncated: below the least value that U can have, some splits are counted all the same.
pub(super) fn count(ties: &[u32], chosen: usize, twice_u: u64) -> f64 {
    let (groups, chosen, twice_u) = (groups(ties), chosen as i64, twice_u as i64);
    let (last, lower) = (groups.len() - 1, |n, u| of_two(&groups[0], &groups[1], n, u));
    if last == 1 {
        return lower(chosen, twice_u);
    }
    let mut level = Level::new(&groups[..2], chosen, lower);
    for k in 2..last {
        level = Level::new(&groups[..=k], chosen, |n, u| level.sum(&groups[k], n, u));
    }
    level.sum(&groups[last], chosen, twice_u)
}

/// A group of equal values: tₖ, aₖ, and C(tₖ, r) for every r.
struct Group {
    size: i64,
    a: i64,
    ways: Vec<f64>,
}

fn groups(ties: &[u32]) -> Vec<Group> {
    let groups = ties.iter().map(|&size| size as usize).scan((0, 0), |(a, before), size| {
        *a += (*before + size) as i64;
        *before = size;
        let ways = (0..=size).map(|r| choose_by_logarithms(size, r)).collect();
        Some(Group { size: size as i64, a: *a, ways })
    });
    groups.collect()
}

impl Group {
    /// C(tₖ, r), which is 0 beyond the group's size.
    fn ways(&self, r: i64) -> f64 {
        usize::try_from(r).ok().and_then(|r| self.ways.get(r)).copied().unwrap_or(0.0)
    }
}

/// A(2, n, u).
fn of_two(first: &Group, second: &Group, n: i64, twice_u: i64) -> f64 {
    let least = (n - first.size).max(0);
    // Division truncates, in Go as in Rust.
    let most = (twice_u - n * (first.size - n)) / (first.size + second.size);
    (least..=most).fold(0.0, |sum, r| sum + first.ways(n - r) * second.ways(r))
}

/// A(k, n, u) for one k and every n.
struct Level {
    /// How many values the first k groups have.
    total: i64,
    planes: Vec<Plane>,
}

/// A(k, n, u) from the least value that 2·U can have to the greatest; 0 below and `all` above.
struct Plane {
    least: i64,
    ways: Vec<f64>,
    all: f64,
}

impl Level {
    fn new(groups: &[Group], chosen: i64, ways: impl Fn(i64, i64) -> f64) -> Level {
        let total = groups.iter().map(|group| group.size).sum();
        let plane = |n| {
            let (least, greatest) = (extreme(groups.iter(), n), extreme(groups.iter().rev(), n));
            let ways = (least..=greatest).map(|u| ways(n, u)).collect();
            Plane { least, ways, all: choose_by_logarithms(total as usize, n as usize) }
        };
        Level { total, planes: (0..=chosen.min(total)).map(plane).collect() }
    }

    /// A(k + 1, n, u), the next group being this one.
    fn sum(&self, next: &Group, n: i64, twice_u: i64) -> f64 {
        let shares = (n - self.total).max(0)..=n.min(next.size);
        shares.fold(0.0, |sum, r| {
            let below = self.planes[(n - r) as usize].at(twice_u - r * (next.a - 2 * n + r));
            sum + below * next.ways(r)
        })
    }
}

impl Plane {
    fn at(&self, twice_u: i64) -> f64 {
        match usize::try_from(twice_u - self.least) {
            Ok(index) => self.ways.get(index).copied().unwrap_or(self.all),
            Err(_) => 0.0,
        }
    }
}

/// 2·U if sample 1 has n values, all that it can get of the first groups given.
fn extreme<'a>(groups: impl Iterator<Item = &'a Group>, n: i64) -> i64 {
    let (mut left, mut twice_u) = (n, -n * n);
    for group in groups {
        let share = left.min(group.size);
        twice_u += share * group.a;
        left -= share;
    }
    twice_u
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Ranking, Splits};

    #[test]
    fn up_to_twenty_values_in_three_groups_or_more_counts_are_whole_and_right() {
        let x = [1, 2, 2, 3, 5, 5, 7];
        for y in [&[1, 2, 4, 5][..], &[0, 5, 5, 9, 9, 9, 9, 9], &[2, 5]] {
            let ranking = Ranking::new(y, &x);
            for u in 0..=ranking.shape().max_twice_u() {
                let exact = Splits::new().at_most(ranking.shape(), u);
                assert_eq!(count(ranking.ties(), x.len(), u), exact, "{y:?}, 2u = {u}");
            }
        }
    }

    #[test]
    fn with_two_groups_some_splits_below_the_least_u_are_counted() {
        // Six fives against 5, 5, 6, 7 make three groups, 5, 5, 6 two: 2·U is never below 12.
        assert_eq!(count(&[8, 1], 6, 11), 28.0);
        assert_eq!(count(&[8, 1, 1], 6, 11), 0.0);
    }
}
