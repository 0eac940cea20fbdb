//! Distinct values, numbered.

use crate::benchproc::store::units::Unit;
use std::collections::HashMap;

/// Distinct values, numbered from 0 in order of first appearance.
#[derive(Debug)]
pub(in crate::benchproc) struct Table<T> {
    items: Vec<T>,
    numbers: HashMap<T, u32>,
    latest: u32,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { items: Vec::new(), numbers: HashMap::new(), latest: 0 }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Table<T> {
    /// The number of `item`, which is added if it is new.
    pub fn number(&mut self, item: &T) -> u32 {
        let (latest, next) = (self.latest, self.latest + 1);
        self.latest = match () {
            () if self.items.get(latest as usize) == Some(item) => latest,
            // Benchmarks come in one order again and again.
            () if self.items.get(next as usize) == Some(item) => next,
            () => match self.numbers.get(item) {
                Some(&number) => number,
                None => self.insert(item.clone()),
            },
        };
        self.latest
    }

    fn insert(&mut self, item: T) -> u32 {
        let number = self.items.len() as u32;
        self.numbers.insert(item.clone(), number);
        self.items.push(item);
        number
    }

    /// The item that was asked for last.
    pub fn latest(&self) -> Option<&T> {
        self.items.get(self.latest as usize)
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

impl Table<Box<[Unit]>> {
    /// The number of a slice, which is added if it is new.
    pub fn number_of_slice(&mut self, item: &[Unit]) -> u32 {
        if self.items.get(self.latest as usize).is_none_or(|latest| **latest != *item) {
            self.latest = match self.numbers.get(item) {
                Some(&number) => number,
                None => self.insert(item.into()),
            };
        }
        self.latest
    }
}
