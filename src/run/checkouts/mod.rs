//! Tests of what is checked out, with real repositories and, where modules are, the real Go.

mod modules;
mod repository;
mod snapshots;
mod submodules;
#[path = "../../../tests/support/tools.rs"]
mod tools;
mod worktrees;

use super::cache::Cache;
use super::candidate::Candidate;
use super::place::Place;
use super::side::Side;
use repository::Repository;
use std::path::PathBuf;
use std::time::Duration;

const DEADLINE: Duration = Duration::from_secs(60);

/// A place for both sides of a repository, in a cache beside it.
fn place(repository: &Repository, sides: &[Candidate<'_>]) -> Place {
    Place::claim(&cache(repository), &repository.root, sides).unwrap()
}

fn cache(repository: &Repository) -> Cache {
    Cache::at(&repository.beside("caches")).unwrap()
}

/// The working tree as it is, where nothing outside is named.
fn snapshot(repository: &Repository) -> (Place, PathBuf) {
    let place = place(repository, &[Candidate::WorkingTree]);
    let at = place.snapshot(Side::Candidate, DEADLINE).unwrap();
    (place, at)
}
