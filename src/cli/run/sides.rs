//! Which commits are compared, and by whose policy.

use super::Run;
use super::because::because;
use crate::cli::ended::Ended;
use crate::cli::message::Message;
use crate::cli::policy::{OfChange, of_change, short};
use crate::host::{Git, HostError};
use crate::report::ShortId;
use crate::report::v1::{Revision, Revisions};
use crate::run::{Base, BaseError, Candidate, RunError, default_baseline, head};
use std::path::PathBuf;

/// What stands for the working tree, in place of a revision.
pub(super) const WORKING_TREE: &str = "worktree";

/// Both sides, as git has them.
pub(super) struct Sides {
    /// The root of the working tree.
    pub root: PathBuf,
    /// Where in it this process is.
    pub directory: String,
    /// The full object id.
    pub baseline: String,
    /// Likewise; none for the working tree. The baseline itself where that alone is measured.
    candidate: Option<String>,
    /// Why this is the baseline, if nobody named it.
    because: Option<Base>,
}

impl Sides {
    /// What the flags name, or what follows where they don't.
    pub fn find(run: &Run) -> Result<Sides, Ended> {
        let here = Git::at(".");
        let root = here.top_level().map_err(RunError::from)?;
        let root = root.ok_or_else(|| {
            Message::from(
                "no git repository is here: `allocgate check` judges captures without one"
                    .to_owned(),
            )
        })?;
        let directory = here.prefix().map_err(RunError::from)?;
        let git = Git::at(&root);
        let candidate = match &*run.candidate {
            _ if run.save_baseline => None,
            WORKING_TREE => None,
            revision => Some(commit(&git, "--candidate", revision)?),
        };
        let (baseline, because) = match &run.baseline {
            Some(revision) => (commit(&git, "--baseline", revision)?, None),
            None if run.save_baseline => (commit(&git, "--baseline", "HEAD")?, None),
            None => found(&git, candidate.as_deref())?,
        };
        if candidate.as_ref() == Some(&baseline) {
            let same = format!("baseline and candidate are one commit, {}", short(&baseline));
            return Err(Message::from(format!("{same}: name another with --baseline")).into());
        }
        let candidate = if run.save_baseline { Some(baseline.clone()) } else { candidate };
        Ok(Sides { root, directory, baseline, candidate, because })
    }

    /// What is judged.
    pub fn candidate(&self) -> Candidate<'_> {
        self.candidate.as_deref().map_or(Candidate::WorkingTree, Candidate::Commit)
    }

    /// As a report has them.
    pub fn revisions(&self) -> Result<Revisions, RunError> {
        let of = |commit: &str| Revision { commit: Some(commit.to_owned()), working_tree: false };
        let candidate = match &self.candidate {
            Some(commit) => of(commit),
            None => Revision { working_tree: true, ..of(&head(&Git::at(&self.root))?) },
        };
        Ok(Revisions { baseline: of(&self.baseline), candidate })
    }

    /// How both are called in commands.
    pub fn short(&self) -> [Option<ShortId>; 2] {
        let of = |id: &str| short(id).as_bytes().try_into().ok();
        [of(&self.baseline), self.candidate.as_deref().and_then(of)]
    }

    /// In words.
    pub fn told(&self) -> String {
        if self.candidate.as_ref() == Some(&self.baseline) {
            return format!("{}, to keep it as a baseline", short(&self.baseline));
        }
        let candidate = self.candidate.as_deref().map_or("the working tree", short);
        let because = self.because.as_ref().map(|base| format!(", {}", because(base)));
        format!("{candidate} against {}{}", short(&self.baseline), because.unwrap_or_default())
    }

    /// The policy: that of the baseline, unless another is asked for.
    pub fn policy(&self, run: &Run) -> Result<OfChange, Message> {
        of_change(&self.baseline, self.candidate.as_deref(), &self.directory, &run.judging)
    }
}

/// The baseline that nobody names, and why it is this one. What is not committed yet can be compared with
/// the first commit of all.
fn found(git: &Git, candidate: Option<&str>) -> Result<(String, Option<Base>), RunError> {
    let head = candidate.map_or_else(|| head(git), |candidate| Ok(candidate.to_owned()))?;
    let variable = |name: &str| std::env::var(name).ok();
    match default_baseline(git, &head, &variable) {
        Err(RunError::Base(BaseError::NoParent { fetch: None, .. })) if candidate.is_none() => {
            Ok((head, None))
        }
        base => base.map(|base| (base.commit.clone(), Some(base))),
    }
}

/// The commit of a revision that a flag names.
fn commit(git: &Git, flag: &str, revision: &str) -> Result<String, Ended> {
    git.commit(revision).map_err(|error| match error {
        HostError::NotARevision(_) | HostError::UnknownRevision { fetch: None, .. } => {
            Message::from(format!("{flag} {revision}: {error}")).into()
        }
        error => RunError::from(error).into(),
    })
}
