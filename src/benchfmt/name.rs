use std::fmt;

/// A benchmark's full name, without the word `Benchmark`: `Encode/format=json-8`. Taken apart as
/// `golang.org/x/perf/benchfmt` does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name<'a>(pub &'a [u8]);

impl<'a> Name<'a> {
    /// The name without its GOMAXPROCS suffix.
    #[must_use]
    pub fn stem(self) -> &'a [u8] {
        self.split().0
    }

    /// The digits of the GOMAXPROCS suffix: those after a final `-`. A name that was run with
    /// `-cpu 1` has no suffix, so what looks like one may be the name's own.
    #[must_use]
    pub fn gomaxprocs(self) -> Option<&'a [u8]> {
        self.split().1
    }

    /// The name up to the first `/`; without one, up to the GOMAXPROCS suffix.
    #[must_use]
    pub fn base(self) -> &'a [u8] {
        match memchr::memchr(b'/', self.0) {
            Some(slash) => &self.0[..slash],
            None => self.stem(),
        }
    }

    /// What follows the base, without slashes and without the GOMAXPROCS suffix: each `key=value`
    /// or just a text.
    pub fn parts(self) -> impl Iterator<Item = Part<'a>> {
        self.stem().split(|&byte| byte == b'/').skip(1).map(Part)
    }

    fn split(self) -> (&'a [u8], Option<&'a [u8]>) {
        let digits = self.0.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let (rest, suffix) = self.0.split_at(self.0.len() - digits);
        match rest {
            [stem @ .., b'-'] if digits > 0 => (stem, Some(suffix)),
            _ => (self.0, None),
        }
    }
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({:?})", self.0.escape_ascii().to_string())
    }
}

/// One part of a sub-benchmark's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a>(pub &'a [u8]);

impl<'a> Part<'a> {
    /// Key and value, split at the first `=`, where there is one.
    #[must_use]
    pub fn pair(self) -> Option<(&'a [u8], &'a [u8])> {
        let equals = memchr::memchr(b'=', self.0)?;
        Some((&self.0[..equals], &self.0[equals + 1..]))
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn the_suffix_is_digits_behind_a_final_dash() {
        for (name, stem, suffix) in [
            ("X-8", "X", Some("8")),
            ("X", "X", None),
            ("X-", "X-", None),
            ("X8", "X8", None),
            ("X-8a", "X-8a", None),
            ("X-4-8", "X-4", Some("8")),
            ("-8", "", Some("8")),
            ("12", "12", None),
            ("", "", None),
        ] {
            let name = Name(name.as_bytes());
            assert_eq!(name.stem(), stem.as_bytes(), "{name:?}");
            assert_eq!(name.gomaxprocs(), suffix.map(str::as_bytes), "{name:?}");
        }
    }

    #[test]
    fn a_suffix_before_the_slash_stays_in_the_base() {
        assert_eq!(Name(b"Foo-8/sub").base(), b"Foo-8");
        assert_eq!(Name(b"Foo-8").base(), b"Foo");
        assert_eq!(Name(b"/sub-8").base(), b"");
    }

    #[test]
    fn parts_are_pairs_or_text() {
        let name = Name(b"X/format=json/raw/a=b=c/=v-8");
        let pairs: Vec<_> = name.parts().map(|part| part.pair()).collect();
        let pair =
            |key: &'static str, value: &'static str| Some((key.as_bytes(), value.as_bytes()));
        assert_eq!(pairs, [pair("format", "json"), None, pair("a", "b=c"), pair("", "v")]);
        assert_eq!(name.parts().nth(1).map(|part| part.0), Some(b"raw".as_slice()));
        assert_eq!(Name(b"X-8").parts().count(), 0);
    }
}
