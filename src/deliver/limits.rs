//! How long, how much, how often.

use std::time::Duration;

/// What no server can exceed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time for one request and its answer.
    pub request: Duration,
    /// Time for all of them, and the pauses between them.
    pub overall: Duration,
    /// Bytes of one answer.
    pub answer: usize,
    /// Pages of one list; of comments a page has a hundred.
    pub pages: u32,
    /// How often a request that changes nothing twice is sent, and a comment is tried to be created.
    pub tries: u32,
    /// How many requests there are in all.
    pub requests: u32,
    /// The longest wait that a server may ask for.
    pub wait: Duration,
}

impl Limits {
    /// The usual, with a time for one request; six times that for all.
    pub fn with_timeout(request: Duration) -> Limits {
        Limits {
            request,
            overall: request * 6,
            answer: 16 << 20,
            pages: 30,
            tries: 3,
            requests: 100,
            wait: Duration::from_secs(10),
        }
    }

    /// The pause before another try, the first being number 1.
    pub(super) fn pause(&self, tries: u32) -> Duration {
        Duration::from_millis(500) * tries
    }
}
