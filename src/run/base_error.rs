//! Why there is no baseline.

use thiserror::Error;

/// Why it isn't known what to compare with. Names of branches are in it as they are; commands are for a
/// shell, and have plain names only.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BaseError {
    /// Nothing was ever committed.
    #[error("the repository has no commit yet: there is nothing to compare with")]
    NoCommit,
    /// Nothing says which branch is the default one.
    #[error("no default branch found: name one with --baseline REV{}", or_fetch(fetch.as_deref()))]
    NoDefaultBranch {
        /// In a shallow clone, the command that brings its branches.
        fetch: Option<String>,
    },
    /// A CI system names a branch that is not known here.
    #[error("{variable}: no branch {branch:?} in this repository; fetch it with: {fetch}")]
    NoBranch {
        /// The variable that names it.
        variable: &'static str,
        /// Its name.
        branch: String,
        /// The command that brings it, with what it has in common with the candidate.
        fetch: String,
    },
    /// A CI system names a commit that is not here, and there is no other way.
    #[error("{variable}: no commit {commit} in this repository; fetch it with: {fetch}")]
    NoNamedCommit {
        /// The variable that names it.
        variable: &'static str,
        /// Its full object id.
        commit: String,
        /// The command that brings it.
        fetch: String,
    },
    /// There is no commit that the candidate and a branch descend from.
    #[error("no commit that {commit} and {branch} have in common{}", in_shallow(fetch.as_deref()))]
    NoMergeBase {
        /// The candidate's.
        commit: String,
        /// Such as `origin/main`.
        branch: String,
        /// In a shallow clone, the command that brings it.
        fetch: Option<String>,
    },
    /// The candidate is the last commit of its branch, whose parent would be the baseline.
    #[error("no parent of commit {commit}{}", before(fetch.as_deref()))]
    NoParent {
        /// The candidate's.
        commit: String,
        /// In a shallow clone, the command that brings it.
        fetch: Option<String>,
    },
}

fn or_fetch(command: Option<&str>) -> String {
    let or = |command| format!(", or fetch the branches of this shallow clone with: {command}");
    command.map(or).unwrap_or_default()
}

/// What to do where there is no parent: fetch it, or compare with the commit itself.
fn before(fetch: Option<&str>) -> String {
    match fetch {
        Some(_) => in_shallow(fetch),
        None => ", the first of the default branch: --baseline HEAD compares what is not committed with it".to_owned(),
    }
}

fn in_shallow(command: Option<&str>) -> String {
    let fetch = |command| format!(" in this repository, a shallow clone; fetch it with: {command}");
    command.map_or_else(|| ": name a baseline with --baseline REV".to_owned(), fetch)
}
