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
    /// How often a request is sent, unless it could write a comment twice.
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
            requests: 300,
            wait: Duration::from_secs(10),
        }
    }

    /// The pauses before the comments are read again after one was sent and may be there: what a gateway
    /// gave up on, the server behind it may still do. Half of all the time at most.
    pub(super) fn settling(&self) -> [Duration; 3] {
        let first = Duration::from_secs(1).min(self.overall / 12);
        [first, first * 2, first * 3]
    }

    /// The pause before another try, the first being number 1.
    pub(super) fn pause(&self, tries: u32) -> Duration {
        Duration::from_millis(500) * tries
    }
}
