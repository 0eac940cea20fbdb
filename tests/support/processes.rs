//! Processes of others: whether they run, and who guards them.
#![allow(dead_code)]

use super::tools;
use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Longer than anything here takes, but what would hang.
const LONG: Duration = Duration::from_secs(30);

/// Sends a signal, such as `-INT`; or, with `-0`, asks whether there is such a process.
pub fn signal(name: &str, process: &str) -> bool {
    let kill = Command::new("kill").args([name, process]).stderr(Stdio::null()).status();
    kill.unwrap().success()
}

/// Whether a process runs. Where nobody reaps those that lost their parent, a zombie may be left.
pub fn runs(process: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    signal("-0", process) && !status.contains(") Z ")
}

/// Whether a process ends, or has ended.
pub fn is_gone(process: &str) -> bool {
    let started = Instant::now();
    while runs(process) {
        if started.elapsed() > LONG {
            return false;
        }
        sleep(Duration::from_millis(20));
    }
    true
}

/// A process that guards another.
#[derive(Debug)]
pub struct Guard {
    pub process: String,
    pub group: String,
}

/// The guards that a process has started, where processes can be listed.
pub fn guards(parent: u32) -> Option<Vec<Guard>> {
    let Ok(list) = Command::new("ps").args(["-A", "-o", "ppid=,pid=,pgid=,args="]).output() else {
        return tools::missing("no ps");
    };
    let guard = |line: &str| match &*line.split_whitespace().collect::<Vec<_>>() {
        [of, process, group, "allocgate", "guard"] if *of == parent.to_string() => {
            Some(Guard { process: (*process).to_owned(), group: (*group).to_owned() })
        }
        _ => None,
    };
    Some(String::from_utf8_lossy(&list.stdout).lines().filter_map(guard).collect())
}
