//! The one comment of ours on a request.

use super::author::Us;
use super::decision::{Decision, decide};
use super::exchange::{Exchange, Failure};
use super::http::Answer;
use super::marker::{self, Found};
use super::refusal::Doing;
use super::repository::Repository;
use super::shapes::{self, Posted};
use super::{Comment, DeliveryError, Key};
use std::collections::BTreeSet;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// There was no comment of ours, and now there is.
    Created,
    /// Ours says something else now.
    Updated,
    /// Ours says it already.
    Unchanged,
    /// There is none, and nothing that needs one.
    NothingToSay,
}

/// The comments on a request.
pub(super) struct Thread<'a> {
    pub exchange: &'a Exchange,
    pub repository: &'a Repository,
    pub request: u64,
}

/// A comment of ours.
struct Former {
    id: u64,
    found: Found,
}

/// Comments on a page, as asked for.
const PAGE: usize = 100;

impl Thread<'_> {
    /// Makes the thread have the comment, with one of ours in it at most that was not there before.
    ///
    /// Nothing is posted twice before the comments were read again: a server that answers with an error,
    /// or not at all, may have taken it.
    pub fn settle(
        &self,
        us: &Us,
        comment: &Comment<'_>,
    ) -> Result<(Done, Option<String>), DeliveryError> {
        let mut tries = 0;
        let mut last: Option<Failure> = None;
        loop {
            let former = self.ours(us, comment.key)?;
            let decision = decide(former.as_ref().map(|former| &former.found), comment);
            match (decision, former, last.take()) {
                (Decision::Nothing, ..) => return Ok((Done::NothingToSay, None)),
                (Decision::Leave, _, None) => return Ok((Done::Unchanged, None)),
                (Decision::Leave, _, Some(_)) => return Ok((Done::Created, None)),
                (Decision::Update(state), Some(former), _) => {
                    self.update(&former, &comment.body(state))?;
                    return Ok((Done::Updated, None));
                }
                (_, _, Some(Failure { is_late: true, .. })) => {
                    return Err(DeliveryError::Unsure { doing: Doing::Create });
                }
                (_, _, Some(failure)) if tries >= self.exchange.limits.tries => {
                    return Err(failure.error);
                }
                _ => tries += 1,
            }
            match self.create(&comment.body(comment.state)) {
                Ok(answer) => return Ok((Done::Created, not_as_us(us, &answer))),
                Err(Failure { error, again: None, .. }) => return Err(error),
                Err(failure) => {
                    let pause = failure.again.unwrap_or_default();
                    let pause = pause.max(self.exchange.limits.pause(tries));
                    self.exchange.pause(pause, failure.error.clone())?;
                    last = Some(failure);
                }
            }
        }
    }

    fn create(&self, body: &str) -> Result<Answer, Failure> {
        let request = self.exchange.forge.create(self.repository, self.request, body);
        self.exchange.once(Doing::Create, &request)
    }

    fn update(&self, former: &Former, body: &str) -> Result<(), DeliveryError> {
        let forge = self.exchange.forge;
        let request = forge.update(self.repository, self.request, former.id, body);
        self.exchange.repeated(Doing::Update, &request).map(|_| ())
    }

    /// The oldest of ours. Pages are counted, not followed; a list that begins again has ended.
    fn ours(&self, us: &Us, key: &Key) -> Result<Option<Former>, DeliveryError> {
        let (exchange, doing) = (self.exchange, Doing::Comments);
        let mut seen = BTreeSet::new();
        for page in 1..=exchange.limits.pages {
            let request = exchange.forge.comments(self.repository, self.request, page);
            let (list, answer): (Vec<Posted>, _) = exchange.read(doing, &request)?;
            let ours = list.iter().filter_map(|posted| former(posted, us, key));
            if let Some(oldest) = ours.min_by_key(|former| former.id) {
                return Ok(Some(oldest));
            }
            let before = seen.len();
            seen.extend(list.iter().filter_map(|posted| posted.id));
            let is_last = !answer.has_next && list.len() < PAGE;
            if is_last || seen.len() == before {
                return Ok(None);
            }
        }
        Err(DeliveryError::ManyPages { doing, pages: exchange.limits.pages })
    }
}

/// A comment, if it is ours.
fn former(posted: &Posted, us: &Us, key: &Key) -> Option<Former> {
    if posted.is_of_the_system() || !us.wrote(posted.author()) {
        return None;
    }
    let found = marker::found(posted.body.as_deref()?, key)?;
    Some(Former { id: posted.id?, found })
}

/// What to say where the comment turns out to be by somebody else than it was looked for.
fn not_as_us(us: &Us, answer: &Answer) -> Option<String> {
    let posted: Posted = shapes::read(&answer.body)?;
    let author = posted.author()?;
    let name = author.name().filter(|_| !us.wrote(Some(author)))?;
    Some(format!("the comment is by {name}; with --author '{name}' the next run will find it"))
}
