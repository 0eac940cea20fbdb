//! What makes two results samples of one benchmark.

use crate::benchproc::store::intern::{Id, Interner};

/// The identity of a benchmark: package, platform, full name, and the configuration that splits it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Values of `pkg`, `goos` and `goarch`; `None` where absent or left out.
    pub(in crate::benchproc) fixed: [Option<Id>; 3],
    pub(in crate::benchproc) name: Id,
    /// Other configuration, in the order of the keys' text.
    pub(in crate::benchproc) other: Box<[(Id, Id)]>,
}

/// What a benchmark is called: its key, as text.
#[derive(Clone, Copy, Debug)]
pub struct KeyText<'a> {
    pub(in crate::benchproc) key: &'a Key,
    pub(in crate::benchproc) text: &'a Interner,
}

impl<'a> KeyText<'a> {
    /// The value of `pkg:`; empty where there is none.
    pub fn package(&self) -> &'a [u8] {
        self.fixed(0)
    }

    /// The value of `goos:`; empty where there is none.
    pub fn goos(&self) -> &'a [u8] {
        self.fixed(1)
    }

    /// The value of `goarch:`; empty where there is none.
    pub fn goarch(&self) -> &'a [u8] {
        self.fixed(2)
    }

    /// The full name, without `Benchmark`, with its GOMAXPROCS suffix.
    pub fn name(&self) -> &'a [u8] {
        self.text.get(self.key.name)
    }

    /// The other configuration that tells this benchmark from others of its name.
    pub fn other(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'a> {
        let text = self.text;
        self.key.other.iter().map(|&(key, value)| (text.get(key), text.get(value)))
    }

    fn fixed(&self, i: usize) -> &'a [u8] {
        self.key.fixed[i].map_or(&[], |id| self.text.get(id))
    }

    /// Orders keys by text: package, name, platform, configuration. It depends on nothing but the
    /// text, so the order of files, sides and lines changes no report.
    pub(in crate::benchproc) fn order(&self, other: &KeyText<'_>) -> std::cmp::Ordering {
        (self.package(), self.name(), self.goos(), self.goarch())
            .cmp(&(other.package(), other.name(), other.goos(), other.goarch()))
            .then_with(|| self.other().cmp(other.other()))
    }
}
