//! A policy file that was read.

use super::document::Document;
use super::error::{ConfigError, Text};
use crate::policy::Origin;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A policy file that was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    path: Arc<str>,
    text: String,
    /// Where lines end.
    ends: Vec<usize>,
    /// What it says.
    pub document: Document,
}

/// A policy is no database: whatever is longer is something else.
const LONGEST: u64 = 1 << 20;

impl Loaded {
    /// Reads a file. `path` is how messages call it.
    ///
    /// # Errors
    ///
    /// Where it can't be read, and what is wrong in it.
    pub fn read(file: &Path, path: &str) -> Result<Loaded, ConfigError> {
        let error = |error: &dyn std::fmt::Display| ConfigError::Whole(format!("{path}: {error}"));
        let mut bytes = Vec::new();
        let open = std::fs::File::open(file).map_err(|e| error(&e))?;
        open.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|e| error(&e))?;
        if bytes.len() as u64 > LONGEST {
            return Err(error(&"larger than 1 MiB: that is no policy"));
        }
        Loaded::parse(path, bytes)
    }

    /// Reads what a file holds.
    ///
    /// # Errors
    ///
    /// What is wrong in it.
    pub fn parse(path: &str, bytes: Vec<u8>) -> Result<Loaded, ConfigError> {
        let not_utf8 = |_| ConfigError::Whole(format!("{path}: not UTF-8"));
        let text = String::from_utf8(bytes).map_err(not_utf8)?;
        // A mark that some editors write.
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let place = Text { path, text: &text };
        let document: Document = toml::from_str(&text).map_err(|e| place.toml(&e))?;
        document.run.check(place)?;
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i).collect();
        Ok(Loaded { path: path.into(), text, ends, document })
    }

    /// Its path and text.
    pub fn text(&self) -> Text<'_> {
        Text { path: &self.path, text: &self.text }
    }

    /// What the file holds.
    pub fn contents(&self) -> &str {
        &self.text
    }

    /// How messages call it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where a value stands.
    pub fn origin(&self, byte: usize) -> Origin {
        let line = 1 + self.ends.partition_point(|&end| end < byte) as u32;
        Origin::File { path: self.path.clone(), line }
    }
}
