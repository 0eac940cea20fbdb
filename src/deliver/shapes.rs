//! What is read of the answers; both kinds of API, one type each. Fields that aren't here are ignored, and
//! any may be missing: a comment of a user who is gone has no user.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};

/// A user.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct User {
    /// Negative for some of Gitea's own.
    pub id: Option<i64>,
    /// GitHub's word.
    login: Option<String>,
    /// GitLab's; Gitea has both.
    username: Option<String>,
}

impl User {
    pub fn name(&self) -> Option<&str> {
        self.login.as_deref().or(self.username.as_deref())
    }
}

/// A comment or a note.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Posted {
    pub id: Option<u64>,
    pub body: Option<String>,
    user: Option<User>,
    author: Option<User>,
    /// Of GitLab's notes: written by GitLab itself.
    system: Option<bool>,
}

impl Posted {
    pub fn author(&self) -> Option<&User> {
        self.user.as_ref().or(self.author.as_ref())
    }

    pub fn is_of_the_system(&self) -> bool {
        self.system == Some(true)
    }
}

/// A pull request or merge request.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Asked {
    number: Option<u64>,
    iid: Option<u64>,
    pub state: Option<String>,
    head: Option<Branch>,
    sha: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Branch {
    sha: Option<String>,
    #[serde(rename = "ref")]
    name: Option<String>,
    /// None where the fork is gone.
    repo: Option<Fork>,
}

#[derive(Clone, Debug, Deserialize)]
struct Fork {
    full_name: Option<String>,
}

impl Asked {
    pub fn number(&self) -> Option<u64> {
        self.number.or(self.iid)
    }

    /// The newest commit.
    pub fn sha(&self) -> Option<&str> {
        let head = self.head.as_ref().and_then(|head| head.sha.as_deref());
        head.or(self.sha.as_deref())
    }

    /// Whether it comes from a branch of a repository.
    pub fn is_from(&self, repository: &str, branch: &str) -> bool {
        self.head.as_ref().is_some_and(|head| {
            let fork = head.repo.as_ref().and_then(|fork| fork.full_name.as_deref());
            let same = fork.is_some_and(|name| name.eq_ignore_ascii_case(repository));
            same && head.name.as_deref() == Some(branch)
        })
    }
}

/// A list, without the elements that are not what the others are.
#[derive(Clone, Debug)]
pub(super) struct List<T> {
    pub items: Vec<T>,
    /// How many elements there are, with those.
    pub length: usize,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Element<T> {
    Item(T),
    Odd(IgnoredAny),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<List<T>, D::Error> {
        let all: Vec<Element<T>> = Vec::deserialize(deserializer)?;
        let length = all.len();
        let item = |element| match element {
            Element::Item(item) => Some(item),
            Element::Odd(IgnoredAny) => None,
        };
        Ok(List { items: all.into_iter().filter_map(item).collect(), length })
    }
}

/// Reads an answer.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    serde_json::from_slice(body).ok()
}

/// The server's own words in a refusal: GitHub's `message`, GitLab's `message` or `error`.
pub(super) fn said(body: &[u8]) -> Option<String> {
    let value: serde_json::Value = read(body)?;
    let text = value.get("message").or_else(|| value.get("error"))?;
    Some(text.as_str().map_or_else(|| text.to_string(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_of_nobody_is_a_comment() {
        let text = br#"[{"id": 1, "user": null, "body": "x"}, {"id": 2}]"#;
        let list: List<Posted> = read(text).unwrap();
        assert_eq!(list.items.len(), 2);
        assert!(list.items.iter().all(|posted| posted.author().is_none()));
    }

    #[test]
    fn an_odd_element_leaves_the_others_readable() {
        let text = br#"[null, {"id": -1}, {"id": 1, "body": 7}, "x", [], {"id": 2}, 1e300,
            {"id": 3, "user": {"id": "x"}}]"#;
        let list: List<Posted> = read(text).unwrap();
        let ids: Vec<_> = list.items.iter().filter_map(|posted| posted.id).collect();
        assert_eq!((ids, list.length), (vec![2], 8));
    }

    #[test]
    fn gitea_names_a_user_twice() {
        let user: User = read(br#"{"id": -2, "login": "gitea-actions", "username": "x"}"#).unwrap();
        assert_eq!((user.id, user.name()), (Some(-2), Some("gitea-actions")));
    }

    #[test]
    fn what_is_cut_or_nested_without_end_is_not_read() {
        assert!(read::<List<Posted>>(br#"[{"id": 1, "bo"#).is_none());
        let deep = "[".repeat(1_000_000);
        assert!(read::<List<Posted>>(deep.as_bytes()).is_none() && said(deep.as_bytes()).is_none());
        assert!(read::<List<Posted>>(br#"{"message": "no list"}"#).is_none());
    }

    #[test]
    fn a_pull_request_of_a_fork_that_is_gone_is_from_nowhere() {
        let text =
            br#"{"number": 1, "state": "open", "head": {"sha": "a", "ref": "b", "repo": null}}"#;
        let asked: Asked = read(text).unwrap();
        assert!(!asked.is_from("o/r", "b"));
    }
}
