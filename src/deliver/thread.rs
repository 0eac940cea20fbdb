//! The comments on a request: which are ours, and one request for each change of them.

use super::author::Us;
use super::body::is_same;
use super::exchange::{Exchange, Failure, Fate};
use super::marker::{self, Found};
use super::refusal::{Doing, Refusal};
use super::repository::Repository;
use super::shapes::{self, List, Posted};
use super::{DeliveryError, Key};
use std::collections::BTreeSet;

/// The comments on a request, and who we are there.
pub(super) struct Thread<'a> {
    pub exchange: &'a Exchange,
    pub repository: &'a Repository,
    pub request: u64,
    pub us: Us,
}

/// A comment of ours.
#[derive(Clone, Debug)]
pub(super) struct Former {
    pub id: u64,
    pub found: Found,
    body: String,
}

/// Comments on a page, as asked for.
const PAGE: usize = 100;

impl Thread<'_> {
    /// All of ours, the oldest first. Pages are counted, not followed; a list that begins again has ended.
    pub fn ours(&self, key: &Key) -> Result<Vec<Former>, DeliveryError> {
        let (exchange, doing) = (self.exchange, Doing::Comments);
        let (mut seen, mut ours, mut has_ended) = (BTreeSet::new(), Vec::new(), false);
        for page in 1..=exchange.limits.pages {
            let request = exchange.forge.comments(self.repository, self.request, page);
            let (list, answer): (List<Posted>, _) = exchange.read(doing, &request)?;
            let ids: Vec<u64> = list.items.iter().filter_map(|posted| posted.id).collect();
            let begins_again = !ids.is_empty() && ids.iter().all(|id| seen.contains(id));
            let fresh =
                list.items.iter().filter(|posted| posted.id.is_none_or(|id| seen.insert(id)));
            ours.extend(fresh.filter_map(|posted| self.former(posted, key)));
            let is_last = list.length == 0 || (!answer.has_next && list.length < PAGE);
            has_ended = is_last || begins_again;
            if has_ended {
                break;
            }
        }
        if !has_ended && ours.is_empty() {
            return Err(DeliveryError::ManyPages { doing, pages: exchange.limits.pages });
        }
        ours.sort_by_key(|former| former.id);
        Ok(ours)
    }

    /// A comment, if it is ours.
    fn former(&self, posted: &Posted, key: &Key) -> Option<Former> {
        if posted.is_of_the_system() || !self.us.wrote(posted.author()) {
            return None;
        }
        Former::new(posted.id?, posted.body.as_deref()?, key)
    }

    /// Writes a body that begins with a marker: into a comment of ours, or as a new one.
    pub fn write(&self, former: Option<&Former>, body: &str) -> Result<Posted, Failure> {
        let (forge, repository, request) = (self.exchange.forge, self.repository, self.request);
        match former {
            Some(Former { id, .. }) => {
                let request = forge.update(repository, request, *id, body);
                let answer = self.exchange.once(Doing::Update, &request)?;
                confirmed(Doing::Update, answer.status, &answer.body, body)
            }
            None => {
                let request = forge.create(repository, request, body);
                let answer = self.exchange.once(Doing::Create, &request);
                answer
                    .and_then(|answer| confirmed(Doing::Create, answer.status, &answer.body, body))
                    .map_err(unsure)
            }
        }
    }

    /// Deletes one of ours; one that is gone already is.
    pub fn delete(&self, former: &Former) -> Result<(), DeliveryError> {
        let request = self.exchange.forge.delete(self.repository, self.request, former.id);
        match self.exchange.repeated(|| self.exchange.once(Doing::Delete, &request)) {
            Err(DeliveryError::Refused(Refusal { status: 404 | 410, .. })) => Ok(()),
            result => result.map(|_| ()),
        }
    }
}

impl Former {
    /// One whose body begins with a key's marker.
    pub fn new(id: u64, body: &str, key: &Key) -> Option<Former> {
        let found = marker::found(body, key)?;
        Some(Former { id, found, body: body.to_owned() })
    }

    /// Whether its body is this one, as far as a forge keeps one.
    pub fn reads(&self, body: &str) -> bool {
        is_same(&self.body, body)
    }
}

/// The comment that an answer shows. A sign-in page, a promise, a command that was obeyed: none is one.
fn confirmed(doing: Doing, status: u16, answer: &[u8], body: &str) -> Result<Posted, Failure> {
    let marker = body.lines().next();
    let is_it = |posted: &Posted| {
        let kept = posted.body.as_deref().map(str::trim_start);
        posted.id.is_some()
            && kept.and_then(|kept| kept.lines().next()).map(str::trim_end) == marker
    };
    let posted = shapes::read(answer).filter(is_it);
    posted.ok_or_else(|| {
        let error = DeliveryError::Unconfirmed { doing, status };
        Failure { fate: Fate::Pending, ..Failure::passing(error) }
    })
}

/// Says of a new comment that it may still come, if it may.
fn unsure(failure: Failure) -> Failure {
    match failure.fate {
        Fate::Undone => failure,
        Fate::Unclear | Fate::Pending => {
            Failure { error: DeliveryError::Unsure(Box::new(failure.error)), ..failure }
        }
    }
}
