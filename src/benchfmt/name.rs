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
        let digits = self
            .0
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
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
