//! What was measured, as two captures: kept, and judged.

use super::keeping::Keeping;
use crate::benchproc::{Capture, Selecting, SelectionError};
use crate::cli::message::Message;
use crate::cli::write::write_file;
use crate::policy::Policy;
use crate::report::Report;
use crate::run::{Captured, Measured, Pair, Shard, without_benchmarks};
use std::path::PathBuf;

/// Both sides.
pub(super) struct Captures {
    sides: [Side; 2],
    /// What kept them from being kept.
    pub unkept: Option<Message>,
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
    without_benchmarks([&*named])
}

/// What a side has. Where that is nothing at all, since no package has benchmarks there yet or any more,
/// it says so: otherwise it could have been lost.
fn text(measured: &Measured, of: fn(&Pair) -> Option<&Captured>) -> Vec<u8> {
    if measured.pairs.iter().all(|pair| of(pair).is_none()) {
        return without_benchmarks(measured.pairs.iter().map(|pair| &*pair.package));
    }
    let captured = measured.pairs.iter().filter_map(of);
    captured.map(|captured| &*captured.bytes).collect::<Vec<_>>().concat()
}

impl Captures {
    /// Those of a run; kept, each whole or not at all, where somebody wants that.
    pub fn of(
        measured: &Measured,
        keeping: Option<&Keeping>,
        shard: Option<Shard>,
        patterns: &[String],
    ) -> Captures {
        let side = |index: usize, called, of: fn(&Pair) -> Option<&Captured>| {
            let is_empty = measured.packages == 0;
            let text = if is_empty { nothing(shard, patterns) } else { text(measured, of) };
            let file = keeping.map(|keeping| keeping.files[index].clone());
            Side { text, file, called }
        };
        let sides = [
            side(0, "baseline", |pair| pair.baseline.as_ref()),
            side(1, "candidate", |pair| pair.candidate.as_ref()),
        ];
        let part = shard.map(|shard| format!("part: {}/{}\npart:\n", shard.number(), shard.of()));
        let part = part.unwrap_or_default().into_bytes();
        let made = keeping.map_or(Ok(()), Keeping::make);
        let unmade = made.err().map(|error| Message::from(format!("--keep: {error}")));
        let unkept = unmade.or_else(|| sides.iter().find_map(|side| side.keep(&part).err()));
        Captures { sides, unkept }
    }

    /// What both sides printed.
    pub fn texts(&self) -> [&[u8]; 2] {
        self.sides.each_ref().map(|side| &*side.text)
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
    /// Writes it to its file, after a line that says which part of a whole it is: judged by itself, as here,
    /// nobody misses the others.
    fn keep(&self, part: &[u8]) -> Result<(), Message> {
        let Some(file) = &self.file else { return Ok(()) };
        let text = [part, &self.text].concat();
        write_file(&text, file).map_err(|error| {
            Message::from(format!("--keep: failed to write {}: {error}", file.display()))
        })
    }

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
