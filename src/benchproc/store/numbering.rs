//! Distinct values, numbered.

use hashbrown::HashTable;
use std::hash::{BuildHasher, Hash, RandomState};

/// Distinct values, numbered from 0 in order of first appearance. [`Slices`] is the same for slices.
///
/// [`Slices`]: crate::benchproc::store::intern::Slices
#[derive(Debug)]
pub(in crate::benchproc) struct Numbering<T> {
    items: Vec<T>,
    /// Of each item, so that it is kept once.
    numbers: HashTable<u32>,
    hasher: RandomState,
    latest: u32,
}

impl<T> Default for Numbering<T> {
    fn default() -> Self {
        let (numbers, hasher) = (HashTable::new(), RandomState::new());
        Numbering { items: Vec::new(), numbers, hasher, latest: 0 }
    }
}

impl<T: Eq + Hash> Numbering<T> {
    /// The number of `item`, which is added if it is new.
    pub fn number(&mut self, item: T) -> u32 {
        let (latest, next) = (self.latest, self.latest + 1);
        self.latest = match () {
            () if self.items.get(latest as usize) == Some(&item) => latest,
            // Benchmarks come in one order again and again.
            () if self.items.get(next as usize) == Some(&item) => next,
            () => self.find_or_insert(item),
        };
        self.latest
    }

    fn find_or_insert(&mut self, item: T) -> u32 {
        let Numbering { items, numbers, hasher, .. } = self;
        let hash = hasher.hash_one(&item);
        if let Some(&number) = numbers.find(hash, |&number| items[number as usize] == item) {
            return number;
        }
        let number = items.len() as u32;
        items.push(item);
        numbers.insert_unique(hash, number, |&number| hasher.hash_one(&items[number as usize]));
        number
    }

    /// All items in order of their numbers.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// All items, taken out, in order of their numbers.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_share_a_number_and_order_of_appearance_gives_it() {
        let mut numbering = Numbering::default();
        let first: Vec<u32> = (0..1000).map(|i| numbering.number(i * 7 % 1000)).collect();
        assert_eq!(first, (0..1000).collect::<Vec<u32>>());
        assert_eq!([7, 0, 14, 993].map(|item| numbering.number(item)), [1, 0, 2, 999]);
        assert_eq!(numbering.items().len(), 1000);
    }
}
