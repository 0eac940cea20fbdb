//! Keys that tell nothing apart because somebody said so.

use crate::benchfmt::Name;
use crate::benchproc::query::extract::{Exclusions, Extractor};
use crate::benchproc::query::projection::{Projection, Source};
use std::borrow::Cow;

/// Keys that tell nothing apart.
#[derive(Clone, Debug, Default)]
pub(in crate::benchproc) struct Ignored {
    /// In the order in which they were named, each once.
    pub fields: Vec<Extractor>,
    names: Exclusions,
}

impl Ignored {
    pub fn new(keys: &Projection) -> Ignored {
        let mut ignored = Ignored::default();
        for field in &keys.fields {
            match &field.source {
                Source::Field(extractor) if !ignored.fields.contains(extractor) => {
                    ignored.names.add(extractor);
                    ignored.fields.push(extractor.clone());
                }
                Source::Field(_) | Source::Config(_) => {}
            }
        }
        ignored
    }

    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Whether a key is ignored.
    pub fn has(&self, key: &[u8]) -> bool {
        self.fields.iter().any(|field| *field.key() == *key)
    }

    /// Whether names stay as they are.
    pub fn leaves_names(&self) -> bool {
        self.names.is_empty()
    }

    /// A full name without what is ignored of it.
    pub fn strip<'a>(&self, name: &'a [u8]) -> Cow<'a, [u8]> {
        self.names.strip(Name(name))
    }
}
