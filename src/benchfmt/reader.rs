use super::lines::Lines;
use super::output::Output;
use super::packages::Packages;
use super::section::At;
use super::stream::{Stream, StreamLine};
use super::test2json::{Parsed, parse};
use super::{Format, Input, LongLines, Options, ReadError, Sink, SyntaxErrorKind};
use std::io::{self, Read};

/// Reads a capture to its end.
///
/// # Errors
///
/// Those of `input` alone. Whatever is wrong with the bytes is reported to the sink.
pub fn read(input: impl Read, sink: &mut impl Sink) -> io::Result<Input> {
    Ok(read_with(&Options::default(), input, sink)?)
}

/// Reads a capture to its end, as `options` say.
///
/// # Errors
///
/// Those of `input`; and a line that is too long, where `options` refuse such.
pub fn read_with(
    options: &Options,
    input: impl Read,
    sink: &mut impl Sink,
) -> Result<Input, ReadError> {
    let mut lines = Lines::new(input, options.max_line);
    if options.byte_order_mark && !skip_mark(&mut lines).map_err(failed(0))? {
        return Ok(summary(&lines, Format::Utf16));
    }
    let mut reader = Reader::new(options, sink);
    while let Some(line) = lines.next().map_err(failed(reader.count))? {
        match line.text {
            Some(text) => reader.line(text, line.ended),
            None if options.long_lines == LongLines::Refuse => {
                return Err(ReadError::LineTooLong { lines: reader.count });
            }
            None => reader.long_line(),
        }
    }
    reader.end();
    let first_nul = reader.first_nul;
    Ok(Input { first_nul, ..summary(&lines, reader.format()) })
}

fn failed(lines: u64) -> impl FnOnce(io::Error) -> ReadError {
    move |source| ReadError::Io { lines, source }
}

/// Whether the input is anything but UTF-16; UTF-8's byte order mark is skipped.
fn skip_mark(lines: &mut Lines<impl Read>) -> io::Result<bool> {
    let first = lines.peek()?;
    let mark = first.starts_with(b"\xEF\xBB\xBF");
    let readable = !first.starts_with(b"\xFE\xFF") && !first.starts_with(b"\xFF\xFE");
    lines.skip(if mark { 3 } else { 0 });
    Ok(readable)
}

fn summary<R>(lines: &Lines<R>, format: Format) -> Input {
    Input {
        bytes: lines.bytes,
        lines: lines.count,
        format,
        ends_mid_line: lines.open,
        first_nul: None,
    }
}

struct Reader<'s, S> {
    output: Output<'s, S>,
    /// Lines that are no events.
    text: Stream,
    packages: Packages,
    test2json: bool,
    count: u64,
    events: bool,
    other_lines: bool,
    first_nul: Option<u64>,
    /// Whether a NUL is still looked for.
    finds_nul: bool,
}

impl<'s, S: Sink> Reader<'s, S> {
    fn new(options: &Options, sink: &'s mut S) -> Self {
        let mut output = Output::new(options, sink);
        let text = Stream::new(None, &mut output);
        let packages = Packages::default();
        let test2json = options.test2json;
        Self {
            output,
            text,
            packages,
            test2json,
            count: 0,
            events: false,
            other_lines: false,
            first_nul: None,
            finds_nul: options.byte_order_mark,
        }
    }

    fn long_line(&mut self) {
        self.count += 1;
        self.output.error(self.count, SyntaxErrorKind::LineTooLong, None);
    }

    fn line(&mut self, line: &[u8], ended: bool) {
        self.count += 1;
        if self.finds_nul && memchr::memchr(0, line).is_some() {
            self.first_nul = Some(self.count);
            self.finds_nul = false;
        }
        if self.test2json && line.first() == Some(&b'{') && self.event(line) {
            return;
        }
        self.other_lines |= !line.trim_ascii().is_empty();
        self.text.line(StreamLine { text: line, number: self.count, ended }, &mut self.output);
    }

    /// Whether `line` was an event, or meant to be one.
    fn event(&mut self, line: &[u8]) -> bool {
        match parse(&String::from_utf8_lossy(line)) {
            Parsed::Event(action, event) => {
                self.events = true;
                let at = At { text: line, line: self.count };
                self.packages.event(action, &event, at, &mut self.output);
            }
            Parsed::Malformed if self.events => {
                self.output.error(self.count, SyntaxErrorKind::MalformedEvent, None);
            }
            Parsed::Malformed | Parsed::Text => return false,
        }
        true
    }

    /// The end of the input.
    fn end(&mut self) {
        self.packages.end(self.count, self.other_lines, &mut self.output);
        self.text.end(self.count, &mut self.output);
    }

    fn format(&self) -> Format {
        match (self.events, self.other_lines) {
            (true, true) => Format::Mixed,
            (true, false) => Format::Test2json,
            (false, _) => Format::Text,
        }
    }
}
