//! Captures that are used again, as baselines.

use super::cache::Cache;
use super::place::hexadecimal;
use super::told::Captured;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// After so long a baseline has most likely moved on.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A capture that is kept, by all that it depends on.
#[derive(Debug)]
pub(super) struct Kept {
    path: PathBuf,
}

impl Kept {
    /// The capture that depends on these, and on nothing else. None of them has a NUL.
    pub fn of(cache: &Cache, what: &[&str]) -> Kept {
        let name = hexadecimal(what.join("\0").as_bytes());
        Kept { path: cache.captures().join(format!("{name}.txt")) }
    }

    /// The capture, if it is there.
    pub fn read(&self) -> Option<Captured> {
        let bytes = fs::read(&self.path).ok().filter(|bytes| !bytes.is_empty())?;
        Some(Captured { bytes, file: Some(self.path.clone()), has_failed: false })
    }

    /// Keeps it, whole or not at all, and says where.
    pub fn write(&self, capture: &[u8]) -> io::Result<PathBuf> {
        let directory = self.path.parent().unwrap_or(&self.path);
        let mut file = tempfile::NamedTempFile::new_in(directory)?;
        file.write_all(capture)?;
        file.persist(&self.path)?;
        Ok(self.path.clone())
    }
}

/// Forgets the captures that were kept for long. It is no matter if one can't be.
pub(super) fn forget_old(cache: &Cache) {
    let Ok(entries) = fs::read_dir(cache.captures()) else { return };
    for entry in entries.flatten() {
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let age = modified.ok().and_then(|time| SystemTime::now().duration_since(time).ok());
        if age.is_some_and(|age| age > KEPT) {
            let _: io::Result<()> = fs::remove_file(entry.path());
        }
    }
}
