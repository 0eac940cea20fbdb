//! What findings are known by, from run to run.

use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Fingerprints of what a report lists. Of equal findings each has one of its own.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<String, u32>,
}

impl Fingerprints {
    /// The fingerprint of what is said by these parts.
    pub fn of(&mut self, parts: &[&str]) -> String {
        let first = hash(parts, 0);
        let times = self.seen.entry(first.clone()).or_insert(0);
        *times += 1;
        if *times == 1 { first } else { hash(parts, *times) }
    }
}

fn hash(parts: &[&str], times: u32) -> String {
    let mut hash = Sha256::new();
    for part in parts.iter().copied().chain([&*times.to_string()]) {
        // With its length, so that parts can't be taken for one another.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
