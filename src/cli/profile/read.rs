//! Profiles from files and standard input. Whoever wrote them may be a stranger.

use super::super::message::Message;
use crate::pprof::{self, Limits, Profile};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Reads a profile from a file, or from standard input if the path is `-`.
pub(super) fn profile(path: &Path) -> Result<Profile, Message> {
    let failed = |why: String| {
        Message::from(format!("failed to read the profile {}: {why}", path.to_string_lossy()))
    };
    let limits = Limits::default();
    let bytes = match path.as_os_str() == "-" {
        true => all(io::stdin().lock(), limits.bytes),
        false => File::open(path).and_then(|file| all(file, limits.bytes)),
    };
    let bytes = bytes.map_err(|error| failed(error.to_string()))?;
    pprof::read(&bytes, limits).map_err(|error| failed(error.to_string()))
}

/// What is longer than a profile may be is cut one byte behind that, and then refused as too long.
fn all(source: impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
