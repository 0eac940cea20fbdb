//! The policy that a command is to judge by, from flags and files.

use super::judging::Judging;
use super::message::Message;
use crate::config::{self, Effective, Loaded};
use std::path::{Path, PathBuf};

/// The policy in effect.
///
/// # Errors
///
/// What is wrong with a flag or a file.
pub(super) fn effective(judging: &Judging) -> Result<Effective, Message> {
    let flags = judging.flags()?;
    let file = file(judging)?;
    let loaded = file.as_deref().map(load).transpose()?;
    let resolve = |pattern: &str| Ok(vec![pattern.to_owned()]);
    config::effective(loaded.as_ref(), &resolve, &flags).map_err(|e| e.to_string().into())
}

/// The policy file: the one that is named, or the one that is found.
fn file(judging: &Judging) -> Result<Option<PathBuf>, Message> {
    match &judging.config {
        Some(file) => Ok(Some(file.clone())),
        None if judging.no_config => Ok(None),
        None => config::find(Path::new(".")).map_err(|error| error.to_string().into()),
    }
}

fn load(file: &Path) -> Result<Loaded, Message> {
    Loaded::read(file, &called(file)).map_err(|error| error.to_string().into())
}

/// How messages call a file: from here, where it lies below or not far above.
fn called(file: &Path) -> String {
    let here = Path::new(".").canonicalize();
    let relative = here.ok().and_then(|here| file.strip_prefix(here).ok());
    relative.unwrap_or(file).to_string_lossy().into_owned()
}
