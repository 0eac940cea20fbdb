//! The branches that a candidate may have left.

use super::ci::{DEFAULT, branch_name};
use super::error::RunError;
use crate::host::{Branch, Git, is_plain_name};

/// By what a branch is known to be the one to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A CI system's variable, of this name.
    Variable(&'static str),
    /// What a remote calls its `HEAD`: its default branch when it was cloned.
    RemoteHead,
    /// `init.defaultBranch`, which the user has set.
    Configuration,
    /// Its name is one of those that default branches usually have.
    Name,
}

/// The branches that are known here, and the remotes' names.
#[derive(Clone, Debug)]
pub(super) struct Known {
    branches: Vec<Branch>,
    /// `origin` first, whether there is one or not.
    remotes: Vec<String>,
}

/// A branch to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its name without a remote's.
    pub name: String,
    /// None for a branch of the repository itself.
    pub remote: Option<String>,
    /// Its last commit.
    pub commit: String,
    pub told: Told,
}

impl Known {
    pub fn of(git: &Git) -> Result<Known, RunError> {
        let mut remotes = git.remotes()?;
        remotes.retain(|remote| remote != "origin");
        remotes.insert(0, "origin".to_owned());
        Ok(Known { branches: git.branches()?, remotes })
    }

    /// The remote that others are fetched from: `origin`, if there is one, or the only one.
    pub fn remote(&self) -> &str {
        let has_origin = self.branches.iter().any(|b| b.name.starts_with("refs/remotes/origin/"));
        match &self.remotes[..] {
            [_, only] if !has_origin && is_plain_name(only) => only,
            _ => "origin",
        }
    }

    /// A branch of a name that anyone may have chosen: of a remote, or else of the repository.
    pub fn named(&self, name: &str, told: Told) -> Option<Found> {
        let name = branch_name(name)?;
        let remotes = self.remotes.iter().map(Some).chain([None]);
        remotes.into_iter().find_map(|remote| self.at(remote, name, told.clone()))
    }

    /// The default branch, by the first of all that may say which that is.
    pub fn default(
        &self,
        git: &Git,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Option<Found>, RunError> {
        let named = |name: Option<String>, told| name.and_then(|name| self.named(&name, told));
        if let Some(found) = named(variable(DEFAULT), Told::Variable(DEFAULT)) {
            return Ok(Some(found));
        }
        if let Some(found) = self.main_remotes().find_map(|remote| self.head_of(remote)) {
            return Ok(Some(found));
        }
        let configured = named(git.initial_branch()?, Told::Configuration);
        Ok(configured.or_else(|| self.usual()))
    }

    /// `origin`, and the only other one.
    fn main_remotes(&self) -> impl Iterator<Item = &String> {
        self.remotes.iter().take(if self.remotes.len() == 2 { 2 } else { 1 })
    }

    fn usual(&self) -> Option<Found> {
        let places = self.main_remotes().map(Some).chain([None]);
        let names = places.flat_map(|remote| [(remote, "main"), (remote, "master")]);
        names.into_iter().find_map(|(remote, name)| self.at(remote, name, Told::Name))
    }

    fn at(&self, remote: Option<&String>, name: &str, told: Told) -> Option<Found> {
        let full = match remote {
            Some(remote) => format!("refs/remotes/{remote}/{name}"),
            None => format!("refs/heads/{name}"),
        };
        let is_it = |branch: &&Branch| branch.name == full && branch.stands_for.is_none();
        let commit = self.branches.iter().find(is_it)?.commit.clone();
        Some(Found { name: name.to_owned(), remote: remote.cloned(), commit, told })
    }

    /// The default branch of a remote, as far as it is known.
    fn head_of(&self, remote: &String) -> Option<Found> {
        let head = format!("refs/remotes/{remote}/HEAD");
        let head = self.branches.iter().find(|branch| branch.name == head)?;
        let below = format!("refs/remotes/{remote}/");
        let name = head.stands_for.as_ref()?.strip_prefix(&below)?;
        self.at(Some(remote), name, Told::RemoteHead)
    }
}

impl Found {
    /// As git shows it, such as `origin/main`.
    pub fn shown(&self) -> String {
        match &self.remote {
            Some(remote) => format!("{remote}/{}", self.name),
            None => self.name.clone(),
        }
    }
}
