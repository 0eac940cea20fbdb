//! What a candidate is compared with, where nobody says.

use super::base_error::BaseError;
use super::ci::{COMMITS, CURRENT, TARGETS, branch_name, is_merged_request};
use super::error::RunError;
use super::known::{Found, Known, Told};
use crate::host::{Git, HostError, is_object_id, is_plain_name};

/// A baseline, and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The full object id of the commit.
    pub commit: String,
    /// Why it is this one.
    pub because: Because,
}

/// Why a commit is the baseline. Names of branches are as the repository has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// A CI system's variable names it.
    Named(&'static str),
    /// It is the first parent of a commit that merges a request into a branch, to try.
    Merged {
        /// The branch's name, as `GITHUB_BASE_REF` has it.
        into: String,
    },
    /// The candidate and a branch descend from it.
    MergeBase {
        /// Such as `origin/main`.
        branch: String,
        /// Why it is that branch.
        told: Told,
    },
    /// It is the first parent of the candidate, which is part of the default branch already.
    FirstParent {
        /// Such as `origin/main`.
        branch: String,
        /// Why it is that branch.
        told: Told,
    },
}

/// The value of a variable, if it is set and not empty.
type Variable<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The full object id of the commit that is checked out.
///
/// # Errors
///
/// [`BaseError::NoCommit`]; git can't be asked, or refuses.
pub fn head(git: &Git) -> Result<String, RunError> {
    match git.commit("HEAD") {
        Err(HostError::UnknownRevision { .. }) => Err(BaseError::NoCommit.into()),
        head => Ok(head?),
    }
}

/// The baseline of a candidate's commit `head`, which is a full object id: where it left the branch that
/// the CI system says it is to be merged into, or else the default branch; on the default branch itself,
/// its first parent. `variable` gives variables of the environment. They are not trusted: what they name
/// is looked up among branches and object ids, and never given to git as a revision.
///
/// # Errors
///
/// [`BaseError`], with the command that brings what is missing in a shallow clone; git can't be asked, or
/// refuses.
pub fn default_baseline(git: &Git, head: &str, variable: Variable<'_>) -> Result<Base, RunError> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    if let Some(base) = merged(git, head, &set)? {
        return Ok(base);
    }
    let mut missing = None;
    for (variable, commit) in COMMITS.iter().filter_map(|name| Some((*name, set(name)?))) {
        if git.has(&commit)? {
            return Ok(Base { commit, because: Because::Named(variable) });
        }
        if is_object_id(&commit) {
            let fetch = format!("git fetch --depth=1 origin {commit}");
            missing = Some(BaseError::NoNamedCommit { variable, commit, fetch });
        }
    }
    match (of_branch(git, head, &set), missing) {
        (Err(RunError::Base(_)), Some(missing)) => Err(missing.into()),
        (base, _) => base,
    }
}

/// The first parent of GitHub's merge of a request, if the candidate is that.
fn merged(git: &Git, head: &str, variable: Variable<'_>) -> Result<Option<Base>, RunError> {
    let is_merged = variable("GITHUB_REF").is_some_and(|reference| is_merged_request(&reference));
    let is_head = variable("GITHUB_SHA").is_some_and(|commit| commit == head);
    match variable("GITHUB_BASE_REF") {
        Some(into) if is_merged && is_head && git.parents(head)?.len() == 2 => {
            let (commit, because) = (first_parent(git, head)?, Because::Merged { into });
            Ok(Some(Base { commit, because }))
        }
        _ => Ok(None),
    }
}

fn of_branch(git: &Git, head: &str, variable: Variable<'_>) -> Result<Base, RunError> {
    let known = Known::of(git)?;
    let target = TARGETS.iter().find_map(|name| Some((*name, variable(name)?)));
    if let Some((variable, name)) = target {
        return match known.named(&name, Told::Variable(variable)) {
            Some(found) => merge_base(git, head, found),
            None => {
                let branch = branch_name(&name).unwrap_or(&name).to_owned();
                let fetch = fetch(git, known.remote(), &branch, head)?;
                Err(BaseError::NoBranch { variable, branch, fetch }.into())
            }
        };
    }
    let Some(found) = known.default(git, variable)? else {
        let fetch = git.is_shallow()?.then(|| fetch_all(known.remote()));
        return Err(BaseError::NoDefaultBranch { fetch }.into());
    };
    let base = merge_base(git, head, found.clone())?;
    if base.commit != head || is_on_another(git, head, &found.name, variable)? {
        return Ok(base);
    }
    let because = Because::FirstParent { branch: found.shown(), told: found.told };
    Ok(Base { commit: first_parent(git, head)?, because })
}

fn merge_base(git: &Git, head: &str, found: Found) -> Result<Base, RunError> {
    let branch = found.shown();
    if let Some(commit) = git.merge_base(head, &[&found.commit])? {
        return Ok(Base { commit, because: Because::MergeBase { branch, told: found.told } });
    }
    let fetch = match found.remote {
        _ if !git.is_shallow()? => None,
        Some(remote) => Some(fetch(git, &remote, &found.name, head)?),
        None => Some("git fetch --unshallow origin".to_owned()),
    };
    Err(BaseError::NoMergeBase { commit: head.to_owned(), branch, fetch }.into())
}

/// Whether one is on a branch of another name. Which it is, is not known of a commit that is not the one
/// that is checked out.
fn is_on_another(
    git: &Git,
    commit: &str,
    name: &str,
    variable: Variable<'_>,
) -> Result<bool, RunError> {
    if head(git)? != commit {
        return Ok(false);
    }
    if let Some(current) = git.current_branch()? {
        return Ok(branch_name(&current) != Some(name));
    }
    // CI systems check out a commit alone.
    let current = CURRENT.iter().find_map(|name| variable(name));
    Ok(current.is_some_and(|current| branch_name(&current).is_some_and(|current| current != name)))
}

fn first_parent(git: &Git, commit: &str) -> Result<String, RunError> {
    let parent = git.parents(commit)?.into_iter().next();
    let (commit, is_shallow) = (commit.to_owned(), git.is_shallow()?);
    match parent {
        Some(parent) if git.has(&parent)? => Ok(parent),
        Some(_) if is_shallow => {
            let fetch = Some(format!("git fetch --depth=2 origin {commit}"));
            Err(BaseError::NoParent { commit, fetch }.into())
        }
        _ => Err(BaseError::NoParent { commit, fetch: None }.into()),
    }
}

/// The command that brings a remote's branch, and in a shallow clone all that it has in common with a
/// commit, whose own history may be cut, too.
fn fetch(git: &Git, remote: &str, branch: &str, head: &str) -> Result<String, RunError> {
    let is_shallow = git.is_shallow()?;
    if !is_plain_name(branch) || !is_plain_name(remote) {
        return Ok(if is_shallow { fetch_all("origin") } else { "git fetch origin".to_owned() });
    }
    let branch = format!("+refs/heads/{branch}:refs/remotes/{remote}/{branch}");
    Ok(if is_shallow {
        format!("git fetch --unshallow {remote} {branch} {head}")
    } else {
        format!("git fetch {remote} {branch}")
    })
}

/// The command that makes a shallow clone a full one.
fn fetch_all(remote: &str) -> String {
    format!("git fetch --unshallow {remote} '+refs/heads/*:refs/remotes/{remote}/*'")
}
