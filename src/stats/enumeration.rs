//! The exact distribution, held against every split of every small sample.

use super::*;

/// Every way to write `total` as an ordered sum of group sizes.
pub(super) fn compositions(total: u32) -> Vec<Vec<u32>> {
    (0..1u32 << (total - 1)).map(|cuts| composition(total, cuts)).collect()
}

/// Bit i of `cuts` separates value i from value i + 1.
fn composition(total: u32, cuts: u32) -> Vec<u32> {
    let mut sizes = vec![1];
    for i in 0..total - 1 {
        match (cuts >> i & 1, sizes.last_mut()) {
            (0, Some(size)) => *size += 1,
            _ => sizes.push(1),
        }
    }
    sizes
}

/// For each pooled value, the sets (one bit a value) of those below it and of those equal to it.
fn relations(groups: &[u32]) -> Vec<(u32, u32)> {
    let set = |related: &dyn Fn(u32) -> bool| {
        (0..).zip(groups).filter(|(_, group)| related(**group)).map(|(i, _)| 1u32 << i).sum()
    };
    groups
        .iter()
        .map(|group| (set(&|other| other < *group), set(&|other| other == *group)))
        .collect()
}

/// 2·U of the values in `chosen` over the others, by its definition.
fn twice_u(relations: &[(u32, u32)], chosen: u32) -> usize {
    let mut sum = 0;
    for (i, (below, equal)) in relations.iter().enumerate() {
        if chosen >> i & 1 == 1 {
            sum += 2 * (below & !chosen).count_ones() + (equal & !chosen).count_ones();
        }
    }
    sum as usize
}

/// The values of a split, as their groups' numbers.
fn samples(groups: &[u32], chosen: u32) -> (Vec<u32>, Vec<u32>) {
    let side = |bit| {
        let of_side = groups.iter().zip(0..).filter(move |(_, i)| chosen >> i & 1 == bit);
        of_side.map(|(group, _)| *group).collect()
    };
    (side(0), side(1))
}

/// How many splits gave one value of U, and one of them.
#[derive(Clone, Copy, Default)]
struct Tally {
    count: f64,
    example: u32,
}

/// Tallies every split by the size of the second sample and by 2·U.
fn tally(groups: &[u32]) -> Vec<Vec<Tally>> {
    let (total, relations) = (groups.len(), relations(groups));
    let mut tallies = vec![vec![Tally::default(); total * total / 2 + 1]; total + 1];
    for chosen in 0..1u32 << total {
        let tally = &mut tallies[chosen.count_ones() as usize][twice_u(&relations, chosen)];
        *tally = Tally { count: tally.count + 1.0, example: chosen };
    }
    tallies
}

/// Asks for the probabilities of every value of U that occurs in these tallies.
fn check(groups: &[u32], by_u: &[Tally], test: &mut UTest) {
    let all: f64 = by_u.iter().map(|tally| tally.count).sum();
    let mut below = 0.0;
    for (u, tally) in (0..).zip(by_u).filter(|(_, tally)| tally.count > 0.0) {
        let (x, y) = samples(groups, tally.example);
        let ranking = Ranking::new(&x, &y);
        assert_eq!(ranking.twice_u(), u, "{x:?} {y:?}");
        let (at_most, at_least) = ((below + tally.count) / all, (all - below) / all);
        let null = test.null(&ranking).unwrap();
        assert_eq!((null.at_most(u), null.at_least(u)), (at_most, at_least), "{x:?} {y:?}");
        assert_eq!(test.less(&ranking).p, at_most, "{x:?} {y:?}");
        assert_eq!(test.greater(&ranking).p, at_least, "{x:?} {y:?}");
        let two_sided = (2.0 * at_most.min(at_least)).min(1.0);
        assert_eq!(test.two_sided(&ranking).p, two_sided, "{x:?} {y:?}");
        below += tally.count;
    }
}

#[test]
fn every_split_of_up_to_twelve_values_with_any_ties_has_its_enumerated_probability() {
    let mut test = UTest::new();
    for ties in (1..=12).flat_map(compositions) {
        let group = |(g, &size): (u32, &u32)| std::iter::repeat_n(g, size as usize);
        let groups: Vec<u32> = (0..).zip(&ties).flat_map(group).collect();
        for by_u in tally(&groups) {
            check(&groups, &by_u, &mut test);
        }
    }
}
