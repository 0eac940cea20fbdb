//! Measuring whole programs, beside one another.
#![allow(dead_code, clippy::print_stdout)]

use std::path::Path;
use std::process::{Command, Stdio};

/// How often each program is run.
pub const ROUNDS: usize = 5;

/// What one run takes: seconds, and the peak in MB, where there are programs to tell it.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    pub wall: f64,
    pub user: f64,
    pub peak: f64,
}

/// benchstat, from `ALLOCGATE_BENCHSTAT` or `PATH`.
pub fn benchstat() -> String {
    std::env::var("ALLOCGATE_BENCHSTAT").unwrap_or_else(|_| "benchstat".to_owned())
}

/// A number from the environment.
pub fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// The medians of [`ROUNDS`] runs of each command; none of one that is not there. They run in turns,
/// so that whatever else the machine does slows all alike.
pub fn in_turns<const N: usize>(commands: [&[&str]; N], folder: &Path) -> [Option<Usage>; N] {
    let mut runs: [Vec<Usage>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..ROUNDS {
        for (runs, command) in runs.iter_mut().zip(commands) {
            runs.extend(run(command, folder));
        }
    }
    runs.map(|runs| medians(&runs))
}

fn medians(runs: &[Usage]) -> Option<Usage> {
    let median = |figure: fn(&Usage) -> f64| {
        let mut figures: Vec<f64> = runs.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied()
    };
    let [wall, user, peak] = [median(|u| u.wall), median(|u| u.user), median(|u| u.peak)];
    Some(Usage { wall: wall?, user: user?, peak: peak? })
}

/// Runs a command once under bash, which tells its times, and GNU time, which tells its peak.
fn run(command: &[&str], folder: &Path) -> Option<Usage> {
    const SCRIPT: &str = r#"TIMEFORMAT='%3R %3U'
        command -v "$1" >/dev/null || exit 1
        time { /usr/bin/time -q -f %M -o peak "$@" >/dev/null 2>&1; }
        cat peak >&2"#;
    let mut bash = Command::new("bash");
    let bash = bash.args(["-c", SCRIPT, "bash"]).args(command).current_dir(folder);
    let output = bash.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut figures = text.split_whitespace().map(|word| word.parse::<f64>().ok());
    let (wall, user, peak) = (figures.next()??, figures.next()??, figures.next().flatten());
    Some(Usage { wall, user, peak: peak.unwrap_or(f64::NAN) * 1024.0 / 1e6 })
}

impl Usage {
    /// As columns of a table.
    pub fn show(&self) -> String {
        format!("{:8.3} s {:8.3} s user {:7.1} MB", self.wall, self.user, self.peak)
    }
}

/// Shows what two programs took, and how much more the second took.
pub fn show_pair(what: &str, ours: Option<Usage>, theirs: Option<Usage>) {
    let show = |usage: Option<Usage>| usage.map_or("not there".to_owned(), |u| u.show());
    println!("{what}");
    println!("  allocgate  {}", show(ours));
    println!("  benchstat  {}", show(theirs));
    if let (Some(a), Some(b)) = (ours, theirs) {
        let [wall, user, peak] = [b.wall / a.wall, b.user / a.user, b.peak / a.peak];
        println!("  ratio      {wall:8.1}   {user:8.1}        {peak:7.1}");
    }
}
