//! Keys: the distinct tuples of field values that a projection makes of results.

use crate::benchproc::grid::differences::Differences;
use crate::benchproc::query::extract::{Extractor, Subject};
use crate::benchproc::query::projection::{Projection, Source};
use crate::benchproc::query::sort_order::SortOrder;
use crate::benchproc::store::intern::{Id, Interner, Slices};
use crate::benchproc::store::place::Place;
use std::cmp::Ordering;
use std::collections::HashMap;

/// The number of a key of one projection; dense, from 0, in order of first appearance.
pub type KeyId = u32;

/// One value of a key: a field, or a configuration key within `.config`. Slots are ordered as the
/// projection names fields and, within `.config`, as keys appeared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::benchproc) struct Slot {
    field: u32,
    /// Within `.config`.
    index: u32,
}

/// The keys of one projection.
#[derive(Debug)]
pub(in crate::benchproc) struct Keys {
    projection: Projection,
    /// For each field that is `.config`, the keys within it.
    groups: Vec<Group>,
    /// For each field that is sorted by first appearance, the values seen.
    appearances: Vec<HashMap<Id, u32>>,
    /// Each key: its values that aren't empty, in the order of their slots.
    keys: Slices<(Slot, Id)>,
    /// The number of the empty text.
    empty: Id,
    /// Room for a key, and for a value.
    row: Vec<(Slot, Id)>,
    scratch: Vec<u8>,
}

/// The configuration keys that belong to `.config`.
#[derive(Clone, Debug, Default)]
struct Group {
    /// In order of appearance.
    keys: Vec<Id>,
    /// The index of each key among them, or none if it is left out.
    indices: HashMap<Id, Option<u32>>,
}

impl Keys {
    pub fn new(projection: Projection, text: &mut Interner) -> Keys {
        Keys {
            groups: vec![Group::default(); projection.fields.len()],
            appearances: vec![HashMap::new(); projection.fields.len()],
            keys: Slices::default(),
            empty: text.intern(b""),
            row: Vec::new(),
            scratch: Vec::new(),
            projection,
        }
    }

    /// What of a series its key depends on: the configuration, the name.
    pub fn depends_on(&self) -> (bool, bool) {
        let is_config = |source: &Source| {
            matches!(source, Source::Config(_) | Source::Field(Extractor::Config(_)))
        };
        let fields = || self.projection.fields.iter().map(|field| is_config(&field.source));
        (fields().any(|config| config), fields().any(|config| !config))
    }

    /// The key of a series, which is added if it is new.
    pub fn of(&mut self, place: Place<'_>, text: &mut Interner) -> KeyId {
        self.row.clear();
        for field in 0..self.projection.fields.len() {
            if self.is_group(field) {
                self.fill_group(field, place, text);
            } else {
                let value = self.value(field, place, text);
                self.push(field, 0, value);
            }
        }
        self.number()
    }

    fn is_group(&self, field: usize) -> bool {
        matches!(self.projection.fields[field].source, Source::Config(_))
    }

    fn push(&mut self, field: usize, index: u32, value: Id) {
        if value != self.empty {
            self.row.push((Slot { field: field as u32, index }, value));
        }
    }

    fn fill_group(&mut self, field: usize, place: Place<'_>, text: &Interner) {
        let start = self.row.len();
        for &(key, value) in place.pairs() {
            if let Some(index) = self.index_in_group(field, key, text) {
                self.push(field, index, value);
            }
        }
        self.row[start..].sort_unstable();
    }

    fn index_in_group(&mut self, field: usize, key: Id, text: &Interner) -> Option<u32> {
        let Source::Config(left_out) = &self.projection.fields[field].source else { return None };
        let Group { keys, indices } = &mut self.groups[field];
        *indices.entry(key).or_insert_with(|| {
            (!left_out.contains(text.get(key))).then(|| {
                keys.push(key);
                keys.len() as u32 - 1
            })
        })
    }

    fn value(&mut self, field: usize, place: Place<'_>, text: &mut Interner) -> Id {
        let Source::Field(extractor) = &self.projection.fields[field].source else {
            return self.empty;
        };
        match extractor {
            Extractor::Config(key) => return place.config(text, key).unwrap_or(self.empty),
            Extractor::FullName(left_out) if left_out.is_empty() => return place.name(),
            _ => {}
        }
        let subject = Subject { name: text.get(place.name()), config: &|_| None };
        self.scratch.clear();
        self.scratch.extend_from_slice(&extractor.extract(&subject));
        text.intern(&self.scratch)
    }

    /// The number of the key in `row`.
    fn number(&mut self) -> KeyId {
        let before = self.keys.len();
        let id = self.keys.intern(&self.row);
        if self.keys.len() > before && !self.is_one_appearing_field() {
            for field in 0..self.projection.fields.len() {
                self.see(id, field);
            }
        }
        id
    }

    /// Records the value of a field that is sorted by first appearance.
    fn see(&mut self, key: KeyId, field: usize) {
        if self.appears(field) {
            let value = self.get(key, Slot { field: field as u32, index: 0 });
            let next = self.appearances[field].len() as u32;
            self.appearances[field].entry(value).or_insert(next);
        }
    }

    /// Whether each key is one value, so that keys are numbered as values appear.
    fn is_one_appearing_field(&self) -> bool {
        self.projection.fields.len() == 1 && self.appears(0)
    }

    /// Whether a field is sorted by first appearance.
    fn appears(&self, field: usize) -> bool {
        self.projection.fields[field].order == SortOrder::First && !self.is_group(field)
    }

    /// All slots, in order.
    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        (0..self.projection.fields.len()).flat_map(|field| {
            let count = if self.is_group(field) { self.groups[field].keys.len() } else { 1 };
            (0..count as u32).map(move |index| Slot { field: field as u32, index })
        })
    }

    /// The name of a slot: the field's key, or the configuration key.
    pub fn name<'a>(&'a self, slot: Slot, text: &'a Interner) -> &'a [u8] {
        let (field, index) = (slot.field as usize, slot.index as usize);
        if self.is_group(field) {
            return text.get(self.groups[field].keys[index]);
        }
        &self.projection.fields[field].key
    }

    /// A key's value in a slot; that of the empty text where it has none.
    pub fn get(&self, key: KeyId, slot: Slot) -> Id {
        let values = self.keys.get(key);
        let found = values.binary_search_by_key(&slot, |&(slot, _)| slot);
        found.map_or(self.empty, |at| values[at].1)
    }

    /// The values of a key that aren't empty, separated by spaces.
    pub fn label(&self, key: KeyId, text: &Interner, out: &mut Vec<u8>) {
        for (i, &(_, value)) in self.keys.get(key).iter().enumerate() {
            if i > 0 {
                out.push(b' ');
            }
            out.extend_from_slice(text.get(value));
        }
    }

    /// The slots in which two keys have different values, in order, with both values.
    pub fn differences(&self, a: KeyId, b: KeyId) -> Differences<'_> {
        let [a, b] = [a, b].map(|key| self.keys.get(key));
        Differences::new(a, b, self.empty)
    }

    /// The place of each key among all, sorted as the projection says.
    pub fn ranks(&self, text: &Interner) -> Vec<u32> {
        let count = self.keys.len() as u32;
        if self.is_one_appearing_field() {
            return (0..count).collect();
        }
        let mut order: Vec<KeyId> = (0..count).collect();
        order.sort_by(|&a, &b| self.compare(a, b, text));
        let mut ranks = vec![0; order.len()];
        for (rank, key) in (0..).zip(order) {
            ranks[key as usize] = rank;
        }
        ranks
    }

    fn compare(&self, a: KeyId, b: KeyId, text: &Interner) -> Ordering {
        let Some((slot, a, b)) = self.differences(a, b).next() else { return Ordering::Equal };
        let field = slot.field as usize;
        if self.appears(field) {
            let appeared = |value| self.appearances[field].get(value);
            return appeared(&a).cmp(&appeared(&b));
        }
        self.projection.fields[field].order.compare(text.get(a), text.get(b))
    }
}
