//! A request and an answer, whatever client carries them.

use serde_json::{Value, json};
use std::io::ErrorKind;
use std::time::Duration;

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Post,
    Patch,
    Put,
    Delete,
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

    pub fn delete(path: String) -> Request {
        Request { method: Method::Delete, path, body: None }
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
    /// No connection, so that nothing was sent.
    Unreached(String),
    /// A connection that ended too early; whether the server has the request, nobody knows.
    Connection(String),
}

impl Broken {
    /// By the system's error, if it was one: only a connection that was refused surely carried nothing.
    pub fn by(kind: Option<ErrorKind>, why: String) -> Broken {
        match kind {
            Some(ErrorKind::ConnectionRefused) => Broken::Unreached(why),
            _ => Broken::Connection(why),
        }
    }
}

/// A client of one server that shows it the token. It repeats nothing and follows nothing.
pub(super) trait Client {
    /// Sends a request and reads its answer, of at most so many bytes, within a time.
    fn send(&self, request: &Request, time: Duration, most: usize) -> Result<Answer, Broken>;
}

#[cfg(test)]
#[cfg(all(feature = "github", feature = "gitlab"))]
mod tests {
    use super::*;
    use crate::deliver::{Address, Token, github, gitlab};
    use std::io::Read;
    use std::net::{SocketAddr, TcpListener};
    use std::thread;

    /// What becomes of a request to an address, whatever the client.
    fn sent_to(address: SocketAddr) -> Vec<Broken> {
        let address: Address = format!("http://{address}").parse().unwrap();
        let token: Token = "token".parse().unwrap();
        let clients = [github::client(&address, &token), gitlab::client(&address, &token)];
        let request = Request::with_body(Method::Post, "/x".to_owned(), "body");
        let send = |client: Box<dyn Client>| client.send(&request, Duration::from_secs(5), 100);
        clients.into_iter().map(|client| send(client.unwrap()).unwrap_err()).collect()
    }

    #[test]
    fn a_connection_that_was_refused_carried_nothing_and_one_that_broke_may_have() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        // Reads a little, and hangs up.
        let server = thread::spawn(move || {
            for _ in 0..2 {
                listener.accept().unwrap().0.read_exact(&mut [0; 4]).unwrap();
            }
        });
        let broken = sent_to(address);
        assert!(broken.iter().all(|b| matches!(b, Broken::Connection(_))), "{broken:?}");
        server.join().unwrap();
        let refused = sent_to(address);
        assert!(refused.iter().all(|b| matches!(b, Broken::Unreached(_))), "{refused:?}");
    }
}
