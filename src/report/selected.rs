//! What was selected, as words.

use super::parameters::LONGEST_WORDS;
use super::text::{cut, quoted};
use super::v1::Policy;

/// What selected results, as a subject.
pub(super) struct Selected<'a>(pub &'a Policy);

impl Selected<'_> {
    /// The flags, with a verb.
    pub fn verb(&self, one: &str, several: &str) -> String {
        self.verb_of(one, several, LONGEST_WORDS)
    }

    /// The same, with each expression cut to a length.
    pub fn verb_of(&self, one: &str, several: &str, longest: usize) -> String {
        let Policy { bench, filter, ignore, .. } = self.0;
        // Keys to ignore select only where they list values.
        let ignore = ignore.as_ref().filter(|keys| keys.contains('@'));
        let flags = [("bench", bench.as_ref()), ("filter", filter.as_ref()), ("ignore", ignore)];
        let named = flags.into_iter().filter_map(|(flag, value)| {
            Some(format!("--{flag} {}", quoted(&cut(value?, longest))))
        });
        match named.collect::<Vec<_>>() {
            flags if flags.len() > 1 => format!("{} together {several}", flags.join(" and ")),
            flags => format!("{} {one}", flags.concat()),
        }
    }

    pub fn is_everything(&self) -> bool {
        self.0.bench.is_none() && self.by_names_alone()
    }

    pub fn by_names_alone(&self) -> bool {
        let Policy { filter, ignore, .. } = self.0;
        filter.is_none() && !ignore.as_ref().is_some_and(|keys| keys.contains('@'))
    }
}
