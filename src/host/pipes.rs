//! The pipes to a child and from it, all attended to by one thread: no other has to wait for a
//! grandchild that keeps a pipe open.

use rustix::buffer::spare_capacity;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, ioctl_fionbio, read, write};
use std::io;
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// As much as a pipe holds on most systems.
const AT_ONCE: usize = 1 << 16;

/// Standard input, output and error of a child.
#[derive(Debug)]
pub(super) struct Streams {
    stdin: Option<OwnedFd>,
    input: Vec<u8>,
    sent: usize,
    stdout: Source,
    stderr: Source,
}

#[derive(Debug, Default)]
struct Source {
    /// None once the last who writes to it has closed it.
    pipe: Option<OwnedFd>,
    bytes: Vec<u8>,
}

impl Streams {
    /// Tells a command where its streams lead.
    pub fn new(command: &mut Command, input: Option<&[u8]>) -> io::Result<Streams> {
        let stdin = if input.is_some() { Stdio::piped() } else { Stdio::null() };
        command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
        let input = input.unwrap_or_default().to_vec();
        let (stdout, stderr) = (Source::default(), Source::default());
        Ok(Streams { stdin: None, input, sent: 0, stdout, stderr })
    }

    /// Takes the pipes of the child that was started.
    pub fn attach(&mut self, child: &mut Child) -> io::Result<()> {
        self.stdin = child.stdin.take().map(OwnedFd::from);
        self.stdout.pipe = child.stdout.take().map(OwnedFd::from);
        self.stderr.pipe = child.stderr.take().map(OwnedFd::from);
        for pipe in [&self.stdin, &self.stdout.pipe, &self.stderr.pipe].into_iter().flatten() {
            ioctl_fionbio(pipe, true)?;
        }
        Ok(())
    }

    /// Moves what is there to be moved, for which it waits so long at most. False if it was nothing.
    pub fn transfer(&mut self, patience: Duration) -> io::Result<bool> {
        self.wait(patience)?;
        let sent = self.send()?;
        let received = [self.stdout.receive()?, self.stderr.receive()?];
        Ok(sent || received.contains(&true))
    }

    /// How many bytes came so far.
    pub fn received(&self) -> usize {
        self.stdout.bytes.len() + self.stderr.bytes.len()
    }

    /// What came from standard output and from standard error.
    pub fn into_bytes(self) -> io::Result<[Vec<u8>; 2]> {
        Ok([self.stdout.bytes, self.stderr.bytes])
    }

    fn wait(&self, patience: Duration) -> io::Result<()> {
        let sources = [&self.stdout.pipe, &self.stderr.pipe].into_iter().flatten();
        let sources = sources.map(|pipe| PollFd::new(pipe, PollFlags::IN));
        let sink = self.stdin.iter().map(|pipe| PollFd::new(pipe, PollFlags::OUT));
        let mut pipes: Vec<PollFd<'_>> = sources.chain(sink).collect();
        let patience = Timespec::try_from(patience).map_err(io::Error::other)?;
        match poll(&mut pipes, Some(&patience)) {
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn send(&mut self) -> io::Result<bool> {
        let Some(pipe) = &self.stdin else {
            return Ok(false);
        };
        match write(pipe, &self.input[self.sent..]) {
            Ok(sent) => self.sent += sent,
            Err(Errno::AGAIN | Errno::INTR) => return Ok(false),
            // Nobody reads any more, and need not have.
            Err(Errno::PIPE) => self.sent = self.input.len(),
            Err(error) => return Err(error.into()),
        }
        if self.sent == self.input.len() {
            self.stdin = None;
        }
        Ok(true)
    }
}

impl Source {
    fn receive(&mut self) -> io::Result<bool> {
        let Some(pipe) = &self.pipe else {
            return Ok(false);
        };
        self.bytes.reserve(AT_ONCE);
        match read(pipe, spare_capacity(&mut self.bytes)) {
            Ok(0) => self.pipe = None,
            Ok(_) => {}
            Err(Errno::AGAIN | Errno::INTR) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        Ok(true)
    }
}
