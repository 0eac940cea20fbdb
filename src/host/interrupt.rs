//! Being asked to end.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// Set by a signal, in a process that heeds them.
static INTERRUPTED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// From here on, Ctrl-C and what else asks a process to end does not end this one: it stops the
/// children, each with its group, and is known by [`interrupted`]. Children are in groups of their
/// own, so a terminal's Ctrl-C would otherwise leave them running.
///
/// # Errors
///
/// The system refuses.
pub fn heed() -> io::Result<()> {
    let flag = INTERRUPTED.get_or_init(Arc::default);
    for signal in SIGNALS {
        signal_hook::flag::register(*signal, Arc::clone(flag))?;
    }
    Ok(())
}

/// Whether this process was asked to end.
pub fn interrupted() -> bool {
    INTERRUPTED.get().is_some_and(|flag| flag.load(Ordering::Relaxed))
}

/// Whether this process heeds interrupts.
#[cfg(unix)]
pub(super) fn heeds() -> bool {
    INTERRUPTED.get().is_some()
}

#[cfg(unix)]
const SIGNALS: &[i32] = {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    &[SIGHUP, SIGINT, SIGTERM]
};

#[cfg(not(unix))]
const SIGNALS: &[i32] = {
    use signal_hook::consts::{SIGINT, SIGTERM};
    &[SIGINT, SIGTERM]
};
