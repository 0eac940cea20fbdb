//! Files beside the reports: a picture, and what an incident needs to keep. Flags that several commands
//! share.

use super::Kept;
use super::drawing::{Drawing, DrawingError};
use super::postmortem::{can_keep, keep};
use crate::cli::check::real;
use crate::cli::message::Message;
use crate::cli::write::{can_write, write_file};
use crate::report::{Report, shown};
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is kept of explanations.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Picturing {
    /// Draw what the worst of them allocates more as a flame graph: an SVG file
    #[arg(long, value_name = "FILE")]
    flamegraph: Option<PathBuf>,

    /// Keep what an incident needs in a directory: captures, profiles, their differences, flame graphs, a
    /// summary, and benchmarks with budgets to begin with
    #[arg(long, value_name = "DIR")]
    postmortem: Option<PathBuf>,
}

impl Picturing {
    /// Whether there is anything that needs explanations.
    pub fn is_wanted(&self) -> bool {
        self.flamegraph.is_some() || self.postmortem.is_some()
    }

    /// Refuses what can't be written: who measures first would know it too late.
    ///
    /// # Errors
    ///
    /// The file that can't be, or that a report goes to.
    pub fn can_be_drawn<'a>(
        &self,
        mut reports: impl Iterator<Item = &'a Path>,
    ) -> Result<(), Message> {
        let wrong = |flag: &str, path: &Path, why: &str| {
            Message::from(format!("--{flag}: can't write {}: {why}", path.display()))
        };
        if let Some(path) = &self.flamegraph {
            can_write(path).map_err(|error| wrong("flamegraph", path, &error.to_string()))?;
            let is_it = |report: &Path| {
                report == path || real(path).is_some_and(|path| real(report) == Some(path))
            };
            if reports.any(is_it) {
                return Err(wrong("flamegraph", path, "a report goes there"));
            }
        }
        match &self.postmortem {
            Some(path) if path.exists() && !path.is_dir() => {
                Err(wrong("postmortem", path, "it is no directory"))
            }
            Some(path) => {
                can_keep(path).map_err(|error| wrong("postmortem", path, &error.to_string()))
            }
            None => Ok(()),
        }
    }

    /// The files below the working tree that are written.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.flamegraph.as_deref().into_iter()
    }

    /// Draws it, and keeps it; says whether all could be written. If nothing is explained, there is nothing
    /// to draw, which is said.
    pub fn draw(
        &self,
        report: &Report,
        captures: Option<[&[u8]; 2]>,
        kept: &[Kept],
        stderr: &mut dyn Write,
    ) -> bool {
        let mut problems = Vec::new();
        if let Some(path) = &self.flamegraph {
            match kept.first() {
                Some(first) => {
                    if report.explanations.len() > 1 {
                        note(stderr, &format!("the flame graph is of {}", shown(&first.name)));
                    }
                    problems.extend(flamegraph(first, path).err());
                }
                None => note(stderr, "--flamegraph: nothing was profiled, and nothing is drawn"),
            }
        }
        if let Some(directory) = &self.postmortem {
            match kept {
                [] => note(stderr, "--postmortem: nothing was profiled, and nothing is kept"),
                kept => problems.extend(
                    keep(directory, report, captures, kept).err().map(|error| error.to_string()),
                ),
            }
        }
        for problem in &problems {
            let _ = writeln!(stderr, "error: {}", shown(problem));
        }
        problems.is_empty()
    }
}

fn note(stderr: &mut dyn Write, text: &str) {
    // Nothing can be done about a standard error that takes no text.
    let _ = writeln!(stderr, "allocgate: {text}");
}

fn flamegraph(kept: &Kept, path: &Path) -> Result<(), String> {
    let svg = Drawing::of(kept).and_then(|drawing| drawing.svg());
    let svg = svg.map_err(|error: DrawingError| error.to_string())?;
    write_file(&svg, path).map_err(|error| format!("failed to write {}: {error}", path.display()))
}
