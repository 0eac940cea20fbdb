//! Files without names in place of pipes, where a thread can't attend to several pipes: nobody has to
//! wait for a grandchild that keeps one open.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Standard output and error of a child.
#[derive(Debug)]
pub(super) struct Streams {
    files: [File; 2],
    received: usize,
}

impl Streams {
    /// Tells a command where its streams lead.
    pub fn new(command: &mut Command, input: Option<&[u8]>) -> io::Result<Streams> {
        let files = [tempfile::tempfile()?, tempfile::tempfile()?];
        command.stdin(input.map_or_else(|| Ok(Stdio::null()), spooled)?);
        command.stdout(files[0].try_clone()?).stderr(files[1].try_clone()?);
        Ok(Streams { files, received: 0 })
    }

    /// There is nothing to take from the child that was started.
    #[allow(clippy::unused_self)]
    pub fn attach(&mut self, _: &mut Child) -> io::Result<()> {
        Ok(())
    }

    /// Waits, and looks what came. False if it was nothing.
    pub fn transfer(&mut self, patience: Duration) -> io::Result<bool> {
        std::thread::sleep(patience);
        let before = self.received;
        let bytes = self.files[0].metadata()?.len() + self.files[1].metadata()?.len();
        self.received = usize::try_from(bytes).unwrap_or(usize::MAX);
        Ok(self.received != before)
    }

    /// How many bytes came so far.
    pub fn received(&self) -> usize {
        self.received
    }

    /// What came from standard output and from standard error.
    pub fn into_bytes(self) -> io::Result<[Vec<u8>; 2]> {
        let mut bytes = [Vec::new(), Vec::new()];
        for (mut file, bytes) in self.files.into_iter().zip(&mut bytes) {
            file.rewind()?;
            file.read_to_end(bytes)?;
        }
        Ok(bytes)
    }
}

fn spooled(input: &[u8]) -> io::Result<Stdio> {
    let mut file = tempfile::tempfile()?;
    file.write_all(input)?;
    file.rewind()?;
    Ok(file.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::group::Group;

    /// `cat` is on the systems that have pipes; the files work there as well.
    #[cfg(unix)]
    #[test]
    fn what_a_child_reads_and_prints_goes_through_files() {
        let input = vec![b'x'; 300_000];
        let mut command = Command::new("sh");
        command.args(["-c", "cat; echo no >&2"]);
        let mut streams = Streams::new(&mut command, Some(&input)).unwrap();
        let mut group = Group::start(&mut command).unwrap();
        streams.attach(group.child()).unwrap();
        while !group.has_ended().unwrap() {
            streams.transfer(Duration::from_millis(1)).unwrap();
        }
        streams.transfer(Duration::ZERO).unwrap();
        assert!(group.end().unwrap().success());
        assert_eq!(streams.received(), 300_003);
        let [stdout, stderr] = streams.into_bytes().unwrap();
        assert!(stdout == input && stderr == b"no\n");
    }
}
