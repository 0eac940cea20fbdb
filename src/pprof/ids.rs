use super::error::Fault;
use std::collections::HashMap;

/// From the ids of records of a kind to their indexes. Ids are mostly 1, 2, 3 …, and may be any.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// At id − 1 the index.
    dense: Vec<u32>,
    sparse: HashMap<u64, u32>,
}

impl Ids {
    /// Takes the next record's id.
    pub fn push(&mut self, id: u64) -> Result<(), Fault> {
        if id == 0 {
            return Err(Fault::ZeroId);
        }
        if self.get(id).is_some() {
            return Err(Fault::TwiceId(id));
        }
        let next = self.len();
        // Counts are limited far below 2³².
        if id == self.dense.len() as u64 + 1 {
            self.dense.push(next as u32);
        } else {
            self.sparse.insert(id, next as u32);
        }
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.dense.len() + self.sparse.len()
    }

    pub fn get(&self, id: u64) -> Option<u32> {
        let dense = usize::try_from(id.wrapping_sub(1)).ok().and_then(|at| self.dense.get(at));
        match dense {
            Some(index) => Some(*index),
            None if self.sparse.is_empty() => None,
            None => self.sparse.get(&id).copied(),
        }
    }
}
