//! The one comment of ours on a request.

use super::decision::{Decision, decide};
use super::exchange::{Failure, Fate};
use super::limits::Limits;
use super::shapes::Posted;
use super::thread::{Former, Thread};
use super::{Comment, DeliveryError, Key};
use std::time::Duration;

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

/// Makes the thread have the comment, and no other of ours; says what whoever set this up should know.
///
/// Whatever was written and not answered for is looked for before anything is written again: a server
/// that answers with an error, or not at all, may have taken it.
pub(super) fn settle(
    thread: &Thread<'_>,
    comment: &Comment<'_>,
) -> Result<(Done, Option<String>), DeliveryError> {
    let mut ours = thread.ours(comment.key)?;
    let mut last: Option<(Done, Failure)> = None;
    let mut tries = 0;
    loop {
        let (done, state) = match decide(ours.first(), comment) {
            Decision::Nothing => return Ok((Done::NothingToSay, None)),
            Decision::Leave => {
                let done = last.map_or(Done::Unchanged, |(done, _)| done);
                return Ok((done, tidied(thread, &ours)));
            }
            Decision::Create => (Done::Created, comment.state),
            Decision::Update(state) => (Done::Updated, state),
        };
        if let Some((_, failure)) = last.take()
            && tries >= most(&thread.exchange.limits, done, failure.fate)
        {
            return Err(failure.error);
        }
        tries += 1;
        match thread.write(ours.first(), &comment.body(state)) {
            Ok(posted) => {
                let remark = not_as_us(thread, &posted).or_else(|| tidied(thread, &ours));
                return Ok((done, remark));
            }
            Err(failure) => {
                ours = again(thread, comment.key, tries, &failure)?;
                last = Some((done, failure));
            }
        }
    }
}

/// How often something is written in all: what may still appear is not created again, and what a server in
/// trouble perhaps took, one time.
fn most(limits: &Limits, done: Done, fate: Fate) -> u32 {
    match (done, fate) {
        (Done::Created, Fate::Pending) => 1,
        (Done::Created, Fate::Unclear) => 2,
        _ => limits.tries,
    }
}

/// Ours after a failure and a pause; several, while none is there and one may come.
fn again(
    thread: &Thread<'_>,
    key: &Key,
    tries: u32,
    failure: &Failure,
) -> Result<Vec<Former>, DeliveryError> {
    let Failure { error, again, fate } = failure;
    let limits = &thread.exchange.limits;
    let pauses: Vec<Duration> = match (fate, again) {
        (Fate::Undone, None) => return Err(error.clone()),
        (Fate::Undone, Some(again)) => vec![limits.pause(tries).max(*again)],
        (Fate::Unclear | Fate::Pending, again) => {
            let [first, rest @ ..] = limits.settling();
            [first.max(again.unwrap_or_default())].into_iter().chain(rest).collect()
        }
    };
    let mut ours = Vec::new();
    for pause in pauses {
        thread.exchange.pause(pause, error.clone())?;
        ours = thread.ours(key).map_err(|_| error.clone())?;
        if !ours.is_empty() {
            break;
        }
    }
    Ok(ours)
}

/// Deletes all of ours but the oldest: two jobs at a time, or a comment that appeared late, leave several.
fn tidied(thread: &Thread<'_>, ours: &[Former]) -> Option<String> {
    let surplus = ours.get(1..).filter(|surplus| !surplus.is_empty())?;
    let deleted = surplus.iter().try_for_each(|former| thread.delete(former));
    Some(match deleted {
        Ok(()) => "there were several comments of ours: all but the oldest were deleted".to_owned(),
        Err(error) => format!("there are several comments of ours: {error}"),
    })
}

/// What to say where the comment turns out to be by somebody else than it was looked for.
fn not_as_us(thread: &Thread<'_>, posted: &Posted) -> Option<String> {
    let author = posted.author()?;
    let name = author.name().filter(|_| !thread.us.wrote(Some(author)))?;
    Some(format!("the comment is by {name}; with --author '{name}' the next run will find it"))
}
