//! The environment of GitLab CI.

use super::ci::{Environment, Event, Known, set};

/// The variables that a token is looked for in. A job's own CI_JOB_TOKEN can't post.
pub(super) const TOKENS: [&str; 2] = ["ALLOCGATE_TOKEN", "GITLAB_TOKEN"];

/// The public one's.
pub(super) const API: &str = "https://gitlab.com/api/v4";

/// What the environment says.
pub(super) fn known(environment: Environment<'_>) -> Known {
    let variable = |name| set(environment, name);
    // The pipeline of a fork's merge request runs in the fork.
    let project = variable("CI_MERGE_REQUEST_PROJECT_ID").or_else(|| variable("CI_PROJECT_ID"));
    // The pipeline of a merged result is at a commit that the branch doesn't have.
    let sha = variable("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA").or_else(|| variable("CI_COMMIT_SHA"));
    let number = variable("CI_MERGE_REQUEST_IID").and_then(|number| number.parse().ok());
    let request = match number {
        Some(number) => Ok(Event { number: Some(number), sha, head: None }),
        None => {
            let source = variable("CI_PIPELINE_SOURCE").unwrap_or_else(|| "no source".to_owned());
            Err(format!(
                "there is no merge request in this pipeline ({source}): run the job with \
                 `rules: - if: $CI_PIPELINE_SOURCE == \"merge_request_event\"`"
            ))
        }
    };
    Known {
        api_url: variable("CI_API_V4_URL"),
        repository: project,
        request: Some(request),
        authors: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(variables: &[(&str, &str)]) -> Known {
        known(&|name| {
            let found = variables.iter().find(|(set, _)| *set == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_merged_result_is_of_the_source_branchs_commit() {
        let merged = [
            ("CI_MERGE_REQUEST_IID", "4"),
            ("CI_COMMIT_SHA", "merged"),
            ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "source"),
        ];
        let expected = |sha: &str| Event { number: Some(4), sha: Some(sha.to_owned()), head: None };
        assert_eq!(event(&merged).request, Some(Ok(expected("source"))));
        let plain = [merged[0], merged[1], ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "")];
        assert_eq!(event(&plain).request, Some(Ok(expected("merged"))));
    }

    #[test]
    fn a_forks_pipeline_posts_where_the_merge_request_is() {
        let fork = [("CI_PROJECT_ID", "7"), ("CI_MERGE_REQUEST_PROJECT_ID", "1")];
        assert_eq!(event(&fork).repository.as_deref(), Some("1"));
        assert_eq!(event(&fork[..1]).repository.as_deref(), Some("7"));
    }

    #[test]
    fn a_branch_pipeline_has_no_merge_request() {
        let why = event(&[("CI_PIPELINE_SOURCE", "push")]).request.unwrap().unwrap_err();
        assert!(why.contains("(push)"), "{why}");
    }
}
