use super::output::Output;
use super::stream::{Stream, StreamLine};
use super::{Sink, SyntaxErrorKind};

/// One package among test2json events: its outputs, put together to lines.
pub(super) struct Package {
    pub(super) stream: Stream,
    /// The beginning of a line whose end hasn't come yet.
    partial: Vec<u8>,
    /// Whether the line in hand is too long, and dropped.
    skipping: bool,
    /// Whether an event started it; then another must end it.
    pub(super) started: bool,
    /// By the clock of the packages.
    pub(super) last_used: u64,
}

impl Package {
    pub(super) fn new(stream: Stream) -> Self {
        Self { stream, partial: Vec::new(), skipping: false, started: false, last_used: 0 }
    }

    /// Output of the package: parts of lines, lines, or several.
    pub(super) fn print(&mut self, mut text: &[u8], line: u64, output: &mut Output<'_, impl Sink>) {
        while let Some(end) = memchr::memchr(b'\n', text) {
            self.complete(&text[..end], line, output);
            text = &text[end + 1..];
        }
        self.keep(text, line, output);
    }

    /// The end of a line.
    fn complete(&mut self, text: &[u8], number: u64, output: &mut Output<'_, impl Sink>) {
        if self.partial.is_empty() && !self.skipping {
            return self.stream.line(StreamLine { text, number, ended: true }, output);
        }
        self.keep(text, number, output);
        if !std::mem::take(&mut self.skipping) {
            self.stream.line(StreamLine { text: &self.partial, number, ended: true }, output);
        }
        self.partial.clear();
    }

    /// Part of a line.
    fn keep(&mut self, text: &[u8], line: u64, output: &mut Output<'_, impl Sink>) {
        if self.skipping {
            return;
        }
        if self.partial.len() + text.len() > output.max_line {
            self.skipping = true;
            self.partial = Vec::new();
            return output.error(line, SyntaxErrorKind::LineTooLong, None);
        }
        self.partial.extend_from_slice(text);
    }

    /// Takes a line without an end for a line.
    pub(super) fn flush(&mut self, number: u64, output: &mut Output<'_, impl Sink>) {
        let text = std::mem::take(&mut self.partial);
        if !text.is_empty() {
            self.stream.line(StreamLine { text: &text, number, ended: false }, output);
        }
    }

    pub(super) fn end(mut self, line: u64, output: &mut Output<'_, impl Sink>) {
        self.flush(line, output);
        self.stream.end(line, output);
    }
}
