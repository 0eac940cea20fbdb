//! Streams with results torn by prints: what to make of their lines.

use super::line;
use super::mark::{Mark, classify};
use super::output::Output;
use super::recover::{self, Named};
use super::section::At;
use super::stream::{Stream, StreamLine};
use super::waiting::Waiting;
use super::{Ending, Sink, SyntaxErrorKind};

impl Stream {
    /// A benchmark line that can't be read as it is: the benchmark printed something, or failed.
    pub(super) fn torn(
        &mut self,
        rest: &[u8],
        line: StreamLine<'_>,
        kind: SyntaxErrorKind,
        output: &mut Output<'_, impl Sink>,
    ) {
        let Some(named) = recover::named(rest) else {
            self.give_up(output);
            if !self.named(recover::glued(rest), Some(kind), line, output) {
                output.error(line.number, kind, Some(line::split_name(rest).0));
            }
            return;
        };
        self.give_up(output);
        match failure(named.rest) {
            None => {
                self.named(Some(named), Some(kind), line, output);
            }
            Some((Mark::Sign(Ending::Failed), text)) => {
                self.sections.sign(Ending::Failed, At { text, line: line.number });
            }
            Some((mark, text)) => {
                self.waiting = Some(Waiting::new(named.name, None, line));
                self.sections.evidence(mark, At { text, line: line.number });
            }
        }
    }

    /// A name with text after it: with its numbers in the same line, or else to come.
    fn named(
        &mut self,
        named: Option<Named<'_>>,
        kind: Option<SyntaxErrorKind>,
        line: StreamLine<'_>,
        output: &mut Output<'_, impl Sink>,
    ) -> bool {
        let Some(Named { name, rest }) = named else {
            return false;
        };
        let complete = recover::numbers(rest)
            .is_some_and(|numbers| self.result(name, numbers, line.number, true, output).is_ok());
        if !complete && kind.is_none() && self.is_waiting() {
            // In what a running benchmark prints, a name is but a word.
            return false;
        }
        if !complete {
            self.give_up(output);
            self.waiting = Some(Waiting::new(name, kind, line));
        }
        true
    }

    /// Whether `line` belongs to a torn result.
    pub(super) fn recover(
        &mut self,
        line: StreamLine<'_>,
        output: &mut Output<'_, impl Sink>,
    ) -> bool {
        if let Some(waiting) = self.waiting.take_if(|waiting| !waiting.announced) {
            if line.text.starts_with(b"--- FAIL: Benchmark") {
                return false;
            }
            let numbers = recover::numbers(line.text);
            if numbers.is_some_and(|numbers| {
                self.result(&waiting.name, numbers, line.number, true, output).is_ok()
            }) {
                return true;
            }
            self.waiting = Some(waiting);
        }
        self.named(recover::glued(line.text), None, line, output)
    }

    /// Whether a benchmark's numbers are to come.
    fn is_waiting(&self) -> bool {
        self.waiting.as_ref().is_some_and(|waiting| !waiting.announced)
    }
}

/// The failure that is told right after a name, and its text.
fn failure(text: &[u8]) -> Option<(Mark<'_>, &[u8])> {
    match classify(text) {
        Some(mark @ (Mark::Sign(_) | Mark::ExitStatus)) => Some((mark, text)),
        _ => {
            let failed = memchr::memmem::find(text, b"--- FAIL: Benchmark")?;
            Some((Mark::Sign(Ending::Failed), &text[failed..]))
        }
    }
}
