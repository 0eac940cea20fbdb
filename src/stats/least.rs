//! How small a p-value can be at most, given how far the samples overlap, whatever values are equal.

use super::choose::choose;

/// For 1, 2, … samples a side: from which overlap on, counted as in [`least_p`], no samples have
/// fewer splits that overlap as little or less. Found by going through all 2^(2n − 1) ways in which
/// 2n values can be equal; the test below does so for the smaller n, and for all of them when it is
/// asked to. Ends where p is beyond any level.
const WAYS: [&[(u64, u32)]; 10] = [
    &[(0, 1)],
    &[(0, 1)],
    &[(0, 1), (1, 2), (3, 3)],
    &[(0, 1), (1, 2), (3, 3), (5, 4), (7, 5), (9, 10)],
    &[(0, 1), (1, 2), (3, 3), (5, 4), (7, 5), (9, 6), (11, 15), (13, 20), (14, 21), (16, 31)],
    &[
        (0, 1),
        (1, 2),
        (3, 3),
        (5, 4),
        (7, 5),
        (9, 6),
        (11, 7),
        (13, 18),
        (14, 20),
        (15, 21),
        (16, 27),
        (18, 28),
        (19, 47),
        (20, 56),
        (21, 68),
        (23, 84),
        (25, 116),
    ],
    &[
        (0, 1),
        (1, 2),
        (3, 3),
        (5, 4),
        (7, 5),
        (9, 6),
        (11, 7),
        (13, 8),
        (15, 21),
        (16, 26),
        (17, 27),
        (18, 28),
        (19, 35),
        (21, 36),
        (22, 65),
        (23, 84),
        (25, 112),
        (27, 120),
        (29, 210),
        (31, 259),
        (33, 330),
        (36, 434),
    ],
    &[
        (0, 1),
        (1, 2),
        (3, 3),
        (5, 4),
        (7, 5),
        (9, 6),
        (11, 7),
        (13, 8),
        (15, 9),
        (17, 24),
        (18, 28),
        (19, 33),
        (20, 35),
        (21, 36),
        (22, 42),
        (23, 44),
        (24, 45),
        (25, 86),
        (26, 105),
        (27, 120),
        (29, 156),
        (31, 165),
        (33, 317),
        (34, 330),
        (36, 450),
        (38, 495),
        (41, 792),
        (43, 990),
        (45, 1250),
        (46, 1287),
        (49, 1632),
    ],
    &[
        (0, 1),
        (1, 2),
        (3, 3),
        (5, 4),
        (7, 5),
        (9, 6),
        (11, 7),
        (13, 8),
        (15, 9),
        (17, 10),
        (19, 27),
        (20, 34),
        (21, 36),
        (22, 42),
        (23, 44),
        (24, 45),
        (25, 52),
        (26, 54),
        (27, 55),
        (28, 110),
        (29, 156),
        (31, 165),
        (33, 210),
        (35, 220),
        (37, 450),
        (38, 495),
        (41, 660),
        (43, 715),
        (46, 1287),
        (49, 1716),
        (50, 1782),
        (51, 2002),
        (55, 3003),
        (57, 3795),
        (59, 4704),
        (60, 5005),
    ],
    &[
        (0, 1),
        (1, 2),
        (3, 3),
        (5, 4),
        (7, 5),
        (9, 6),
        (11, 7),
        (13, 8),
        (15, 9),
        (17, 10),
        (19, 11),
        (21, 30),
        (22, 38),
        (23, 44),
        (24, 45),
        (25, 52),
        (26, 54),
        (27, 55),
        (28, 63),
        (29, 65),
        (30, 66),
        (31, 137),
        (32, 165),
        (33, 210),
        (35, 220),
        (37, 275),
        (39, 286),
        (41, 626),
        (42, 660),
        (43, 715),
        (46, 935),
        (48, 1001),
        (51, 2002),
        (55, 2717),
        (57, 3003),
        (61, 5005),
        (64, 6435),
        (65, 7007),
        (66, 8008),
        (71, 11440),
        (73, 14586),
        (75, 17842),
        (76, 19448),
    ],
];

/// The smallest p-value of the one-sided U-test that `n` samples a side can have which overlap by at
/// least so much: 2·(n·n − U), twice the number of pairs in which sample 2 is not the larger, a tie
/// counting one half. Whatever values are equal, P(U ≥ u) is no less. None where that was not
/// counted: for more than ten samples a side.
pub fn least_p(n: usize, overlap: u64) -> Option<f64> {
    let steps = WAYS.get(n.checked_sub(1)?)?;
    let (_, ways) = steps.iter().rev().find(|(from, _)| *from <= overlap)?;
    Some(f64::from(*ways) / choose(2 * n, n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Null, Ranking};

    /// All ways in which `values` values in ascending order can be equal.
    fn ties(values: usize) -> impl Iterator<Item = Vec<usize>> {
        (0..1u32 << (values - 1)).map(move |cuts| {
            let cuts = (1..values).filter(move |at| cuts >> (at - 1) & 1 == 1);
            let ends: Vec<usize> = cuts.chain([values]).collect();
            let before = [0].into_iter().chain(ends.iter().copied());
            ends.iter().zip(before).map(|(end, start)| end - start).collect()
        })
    }

    /// The first of a side's values in each group and how many of the group are the other's, for
    /// every overlap that samples with such ties can have: the splits that overlap no more.
    fn splits(ties: &[usize], n: usize) -> Vec<(u64, f64)> {
        let group = |(value, &size): (usize, &usize)| std::iter::repeat_n(value, size);
        let pooled: Vec<usize> = ties.iter().enumerate().flat_map(group).collect();
        let shape = Ranking::new(&pooled[..n], &pooled[n..]).shape().clone();
        let null = Null::new(&shape).unwrap();
        let most = shape.max_twice_u();
        let at_least = |overlap: u64| null.at_least(most - overlap);
        let occurs = |&overlap: &u64| overlap == 0 || at_least(overlap) > at_least(overlap - 1);
        let ways = |overlap| (overlap, at_least(overlap) * choose(2 * n, n));
        (0..=most).filter(occurs).map(ways).filter(|(_, ways)| *ways > 0.5).collect()
    }

    /// The fewest splits from each overlap on, of every so-manieth way.
    fn fewest(n: usize, stride: usize) -> Vec<f64> {
        let mut fewest = vec![f64::INFINITY; 2 * n * n + 1];
        for (overlap, ways) in ties(2 * n).step_by(stride).flat_map(|ties| splits(&ties, n)) {
            let known = &mut fewest[overlap as usize];
            *known = known.min(ways.round());
        }
        for overlap in (0..2 * n * n).rev() {
            fewest[overlap] = fewest[overlap].min(fewest[overlap + 1]);
        }
        fewest
    }

    fn holds(n: usize) {
        let counted = fewest(n, 1);
        let last = WAYS[n - 1].last().unwrap().0;
        for (overlap, &ways) in (0..=last).zip(&counted) {
            assert_eq!(least_p(n, overlap).unwrap(), ways / choose(2 * n, n), "{n}, {overlap}");
        }
        assert!(counted.is_sorted(), "what comes behind the table is no less");
    }

    /// All of it takes minutes: `ALLOCGATE_LEAST=10 cargo test --release --lib stats::least`.
    #[test]
    fn the_table_is_what_counting_gives() {
        let most = option_env!("ALLOCGATE_LEAST").and_then(|most| most.parse().ok());
        (1..=most.unwrap_or(7)).for_each(holds);
    }

    /// Too small a bound would only take more samples; too large a one would let failures pass.
    #[test]
    fn no_way_to_be_equal_is_below_the_table() {
        for (n, stride) in [(8, 5), (9, 23), (10, 101)] {
            for (overlap, &ways) in (0..).zip(&fewest(n, stride)) {
                let bound = least_p(n, overlap).unwrap();
                assert!(bound <= ways / choose(2 * n, n), "{n}, {overlap}");
            }
        }
    }

    #[test]
    fn more_samples_than_were_counted_have_no_bound() {
        assert_eq!((least_p(0, 0), least_p(11, 0)), (None, None));
        assert_eq!(least_p(10, 0), Some(1.0 / 184_756.0));
        assert!(least_p(10, 200).unwrap() > 0.1);
    }
}
