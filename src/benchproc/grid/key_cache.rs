//! Keys that are looked up once.

use crate::benchproc::grid::keys::{KeyId, Keys};
use crate::benchproc::query::projection::Projection;
use crate::benchproc::store::intern::Interner;
use crate::benchproc::store::merged::Merged;
use crate::benchproc::store::place::Place;

/// The keys of one projection, each looked up once for whatever of a series it depends on.
#[derive(Debug)]
pub(in crate::benchproc) struct KeyCache {
    pub keys: Keys,
    by: By,
    /// By input, then by what `by` says; or, for names, one list for all inputs.
    known: Vec<Vec<KeyId>>,
}

#[derive(Clone, Copy, Debug)]
enum By {
    Configuration,
    Name,
    Series,
}

const UNKNOWN: KeyId = KeyId::MAX;

impl KeyCache {
    pub fn new(projection: Projection, merged: &mut Merged) -> KeyCache {
        let keys = Keys::new(projection, &mut merged.text);
        let by = match keys.depends_on() {
            (_, false) => By::Configuration,
            (false, true) => By::Name,
            (true, true) => By::Series,
        };
        let sides = merged.sides.iter();
        let known = match by {
            By::Configuration => {
                sides.map(|side| vec![UNKNOWN; side.configurations.len()]).collect()
            }
            By::Series => sides.map(|side| vec![UNKNOWN; side.series.len()]).collect(),
            By::Name => vec![vec![UNKNOWN; merged.text.len()]],
        };
        KeyCache { keys, by, known }
    }

    /// The key of a series of an input.
    pub fn of(&mut self, input: usize, place: Place<'_>, text: &mut Interner) -> KeyId {
        let known = match self.by {
            By::Configuration => &mut self.known[input][place.configuration() as usize],
            By::Series => &mut self.known[input][place.series as usize],
            By::Name => &mut self.known[0][place.name() as usize],
        };
        if *known == UNKNOWN {
            *known = self.keys.of(place, text);
        }
        *known
    }
}
