//! The program as the gate that is proved: `check` from its arguments to its exit code.

use super::Exit;
use super::message::Message;
use crate::benchproc::{Source, sources};
use crate::proof::{Captures, Judged, PlantError};
use crate::report;
use std::ffi::{OsStr, OsString};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Runs `allocgate check` on captures, under the flags that it was made with.
#[derive(Debug)]
pub(super) struct ProgramGate {
    directory: TempDir,
    /// The baseline, as operands.
    baseline: Vec<PathBuf>,
    flags: Vec<OsString>,
}

impl From<PlantError> for Message {
    fn from(error: PlantError) -> Message {
        match error {
            PlantError::Selection(error) => error.into(),
            PlantError::Write(_) => error.to_string().into(),
        }
    }
}

impl ProgramGate {
    /// A gate for captures that are compared with `baseline`. Standard input is read, once, into a
    /// file of the gate's own.
    pub fn new(baseline: &[PathBuf], flags: Vec<OsString>) -> Result<ProgramGate, Message> {
        let directory = tempfile::tempdir().map_err(failed("make a temporary directory"))?;
        let mut gate = ProgramGate { directory, baseline: Vec::new(), flags };
        for operand in baseline {
            let operand = if operand.as_os_str() == "-" { gate.stdin()? } else { operand.clone() };
            gate.baseline.push(operand);
        }
        Ok(gate)
    }

    /// The baseline, as operands.
    pub fn baseline(&self) -> &[PathBuf] {
        &self.baseline
    }

    /// The bytes of the baseline's files. What can't be read is left to `check` to tell.
    pub fn baseline_files(&self) -> Vec<Vec<u8>> {
        let operands = self.baseline.iter().filter_map(|operand| sources(operand).ok());
        let read = |source: Source| match source {
            Source::File(path) => std::fs::read(path).ok(),
            Source::Stdin => None,
        };
        operands.flatten().filter_map(read).collect()
    }

    /// Judges captures that are written for it.
    pub fn judge(&self, captures: Captures<'_>) -> Result<Judged, Message> {
        let candidate = self.write("planted.txt", captures.candidate)?;
        match captures.baseline {
            None => self.check(&self.baseline, &[candidate]),
            Some(baseline) => self.check(&[self.write("baseline.txt", baseline)?], &[candidate]),
        }
    }

    /// Judges captures that are files or directories.
    pub fn check(&self, baseline: &[PathBuf], candidate: &[PathBuf]) -> Result<Judged, Message> {
        let mut arguments: Vec<OsString> =
            ["allocgate", "check", "--report", "json", "--no-places"].map(Into::into).into();
        arguments.extend(self.flags.iter().cloned());
        for (flag, operands) in [("--baseline", baseline), ("--candidate", candidate)] {
            arguments.push(flag.into());
            arguments.extend(operands.iter().map(|operand| no_flag(operand)));
        }
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let exit = super::run(arguments, &mut stdout, &mut stderr);
        // Standard error has text only where a command could not be run.
        if exit == Exit::Usage {
            let text = stderr.strip_prefix(b"error: ").unwrap_or(&stderr);
            return Err(Message::lines(text));
        }
        let text = String::from_utf8_lossy(&stdout);
        let report = report::from_json(&text).map_err(|error| Message::from(error.to_string()))?;
        Ok(Judged { exit: exit.code(), report })
    }

    /// Writes a capture for the gate.
    pub fn write(&self, name: &str, capture: &[u8]) -> Result<PathBuf, Message> {
        let path = self.directory.path().join(name);
        std::fs::write(&path, capture).map_err(failed("write a capture"))?;
        Ok(path)
    }

    fn stdin(&self) -> Result<PathBuf, Message> {
        let mut capture = Vec::new();
        io::stdin().lock().read_to_end(&mut capture).map_err(failed("read standard input"))?;
        self.write("stdin.txt", &capture)
    }
}

/// An operand that is not taken for a flag.
fn no_flag(operand: &Path) -> OsString {
    match operand.as_os_str().as_encoded_bytes() {
        [b'-', ..] => Path::new(".").join(operand).into_os_string(),
        _ => operand.as_os_str().to_owned(),
    }
}

fn failed(to_do: &'static str) -> impl Fn(io::Error) -> Message {
    move |error| format!("failed to {to_do}: {error}").into()
}

/// A flag with its value in one argument, so that the value is not taken for a flag.
pub(super) fn flag(name: &str, value: impl AsRef<OsStr>) -> OsString {
    let mut flag = OsString::from(format!("--{name}="));
    flag.push(value);
    flag
}
