//! Running a program to its end, or to that of our patience.

use super::environment;
use super::error::HostError;
use super::group::Group;
use super::interrupt::interrupted;
#[cfg(unix)]
use super::pipes::Streams;
use super::program::{Output, Program};
#[cfg(not(unix))]
use super::spool::Streams;
use std::io;
use std::process::Command;
use std::time::{Duration, Instant};

/// Between two looks at a child that prints nothing, for the first time; then longer and longer.
const SHORTEST: Duration = Duration::from_millis(1);
const LONGEST: Duration = Duration::from_millis(50);

/// Why a child is not waited for.
#[derive(Clone, Copy, Debug)]
enum Stop {
    Deadline,
    Interrupt,
    TooMuchOutput,
}

/// How long a child is attended to.
#[derive(Clone, Copy, Debug)]
struct Limits {
    started: Instant,
    deadline: Duration,
    most_output: usize,
    heeds: bool,
}

/// See [`Program::attempt`].
pub(super) fn run(
    program: &Program,
    deadline: Duration,
    most_output: usize,
) -> Result<Output, HostError> {
    let failed = |error| HostError::Run { program: program.called.clone(), error };
    let mut command = command(program);
    let mut streams = Streams::new(&mut command, program.input.as_deref()).map_err(failed)?;
    let started = Instant::now();
    let mut group = Group::start(&mut command).map_err(|error| not_started(program, error))?;
    // It holds the files that were made for the child.
    drop(command);
    streams.attach(group.child()).map_err(failed)?;
    let limits = Limits { started, deadline, most_output, heeds: program.heeds };
    let attended = attend(&mut group, &mut streams, limits);
    let status = group.end().map_err(failed)?;
    match attended.map_err(failed)? {
        None => {
            let [stdout, stderr] = streams.into_bytes().map_err(failed)?;
            Ok(Output { stdout, stderr, status })
        }
        Some(Stop::Deadline) => {
            let [printed, _] = streams.into_bytes().map_err(failed)?;
            Err(HostError::Deadline { program: program.called.clone(), deadline, printed })
        }
        Some(Stop::Interrupt) => Err(HostError::Interrupted { program: program.called.clone() }),
        Some(Stop::TooMuchOutput) => {
            Err(HostError::TooMuchOutput { program: program.called.clone(), most: most_output })
        }
    }
}

fn command(program: &Program) -> Command {
    let mut command = Command::new(&program.program);
    command.args(&program.arguments);
    if let Some(directory) = &program.directory {
        command.current_dir(directory);
    }
    for name in environment::withheld() {
        command.env_remove(name);
    }
    for (name, value) in &program.environment {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

/// The system's words are the same for a program and for a directory that is not there.
fn not_started(program: &Program, error: io::Error) -> HostError {
    let called = program.called.clone();
    match program.missing_directory() {
        Some(directory) => {
            HostError::NoDirectory { program: called, directory: directory.to_owned() }
        }
        None if error.kind() == io::ErrorKind::NotFound => HostError::NotFound { program: called },
        None => HostError::Run { program: called, error },
    }
}

/// Attends to a child's streams until it has ended or must be stopped. A child that closed its
/// streams, or whose own children keep them open, is not at its end for that.
fn attend(group: &mut Group, streams: &mut Streams, limits: Limits) -> io::Result<Option<Stop>> {
    let mut pause = SHORTEST;
    while !group.has_ended()? {
        if limits.heeds && interrupted() {
            return Ok(Some(Stop::Interrupt));
        }
        let left = limits.deadline.saturating_sub(limits.started.elapsed());
        if left.is_zero() {
            return Ok(Some(Stop::Deadline));
        }
        let moved = streams.transfer(pause.min(left))?;
        if streams.received() > limits.most_output {
            return Ok(Some(Stop::TooMuchOutput));
        }
        pause = if moved { SHORTEST } else { LONGEST.min(2 * pause) };
    }
    // Those whom it left behind may print for ever. All that it wrote itself is there by now.
    group.kill();
    while streams.transfer(Duration::ZERO)? {
        if streams.received() > limits.most_output {
            return Ok(Some(Stop::TooMuchOutput));
        }
    }
    Ok(None)
}
