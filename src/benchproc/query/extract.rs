//! Fields of a result: what a key of a filter or of a projection stands for.
//!
//! The keys, and the values they have, are those of `golang.org/x/perf/benchproc`.

use crate::benchfmt::Name;
use std::borrow::Cow;

/// What fields are taken from.
#[derive(Clone, Copy)]
pub(in crate::benchproc) struct Subject<'a> {
    /// The full name, without the word `Benchmark`.
    pub name: &'a [u8],
    /// File configuration, and `.file`, by key.
    pub config: &'a dyn Fn(&[u8]) -> Option<&'a [u8]>,
}

/// Takes one field from a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::benchproc) enum Extractor {
    /// `.name`
    Base,
    /// `.fullname`, without what other projections name of it.
    FullName(Exclusions),
    /// `/key`, as `key=`
    Part(Vec<u8>),
    /// Any other key: file configuration, or `.file`.
    Config(Vec<u8>),
}

impl Extractor {
    /// The extractor for a key other than `.config` and `.unit`; none for an empty one.
    pub fn new(key: &[u8]) -> Option<Extractor> {
        match key {
            b"" => None,
            b".name" => Some(Extractor::Base),
            b".fullname" => Some(Extractor::FullName(Exclusions::default())),
            [b'/', part @ ..] => Some(Extractor::Part([part, b"="].concat())),
            _ => Some(Extractor::Config(key.to_vec())),
        }
    }

    /// The key that stands for the field.
    pub fn key(&self) -> Cow<'_, [u8]> {
        match self {
            Extractor::Base => b".name".into(),
            Extractor::FullName(_) => b".fullname".into(),
            Extractor::Part(prefix) => [b"/", &prefix[..prefix.len() - 1]].concat().into(),
            Extractor::Config(key) => key.into(),
        }
    }

    /// The field's value; empty where there is none.
    pub fn extract<'a>(&self, subject: &Subject<'a>) -> Cow<'a, [u8]> {
        let name = Name(subject.name);
        match self {
            Extractor::Base => name.base().into(),
            Extractor::FullName(exclusions) => exclusions.strip(name),
            Extractor::Part(prefix) => part(name, prefix).unwrap_or_default().into(),
            Extractor::Config(key) => (subject.config)(key).unwrap_or_default().into(),
        }
    }
}

/// The prefix of the name's part that also stands for the GOMAXPROCS suffix.
const GOMAXPROCS: &[u8] = b"gomaxprocs=";

/// A suffix wins over `/gomaxprocs=`.
fn part<'a>(name: Name<'a>, prefix: &[u8]) -> Option<&'a [u8]> {
    let suffix = name.gomaxprocs().filter(|_| prefix == GOMAXPROCS);
    suffix.or_else(|| name.parts().find_map(|part| part.0.strip_prefix(prefix)))
}

/// What is left out of full names: they are deleted, not blanked, since the suffix may be missing
/// at GOMAXPROCS 1. A name that is left out becomes `*`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::benchproc) struct Exclusions {
    base: bool,
    /// Prefixes of parts, as in [`Extractor::Part`].
    parts: Vec<Vec<u8>>,
}

impl Exclusions {
    /// Leaves out what an extractor takes; true if that is something of the full name.
    pub fn add(&mut self, extractor: &Extractor) -> bool {
        match extractor {
            Extractor::Base => self.base = true,
            Extractor::Part(prefix) => self.parts.push(prefix.clone()),
            Extractor::FullName(_) | Extractor::Config(_) => return false,
        }
        true
    }

    /// Whether full names stay as they are.
    pub fn is_empty(&self) -> bool {
        !self.base && self.parts.is_empty()
    }

    /// A full name without what is left out.
    pub fn strip<'a>(&self, name: Name<'a>) -> Cow<'a, [u8]> {
        if self.is_empty() {
            return name.0.into();
        }
        let mut stripped = if self.base { vec![b'*'] } else { first_part(name).to_vec() };
        for part in name.parts() {
            if !self.parts.iter().any(|prefix| part.0.starts_with(prefix)) {
                stripped.push(b'/');
                stripped.extend_from_slice(part.0);
            }
        }
        if !self.parts.iter().any(|prefix| prefix == GOMAXPROCS) {
            stripped.extend_from_slice(&name.0[name.stem().len()..]);
        }
        stripped.into()
    }
}

/// What precedes the first slash, or the suffix.
fn first_part(name: Name<'_>) -> &[u8] {
    name.stem().split(|&byte| byte == b'/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extract(key: &str, name: &str) -> String {
        let config = |key: &[u8]| (key == b"goos").then_some(&b"linux"[..]);
        let subject = Subject { name: name.as_bytes(), config: &config };
        let value = Extractor::new(key.as_bytes()).unwrap().extract(&subject).into_owned();
        String::from_utf8(value).unwrap()
    }

    #[test]
    fn fields_of_names_are_those_of_x_perf() {
        for (key, name, value) in [
            (".name", "Foo/a=1/b-8", "Foo"),
            (".name", "Foo-8/sub", "Foo-8"),
            (".fullname", "Foo/a=1-8", "Foo/a=1-8"),
            ("/a", "Foo/a=1/a=2-8", "1"),
            ("/a", "Foo/ab=1", ""),
            ("/gomaxprocs", "Foo/gomaxprocs=4-8", "8"),
            ("/gomaxprocs", "Foo/gomaxprocs=4", "4"),
            ("/gomaxprocs", "Foo", ""),
            ("goos", "Foo", "linux"),
            ("goarch", "Foo", ""),
        ] {
            assert_eq!(extract(key, name), value, "{key} of {name}");
        }
        assert_eq!(Extractor::new(b""), None);
    }

    #[test]
    fn a_field_is_known_by_its_key() {
        for key in [".name", ".fullname", "/a", "/", "goos", ".file"] {
            assert_eq!(Extractor::new(key.as_bytes()).unwrap().key(), key.as_bytes());
        }
    }

    #[test]
    fn excluded_parts_vanish_and_an_excluded_name_becomes_a_star() {
        let strip = |keys: &[&str], name: &'static str| {
            let mut exclusions = Exclusions::default();
            for key in keys {
                exclusions.add(&Extractor::new(key.as_bytes()).unwrap());
            }
            String::from_utf8(exclusions.strip(Name(name.as_bytes())).into_owned()).unwrap()
        };
        assert_eq!(strip(&["/a"], "Foo/a=1/b=2/a=3-8"), "Foo/b=2-8");
        assert_eq!(strip(&["/gomaxprocs"], "Foo/gomaxprocs=2/b-8"), "Foo/b");
        assert_eq!(strip(&[".name"], "Foo/b-8"), "*/b-8");
        assert_eq!(strip(&[".name"], "Foo-8/b"), "*/b");
        assert_eq!(strip(&["goos"], "Foo/b-8"), "Foo/b-8");
    }
}
