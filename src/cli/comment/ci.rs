//! What a CI system's environment tells.

use crate::deliver::Forge;

/// Looks up an environment variable.
pub(super) type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The CI systems whose environment is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ci {
    /// GitHub Actions, also as Gitea and Forgejo run them.
    GitHub,
    /// GitLab CI.
    GitLab,
}

impl Ci {
    /// The one that runs this job; where there are two, the one of the forge that is asked for.
    pub fn here(environment: Environment<'_>, forge: Option<Forge>) -> Option<Ci> {
        let is = |name: &str| environment(name).is_some_and(|value| value == "true");
        let github = is("GITHUB_ACTIONS").then_some(Ci::GitHub);
        let gitlab = is("GITLAB_CI").then_some(Ci::GitLab);
        match forge {
            Some(Forge::GitHub) => github,
            Some(Forge::GitLab) => gitlab,
            None => github.or(gitlab),
        }
    }

    pub fn forge(self) -> Forge {
        match self {
            Ci::GitHub => Forge::GitHub,
            Ci::GitLab => Forge::GitLab,
        }
    }
}

/// What is known of where a comment goes; a CI system's variables without a value are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub api_url: Option<String>,
    pub repository: Option<String>,
    /// Which request the job is for, or why there is none.
    pub request: Option<Result<Event, String>>,
    /// Logins that the job's own token writes as.
    pub authors: Vec<String>,
}

/// The request that a job is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Event {
    pub number: Option<u64>,
    pub sha: Option<String>,
    /// Repository and branch that it comes from, where that is all that is known.
    pub head: Option<(String, String)>,
}

/// A variable with a value.
pub(super) fn set(environment: Environment<'_>, name: &str) -> Option<String> {
    environment(name).filter(|value| !value.is_empty())
}
