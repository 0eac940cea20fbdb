//! The environment of GitHub Actions, and of those that run them, too.

use super::ci::{Environment, Known, set};
use super::event;
use std::path::Path;

/// The variables that a token is looked for in.
pub(super) const TOKENS: [&str; 2] = ["ALLOCGATE_TOKEN", "GITHUB_TOKEN"];

/// The public one's.
pub(super) const API: &str = "https://api.github.com";

/// Nobody else can have these names: GitHub's users have no brackets in theirs.
const GITHUB: [&str; 1] = ["github-actions[bot]"];

/// Both forges reserve theirs.
const FORGES: [&str; 2] = ["gitea-actions", "forgejo-actions"];

/// What the environment says.
pub(super) fn known(environment: Environment<'_>) -> Known {
    let name = set(environment, "GITHUB_EVENT_NAME");
    let path = set(environment, "GITHUB_EVENT_PATH");
    let request = name.zip(path).map(|(name, path)| event::read(&name, Path::new(&path)));
    let other = ["GITEA_ACTIONS", "FORGEJO_ACTIONS"];
    let is_other = other.iter().any(|name| set(environment, name).is_some());
    let authors: &[&str] = if is_other { &FORGES } else { &GITHUB };
    Known {
        api_url: set(environment, "GITHUB_API_URL"),
        repository: set(environment, "GITHUB_REPOSITORY"),
        request,
        authors: authors.iter().map(|name| (*name).to_owned()).collect(),
    }
}
