//! Requests within limits: deadlines, a bounded number of tries, and what a bad answer means.

use super::http::{Answer, Broken, Client, Request};
use super::refusal::{Doing, Refusal};
use super::shapes;
use super::{Delivery, DeliveryError, Forge, Limits, Token};
use serde::de::DeserializeOwned;
use std::cell::Cell;
use std::thread;
use std::time::{Duration, Instant};

/// Of a server's words in a refusal, so many characters are repeated.
const LONGEST_WORDS: usize = 200;

/// All that is said to one server.
pub(super) struct Exchange {
    pub forge: Forge,
    pub limits: Limits,
    client: Box<dyn Client>,
    token: Token,
    started: Instant,
    sent: Cell<u32>,
}

/// Why one try came to nothing.
#[derive(Debug)]
pub(super) struct Failure {
    pub error: DeliveryError,
    /// The pause before another try; none if that makes no sense.
    pub again: Option<Duration>,
    pub fate: Fate,
}

/// What became of what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing.
    Undone,
    /// A server in trouble may have done it, or may do so soon.
    Unclear,
    /// It may have been done, or may be at any time.
    Pending,
}

impl Exchange {
    pub fn new(delivery: &Delivery) -> Result<Exchange, DeliveryError> {
        let (address, token) = (&delivery.address, &delivery.token);
        let client: Result<Box<dyn Client>, String> = match delivery.forge {
            #[cfg(feature = "github")]
            Forge::GitHub => super::github::client(address, token),
            #[cfg(feature = "gitlab")]
            Forge::GitLab => super::gitlab::client(address, token),
            #[cfg(not(all(feature = "github", feature = "gitlab")))]
            forge => return Err(DeliveryError::NoClient(forge)),
        };
        let client = client.map_err(|why| DeliveryError::Client(token.redacted(&why)))?;
        Ok(Exchange::with(client, delivery.forge, token.clone(), delivery.limits))
    }

    fn with(client: Box<dyn Client>, forge: Forge, token: Token, limits: Limits) -> Exchange {
        let (started, sent) = (Instant::now(), Cell::new(0));
        Exchange { forge, limits, client, token, started, sent }
    }

    /// Does what changes nothing, or nothing more the second time, until it succeeds.
    pub fn repeated<T>(&self, once: impl Fn() -> Result<T, Failure>) -> Result<T, DeliveryError> {
        let mut tries = 0;
        loop {
            tries += 1;
            match once() {
                Ok(answer) => return Ok(answer),
                Err(Failure { error, again: None, .. }) => return Err(error),
                Err(Failure { error, .. }) if tries >= self.limits.tries => return Err(error),
                Err(Failure { error, again: Some(pause), .. }) => {
                    self.pause(pause.max(self.limits.pause(tries)), error)?;
                }
            }
        }
    }

    /// Reads JSON. An answer that was cut is no JSON, and asked for again.
    pub fn read<T: DeserializeOwned>(
        &self,
        doing: Doing,
        request: &Request,
    ) -> Result<(T, Answer), DeliveryError> {
        self.repeated(|| {
            let answer = self.once(doing, request)?;
            let read = shapes::read(&answer.body);
            let unreadable = || Failure::passing(DeliveryError::Unreadable { doing });
            Ok((read.ok_or_else(unreadable)?, answer))
        })
    }

    /// Sends a request one time.
    pub fn once(&self, doing: Doing, request: &Request) -> Result<Answer, Failure> {
        let limits = &self.limits;
        let time = limits.request.min(self.left());
        if time.is_zero() {
            return Err(Failure::last(DeliveryError::Overall { doing, after: limits.overall }));
        }
        if self.sent.get() >= limits.requests {
            return Err(Failure::last(DeliveryError::ManyRequests {
                doing,
                most: limits.requests,
            }));
        }
        self.sent.set(self.sent.get() + 1);
        match self.client.send(request, time, limits.answer) {
            Ok(answer) if (200..300).contains(&answer.status) => Ok(answer),
            Ok(answer) => Err(self.refused(doing, &answer)),
            Err(broken) => Err(self.broken(doing, time, broken)),
        }
    }

    /// Waits before another try; where there is no time left for one, the last one's error it is.
    pub fn pause(&self, pause: Duration, error: DeliveryError) -> Result<(), DeliveryError> {
        if pause >= self.left() {
            return Err(error);
        }
        thread::sleep(pause);
        Ok(())
    }

    fn left(&self) -> Duration {
        self.limits.overall.saturating_sub(self.started.elapsed())
    }

    fn broken(&self, doing: Doing, after: Duration, broken: Broken) -> Failure {
        let most = self.limits.answer;
        match broken {
            Broken::Late => {
                let overall = self.limits.overall;
                let error = match after < self.limits.request {
                    true => DeliveryError::Overall { doing, after: overall },
                    false => DeliveryError::Timeout { doing, after },
                };
                Failure { fate: Fate::Pending, ..Failure::passing(error) }
            }
            Broken::Huge => {
                let error = DeliveryError::Huge { doing, most };
                Failure { fate: Fate::Pending, ..Failure::last(error) }
            }
            Broken::Unreached(why) => self.unconnected(doing, &why, Fate::Undone),
            Broken::Connection(why) => self.unconnected(doing, &why, Fate::Pending),
        }
    }

    fn unconnected(&self, doing: Doing, why: &str, fate: Fate) -> Failure {
        let why = self.token.redacted(why);
        Failure { fate, ..Failure::passing(DeliveryError::Connection { doing, why }) }
    }

    /// A wait that is asked for is either short enough, or the end.
    fn refused(&self, doing: Doing, answer: &Answer) -> Failure {
        let status = answer.status;
        let said = shapes::said(&answer.body).map(|said| self.words(&said));
        let is_spent = answer.is_spent;
        let refusal = Refusal { forge: self.forge, doing, status, said, is_spent };
        let refused = DeliveryError::Refused(refusal);
        let fate = match status {
            504 | 524 => Fate::Pending,
            500.. => Fate::Unclear,
            _ => Fate::Undone,
        };
        let wait = answer.retry_after.as_deref().filter(|_| matches!(status, 403 | 429 | 500..));
        match wait.map(|wait| wait.trim().parse()) {
            Some(Ok(seconds)) if seconds <= self.limits.wait.as_secs() => {
                let again = Some(Duration::from_secs(seconds));
                Failure { error: refused, again, fate }
            }
            Some(Ok(seconds)) => {
                Failure::last(DeliveryError::Wait { doing, status, seconds: Some(seconds) })
            }
            // A date, which is longer from now than anything here.
            Some(Err(_)) => Failure::last(DeliveryError::Wait { doing, status, seconds: None }),
            None if status >= 500 => Failure { fate, ..Failure::passing(refused) },
            None => Failure::last(refused),
        }
    }

    fn words(&self, said: &str) -> String {
        self.token.redacted(said).chars().take(LONGEST_WORDS).collect()
    }
}

impl Failure {
    /// One that another try won't mend.
    fn last(error: DeliveryError) -> Failure {
        Failure { error, again: None, fate: Fate::Undone }
    }

    /// One that another try may mend.
    pub fn passing(error: DeliveryError) -> Failure {
        Failure { again: Some(Duration::ZERO), ..Failure::last(error) }
    }
}
