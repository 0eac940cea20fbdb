//! Servers that misbehave.

use super::http::{Reply, Request};

/// What happens to some requests.
pub struct Fault {
    method: &'static str,
    /// The end of their paths.
    path: &'static str,
    /// From which on, the first being 1, and how many.
    from: usize,
    times: usize,
    reply: Reply,
    takes_effect: bool,
}

impl Fault {
    /// Every request of a method whose path ends so.
    pub fn always(method: &'static str, path: &'static str, reply: Reply) -> Fault {
        let (from, times) = (1, usize::MAX);
        Fault { method, path, from, times, reply, takes_effect: false }
    }

    /// The first one.
    pub fn once(method: &'static str, path: &'static str, reply: Reply) -> Fault {
        Fault { times: 1, ..Fault::always(method, path, reply) }
    }

    /// What was asked for happens, whatever the answer.
    pub fn with_effect(self) -> Fault {
        Fault { takes_effect: true, ..self }
    }

    /// The reply to the nth such request, and whether it takes effect.
    pub fn of(&self, request: &Request, nth: usize) -> Option<(Reply, bool)> {
        let is_path = request.path.ends_with(self.path);
        let is_time = nth >= self.from && nth - self.from < self.times;
        let hit = request.method == self.method && is_path && is_time;
        hit.then(|| (self.reply.clone(), self.takes_effect))
    }
}
