//! What was measured, as two captures: kept, and judged.

use crate::benchproc::{Capture, Selecting, SelectionError};
use crate::cli::message::Message;
use crate::cli::write::write_file;
use crate::policy::Policy;
use crate::report::Report;
use crate::run::{Captured, Measured, Pair, Shard};
use std::path::{Path, PathBuf};

/// Both sides.
pub(super) struct Captures {
    sides: [Side; 2],
}

/// One side: its text, and the file that keeps it.
struct Side {
    text: Vec<u8>,
    file: Option<PathBuf>,
    called: &'static str,
}

/// What is written where no package of those that were named has a benchmark.
fn nothing(shard: Option<Shard>, patterns: &[String]) -> Vec<u8> {
    let named = match shard {
        Some(shard) => format!("(part {} of {})", shard.number(), shard.of()),
        None if patterns.is_empty() => "./...".to_owned(),
        None => patterns.join(" ").split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let text =
        format!("pkg: {named}\nnot-run: no benchmarks\nPASS\nok  \t{named}\t0.000s\nnot-run:\n");
    text.into_bytes()
}

impl Captures {
    /// Those of a run; written to a directory, whole or not at all, if one is named.
    pub fn of(
        measured: &Measured,
        directory: Option<&Path>,
        shard: Option<Shard>,
        patterns: &[String],
    ) -> Result<Captures, Message> {
        let side = |called, of: fn(&Pair) -> Option<&Captured>| {
            let captured = measured.pairs.iter().filter_map(of);
            let text = captured.map(|captured| &*captured.bytes).collect::<Vec<_>>().concat();
            let is_empty = measured.packages == 0;
            let text = if is_empty { nothing(shard, patterns) } else { text };
            let file = directory.map(|directory| path(directory, called, shard));
            Side { text, file, called }
        };
        let sides = [
            side("baseline", |pair| pair.baseline.as_ref()),
            side("candidate", |pair| pair.candidate.as_ref()),
        ];
        let captures = Captures { sides };
        captures.keep()?;
        Ok(captures)
    }

    fn keep(&self) -> Result<(), Message> {
        for Side { text, file, .. } in &self.sides {
            let Some(file) = file else { continue };
            let failed = |error| {
                Message::from(format!("--keep: failed to write {}: {error}", file.display()))
            };
            if let Some(directory) = file.parent() {
                std::fs::create_dir_all(directory).map_err(failed)?;
            }
            write_file(text, file).map_err(failed)?;
        }
        Ok(())
    }

    /// The files that keep them.
    pub fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.sides.iter().filter_map(|side| side.file.as_ref())
    }

    /// Judges them.
    pub fn check(
        &self,
        policy: &Policy,
        selecting: &Selecting<'_>,
    ) -> Result<Report, SelectionError> {
        let [baseline, candidate] = self.sides.each_ref().map(Side::capture);
        crate::check(baseline, candidate, policy, selecting)
    }
}

impl Side {
    fn capture(&self) -> Capture {
        let file = self.file.as_ref().map(|file| file.to_string_lossy().into_owned());
        let mut capture = Capture::default();
        // As a compiler names what is no file.
        let called = file.unwrap_or_else(|| format!("<{}>", self.called));
        // Bytes in memory can be read.
        let _: std::io::Result<()> = capture.read_from(&called, &*self.text);
        capture
    }
}

/// Parts of one run don't write over each other, wherever they are brought together.
fn path(directory: &Path, side: &str, shard: Option<Shard>) -> PathBuf {
    match shard {
        None => directory.join(format!("{side}.txt")),
        Some(shard) => {
            directory.join(side).join(format!("{}-of-{}.txt", shard.number(), shard.of()))
        }
    }
}
