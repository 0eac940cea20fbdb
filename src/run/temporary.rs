//! Temporary.
use super::candidate::Candidate;
use super::error::RunError;
use crate::host::{Git, HostError};
use std::path::Path;
use std::time::Duration;
pub(super) fn prepare(_: &Path, _: &str, _: Duration) -> Result<(), RunError> {
    Ok(())
}
pub(super) fn differing(
    git: &Git,
    baseline: &str,
    candidate: Candidate<'_>,
) -> Result<Vec<String>, HostError> {
    git.changed(baseline, candidate.commit().unwrap_or("HEAD"))
}
pub(super) fn differing_on_disk(_: &Path, _: &Path) -> std::io::Result<Vec<String>> {
    Ok(Vec::new())
}
