//! What is shown while measuring: a line that changes on a terminal, a line a package elsewhere.

use crate::cli::telling::{failed, named, tell};
use crate::report::{count, shown};
use crate::run::{Measured, Progress};
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Where it is shown.
pub(super) struct Display<'a> {
    stderr: &'a mut dyn Write,
    is_terminal: bool,
    has_line: bool,
    package: String,
    number: usize,
    of: usize,
    /// When measuring began, and this package.
    began: Instant,
    package_began: Instant,
    /// When something was shown last.
    shown_last: Instant,
}

/// Where no line changes, one says after so long that it goes on.
const SILENCE: Duration = Duration::from_secs(60);

impl<'a> Display<'a> {
    pub fn new(stderr: &'a mut dyn Write) -> Display<'a> {
        let (began, package_began) = (Instant::now(), Instant::now());
        let (package, is_terminal) = (String::new(), io::stderr().is_terminal());
        let (has_line, number, of) = (false, 0, 0);
        let shown_last = began;
        Display {
            stderr,
            is_terminal,
            has_line,
            package,
            number,
            of,
            began,
            package_began,
            shown_last,
        }
    }

    /// Lines that stay, each of the program's.
    pub fn tell(&mut self, text: &str) {
        self.clear();
        self.shown_last = Instant::now();
        tell(text, self.stderr);
    }

    /// Where warnings go, too.
    pub fn stderr(&mut self) -> &mut dyn Write {
        self.stderr
    }

    /// Takes the line away that changes.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.has_line) {
            let _ = write!(self.stderr, "\r\u{1b}[K");
        }
    }

    /// What goes on.
    pub fn show(&mut self, progress: &Progress<'_>) {
        match progress {
            Progress::Building { packages } => {
                self.status(&format!("building {}", packages_of(*packages)));
            }
            Progress::Package { package, number, of, is_kept } => {
                if *number == 1 {
                    self.began = Instant::now();
                }
                self.package_began = Instant::now();
                (self.package, self.number, self.of) = ((*package).to_owned(), *number, *of);
                let kept = if *is_kept { ", its baseline from the cache" } else { "" };
                self.package.push_str(kept);
                self.status(&format!("{}{}", self.here(), self.left(0.0)));
            }
            Progress::Round { number, of, benchmarks, confirms } => {
                let what = match (number, confirms) {
                    (0, _) => "calibrating".to_owned(),
                    (_, true) => format!("confirming, {number} of {of}"),
                    (_, false) => format!("sample {number} of {of}"),
                };
                let benchmarks = if *benchmarks > 0 {
                    format!(", {}", benchmarks_of(*benchmarks))
                } else {
                    String::new()
                };
                // It begins now.
                let share = f64::from(number.saturating_sub(1)) / f64::from((*of).max(1));
                self.status(&format!("{}: {what}{benchmarks}{}", self.here(), self.left(share)));
            }
            Progress::Done { benchmarks, samples } => self.done(*benchmarks, *samples),
            Progress::Failed { package, is_baseline, why } => {
                self.tell(&failed(package, *is_baseline, why));
            }
        }
    }

    /// What was measured, and what was not.
    pub fn measured(&mut self, measured: &Measured) {
        let Measured { identical, untrimmed, without_results, .. } = measured;
        for (packages, what) in [
            (identical, "not run, since their test binaries are identical"),
            (untrimmed, "built without -trimpath, since they need the paths of their source"),
            (without_results, "printed no result"),
        ] {
            if !packages.is_empty() {
                self.tell(&format!("{what}: {}", named(packages)));
            }
        }
    }

    /// That a benchmark is profiled.
    pub fn explaining(&mut self, name: &str, number: usize, of: usize) {
        self.status(&format!("explaining {name}, {number} of {of}"));
    }

    fn done(&mut self, benchmarks: usize, (fewest, most): (usize, usize)) {
        let samples =
            if fewest == most { fewest.to_string() } else { format!("{fewest} to {most}") };
        let time = self.package_began.elapsed();
        let line = format!(
            "{}: {}, {samples} samples a side, {}",
            self.here(),
            benchmarks_of(benchmarks),
            seconds(time)
        );
        self.tell(&line);
    }

    fn here(&self) -> String {
        format!("[{}/{}] {}", self.number, self.of, self.package)
    }

    /// What is left, if packages take about as long as those before.
    fn left(&self, share: f64) -> String {
        let done = self.number.saturating_sub(1) as f64 + share;
        if done < 0.5 {
            return String::new();
        }
        let left = self.began.elapsed().as_secs_f64() * (self.of as f64 - done) / done;
        format!(", about {} left", seconds(Duration::from_secs_f64(left.max(0.0))))
    }

    /// Shows a line in place of the last one, on a terminal.
    fn status(&mut self, text: &str) {
        if self.is_terminal {
            let text: String = shown(text).chars().take(120).collect();
            let _ = write!(self.stderr, "\r{text}\u{1b}[K");
            let _ = self.stderr.flush();
            self.has_line = true;
        } else if self.shown_last.elapsed() > SILENCE {
            self.tell(text);
        }
    }
}

/// A number of packages, in words.
pub(super) fn packages_of(number: usize) -> String {
    count(number as u64, "package", "packages")
}

/// A number of benchmarks, in words.
fn benchmarks_of(number: usize) -> String {
    count(number as u64, "benchmark", "benchmarks")
}

fn seconds(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1}s", time.as_secs_f64()),
        10..60 => format!("{seconds}s"),
        _ => format!("{}m{:02}s", seconds / 60, seconds % 60),
    }
}
