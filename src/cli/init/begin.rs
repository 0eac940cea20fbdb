//! What there is to begin with. The files are those of `examples/`, which say what they are for.

use super::root;
use super::write::File;
use crate::cli::message::Message;
use crate::config::{FILE_NAME, find};
use crate::host::Git;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum What {
    /// The policy, allocgate.toml
    Policy,
    /// A workflow of GitHub's for pull requests of the repository's own branches
    Github,
    /// Two workflows instead, for pull requests from forks as well
    GithubForks,
    /// Jobs of GitLab's for merge requests
    Gitlab,
    /// Git's pre-push hook
    PrePush,
}

/// The policy to begin with.
const POLICY: &str = include_str!("allocgate.toml");

/// Git's hook.
const PRE_PUSH: &str = include_str!("../../../examples/hooks/pre-push");

/// A file of CI's, from the repository's root.
type Template = (&'static str, &'static str);

const GITHUB: [Template; 1] = [(
    ".github/workflows/allocgate.yml",
    include_str!("../../../examples/github/pull-request.yml"),
)];

const GITHUB_FORKS: [Template; 2] = [
    (
        ".github/workflows/allocgate-measure.yml",
        include_str!("../../../examples/github/fork-measure.yml"),
    ),
    (
        ".github/workflows/allocgate-judge.yml",
        include_str!("../../../examples/github/fork-judge.yml"),
    ),
];

/// What includes the other is only written where there is none: it would hold other jobs.
const GITLAB: [Template; 2] = [
    ("templates/allocgate.yml", include_str!("../../../templates/allocgate.yml")),
    (".gitlab-ci.yml", INCLUDE),
];

/// What includes the jobs.
pub(super) const INCLUDE: &str = include_str!("../../../examples/gitlab/include.yml");

/// The files of each thing.
pub(super) fn files(what: What) -> Result<Vec<File>, Message> {
    match what {
        What::Policy => Ok(vec![policy()?]),
        What::Github => of_ci(&GITHUB),
        What::GithubForks => of_ci(&GITHUB_FORKS),
        What::Gitlab if has_jobs()? => of_ci(&GITLAB[..1]),
        What::Gitlab => of_ci(&GITLAB),
        What::PrePush => Ok(vec![pre_push()?]),
    }
}

/// Whether GitLab has jobs to run.
pub(super) fn has_jobs() -> Result<bool, Message> {
    Ok(here()?.join(GITLAB[1].0).exists())
}

fn of_ci(templates: &[Template]) -> Result<Vec<File>, Message> {
    let root = here()?;
    let file = |(path, text): &Template| File {
        path: root.join(path),
        text,
        is_program: false,
        by_hand: "its jobs are in docs/ci.md and examples/, to be put beside what is there",
        reaches_others: false,
    };
    Ok(templates.iter().map(file).collect())
}

/// The root of the repository; outside of one, this directory.
fn here() -> Result<PathBuf, Message> {
    Ok(root()?.unwrap_or_default())
}

fn policy() -> Result<File, Message> {
    // One above would be hidden by one here.
    let path = find(Path::new("."))?.unwrap_or_else(|| PathBuf::from(FILE_NAME));
    let by_hand = "`allocgate config` prints what it says, and what holds beside it";
    Ok(File { path, text: POLICY, is_program: false, by_hand, reaches_others: false })
}

fn pre_push() -> Result<File, Message> {
    let root = root()?.ok_or_else(|| Message::from("no git repository is here".to_owned()))?;
    let git = Git::at(&root);
    let error = |error: crate::host::HostError| Message::from(error.to_string());
    let directory = git.hooks_directory().map_err(error)?;
    let own = git.common_directory().map_err(error)?;
    let real = directory.canonicalize().unwrap_or_else(|_| directory.clone());
    Ok(File {
        path: directory.join("pre-push"),
        text: PRE_PUSH,
        is_program: true,
        by_hand: "have it run: allocgate hook pre-push -- \"$@\" with the standard input that git \
                  gives it, and end with its exit code",
        reaches_others: !real.starts_with(own) && !real.starts_with(root),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Loaded;

    #[test]
    fn the_policy_to_begin_with_can_be_read_with_and_without_its_comments() {
        Loaded::parse(FILE_NAME, POLICY.into()).unwrap();
        let tables = POLICY.split("# [[rule]]").nth(1).unwrap().replace("\n# ", "\n");
        let commented = |line: &&str| !line.starts_with("What ");
        let tables: Vec<&str> = tables.lines().filter(commented).collect();
        let file = Loaded::parse(FILE_NAME, format!("[[rule]]{}", tables.join("\n")).into());
        let file = file.unwrap().document;
        assert_eq!((file.rules.len(), file.budgets.len(), file.waivers.len()), (1, 1, 1));
    }
}
