//! Running a case, for as long as it may take.

use crate::case::Case;
use crate::support::Outcome;
use crate::support::program::Program;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_secs(10);

/// What one program makes of a case that is laid out.
pub fn run(program: &Program, case: &Case, directory: &Path) -> Outcome {
    let (mut stdout, mut stderr) = (scratch(), scratch());
    let stdin = case.stdin.as_ref().and_then(|file| File::open(directory.join(file)).ok());
    let mut child = program
        .command(&case.args, directory)
        .stdin(stdin.map_or_else(Stdio::null, Stdio::from))
        .stdout(stdout.try_clone().unwrap())
        .stderr(stderr.try_clone().unwrap())
        .spawn()
        .expect("the program starts");
    let exit = wait(&mut child);
    Outcome { exit, stdout: written(&mut stdout), stderr: written(&mut stderr) }
}

/// Files hold any amount of output without a thread that reads it.
fn scratch() -> File {
    tempfile::tempfile().expect("a temporary file")
}

fn written(file: &mut File) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

/// The exit code; -1 for a program that a signal ended, -2 for one that was killed here.
fn wait(child: &mut Child) -> i32 {
    let start = Instant::now();
    let mut pause = Duration::from_micros(200);
    loop {
        if let Some(status) = child.try_wait().expect("the program can be waited for") {
            return status.code().unwrap_or(-1);
        }
        if start.elapsed() > DEADLINE {
            let _ = child.kill();
            let _ = child.wait();
            return -2;
        }
        sleep(pause);
        pause = (pause * 5 / 4).min(Duration::from_millis(20));
    }
}
