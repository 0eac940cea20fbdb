//! `allocgate guard`, which this program starts beside itself. Clap doesn't know of it, so that no page
//! and no shell tells users of it.

#[cfg(unix)]
use super::{Exit, misuse};
#[cfg(unix)]
use crate::host::{Guarded, guard};
#[cfg(unix)]
use std::io::{self, IsTerminal, Write};

/// The word that makes this program a guard.
#[cfg(unix)]
pub(super) const COMMAND: &str = "guard";

/// Does the work of the program itself: none of the programs that it runs outlives it, even if it is
/// killed. Another program must not call this: it would be started again, as `allocgate guard`.
pub fn guarded<T>(work: impl FnOnce() -> T) -> T {
    #[cfg(unix)]
    let _guarded = Guarded::by(["allocgate", COMMAND]);
    work()
}

/// Is the guard of whoever writes to standard input.
#[cfg(unix)]
pub(super) fn run(stderr: &mut dyn Write) -> Exit {
    let stdin = io::stdin().lock();
    // Somebody who tries it could not end it by Ctrl-C.
    if !stdin.is_terminal() && guard(stdin).is_ok() {
        return Exit::Pass;
    }
    let message = format!("{COMMAND} is for allocgate itself, which starts it");
    misuse(&message.into(), stderr)
}
