//! Servers that misbehave.

use super::http::{Reply, Request};
use std::time::Duration;

/// What happens to some requests.
pub struct Fault {
    method: &'static str,
    /// The end of their paths.
    path: &'static str,
    /// From which on, the first being 1, and how many.
    from: usize,
    times: usize,
    reply: Reply,
    effect: Effect,
}

/// Whether what was asked for happens, whatever the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Never,
    Now,
    /// Once so much time has passed.
    Later(Duration),
}

impl Fault {
    /// Every request of a method whose path ends so.
    pub fn always(method: &'static str, path: &'static str, reply: Reply) -> Fault {
        let (from, times) = (1, usize::MAX);
        Fault { method, path, from, times, reply, effect: Effect::Never }
    }

    /// The first one.
    pub fn once(method: &'static str, path: &'static str, reply: Reply) -> Fault {
        Fault { times: 1, ..Fault::always(method, path, reply) }
    }

    /// The nth one and all that follow.
    pub fn from(method: &'static str, path: &'static str, from: usize, reply: Reply) -> Fault {
        Fault { from, ..Fault::always(method, path, reply) }
    }

    /// What was asked for happens, whatever the answer.
    pub fn with_effect(self) -> Fault {
        Fault { effect: Effect::Now, ..self }
    }

    /// It happens, but not at once.
    pub fn with_late_effect(self, seconds: u64) -> Fault {
        Fault { effect: Effect::Later(Duration::from_secs(seconds)), ..self }
    }

    /// Whether whoever asks waits in vain.
    pub fn is_silence(&self) -> bool {
        matches!(self.reply, Reply::Hang | Reply::Drip)
    }

    /// The reply to the nth such request, and its effect.
    pub fn of(&self, request: &Request, nth: usize) -> Option<(Reply, Effect)> {
        let is_path = request.path.ends_with(self.path);
        let is_time = nth >= self.from && nth - self.from < self.times;
        let hit = request.method == self.method && is_path && is_time;
        hit.then(|| (self.reply.clone(), self.effect))
    }
}
