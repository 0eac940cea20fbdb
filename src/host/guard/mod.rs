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

#[cfg(test)]
mod tests {
    use super::super::group::Group;
    use super::*;
    use std::fs;
    use std::path::Path;
    use std::time::{Duration, Instant};

    /// What stands where a guard would, and writes down what it is told.
    fn writing(folder: &Path) -> Guard {
        let mut cat = Command::new("sh");
        cat.args(["-c", "exec cat >told"]).current_dir(folder).stdin(Stdio::piped());
        let mut process = cat.spawn().unwrap();
        let pipe = process.stdin.take().unwrap();
        Guard { process, pipe }
    }

    /// The number of a group that has come and gone.
    fn group() -> u32 {
        let mut group = Group::start(Command::new("sleep").arg("100")).unwrap();
        let number = group.child().id();
        group.end().unwrap();
        number
    }

    fn told(folder: &Path, last: &str) -> String {
        let started = Instant::now();
        loop {
            let told = fs::read_to_string(folder.join("told")).unwrap_or_default();
            if told.contains(last) {
                return told;
            }
            assert!(started.elapsed() < Duration::from_secs(30), "{told}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    fn a_guard_hears_of_a_group_twice_and_is_given_up_when_it_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        *post() = Post::Held(writing(folder.path()));
        let number = group();
        let ends = format!("ends {number}\n");
        let told = told(folder.path(), &ends);
        // Other tests may start groups meanwhile.
        let begins = told.find(&format!("begins {number}\n")).unwrap();
        assert!(begins < told.find(&ends).unwrap(), "{told}");
        if let Post::Held(guard) = &mut *post() {
            guard.process.kill().unwrap();
            guard.process.wait().unwrap();
        }
        group();
        assert!(matches!(*post(), Post::Empty));
    }
}
