//! A command line, what surrounds it, and what comes of it.

use super::error::HostError;
use super::run;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

/// A program to run, its arguments, and where. Nothing of it is read by a shell.
#[derive(Clone, Debug)]
pub struct Program {
    pub(super) program: OsString,
    pub(super) called: String,
    pub(super) arguments: Vec<OsString>,
    pub(super) directory: Option<PathBuf>,
    /// Variables in the order in which they were set, or, without a value, removed.
    pub(super) environment: Vec<(OsString, Option<OsString>)>,
    pub(super) input: Option<Vec<u8>>,
    /// Whether an interrupt stops it.
    pub(super) heeds: bool,
}

/// What a program printed, and how it ended.
#[derive(Clone, Debug)]
pub struct Output {
    /// All of its standard output.
    pub stdout: Vec<u8>,
    /// All of its standard error.
    pub stderr: Vec<u8>,
    /// How it ended.
    pub status: ExitStatus,
}

impl Program {
    /// A program: a path, or a name that is looked for in `PATH`.
    pub fn new(program: impl Into<OsString>) -> Program {
        let program = program.into();
        let called = program.to_string_lossy().into_owned();
        let (arguments, environment) = (Vec::new(), Vec::new());
        let (directory, input) = (None, None);
        Program { program, called, arguments, directory, environment, input, heeds: true }
    }

    /// What errors call it, such as `git rev-parse`. By default the program as it was given.
    pub fn called(self, called: impl Into<String>) -> Program {
        Program { called: called.into(), ..self }
    }

    /// Appends arguments.
    pub fn arguments(mut self, more: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Program {
        self.arguments.extend(more.into_iter().map(|argument| argument.as_ref().to_owned()));
        self
    }

    /// Where it runs. By default that is where this process does.
    pub fn directory(self, directory: impl Into<PathBuf>) -> Program {
        Program { directory: Some(directory.into()), ..self }
    }

    /// Sets a variable of its environment.
    pub fn set(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Program {
        self.environment.push((name.as_ref().to_owned(), Some(value.as_ref().to_owned())));
        self
    }

    /// Removes a variable from its environment. Tokens, secrets, passwords, and what ties git to one
    /// repository, are never inherited.
    pub fn remove(mut self, name: impl AsRef<OsStr>) -> Program {
        self.environment.push((name.as_ref().to_owned(), None));
        self
    }

    /// What it reads from its standard input. By default that is empty.
    pub fn input(self, input: impl Into<Vec<u8>>) -> Program {
        Program { input: Some(input.into()), ..self }
    }

    /// Lets it run to its end though this process is asked to end: it cleans up.
    pub fn whatever_comes(self) -> Program {
        Program { heeds: false, ..self }
    }

    /// Runs it, and asks for success.
    ///
    /// # Errors
    ///
    /// [`HostError::Failed`] unless it exits with 0, and those of [`Program::attempt`].
    pub fn run(&self, deadline: Duration, most_output: usize) -> Result<Output, HostError> {
        self.successful(self.attempt(deadline, most_output)?)
    }

    /// Runs it to its end, whatever its exit code. `most_output` is in bytes, for standard output
    /// and standard error together.
    ///
    /// It runs in a process group of its own. What is left of that group when the program itself has
    /// ended, or has to be stopped, is killed; what it prints afterwards is not waited for. Where
    /// there are no process groups, the program alone is killed.
    ///
    /// # Errors
    ///
    /// The program is not there, can't be started, runs past the deadline, or prints too much; or
    /// this process is asked to end, and [`heed`](super::heed)s that.
    pub fn attempt(&self, deadline: Duration, most_output: usize) -> Result<Output, HostError> {
        run::run(self, deadline, most_output)
    }

    pub(super) fn successful(&self, output: Output) -> Result<Output, HostError> {
        if output.status.success() {
            return Ok(output);
        }
        let Output { stderr, status, .. } = output;
        Err(HostError::Failed { program: self.called.clone(), status, stderr: last_lines(&stderr) })
    }

    /// Where it runs, if that is known to be no directory.
    pub(super) fn missing_directory(&self) -> Option<&Path> {
        self.directory.as_deref().filter(|directory| !directory.is_dir())
    }
}

/// So many lines of standard error are worth repeating.
const LAST_LINES: usize = 8;

/// And so many characters of them.
const LAST_CHARACTERS: usize = 2000;

fn last_lines(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let mut last: Vec<&str> = lines.rev().take(LAST_LINES).collect();
    last.reverse();
    let last = last.join("\n");
    match last.char_indices().rev().nth(LAST_CHARACTERS) {
        Some((cut, c)) => format!("…{}", &last[cut + c.len_utf8()..]),
        None => last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_kept_without_empty_ones() {
        let lines: String = (1..=20).map(|i| format!("line {i}\r\n\n")).collect();
        assert_eq!(last_lines(b""), "");
        assert_eq!(last_lines(lines.as_bytes()).lines().collect::<Vec<_>>(), {
            let kept = (13..=20).map(|i| format!("line {i}"));
            kept.collect::<Vec<_>>()
        });
    }

    #[test]
    fn a_long_line_is_cut_in_front_between_characters() {
        let kept = last_lines("ä".repeat(5000).as_bytes());
        assert_eq!(kept, format!("…{}", "ä".repeat(LAST_CHARACTERS)));
        assert_eq!(last_lines("ä".repeat(LAST_CHARACTERS).as_bytes()).chars().count(), 2000);
    }
}
