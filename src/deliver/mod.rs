//! Posting a comment on a pull request or a merge request, and keeping it up to date: an opaque body
//! with a marker before it.
//!
//! Whatever a server answers, delivery ends in bounded time, after a bounded number of requests, and
//! leaves one comment. The token goes to the API's own address and nowhere else, errors included.
//! What is posted was decided elsewhere; nothing here touches a verdict.

mod address;
mod author;
mod body;
mod decision;
mod error;
mod exchange;
mod forge;
#[cfg(feature = "github")]
mod github;
#[cfg(feature = "gitlab")]
mod gitlab;
mod http;
mod key;
mod limits;
mod marker;
mod refusal;
mod repository;
mod shapes;
mod sticky;
mod target;
mod thread;
mod token;

pub use address::Address;
pub use author::Author;
pub use body::Comment;
pub use error::DeliveryError;
pub use forge::Forge;
pub use key::{Key, KeyError};
pub use limits::Limits;
pub use marker::State;
pub use repository::Repository;
pub use sticky::Done;
pub use target::{Head, Sha, Target, Which};
pub use token::Token;

use exchange::Exchange;
use thread::Thread;

/// Where a comment goes, and as whom.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The kind of API.
    pub forge: Forge,
    /// Where the API is.
    pub address: Address,
    /// The repository that the request asks to change.
    pub repository: Repository,
    /// What lets us write.
    pub token: Token,
    /// Who our comments are by.
    pub author: Author,
    /// Which request.
    pub target: Target,
    /// How long, how much, how often.
    pub limits: Limits,
}

/// A comment that was delivered, or had no need to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// The number of the request.
    pub request: u64,
    /// What was done.
    pub done: Done,
    /// What whoever set this up should know.
    pub remark: Option<String>,
}

impl Delivery {
    /// Posts a comment, updates ours, or leaves it as it is.
    ///
    /// The request is asked for first: it must be open, and at the commit that was judged.
    ///
    /// # Errors
    ///
    /// Whatever keeps the comment from being there in its present form; the texts are single lines.
    pub fn deliver(&self, comment: &Comment<'_>) -> Result<Delivered, DeliveryError> {
        comment.check(self.forge)?;
        let exchange = Exchange::new(self)?;
        let request = target::resolve(&exchange, &self.repository, &self.target)?;
        let us = author::ask(&exchange, &self.author)?;
        let thread = Thread { exchange: &exchange, repository: &self.repository, request, us };
        let (done, remark) = sticky::settle(&thread, comment)?;
        Ok(Delivered { request, done, remark })
    }
}
