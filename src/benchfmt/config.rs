use super::ConfigSize;
use hashbrown::{HashTable, hash_table::Entry as Slot};
use std::hash::{BuildHasher, RandomState};

/// The file configuration in force: `key: value` lines, later ones replacing earlier ones.
#[derive(Clone, Debug)]
pub struct Config {
    max: ConfigSize,
    entries: Vec<Entry>,
    /// Where each key is in `entries`.
    index: HashTable<usize>,
    hasher: RandomState,
    bytes: usize,
    generation: u64,
}

type Entry = (Box<[u8]>, Vec<u8>);

/// Where the numbers of generations come from; one for a whole reading.
#[derive(Debug, Default)]
pub(super) struct Generations(u64);

impl Generations {
    fn next(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }
}

/// The configuration has reached its limits.
#[derive(Debug)]
pub(super) struct Full;

impl Config {
    pub(super) fn new(generations: &mut Generations, max: ConfigSize) -> Self {
        Self {
            max,
            entries: Vec::new(),
            index: HashTable::new(),
            hasher: RandomState::new(),
            bytes: 0,
            generation: generations.next(),
        }
    }

    /// The value of `key`; never empty.
    #[must_use]
    pub fn get(&self, key: &[u8]) -> Option<&[u8]> {
        self.find(key).map(|position| self.entries[position].1.as_slice())
    }

    /// Keys with values. The order is x/perf's: of first appearance, but a key that is removed
    /// leaves its place to the last one.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&[u8], &[u8])> {
        self.entries.iter().map(|(key, value)| (&**key, value.as_slice()))
    }

    /// A number that stands for this content: it changes whenever the content may have changed,
    /// and within one reading no other configuration has it. So whatever is computed from a
    /// configuration can be kept by this number.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Sets `key`, or removes it where `value` is empty.
    pub(super) fn set(
        &mut self,
        key: &[u8],
        value: &[u8],
        generations: &mut Generations,
    ) -> Result<(), Full> {
        let old = self.find(key);
        match old {
            Some(position) if self.entries[position].1 == value => return Ok(()),
            None if value.is_empty() => return Ok(()),
            Some(position) if value.is_empty() => self.remove(position),
            Some(position) => self.replace(position, value)?,
            None => self.append(key, value)?,
        }
        self.generation = generations.next();
        Ok(())
    }

    fn find(&self, key: &[u8]) -> Option<usize> {
        let same = |&position: &usize| *self.entries[position].0 == *key;
        self.index.find(self.hasher.hash_one(key), same).copied()
    }

    fn append(&mut self, key: &[u8], value: &[u8]) -> Result<(), Full> {
        let bytes = self.bytes + key.len() + value.len();
        if self.entries.len() >= self.max.keys || bytes > self.max.bytes {
            return Err(Full);
        }
        let position = self.entries.len();
        self.entries.push((key.into(), value.into()));
        self.bytes = bytes;
        let (entries, hasher) = (&self.entries, &self.hasher);
        let hash = |&at: &usize| hasher.hash_one(&*entries[at].0);
        self.index.insert_unique(hasher.hash_one(key), position, hash);
        Ok(())
    }

    fn replace(&mut self, position: usize, value: &[u8]) -> Result<(), Full> {
        let old = &mut self.entries[position].1;
        let bytes = self.bytes - old.len() + value.len();
        if bytes > self.max.bytes {
            return Err(Full);
        }
        old.clear();
        old.extend_from_slice(value);
        self.bytes = bytes;
        Ok(())
    }

    fn remove(&mut self, position: usize) {
        self.forget(position);
        let (key, value) = self.entries.swap_remove(position);
        self.bytes -= key.len() + value.len();
        let last = self.entries.len();
        if let Some(moved) = self.entries.get(position) {
            let hash = self.hasher.hash_one(&*moved.0);
            if let Some(slot) = self.index.find_mut(hash, |&at| at == last) {
                *slot = position;
            }
        }
    }

    /// Takes the key at `position` off the index.
    fn forget(&mut self, position: usize) {
        let (entries, hasher) = (&self.entries, &self.hasher);
        let hash = |&at: &usize| hasher.hash_one(&*entries[at].0);
        let own = hasher.hash_one(&*entries[position].0);
        if let Slot::Occupied(slot) = self.index.entry(own, |&at| at == position, hash) {
            slot.remove();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::{Config, Generations};

    fn empty(generations: &mut Generations) -> Config {
        Config::new(generations, Options::default().max_config)
    }

    #[test]
    fn the_generation_changes_with_the_content_and_only_then() {
        let mut generations = Generations::default();
        let (mut config, other) = (empty(&mut generations), empty(&mut generations));
        let mut seen = vec![config.generation(), other.generation()];
        for (key, value, changes) in [
            ("a", "1", true),
            ("a", "1", false),
            ("b", "", false),
            ("a", "2", true),
            ("a", "", true),
        ] {
            let before = config.generation();
            config.set(key.as_bytes(), value.as_bytes(), &mut generations).unwrap();
            assert_eq!(config.generation() != before, changes, "{key}: {value}");
            if changes {
                seen.push(config.generation());
            }
        }
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all, "no number twice");
    }

    #[test]
    fn every_key_is_found_after_any_removal() {
        let mut generations = Generations::default();
        let mut config = empty(&mut generations);
        let key = |number: usize| format!("k{number}").into_bytes();
        for number in 0..100 {
            config.set(&key(number), b"v", &mut generations).unwrap();
        }
        for number in (0..100).step_by(3) {
            config.set(&key(number), b"", &mut generations).unwrap();
        }
        for number in 0..100 {
            assert_eq!(config.get(&key(number)).is_some(), number % 3 != 0, "{number}");
        }
        assert_eq!(config.iter().len(), 66);
    }
}
