//! Where the comment goes: what the options say, and what the CI system knows.

use super::ci::{Ci, Environment, Event, Known, set};
use super::{github, gitlab};
use crate::deliver::{
    Address, Author, Delivery, DeliveryError, Forge, Head, Limits, Repository, Sha, Target, Token,
    Which,
};
use clap::{Args, ValueEnum};
use std::time::Duration;

/// Options that say where.
#[derive(Clone, Debug, Args)]
pub(super) struct Place {
    /// The kind of API; Gitea's and Forgejo's is that of github
    #[arg(long, value_enum, value_name = "FORGE")]
    forge: Option<ForgeName>,

    /// The API's address: https, unless it is this machine. GitHub Enterprise's ends with /api/v3,
    /// Gitea's and Forgejo's with /api/v1, GitLab's with /api/v4
    #[arg(long, value_name = "URL")]
    api_url: Option<String>,

    /// The repository that the request asks to change; in GitLab a project's id or path
    #[arg(long, value_name = "OWNER/NAME")]
    repository: Option<String>,

    /// The number of the pull request or merge request
    #[arg(long, value_name = "N")]
    request: Option<u64>,

    /// The commit that was judged: the newest of the request's branch
    #[arg(long, value_name = "SHA")]
    sha: Option<String>,

    /// The repository that the request's branch is in, to ask the API which request that is; GitHub
    #[arg(long, value_name = "OWNER/NAME", requires = "head_branch")]
    head_repository: Option<String>,

    /// The request's branch in that repository
    #[arg(long, value_name = "BRANCH", requires = "head_repository")]
    head_branch: Option<String>,

    /// The environment variable that holds the token [default: ALLOCGATE_TOKEN, then GITHUB_TOKEN or
    /// GITLAB_TOKEN]
    #[arg(long, value_name = "NAME")]
    token_env: Option<String>,

    /// Who our comments are by, where the API can't say
    #[arg(long, value_name = "LOGIN")]
    author: Option<String>,

    /// How long to wait for an answer; all of delivery takes at most six times as long
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=600))]
    timeout: u64,
}

/// A kind of API, as an option has it.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ForgeName {
    Github,
    Gitlab,
}

/// Why there is nowhere to post to.
#[derive(Debug)]
pub(super) enum Problem {
    /// Whoever wrote the command line can mend it.
    Misuse(String),
    /// The command line is right; this time it does not work out.
    Undelivered(String),
}

impl From<DeliveryError> for Problem {
    fn from(error: DeliveryError) -> Problem {
        Problem::Undelivered(error.to_string())
    }
}

impl Place {
    fn named(&self) -> Option<Forge> {
        self.forge.map(|forge| match forge {
            ForgeName::Github => Forge::GitHub,
            ForgeName::Gitlab => Forge::GitLab,
        })
    }
}

/// Which kind of API it is, as far as that is known.
pub(super) fn forge(place: &Place, environment: Environment<'_>) -> Option<Forge> {
    let named = place.named();
    named.or_else(|| Ci::here(environment, None).map(Ci::forge))
}

/// Puts together what is known.
pub(super) fn find(place: &Place, environment: Environment<'_>) -> Result<Delivery, Problem> {
    let ci = Ci::here(environment, place.named());
    let known = match ci {
        Some(Ci::GitHub) => github::known(environment),
        Some(Ci::GitLab) => gitlab::known(environment),
        None => Known::default(),
    };
    let forge = forge(place, environment);
    let repository = place.repository.clone().or_else(|| known.repository.clone());
    let event = event(place, &known)?;
    let (Some(forge), Some(repository), Some(sha)) = (forge, &repository, &event.sha) else {
        return Err(missing(forge, repository.as_deref(), &event));
    };
    let misuse = |error: DeliveryError| Problem::Misuse(error.to_string());
    let repository = Repository::new(forge, repository).map_err(misuse)?;
    let Some(which) = which(forge, &event)? else {
        return Err(missing(Some(forge), Some(repository.name()), &event));
    };
    let sha: Sha = sha.parse().map_err(misuse)?;
    let default = if forge == Forge::GitHub { github::API } else { gitlab::API };
    let address = place.api_url.as_deref().or(known.api_url.as_deref()).unwrap_or(default);
    let address: Address = address.parse().map_err(misuse)?;
    let author = match &place.author {
        Some(login) => Author::Known(login.clone()),
        None => Author::Asked { otherwise: known.authors },
    };
    let token = token(place, forge, environment)?;
    let target = Target { which, sha };
    let limits = Limits::with_timeout(Duration::from_secs(place.timeout));
    Ok(Delivery { forge, address, repository, token, author, target, limits })
}

/// The request: the options', and for what they don't say, the job's.
fn event(place: &Place, known: &Known) -> Result<Event, Problem> {
    let head = place.head_repository.clone().zip(place.head_branch.clone());
    let is_named = place.request.is_some() || head.is_some();
    let of_job = match &known.request {
        Some(Ok(event)) => event.clone(),
        Some(Err(why)) if !is_named => return Err(Problem::Undelivered(why.clone())),
        Some(Err(_)) | None => Event::default(),
    };
    let number = match head {
        // The job's own number is another way to say which.
        Some(_) => place.request,
        None => place.request.or(of_job.number),
    };
    let (head, sha) = (head.or(of_job.head), place.sha.clone().or(of_job.sha));
    Ok(Event { number, sha, head })
}

/// How the request is known, if it is.
fn which(forge: Forge, event: &Event) -> Result<Option<Which>, Problem> {
    Ok(match (&event.head, event.number) {
        (Some(head), number) => Some(Which::From { head: from(forge, head)?, number }),
        (None, Some(number)) => Some(Which::Number(number)),
        (None, None) => None,
    })
}

fn from(forge: Forge, (repository, branch): &(String, String)) -> Result<Head, Problem> {
    if forge == Forge::GitLab {
        let text = "--head-repository and --head-branch are for GitHub; name --request";
        return Err(Problem::Misuse(text.to_owned()));
    }
    let repository = Repository::new(forge, repository);
    let repository = repository.map_err(|error| Problem::Misuse(error.to_string()))?;
    Ok(Head { repository, branch: branch.clone() })
}

/// What is not known, as options.
fn missing(forge: Option<Forge>, repository: Option<&str>, event: &Event) -> Problem {
    let request = event.number.is_some() || event.head.is_some();
    let all = [
        ("--forge", forge.is_some()),
        ("--repository", repository.is_some()),
        ("--request", request),
        ("--sha", event.sha.is_some()),
    ];
    let names: Vec<&str> = all.iter().filter(|(_, known)| !known).map(|(name, _)| *name).collect();
    let names = names.join(", ");
    Problem::Misuse(format!(
        "nothing here says all of where to post, no CI system either: name {names}"
    ))
}

fn token(place: &Place, forge: Forge, environment: Environment<'_>) -> Result<Token, Problem> {
    let usual = if forge == Forge::GitHub { github::TOKENS } else { gitlab::TOKENS };
    let names = place.token_env.as_deref().map_or(usual.to_vec(), |name| vec![name]);
    match names.iter().find_map(|name| set(environment, name)) {
        Some(token) => Ok(token.parse()?),
        None => Err(Problem::Undelivered(format!("there is no token in {}", names.join(" or ")))),
    }
}
