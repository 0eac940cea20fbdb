//! Byte strings kept once, known by a number.

use hashbrown::HashTable;
use std::hash::{BuildHasher, RandomState};

/// The number of an interned byte string; dense, from 0, in order of first appearance.
pub type Id = u32;

/// Keeps each distinct byte string once, end to end in one buffer.
///
/// The hash is seeded at random, since names come from people who may not be trusted; numbers
/// depend on the order of first appearance alone.
#[derive(Debug, Default)]
pub struct Interner {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    table: HashTable<Id>,
    hasher: RandomState,
    latest: Id,
}

impl Interner {
    /// The number of `text`, which is added if it is new.
    pub fn intern(&mut self, text: &[u8]) -> Id {
        // Results of one benchmark follow one another.
        if !self.is_empty() && self.get(self.latest) == text {
            return self.latest;
        }
        self.latest = self.number(text);
        self.latest
    }

    fn number(&mut self, text: &[u8]) -> Id {
        let hash = self.hasher.hash_one(text);
        let (bytes, ends) = (&self.bytes, &self.ends);
        if let Some(&id) = self.table.find(hash, |&id| slice(bytes, ends, id) == text) {
            return id;
        }
        let id = self.ends.len() as Id;
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len());
        let (bytes, ends, hasher) = (&self.bytes, &self.ends, &self.hasher);
        self.table.insert_unique(hash, id, |&id| hasher.hash_one(slice(bytes, ends, id)));
        id
    }

    /// The number of `text`, if it is known.
    pub fn lookup(&self, text: &[u8]) -> Option<Id> {
        let hash = self.hasher.hash_one(text);
        self.table.find(hash, |&id| self.get(id) == text).copied()
    }

    /// The byte string behind a number of this interner.
    pub fn get(&self, id: Id) -> &[u8] {
        slice(&self.bytes, &self.ends, id)
    }

    /// How many distinct strings are known.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no string is known.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

fn slice<'a>(bytes: &'a [u8], ends: &[usize], id: Id) -> &'a [u8] {
    let i = id as usize;
    let start = if i == 0 { 0 } else { ends[i - 1] };
    &bytes[start..ends[i]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_strings_share_a_number_and_order_of_appearance_gives_it() {
        let mut interner = Interner::default();
        let ids: Vec<Id> =
            [&b"b"[..], b"", b"a", b"b", b""].iter().map(|s| interner.intern(s)).collect();
        assert_eq!(ids, [0, 1, 2, 0, 1]);
        assert_eq!(interner.get(2), b"a");
        assert_eq!(interner.get(1), b"");
        assert_eq!(interner.lookup(b"c"), None);
        assert_eq!(interner.len(), 3);
    }
}
