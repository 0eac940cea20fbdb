//! A part of the packages, for one of several machines.

/// One of several parts of all packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: usize,
    of: usize,
}

impl Shard {
    /// Part `number` of `of`, from 1; none if there is no such part.
    pub fn new(number: usize, of: usize) -> Option<Shard> {
        (1..=of).contains(&number).then_some(Shard { number, of })
    }

    /// Its number, from 1.
    pub fn number(self) -> usize {
        self.number
    }

    /// How many parts there are.
    pub fn of(self) -> usize {
        self.of
    }

    /// Those of some items that are in this part, in their order. Each has a weight and a name of its own;
    /// the heaviest goes first, and each to the part with the least weight so far. Nothing but weights
    /// and names decides, so that each machine comes to the same parts.
    pub(super) fn share<T>(
        self,
        items: Vec<T>,
        weight: impl Fn(&T) -> usize,
        name: impl Fn(&T) -> &str,
    ) -> Vec<T> {
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by(|&a, &b| {
            let [a, b] = [&items[a], &items[b]];
            weight(b).cmp(&weight(a)).then_with(|| name(a).cmp(name(b)))
        });
        let mut loads = vec![0; self.of];
        let mut is_ours = vec![false; items.len()];
        for index in order {
            let lightest = (0..self.of).min_by_key(|&part| loads[part]).unwrap_or_default();
            loads[lightest] += weight(&items[index]).max(1);
            is_ours[index] = lightest + 1 == self.number;
        }
        items.into_iter().zip(is_ours).filter_map(|(item, ours)| ours.then_some(item)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKAGES: [(&str, usize); 6] =
        [("a", 1), ("b", 5), ("c", 2), ("d", 2), ("e", 0), ("f", 3)];

    fn names(number: usize, of: usize, packages: &[(&'static str, usize)]) -> Vec<&'static str> {
        let shard = Shard::new(number, of).unwrap();
        let ours = shard.share(packages.to_vec(), |package| package.1, |package| package.0);
        ours.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn every_package_is_in_one_part_and_the_parts_weigh_about_the_same() {
        let parts: Vec<_> = (1..=3).map(|number| names(number, 3, &PACKAGES)).collect();
        let mut all = parts.concat();
        all.sort_unstable();
        assert_eq!(all, ["a", "b", "c", "d", "e", "f"]);
        assert_eq!(parts[0], ["b"]);
        assert_eq!(names(1, 1, &PACKAGES).len(), 6);
        assert!(names(7, 7, &PACKAGES).is_empty());
    }

    #[test]
    fn the_order_in_which_they_come_is_no_matter() {
        let mut reversed = PACKAGES;
        reversed.reverse();
        for number in 1..=3 {
            let mut one = names(number, 3, &PACKAGES);
            let mut other = names(number, 3, &reversed);
            one.sort_unstable();
            other.sort_unstable();
            assert_eq!(one, other);
        }
    }

    #[test]
    fn there_is_no_part_beyond_the_last() {
        assert_eq!((Shard::new(0, 3), Shard::new(4, 3), Shard::new(1, 0)), (None, None, None));
    }
}
