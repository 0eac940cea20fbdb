//! Pull requests shared among threads.

use super::pulls::Settings;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};

/// Makes every pull request once, on whatever thread has time. Each thread has a state of its own, all of
/// which are returned.
pub fn share<S: Send>(
    settings: &Settings,
    state: impl Fn() -> S + Sync,
    make: impl Fn(&mut S, u64) + Sync,
) -> Vec<S> {
    let next = AtomicU64::new(0);
    let work = || {
        let mut state = state();
        while let number = next.fetch_add(1, Ordering::Relaxed)
            && number < settings.pull_requests
        {
            make(&mut state, number);
        }
        state
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..settings.threads.max(1)).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|p| resume_unwind(p)))
            .collect()
    })
}
