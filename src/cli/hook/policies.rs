//! Whose policy decides: for each package that of the nearest file, from its directory up to the root.

use super::pushed::Push;
use crate::cli::judging::Judging;
use crate::cli::message::Message;
use crate::cli::policy::{OfChange, of_commits, short};
use crate::config::FILE_NAME;
use crate::host::{Git, HostError};
use crate::policy::Policy;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Packages that are judged together.
pub(super) struct Group {
    /// From the repository's root.
    pub directories: Vec<String>,
    pub policy: Policy,
    /// What is wrong with the remote's own policy, if that which is pushed stands in for it.
    pub broken_baseline: Option<Message>,
    /// Whether `allocgate check` finds the same policy by the policy's arguments.
    pub can_be_found: bool,
}

/// The nearest policy files of a directory: the baseline's, and the candidate's.
type Nearest = [Option<String>; 2];

/// The packages in these directories, by their policies.
///
/// # Errors
///
/// What is wrong with a policy, or git can't be asked.
pub(super) fn groups<'a>(
    git: &Git,
    push: &Push,
    directories: impl Iterator<Item = &'a str>,
    allow_missing: bool,
) -> Result<Vec<Group>, Message> {
    let files = |commit: &str| files(git, commit).map_err(|error| error.to_string());
    let files = [files(&push.baseline)?, files(&push.candidate)?];
    let mut groups: BTreeMap<Nearest, Vec<String>> = BTreeMap::new();
    for directory in directories {
        let nearest = files.each_ref().map(|files| nearest(files, directory));
        groups.entry(nearest).or_default().push(directory.to_owned());
    }
    let group = |(nearest, directories)| group(push, nearest, directories, allow_missing);
    groups.into_iter().map(group).collect()
}

fn group(
    push: &Push,
    [before, after]: Nearest,
    directories: Vec<String>,
    allow_missing: bool,
) -> Result<Group, Message> {
    let is_one = before == after;
    // At the root it is found without being named.
    let config = after.filter(|path| is_one && path != FILE_NAME).map(PathBuf::from);
    let policy_from = Some(short(&push.baseline).to_owned());
    let judging = Judging { config, policy_from, allow_missing, ..Judging::default() };
    // What is named is named from the root.
    let here = directories.first().filter(|_| judging.config.is_none());
    let here = here.map_or("", |directory| directory);
    let OfChange { policy, broken_baseline, .. } =
        of_commits(&push.baseline, &push.candidate, here, &judging)?;
    let can_be_found = is_one && broken_baseline.is_none();
    Ok(Group { directories, policy, broken_baseline, can_be_found })
}

/// The policy files of a commit.
fn files(git: &Git, commit: &str) -> Result<Vec<String>, HostError> {
    git.paths(commit, &|path| path == FILE_NAME || path.ends_with(&format!("/{FILE_NAME}")))
}

/// The nearest of some policy files.
fn nearest(files: &[String], directory: &str) -> Option<String> {
    let is_above = |file: &&String| {
        let of = file.strip_suffix(FILE_NAME).unwrap_or_default();
        of.is_empty() || format!("{directory}/").starts_with(of)
    };
    files.iter().filter(is_above).max_by_key(|file| file.len()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_is_in_the_directory_or_above() {
        let files = ["allocgate.toml", "a/allocgate.toml", "a/b/c/allocgate.toml"];
        let files = files.map(str::to_owned);
        let of = |directory: &str| nearest(&files, directory).unwrap();
        for (directory, expected) in [
            ("", "allocgate.toml"),
            ("ab", "allocgate.toml"),
            ("a", "a/allocgate.toml"),
            ("a/b", "a/allocgate.toml"),
            ("a/b/c", "a/b/c/allocgate.toml"),
            ("a/b/c/d", "a/b/c/allocgate.toml"),
        ] {
            assert_eq!(of(directory), expected, "{directory}");
        }
        assert_eq!(nearest(&files[1..], "b"), None);
    }
}
