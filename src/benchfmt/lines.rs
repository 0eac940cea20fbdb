use std::io::{self, Read};

/// How much is asked of the input at a time.
const CHUNK: usize = 256 * 1024;

/// Splits a stream into lines at `\n`, within memory bounded by the longest line allowed.
pub(super) struct Lines<R> {
    input: R,
    buffer: Vec<u8>,
    /// What of `buffer` is read and not yet handed out.
    start: usize,
    end: usize,
    max: usize,
    ended: bool,
    /// Whether the line handed out last was too long, and the rest of it is still to be dropped.
    skips: bool,
    /// Bytes read.
    pub(super) bytes: u64,
    /// Lines handed out.
    pub(super) count: u64,
    /// Whether the last line handed out had no line ending.
    pub(super) open: bool,
}

/// One line of the input.
pub(super) struct Line<'a> {
    /// Without its `\n`; `None` where it was too long.
    pub(super) text: Option<&'a [u8]>,
    /// Whether it ended in `\n`.
    pub(super) ended: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(input: R, max: usize) -> Self {
        let buffer = vec![0; CHUNK];
        Self {
            input,
            buffer,
            start: 0,
            end: 0,
            max,
            ended: false,
            skips: false,
            bytes: 0,
            count: 0,
            open: false,
        }
    }

    /// The next line, or `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        if std::mem::take(&mut self.skips) {
            self.skip_line()?;
        }
        let Some(length) = self.find_end()? else {
            return Ok(None);
        };
        self.count += 1;
        let from = self.start;
        self.start = self.end.min(from + length + 1);
        if length > self.max {
            // Whoever refuses such lines need not wait for its end.
            self.skips = true;
            return Ok(Some(Line { text: None, ended: true }));
        }
        self.open = from + length == self.end;
        let text = Some(&self.buffer[from..from + length]);
        Ok(Some(Line { text, ended: !self.open }))
    }

    /// Drops the first `count` bytes. Only what [`Self::peek`] has shown may be dropped.
    pub(super) fn skip(&mut self, count: usize) {
        self.start += count;
    }

    /// The first bytes of the input, three or whatever there are. To be called before anything
    /// else.
    pub(super) fn peek(&mut self) -> io::Result<&[u8]> {
        while self.end < 3 && !self.ended {
            self.fill()?;
        }
        Ok(&self.buffer[..self.end])
    }

    /// The length of the line at `start`, once its end or too much of it is in the buffer. `None`
    /// at the end of the input.
    fn find_end(&mut self) -> io::Result<Option<usize>> {
        let mut searched = 0;
        loop {
            let waiting = &self.buffer[self.start..self.end];
            if let Some(found) = memchr::memchr(b'\n', &waiting[searched..]) {
                return Ok(Some(searched + found));
            }
            searched = waiting.len();
            if self.ended {
                return Ok((searched > 0).then_some(searched));
            }
            if searched > self.max {
                return Ok(Some(searched));
            }
            self.fill()?;
        }
    }

    /// Drops the rest of a line of which `start` is past the part that was in the buffer, unless
    /// its end was in it.
    fn skip_line(&mut self) -> io::Result<()> {
        self.open = self.start == self.end && self.buffer[self.end - 1] != b'\n';
        while self.open && !self.ended {
            (self.start, self.end) = (0, 0);
            self.fill()?;
            if let Some(found) = memchr::memchr(b'\n', &self.buffer[..self.end]) {
                self.start = found + 1;
                self.open = false;
            } else {
                self.start = self.end;
            }
        }
        Ok(())
    }

    /// Reads some more, behind what waits.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        if self.end == self.buffer.len() {
            self.buffer.resize(self.end + CHUNK, 0);
        }
        let count = loop {
            match self.input.read(&mut self.buffer[self.end..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        self.ended = count == 0;
        self.end += count;
        self.bytes += count as u64;
        Ok(())
    }
}
