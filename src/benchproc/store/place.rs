//! Where a series of results comes from.

use crate::benchproc::store::intern::{Id, Interner};
use crate::benchproc::store::merged::Side;

/// A series of results, with what its key may depend on.
#[derive(Clone, Copy)]
pub(in crate::benchproc) struct Place<'a> {
    pub side: &'a Side,
    /// The number of the input's label.
    pub label: Id,
    pub series: u32,
}

impl<'a> Place<'a> {
    pub fn name(&self) -> Id {
        self.side.series[self.series as usize].name
    }

    pub fn configuration(&self) -> u32 {
        self.side.series[self.series as usize].configuration
    }

    /// The file configuration.
    pub fn pairs(&self) -> &'a [(Id, Id)] {
        &self.side.configurations[self.configuration() as usize]
    }

    /// The value of a key of the file configuration, or of `.file`.
    pub fn config(&self, text: &Interner, key: &[u8]) -> Option<Id> {
        if key == b".file" {
            return Some(self.label);
        }
        let key = text.lookup(key)?;
        self.pairs().iter().find(|(k, _)| *k == key).map(|&(_, value)| value)
    }
}
