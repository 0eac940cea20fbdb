//! Which commits are pushed, and what each is to be compared with.

use super::refs::Update;
use crate::cli::policy::short;
use crate::host::{Git, HostError, Tracked};

/// A commit that is pushed, and the one that it is compared with. Both are full object ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Push {
    pub candidate: String,
    pub baseline: String,
}

/// What a remote calls its main branch, by what is likelier.
const MAIN: [&str; 3] = ["HEAD", "main", "master"];

/// What git calls a remote that it makes itself.
const ORIGIN: &str = "origin";

/// What is to be compared, each once. What can't be is told.
///
/// # Errors
///
/// Git can't be asked.
pub(super) fn pushes(
    git: &Git,
    updates: &[Update],
    remote: &str,
    tell: &mut dyn FnMut(&str),
) -> Result<Vec<Push>, HostError> {
    let mut pushes: Vec<Push> = Vec::new();
    for update in updates {
        let Some(candidate) = commit(git, &update.local)? else {
            tell(&format!("{} is no commit: nothing to compare", short(&update.local)));
            continue;
        };
        match baseline(git, &candidate, update, remote)? {
            Some(baseline) if baseline == candidate => {}
            Some(baseline) => {
                let push = Push { candidate, baseline };
                if !pushes.contains(&push) {
                    pushes.push(push);
                }
            }
            None => {
                let candidate = short(&candidate);
                tell(&format!(
                    "{candidate} shares no history with what the remote has: nothing to compare"
                ));
            }
        }
    }
    Ok(pushes)
}

/// What the remote has in its place, if that is here; the commit itself, if the remote has it in any
/// branch; else where it left the remote's main branch, or
/// whatever the remote has. A remote that was never fetched is taken for origin, then for all others.
fn baseline(
    git: &Git,
    candidate: &str,
    update: &Update,
    remote: &str,
) -> Result<Option<String>, HostError> {
    if let Some(id) = &update.remote
        && let Some(commit) = commit(git, id)?
    {
        return Ok(Some(commit));
    }
    let tracked = git.tracked()?;
    let of = |remote: &str| -> Vec<&Tracked> {
        tracked.iter().filter(|tracked| name_in(tracked, remote).is_some()).collect()
    };
    let known = [remote, ORIGIN].map(|remote| (remote, of(remote)));
    let known = known.into_iter().find(|(_, own)| !own.is_empty());
    let (remote, own) = known.unwrap_or_else(|| (remote, tracked.iter().collect()));
    // A tag or branch of what is there already has nothing new.
    if git.is_in_any(candidate, &own)? {
        return Ok(Some(candidate.to_owned()));
    }
    let main = MAIN.iter().find_map(|main| own.iter().find(|t| name_in(t, remote) == Some(main)));
    let others: Vec<&str> = match main {
        Some(main) => vec![&main.commit],
        None => own.iter().map(|tracked| &*tracked.commit).collect(),
    };
    git.merge_base(candidate, &others)
}

/// The name of a branch in a remote.
fn name_in<'a>(tracked: &'a Tracked, remote: &str) -> Option<&'a str> {
    tracked.name.strip_prefix(remote)?.strip_prefix('/')
}

/// The commit that a revision names, if there is one here.
fn commit(git: &Git, revision: &str) -> Result<Option<String>, HostError> {
    match git.commit(revision) {
        Ok(commit) => Ok(Some(commit)),
        Err(HostError::UnknownRevision { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
