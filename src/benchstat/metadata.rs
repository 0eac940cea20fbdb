//! What `Unit` lines say.

use crate::benchfmt::UnitMetadata;
use crate::benchunit::tidy;
use std::collections::HashMap;

/// Metadata of units, by tidied unit and key. The first value holds, for all files.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    values: HashMap<(Vec<u8>, Vec<u8>), Vec<u8>>,
}

impl Metadata {
    /// Adds what a line says; the value that contradicts it, where there is one.
    pub fn add(&mut self, line: &UnitMetadata<'_>) -> Option<&[u8]> {
        let key = (tidy(line.unit).0.into_owned(), line.key.to_vec());
        let value = self.values.entry(key).or_insert_with(|| line.value.to_vec());
        (value != line.value).then_some(value)
    }

    /// Whether a unit is said to be exact.
    pub fn is_exact(&self, unit: &[u8]) -> bool {
        let key = (tidy(unit).0.into_owned(), b"assume".to_vec());
        self.values.get(&key).is_some_and(|value| value == b"exact")
    }
}
