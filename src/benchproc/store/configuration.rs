//! The file configuration, and the keys in it that are like no others.

use crate::benchproc::store::intern::Id;

/// One file configuration: (key, value) pairs in the order of [`crate::benchfmt::Config::iter`].
pub(in crate::benchproc) type Configuration = Box<[(Id, Id)]>;

/// The keys that say which package was measured, and on which platform.
pub(in crate::benchproc) const FIXED: [&[u8]; 3] = [b"pkg", b"goos", b"goarch"];

/// What a capture was built with, where whoever made it says so: other toolchains allocate otherwise
/// for the same code.
pub(in crate::benchproc) const TOOLCHAIN: &[u8] = b"toolchain";

/// Lines that tell nothing apart. Two are printed by `go test` or a benchmark between results, and
/// only look like configuration: `coverage: 71.2% of statements` follows each package, and so would
/// belong to the next one. `not-run` says of a package why it was not run,
/// `part` of a file which of several it is.
pub(in crate::benchproc) const STRAY: [&[u8]; 4] = [b"coverage", b"panic", b"not-run", b"part"];
