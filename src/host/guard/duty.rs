//! What the guard does.

use super::super::group::kill_group;
use super::super::interrupt::heed;
use super::Announcement;
use std::collections::HashSet;
use std::io::{self, BufRead, ErrorKind, Read};

/// More than any line has.
const LONGEST: u64 = 64;

/// Is the guard of the process that writes to `announced`: when that is at its end, so is the process,
/// and what it left running is killed. Interrupts are meant for that process, and don't end this one.
///
/// # Errors
///
/// Something else was announced, by someone else: then nothing is killed. Or the system refuses.
pub fn guard(mut announced: impl BufRead) -> io::Result<()> {
    heed()?;
    let mut groups = HashSet::new();
    let mut line = Vec::new();
    while announced.by_ref().take(LONGEST).read_until(b'\n', &mut line)? > 0 {
        match Announcement::read(&line).ok_or(ErrorKind::InvalidData)? {
            Announcement::Begins(group) => groups.insert(group),
            Announcement::Ends(group) => groups.remove(&group),
        };
        line.clear();
    }
    groups.into_iter().for_each(kill_group);
    Ok(())
}
