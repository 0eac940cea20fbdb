//! The values that a series has of what is ignored.

use crate::benchfmt::Name;
use crate::benchproc::query::extract::Extractor;
use crate::benchproc::store::intern::{Id, Interner};
use std::borrow::Cow;
use std::collections::HashMap;

/// Fields by index, each with its value; sorted. A field that is not there is left out.
pub(super) type Values<'a> = Vec<(usize, Cow<'a, [u8]>)>;

/// Finds which fields a series has. That takes as long as its name and its configuration are, however
/// many fields there are.
pub(super) struct Fields<'a> {
    base: Option<usize>,
    suffix: Option<usize>,
    /// By `key=`.
    parts: HashMap<&'a [u8], usize>,
    /// The most equals signs that one of these has.
    equals: usize,
    config: HashMap<Id, usize>,
}

impl<'a> Fields<'a> {
    /// `fields` without repetitions.
    pub fn new(fields: &'a [Extractor], text: &Interner) -> Fields<'a> {
        let mut all = Fields {
            base: None,
            suffix: None,
            parts: HashMap::new(),
            equals: 0,
            config: HashMap::new(),
        };
        for (i, field) in fields.iter().enumerate() {
            match field {
                Extractor::Base => all.base = Some(i),
                Extractor::Part(prefix) => all.add_part(prefix, i),
                Extractor::Config(key) => all.config.extend(text.lookup(key).map(|key| (key, i))),
                Extractor::FullName(_) => {}
            }
        }
        all
    }

    fn add_part(&mut self, prefix: &'a [u8], field: usize) {
        if prefix == b"gomaxprocs=" {
            self.suffix = Some(field);
        }
        self.parts.insert(prefix, field);
        self.equals = self.equals.max(memchr::memchr_iter(b'=', prefix).count());
    }

    /// The values of a name and a configuration. A key that a name has twice vanishes twice from it,
    /// so all its values are one.
    pub fn of<'t>(&self, name: &'t [u8], pairs: &[(Id, Id)], text: &'t Interner) -> Values<'t> {
        let name = Name(name);
        let mut values: Values<'t> = Vec::new();
        values.extend(self.base.map(|field| (field, value(name.base()))));
        let suffix = self.suffix.zip(name.gomaxprocs());
        values.extend(suffix.map(|(field, digits)| (field, value(digits))));
        for part in name.parts() {
            for equals in memchr::memchr_iter(b'=', part.0).take(self.equals) {
                let (prefix, rest) = part.0.split_at(equals + 1);
                values.extend(self.parts.get(prefix).map(|&field| (field, value(rest))));
            }
        }
        let known = |&(key, id): &(Id, Id)| Some((*self.config.get(&key)?, value(text.get(id))));
        values.extend(pairs.iter().filter_map(known));
        values.sort_by_key(|&(field, _)| field);
        values.dedup_by(|(field, later), (first, value)| {
            let same = field == first;
            if same {
                *value = [value, &b"/"[..], later].concat().into();
            }
            same
        });
        values
    }
}

/// An empty value is another than none: `X/a=` is not `X`.
fn value(text: &[u8]) -> Cow<'_, [u8]> {
    if text.is_empty() { b"\"\""[..].into() } else { text.into() }
}
