//! What a server's refusal means, and what to do about it.

use super::Forge;
use std::fmt;

/// What was being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Reading the pull request or merge request.
    Request,
    /// Looking for the pull requests of a branch.
    Requests,
    /// Asking whose token it is.
    Author,
    /// Reading the comments.
    Comments,
    /// Writing a new one.
    Create,
    /// Writing ours anew.
    Update,
    /// Deleting one of ours that is there twice.
    Delete,
}

impl fmt::Display for Doing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Doing::Request => "read the request",
            Doing::Requests => "look for the branch's request",
            Doing::Author => "ask whose token it is",
            Doing::Comments => "read the comments",
            Doing::Create => "create the comment",
            Doing::Update => "update the comment",
            Doing::Delete => "delete a comment of ours",
        })
    }
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Whose.
    pub forge: Forge,
    /// Of what.
    pub doing: Doing,
    /// The status.
    pub status: u16,
    /// The server's words, cut, without the token.
    pub said: Option<String>,
    /// Whether it is for too many requests.
    pub is_spent: bool,
}

impl Refusal {
    /// What to do.
    fn advice(&self) -> &'static str {
        match (self.forge, self.status) {
            _ if self.is_spent => "the token's rate limit is used up: run this again later",
            (_, 300..400) => {
                "the address leads elsewhere, where the token is not sent: name the present one with \
                 --api-url and --repository"
            }
            (Forge::GitHub, 401) => {
                "the token is not valid: pass the job's GITHUB_TOKEN, or one that has not expired"
            }
            (Forge::GitHub, 403) => {
                "the token may not do this: the job needs `permissions: pull-requests: write`; a fork's \
                 or Dependabot's pull request has a read-only token, whatever is asked for: comment from a \
                 workflow_run job, as docs/comment.md shows"
            }
            (Forge::GitHub, 404) => {
                "there is no such repository or pull request, or the token can't see it"
            }
            (Forge::GitLab, 401 | 403) => {
                "the token may not do this: it takes a project, group or personal access token with scope \
                 api and role Reporter or higher; CI_JOB_TOKEN can't post"
            }
            (Forge::GitLab, 404) => {
                "there is no such project or merge request, or the token can't see it"
            }
            (_, 410 | 423) => "comments are closed here",
            (_, 413) => "the comment is too long for this server",
            (_, 422 | 400) => "the server does not take the request as it is",
            (_, 429) => "too many requests: try again later",
            (_, 500..) => "the server is in trouble: try again later",
            _ => "an answer that the API has no meaning for",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "failed to {}: {}", self.doing, self.status)?;
        if let Some(said) = &self.said {
            write!(f, " ({said})")?;
        }
        write!(f, ": {}", self.advice())
    }
}
