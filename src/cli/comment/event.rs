//! The file in which GitHub Actions describe what a job was started for.

use super::ci::Event;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// GitHub sends no larger ones.
const LARGEST: u64 = 25 << 20;

#[derive(Deserialize)]
struct OfPullRequest {
    pull_request: PullRequest,
}

#[derive(Deserialize)]
struct PullRequest {
    number: u64,
    head: Head,
}

#[derive(Deserialize)]
struct Head {
    sha: String,
}

#[derive(Deserialize)]
struct OfRun {
    workflow_run: Run,
}

/// A run that ended. Its list of pull requests is empty for forks, and not read.
#[derive(Deserialize)]
struct Run {
    event: String,
    head_branch: Option<String>,
    head_sha: String,
    head_repository: Option<Repository>,
}

#[derive(Deserialize)]
struct Repository {
    full_name: String,
}

/// What the file says of the request, or why there is none.
pub(super) fn read(name: &str, path: &Path) -> Result<Event, String> {
    match name {
        "workflow_run" => run(file(path)?),
        _ if name.starts_with("pull_request") => {
            let OfPullRequest { pull_request } = file(path)?;
            let (number, sha) = (Some(pull_request.number), Some(pull_request.head.sha));
            Ok(Event { number, sha, head: None })
        }
        _ => Err(none(name)),
    }
}

fn run(OfRun { workflow_run: run }: OfRun) -> Result<Event, String> {
    if run.event != "pull_request" {
        return Err(none(&format!("workflow_run after {}", run.event)));
    }
    let (Some(repository), Some(branch)) = (run.head_repository, run.head_branch) else {
        return Err("stale: the branch that the run was for is gone".to_owned());
    };
    let head = Some((repository.full_name, branch));
    Ok(Event { number: None, sha: Some(run.head_sha), head })
}

fn none(name: &str) -> String {
    format!("there is no pull request in this event ({name})")
}

fn file<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let mut text = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST).read_to_end(&mut text))
        .map_err(|error| format!("failed to read the event's file (GITHUB_EVENT_PATH): {error}"))?;
    let odd = |_| "the event's file (GITHUB_EVENT_PATH) is not what its name says".to_owned();
    serde_json::from_slice(&text).map_err(odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str, text: &str) -> Result<Event, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        read(name, file.path())
    }

    #[test]
    fn a_pull_request_is_named_by_its_event() {
        let text =
            r#"{"number": 9, "pull_request": {"number": 7, "head": {"sha": "abc"}, "x": 1}}"#;
        let expected = Event { number: Some(7), sha: Some("abc".to_owned()), head: None };
        assert_eq!(event("pull_request", text), Ok(expected.clone()));
        assert_eq!(event("pull_request_target", text), Ok(expected));
    }

    #[test]
    fn a_run_tells_where_from_and_its_own_list_of_requests_is_not_believed() {
        let text = r#"{"workflow_run": {"event": "pull_request", "head_branch": "b", "head_sha": "abc",
            "head_repository": {"full_name": "fork/app"}, "pull_requests": [{"number": 1}]}}"#;
        let head = Some(("fork/app".to_owned(), "b".to_owned()));
        let expected = Event { number: None, sha: Some("abc".to_owned()), head };
        assert_eq!(event("workflow_run", text), Ok(expected));
    }

    #[test]
    fn where_there_is_no_pull_request_it_says_so() {
        let push = event("push", "{}").unwrap_err();
        assert_eq!(push, "there is no pull request in this event (push)");
        let text = r#"{"workflow_run": {"event": "push", "head_branch": "b", "head_sha": "a",
            "head_repository": null}}"#;
        assert!(event("workflow_run", text).unwrap_err().contains("workflow_run after push"));
    }

    #[test]
    fn a_file_that_is_missing_or_odd_is_told_without_its_content() {
        let text = "{\"pull_request\": \"::error::x\"}";
        let error = event("pull_request", text).unwrap_err();
        assert!(error.contains("GITHUB_EVENT_PATH") && !error.contains("::"), "{error}");
        let error = read("pull_request", Path::new("/nonexistent/x")).unwrap_err();
        assert!(error.contains("GITHUB_EVENT_PATH"), "{error}");
    }
}
