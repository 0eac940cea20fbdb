/// How much of a profile is read before it is refused.
///
/// The defaults are far beyond any profile of a Go program: at a rate of 1, a service of a million
/// allocation sites and stacks stays below 200 MB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes once unpacked.
    pub bytes: usize,
    /// Samples.
    pub samples: usize,
    /// Locations; as many functions, mappings and strings each.
    pub entries: usize,
    /// Frames in one stack, inlined ones counted. Go's own stacks end at 128; other producers keep a few thousand.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 512 << 20, samples: 1 << 24, entries: 1 << 22, depth: 1 << 16 }
    }
}

/// What a profile may grow to by unpacking: this much, and [`MAX_RATIO`] times what is packed. Profiles
/// shrink to a third or a tenth; gzip can make a thousandth of what repeats.
pub(super) const MIN_UNPACKED: usize = 16 << 20;
/// See [`MIN_UNPACKED`].
pub(super) const MAX_RATIO: usize = 100;

/// Bytes of one record that is no string: a stack of the greatest depth, with large ids.
pub(super) const MAX_RECORD: usize = 1 << 20;

/// Kinds of value in a sample. Go's heap profiles have 4.
pub(super) const MAX_TYPES: usize = 64;
