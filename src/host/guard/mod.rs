//! What ends the children of a process that is killed outright: a second process of the same program,
//! which is told of each group of children, and kills those that are left when it hears no more.

mod announcement;
mod duty;

pub(super) use announcement::Announcement;
pub use duty::guard;

use super::interrupt::heeds;
use rustix::io::ioctl_fionbio;
use std::env::current_exe;
use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

static POST: Mutex<Post> = Mutex::new(Post::Empty);

#[derive(Debug)]
enum Post {
    /// None is asked for; or it can't be started, or was lost. All goes on without.
    Empty,
    /// Called by this name, with this argument, the running program is a guard.
    Offered([&'static str; 2]),
    Held(Guard),
}

/// While there is one, a guard is started before the first child of a process that
/// [`heed`](super::heed)s interrupts: then its children don't outlive it, even if it is killed. The
/// guard ends with this, or with the process.
#[derive(Debug)]
#[must_use]
pub struct Guarded(());

impl Guarded {
    /// The guard is the running program, called by this name and with this argument: it must then call
    /// [`guard`] with its standard input. Where it can't be started, all goes on without.
    pub fn by(called: [&'static str; 2]) -> Guarded {
        *post() = Post::Offered(called);
        Guarded(())
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        *post() = Post::Empty;
    }
}

fn post() -> MutexGuard<'static, Post> {
    POST.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts the guard where one is asked for. To be called before a child is started.
pub(super) fn stand() {
    let mut post = post();
    if let Post::Offered(called) = *post
        && heeds()
    {
        *post = Guard::start(called).map_or(Post::Empty, Post::Held);
    }
}

/// Tells the guard, if there is one.
pub(super) fn tell(announcement: Announcement) {
    let mut post = post();
    if let Post::Held(guard) = &mut *post
        && guard.tell(announcement).is_err()
    {
        // One that doesn't hear everything might kill a group that others have by then.
        *post = Post::Empty;
    }
}

#[derive(Debug)]
struct Guard {
    process: Child,
    /// Closed by the system when this process ends, however it does.
    pipe: ChildStdin,
}

impl Guard {
    fn start(called: [&str; 2]) -> io::Result<Guard> {
        let mut process = command(called)?.spawn()?;
        let pipe = process.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let guard = Guard { process, pipe };
        // One that was stopped must not stop this process.
        ioctl_fionbio(&guard.pipe, true)?;
        Ok(guard)
    }

    /// A line is far shorter than what a pipe takes as a whole or not at all.
    fn tell(&mut self, announcement: Announcement) -> io::Result<()> {
        self.pipe.write_all(announcement.line().as_bytes())
    }
}

/// It keeps nothing that somebody waits for: no output, no directory. And it holds no secrets, nor is it
/// reached by a terminal's Ctrl-C.
fn command([name, argument]: [&str; 2]) -> io::Result<Command> {
    let program = current_exe()?;
    if !program.is_absolute() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let mut command = Command::new(program);
    command.arg0(name).arg(argument).env_clear().current_dir("/").process_group(0);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    Ok(command)
}

impl Drop for Guard {
    fn drop(&mut self) {
        // By now there is nothing left that it should end. It may have ended itself.
        let _: io::Result<()> = self.process.kill();
        let _ = self.process.wait();
    }
}
