//! A child, in a process group of its own where there are such.

#[cfg(unix)]
use super::guard::{self, Announcement};
#[cfg(unix)]
use rustix::process::Pid;
use std::io;
use std::process::{Child, Command, ExitStatus};

/// A child with those that it started. However it is left, none of them stays: neither running nor
/// as a zombie.
#[derive(Debug)]
pub(super) struct Group {
    child: Child,
    reaped: bool,
}

impl Group {
    pub fn start(command: &mut Command) -> io::Result<Group> {
        Ok(Group { child: spawn(command)?, reaped: false })
    }

    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Whether the child itself has ended. It is not reaped here: as long as it is not, no other
    /// process gets its number, which is that of the group.
    pub fn has_ended(&mut self) -> io::Result<bool> {
        has_ended(&mut self.child)
    }

    /// Kills what still runs. A child that has ended keeps its status.
    pub fn kill(&mut self) {
        kill(&mut self.child);
    }

    /// Kills what still runs, and says how the child ended.
    pub fn end(mut self) -> io::Result<ExitStatus> {
        self.reap()
    }

    fn reap(&mut self) -> io::Result<ExitStatus> {
        if !self.reaped {
            self.kill();
            take_back(&self.child);
        }
        let status = self.child.wait();
        self.reaped = true;
        status
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Nobody is left to be told.
        let _: io::Result<ExitStatus> = self.reap();
    }
}

#[cfg(unix)]
fn spawn(command: &mut Command) -> io::Result<Child> {
    std::os::unix::process::CommandExt::process_group(command, 0);
    guard::stand();
    let child = command.spawn()?;
    // A child that has no number yet can't be announced: if this process is killed between these two
    // calls, that child stays.
    guard::tell(Announcement::Begins(Pid::from_child(&child)));
    Ok(child)
}

/// Before the child is reaped: afterwards the number may be that of others.
#[cfg(unix)]
fn take_back(child: &Child) {
    guard::tell(Announcement::Ends(Pid::from_child(child)));
}

#[cfg(unix)]
fn has_ended(child: &mut Child) -> io::Result<bool> {
    use rustix::process::{WaitId, WaitIdOptions, waitid};
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    match waitid(WaitId::Pid(Pid::from_child(child)), options) {
        Err(rustix::io::Errno::INTR) => Ok(false),
        status => Ok(status?.is_some()),
    }
}

#[cfg(unix)]
fn kill(child: &mut Child) {
    kill_group(Pid::from_child(child));
}

/// Kills all that run in a group.
#[cfg(unix)]
pub(super) fn kill_group(group: Pid) {
    use rustix::process::{Signal, kill_process_group};
    // It may be empty, which is an error on some systems.
    let _: rustix::io::Result<()> = kill_process_group(group, Signal::KILL);
}

#[cfg(not(unix))]
fn spawn(command: &mut Command) -> io::Result<Child> {
    command.spawn()
}

#[cfg(not(unix))]
fn take_back(_: &Child) {}

#[cfg(not(unix))]
fn has_ended(child: &mut Child) -> io::Result<bool> {
    Ok(child.try_wait()?.is_some())
}

#[cfg(not(unix))]
fn kill(child: &mut Child) {
    // It may have ended.
    let _: io::Result<()> = child.kill();
}
