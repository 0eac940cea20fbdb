//! What no child inherits.

use std::ffi::{OsStr, OsString};

/// The variables that tie git to one repository, of all its versions: those of
/// `git rev-parse --local-env-vars`. Git sets some of them for its hooks, of which this may be one.
const LOCAL: [&str; 16] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Others that change what git's answers mean, or contradict what it is told here.
const MISLEADING: [&str; 5] = [
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
];

/// What sends git's own words elsewhere, such as to where its answers are read.
const TRACING: [&str; 3] = ["GIT_CURL_VERBOSE", "GIT_REDIRECT_", "GIT_TRACE"];

/// Configuration that `GIT_CONFIG_COUNT` counts; CI systems keep credentials in it.
const COUNTED: [&str; 2] = ["GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"];

/// How names of variables end that hold what a child could give away.
const SECRET: [&str; 3] = ["_TOKEN", "_SECRET", "_PASSWORD"];

/// The variables of this process that no child inherits.
pub(super) fn withheld() -> impl Iterator<Item = OsString> {
    std::env::vars_os().map(|(name, _)| name).filter(|name| is_withheld(name))
}

fn is_withheld(name: &OsStr) -> bool {
    // Some systems don't tell capitals from small letters here.
    let name = name.to_string_lossy().to_ascii_uppercase();
    LOCAL.contains(&&*name)
        || MISLEADING.contains(&&*name)
        || TRACING.iter().chain(&COUNTED).any(|start| name.starts_with(start))
        || SECRET.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_what_ties_git_to_a_repository_are_withheld() {
        let withheld = [
            "GITHUB_TOKEN",
            "gh_token",
            "CI_JOB_TOKEN",
            "GITLAB_TOKEN",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
            "ACTIONS_RUNTIME_TOKEN",
            "AWS_SECRET",
            "DB_PASSWORD",
            "GIT_DIR",
            "GIT_CONFIG_VALUE_0",
            "GIT_TRACE",
            "GIT_TRACE2_EVENT",
            "GIT_TRACE_SETUP",
            "GIT_CURL_VERBOSE",
            "GIT_REDIRECT_STDOUT",
        ];
        assert_eq!(withheld.map(|name| is_withheld(name.as_ref())), [true; 15]);
    }

    #[test]
    fn what_programs_need_stays() {
        let kept = [
            "HOME",
            "PATH",
            "SSH_AUTH_SOCK",
            "GOPATH",
            "GOFLAGS",
            "CGO_CFLAGS",
            "GIT_CONFIG_GLOBAL",
            "GIT_SSH_COMMAND",
            "TOKENS",
        ];
        assert_eq!(kept.map(|name| is_withheld(name.as_ref())), [false; 9]);
    }
}
