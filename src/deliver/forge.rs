//! The kinds of API: which path is what.

use super::http::{Method, Request};
use super::repository::Repository;
use std::fmt;

/// A kind of API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forge {
    /// GitHub's, which Gitea and Forgejo share.
    GitHub,
    /// GitLab's.
    GitLab,
}

impl fmt::Display for Forge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Forge::GitHub => "GitHub",
            Forge::GitLab => "GitLab",
        })
    }
}

impl Forge {
    /// Characters that a comment may have: GitHub's limit is known by its answer 422, GitLab's is
    /// documented.
    pub fn longest_comment(self) -> usize {
        match self {
            Forge::GitHub => 65_536,
            Forge::GitLab => 1_000_000,
        }
    }

    /// Whether a request in this state takes comments as a matter of course.
    pub(super) fn is_open(self, state: &str) -> bool {
        match self {
            Forge::GitHub => state == "open",
            Forge::GitLab => state == "opened",
        }
    }

    /// Whose token it is.
    pub(super) fn user(self) -> Request {
        Request::get("/user".to_owned())
    }

    /// One request.
    pub(super) fn request(self, repository: &Repository, number: u64) -> Request {
        Request::get(self.requests(repository) + &format!("/{number}"))
    }

    /// Open requests from a branch of an owner; Gitea ignores which branch.
    pub(super) fn of_branch(
        self,
        repository: &Repository,
        owner: &str,
        branch: &str,
        page: u32,
    ) -> Request {
        let head = escaped(&format!("{owner}:{branch}"));
        let query = format!("?state=open&head={head}&per_page=100&page={page}");
        Request::get(self.requests(repository) + &query)
    }

    /// A page of the comments on a request, the oldest first.
    pub(super) fn comments(self, repository: &Repository, number: u64, page: u32) -> Request {
        let order = match self {
            Forge::GitHub => "",
            Forge::GitLab => "sort=asc&order_by=created_at&",
        };
        let path = self.thread(repository, number);
        Request::get(format!("{path}?{order}per_page=100&page={page}"))
    }

    /// A new comment on a request.
    pub(super) fn create(self, repository: &Repository, number: u64, body: &str) -> Request {
        Request::with_body(Method::Post, self.thread(repository, number), body)
    }

    /// Another body for a comment.
    pub(super) fn update(
        self,
        repository: &Repository,
        number: u64,
        comment: u64,
        body: &str,
    ) -> Request {
        let method = match self {
            Forge::GitHub => Method::Patch,
            Forge::GitLab => Method::Put,
        };
        Request::with_body(method, self.comment(repository, number, comment), body)
    }

    /// A comment's end.
    pub(super) fn delete(self, repository: &Repository, number: u64, comment: u64) -> Request {
        Request::delete(self.comment(repository, number, comment))
    }

    fn comment(self, repository: &Repository, number: u64, comment: u64) -> String {
        match self {
            Forge::GitHub => format!("{}/issues/comments/{comment}", self.root(repository)),
            Forge::GitLab => format!("{}/{comment}", self.thread(repository, number)),
        }
    }

    fn thread(self, repository: &Repository, number: u64) -> String {
        match self {
            // A pull request is an issue with a branch.
            Forge::GitHub => format!("{}/issues/{number}/comments", self.root(repository)),
            Forge::GitLab => format!("{}/{number}/notes", self.requests(repository)),
        }
    }

    fn requests(self, repository: &Repository) -> String {
        match self {
            Forge::GitHub => self.root(repository) + "/pulls",
            Forge::GitLab => self.root(repository) + "/merge_requests",
        }
    }

    fn root(self, repository: &Repository) -> String {
        match self {
            Forge::GitHub => format!("/repos/{}", repository.name()),
            Forge::GitLab => format!("/projects/{}", escaped(repository.name())),
        }
    }
}

/// Percent-encodes whatever is not unreserved in a URL.
fn escaped(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match plain(byte) {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_cannot_add_to_the_query() {
        let repository = Repository::new(Forge::GitHub, "octo/app").unwrap();
        let request = Forge::GitHub.of_branch(&repository, "fork", "a&state=all#ä/%2e", 1);
        assert_eq!(
            request.path,
            "/repos/octo/app/pulls?state=open&head=fork%3Aa%26state%3Dall%23%C3%A4%2F%252e\
             &per_page=100&page=1"
        );
    }

    #[test]
    fn a_project_of_gitlab_is_one_segment() {
        let repository = Repository::new(Forge::GitLab, "group/sub/app").unwrap();
        let request = Forge::GitLab.update(&repository, 3, 12, "x");
        assert_eq!(request.path, "/projects/group%2Fsub%2Fapp/merge_requests/3/notes/12");
    }
}
