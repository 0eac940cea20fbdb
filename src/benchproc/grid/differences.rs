//! In what keys differ.

use crate::benchproc::grid::keys::Slot;
use crate::benchproc::store::intern::Id;

/// The slots in which two keys have different values.
pub(in crate::benchproc) struct Differences<'a> {
    a: &'a [(Slot, Id)],
    b: &'a [(Slot, Id)],
    empty: Id,
}

impl<'a> Differences<'a> {
    pub fn new(a: &'a [(Slot, Id)], b: &'a [(Slot, Id)], empty: Id) -> Differences<'a> {
        Differences { a, b, empty }
    }
}

impl Iterator for Differences<'_> {
    type Item = (Slot, Id, Id);

    fn next(&mut self) -> Option<(Slot, Id, Id)> {
        loop {
            let slot = match (self.a.first(), self.b.first()) {
                (Some(a), Some(b)) => a.0.min(b.0),
                (a, b) => a.or(b)?.0,
            };
            let a = take(&mut self.a, slot).unwrap_or(self.empty);
            let b = take(&mut self.b, slot).unwrap_or(self.empty);
            if a != b {
                return Some((slot, a, b));
            }
        }
    }
}

/// Takes the first value if it is in this slot.
fn take(values: &mut &[(Slot, Id)], slot: Slot) -> Option<Id> {
    let (&(first, value), rest) = values.split_first()?;
    (first == slot).then(|| {
        *values = rest;
        value
    })
}
