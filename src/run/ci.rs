//! What CI systems say of branches, in variables that whoever opens a request may choose the values of.

/// Those that name the commit at which a request left its target, or the target's last.
pub(super) const COMMITS: [&str; 2] = [
    // GitLab, where the request is merged before it is tested.
    "CI_MERGE_REQUEST_TARGET_BRANCH_SHA",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA",
];

/// Those that name the branch that a request is to be merged into. They are empty, or not there, where
/// there is no request.
pub(super) const TARGETS: [&str; 8] = [
    // GitHub, Gitea and Forgejo.
    "GITHUB_BASE_REF",
    // GitLab.
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
    // Jenkins.
    "CHANGE_TARGET",
    // Bitbucket.
    "BITBUCKET_PR_DESTINATION_BRANCH",
    // Azure.
    "SYSTEM_PULLREQUEST_TARGETBRANCH",
    // Buildkite.
    "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
    // Cirrus.
    "CIRRUS_BASE_BRANCH",
    // Woodpecker.
    "CI_COMMIT_TARGET_BRANCH",
];

/// The one that names the default branch: GitLab's.
pub(super) const DEFAULT: &str = "CI_DEFAULT_BRANCH";

/// Those that name the branch whose commit is checked out, though it is checked out as a commit alone.
pub(super) const CURRENT: [&str; 9] = [
    // GitHub, Gitea and Forgejo. It may be a tag or a request.
    "GITHUB_REF",
    // GitLab, Woodpecker.
    "CI_COMMIT_BRANCH",
    // Jenkins.
    "BRANCH_NAME",
    // Bitbucket.
    "BITBUCKET_BRANCH",
    // Azure. It may be a tag or a request.
    "BUILD_SOURCEBRANCH",
    // Buildkite.
    "BUILDKITE_BRANCH",
    // Cirrus.
    "CIRRUS_BRANCH",
    // CircleCI.
    "CIRCLE_BRANCH",
    // Drone.
    "DRONE_BRANCH",
];

/// The name of a branch, by the value of a variable; none for what is another kind of reference.
pub(super) fn branch_name(value: &str) -> Option<&str> {
    let name = value.strip_prefix("refs/heads/").unwrap_or(value);
    (!name.is_empty() && !name.starts_with("refs/")).then_some(name)
}

/// Whether it is the reference of a request that GitHub has merged into its target, to try.
pub(super) fn is_merged_request(reference: &str) -> bool {
    let number = reference.strip_prefix("refs/pull/").and_then(|rest| rest.strip_suffix("/merge"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_branches_requests_or_others() {
        assert_eq!(branch_name("refs/heads/a/b"), Some("a/b"));
        assert_eq!(branch_name("main"), Some("main"));
        assert_eq!(branch_name("refs/tags/v1"), None);
        assert_eq!(branch_name(""), None);
        assert!(is_merged_request("refs/pull/12/merge"));
        for other in ["refs/pull/12/head", "refs/pull//merge", "refs/pull/a/merge", "refs/heads/x"]
        {
            assert!(!is_merged_request(other), "{other}");
        }
    }
}
