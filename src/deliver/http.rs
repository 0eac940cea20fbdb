//! A request and an answer, whatever client carries them.

use serde_json::{Value, json};
use std::time::Duration;

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Post,
    Patch,
    Put,
}

/// A request, below the API's base.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Request {
    pub method: Method,
    /// Path and query, escaped.
    pub path: String,
    /// JSON.
    pub body: Option<Value>,
}

impl Request {
    pub fn get(path: String) -> Request {
        Request { method: Method::Get, path, body: None }
    }

    /// One that carries a comment's text.
    pub fn with_body(method: Method, path: String, body: &str) -> Request {
        Request { method, path, body: Some(json!({ "body": body })) }
    }
}

/// What of an answer is of use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub status: u16,
    /// `Retry-After`, as sent.
    pub retry_after: Option<String>,
    /// Whether `X-RateLimit-Remaining` is 0.
    pub is_spent: bool,
    /// Whether `Link` names a next page. Where to is not asked for.
    pub has_next: bool,
    pub body: Vec<u8>,
}

impl Answer {
    /// Takes from the headers what is of use; `header` gives one's value by its name in lower case.
    pub fn new<'a>(status: u16, header: impl Fn(&str) -> Option<&'a str>, body: Vec<u8>) -> Answer {
        let link = header("link").unwrap_or_default();
        Answer {
            status,
            retry_after: header("retry-after").map(str::to_owned),
            is_spent: header("x-ratelimit-remaining").is_some_and(|left| left.trim() == "0"),
            has_next: link.contains("rel=\"next\"") || link.contains("rel=next"),
            body,
        }
    }
}

/// Why there is no whole answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// Not within the time given.
    Late,
    /// Larger than the size given.
    Huge,
    /// No connection, or one that ended too early.
    Connection(String),
}

/// A client of one server that shows it the token. It repeats nothing and follows nothing.
pub(super) trait Client {
    /// Sends a request and reads its answer, of at most so many bytes, within a time.
    fn send(&self, request: &Request, time: Duration, most: usize) -> Result<Answer, Broken>;
}
