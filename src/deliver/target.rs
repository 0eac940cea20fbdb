//! Which request the comment goes to: never a number that a stranger could have chosen.

use super::exchange::Exchange;
use super::refusal::Doing;
use super::repository::Repository;
use super::shapes::{Asked, List};
use super::{DeliveryError, Forge};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// A commit's whole id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sha(String);

impl FromStr for Sha {
    type Err = DeliveryError;

    fn from_str(text: &str) -> Result<Sha, DeliveryError> {
        let fits = matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit());
        if fits { Ok(Sha(text.to_ascii_lowercase())) } else { Err(DeliveryError::Sha) }
    }
}

impl Sha {
    fn is(&self, other: Option<&str>) -> bool {
        other.is_some_and(|other| other.eq_ignore_ascii_case(&self.0))
    }
}

impl fmt::Display for Sha {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a request comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The repository of the branch, a fork perhaps.
    pub repository: Repository,
    /// The branch.
    pub branch: String,
}

/// The request that a report is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// How it is known.
    pub which: Which,
    /// The commit that was judged.
    pub sha: Sha,
}

/// How a request is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// By its number.
    Number(u64),
    /// By where it comes from, so that the API says which one it is.
    From {
        /// Where from.
        head: Head,
        /// Which of several.
        number: Option<u64>,
    },
}

/// Finds the request's number, and that it is open and at the commit.
pub(super) fn resolve(
    exchange: &Exchange,
    repository: &Repository,
    target: &Target,
) -> Result<u64, DeliveryError> {
    let number = match &target.which {
        Which::Number(number) => *number,
        Which::From { head, number } => {
            of_branch(exchange, repository, head, &target.sha, *number)?
        }
    };
    let request = exchange.forge.request(repository, number);
    let (asked, _): (Asked, _) = exchange.read(Doing::Request, &request)?;
    still(&asked, number, &target.sha, exchange.forge)?;
    Ok(number)
}

/// Refuses a request that has moved on.
fn still(asked: &Asked, number: u64, sha: &Sha, forge: Forge) -> Result<(), DeliveryError> {
    let (Some(state), Some(now)) = (asked.state.as_deref(), asked.sha()) else {
        return Err(DeliveryError::Unreadable { doing: Doing::Request });
    };
    if asked.number() != Some(number) {
        return Err(DeliveryError::Unreadable { doing: Doing::Request });
    }
    if !forge.is_open(state) {
        return Err(DeliveryError::Stale(format!("request #{number} is not open any more")));
    }
    match sha.is(Some(now)) {
        true => Ok(()),
        false => Err(moved(number, sha)),
    }
}

fn moved(number: u64, sha: &Sha) -> DeliveryError {
    DeliveryError::Stale(format!("request #{number} is not at {sha} any more, which was judged"))
}

/// The open request of a branch and commit.
fn of_branch(
    exchange: &Exchange,
    repository: &Repository,
    head: &Head,
    sha: &Sha,
    wanted: Option<u64>,
) -> Result<u64, DeliveryError> {
    let all = from_branch(exchange, repository, head)?;
    let at = all.iter().filter(|asked| sha.is(asked.sha())).filter_map(Asked::number);
    let found: Vec<u64> = at.collect::<BTreeSet<u64>>().into_iter().collect();
    match (found.as_slice(), wanted) {
        ([], _) => Err(match all.first().and_then(Asked::number) {
            Some(number) => moved(number, sha),
            None => DeliveryError::Stale("the branch has no open request".to_owned()),
        }),
        (_, Some(wanted)) if !found.contains(&wanted) => {
            Err(DeliveryError::NotAmong { wanted, found })
        }
        (_, Some(wanted)) => Ok(wanted),
        ([number], None) => Ok(*number),
        (_, None) => Err(DeliveryError::Several(found)),
    }
}

/// All open requests from a branch. The API's own filter goes by owner and branch; some have none.
fn from_branch(
    exchange: &Exchange,
    repository: &Repository,
    head: &Head,
) -> Result<Vec<Asked>, DeliveryError> {
    let (doing, pages) = (Doing::Requests, exchange.limits.pages);
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for page in 1..=pages {
        let (owner, branch) = (head.repository.owner(), head.branch.as_str());
        let request = exchange.forge.of_branch(repository, owner, branch, page);
        let (list, answer): (List<Asked>, _) = exchange.read(doing, &request)?;
        let before = seen.len();
        seen.extend(list.items.iter().filter_map(Asked::number));
        let (is_empty, is_last) = (seen.len() == before, !answer.has_next);
        let open =
            |asked: &Asked| asked.state.as_deref().is_some_and(|s| exchange.forge.is_open(s));
        let from = |asked: &Asked| asked.is_from(head.repository.name(), branch);
        found.extend(list.items.into_iter().filter(|asked| open(asked) && from(asked)));
        if is_empty || is_last {
            return Ok(found);
        }
    }
    Err(DeliveryError::ManyPages { doing, pages })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_an_id_is_no_id() {
        let sha: Sha = "ABCDEF0123".repeat(4).parse().unwrap();
        assert!(
            sha.is(Some(&"abcdef0123".repeat(4))) && !sha.is(None) && !sha.is(Some("abcdef0123"))
        );
        for text in ["", "abcdef0", &"g".repeat(40), &"a".repeat(41), "HEAD", &" ".repeat(40)] {
            assert_eq!(text.parse::<Sha>(), Err(DeliveryError::Sha), "{text}");
        }
    }
}
