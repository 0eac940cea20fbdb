use super::line::{self, BENCHMARK};
use super::mark::classify;
use super::open::Header;
use super::output::Output;
use super::section::{At, Sections};
use super::waiting::Waiting;
use super::{BenchmarkLine, Config, Ending, Section, Sink, SyntaxErrorKind, UnitMetadata, Value};

/// One stream of lines: a text capture, or the output of one package among test2json events.
pub(super) struct Stream {
    config: Config,
    pub(super) sections: Sections,
    pub(super) waiting: Option<Waiting>,
    /// The package that the events name.
    package: Option<Box<[u8]>>,
    /// Room for the values of a line.
    values: Vec<Value<'static>>,
}

/// A line of a stream, with its number in the file.
#[derive(Clone, Copy)]
pub(super) struct StreamLine<'a> {
    pub(super) text: &'a [u8],
    pub(super) number: u64,
    /// Whether it ended in `\n`.
    pub(super) ended: bool,
}

impl Stream {
    pub(super) fn new(package: Option<&[u8]>, output: &mut Output<'_, impl Sink>) -> Self {
        Self {
            config: output.config(),
            sections: Sections::default(),
            waiting: None,
            package: package.map(Into::into),
            values: Vec::new(),
        }
    }

    pub(super) fn line(&mut self, mut line: StreamLine<'_>, output: &mut Output<'_, impl Sink>) {
        line.text = line.text.strip_suffix(b"\r").unwrap_or(line.text);
        match line.text.strip_prefix(BENCHMARK) {
            Some(rest) => self.benchmark(rest, line, output),
            None => self.other(line, output),
        }
    }

    /// A line that begins with the word `Benchmark`; `rest` is what follows it.
    fn benchmark(&mut self, rest: &[u8], line: StreamLine<'_>, output: &mut Output<'_, impl Sink>) {
        let (name, numbers) = line::split_name(rest);
        let Some(numbers) = numbers else {
            self.give_up(output);
            self.waiting = Some(Waiting::announced(name, line));
            return;
        };
        let Err(kind) = self.result(name, numbers, line.number, false, output) else {
            return;
        };
        if output.recover {
            self.torn(rest, line, kind, output);
        } else {
            output.error(line.number, kind, Some(name));
        }
    }

    /// Reads a result, and passes it on.
    pub(super) fn result(
        &mut self,
        name: &[u8],
        numbers: &[u8],
        number: u64,
        recovered: bool,
        output: &mut Output<'_, impl Sink>,
    ) -> Result<(), SyntaxErrorKind> {
        let mut values = recycle(std::mem::take(&mut self.values));
        let mut read = line::measurements(numbers, &mut values);
        if read.is_ok_and(|iterations| output.recover && is_void(iterations, &values)) {
            read = Err(SyntaxErrorKind::MissingMeasurements);
        }
        if let Ok(iterations) = read {
            self.give_up(output);
            self.sections.result();
            let (values, config) = (&*values, &self.config);
            let result =
                BenchmarkLine { name, iterations, values, config, line: number, recovered };
            output.sink.result(&result);
        }
        self.values = recycle(values);
        read.map(drop)
    }

    /// The numbers of the waiting benchmark, if there is one, won't come any more.
    pub(super) fn give_up(&mut self, output: &mut Output<'_, impl Sink>) {
        if let Some(waiting) = self.waiting.take() {
            waiting.give_up(output);
        }
    }

    /// A line that doesn't begin with the word `Benchmark`.
    fn other(&mut self, line: StreamLine<'_>, output: &mut Output<'_, impl Sink>) {
        if output.recover && self.recover(line, output) {
            return;
        }
        let at = At { text: line.text, line: line.number };
        let mark = classify(line.text);
        if let Some(mark) = mark {
            let (sections, mut emit) = self.ending(output);
            sections.mark(mark, at, &mut emit);
        }
        if let Some(rest) =
            line.text.first().filter(|&&byte| byte == b'U').and_then(|_| line::unit_line(line.text))
        {
            return units(rest, line.number, output);
        }
        if let Some((key, value)) = line::key_value(line.text) {
            self.configure(key, value, line, output);
        } else if mark.is_none() {
            self.sections.words(at);
        }
    }

    fn configure(
        &mut self,
        key: &[u8],
        value: &[u8],
        line: StreamLine<'_>,
        output: &mut Output<'_, impl Sink>,
    ) {
        if let Some(header) = Header::of(key) {
            let at = At { text: line.text, line: line.number };
            let (sections, mut emit) = self.ending(output);
            sections.header(header, value, at, &mut emit);
        } else if self.sections.is_outside() {
            output.sink.outside(key, value, line.number);
        }
        if self.config.set(key, value, &mut output.generations).is_err() {
            output.error(line.number, SyntaxErrorKind::TooManyKeys, None);
        }
    }

    /// The sections, and what is to be done with one that has ended.
    fn ending<'a, S: Sink>(
        &'a mut self,
        output: &'a mut Output<'_, S>,
    ) -> (&'a mut Sections, impl FnMut(Section)) {
        let Self { config, sections, waiting, package, .. } = self;
        let emit = move |mut section: Section| {
            complete(&mut section, config, package.as_deref());
            if let Some(waiting) = waiting.take() {
                waiting.settle(&mut section, output);
            }
            output.sink.section(section);
        };
        (sections, emit)
    }

    /// The event that starts the package's run.
    pub(super) fn start(&mut self, line: u64, output: &mut Output<'_, impl Sink>) {
        let (sections, mut emit) = self.ending(output);
        sections.start(line, &mut emit);
    }

    /// The event that ends the package's run; `text` is the event.
    pub(super) fn finish(
        &mut self,
        ending: Ending,
        at: At<'_>,
        output: &mut Output<'_, impl Sink>,
    ) {
        let (sections, mut emit) = self.ending(output);
        sections.finish(ending, at, &mut emit);
    }

    /// The end of the stream, at `line`.
    pub(super) fn end(&mut self, line: u64, output: &mut Output<'_, impl Sink>) {
        if let Some(Waiting { name, cut: true, .. }) = &self.waiting {
            let text = [BENCHMARK, name].concat();
            self.sections.sign(Ending::Cut, At { text: &text, line });
        }
        let (sections, mut emit) = self.ending(output);
        sections.close(line, &mut emit);
        drop(emit);
        self.give_up(output);
    }
}

/// Fills in what the lines of the section didn't tell.
fn complete(section: &mut Section, config: &Config, package: Option<&[u8]>) {
    if section.package.is_none() {
        let configured = config.get(b"pkg").filter(|_| section.results > 0);
        section.package = package.or(configured).map(Into::into);
    }
    // A section of another package, such as one line of `go test`, has no configuration of its own.
    if section.package.as_deref().is_some_and(|package| config.get(b"pkg") == Some(package)) {
        section.not_run = config.get(b"not-run").map(Into::into);
    }
}

/// Whether this is what `testing` prints for a benchmark in the middle of which a panic or an
/// exit began: no iterations, and no time divided by them.
fn is_void(iterations: i64, values: &[Value<'_>]) -> bool {
    iterations == 0 && values[0].value.is_nan()
}

fn units(rest: &[u8], line: u64, output: &mut Output<'_, impl Sink>) {
    line::unit_pairs(rest, |pair| match pair {
        Ok((unit, key, value)) => output.sink.unit(&UnitMetadata { unit, key, value, line }),
        Err(kind) => output.error(line, kind, None),
    });
}

/// An empty vector for other lifetimes, in the same memory: collecting a vector's own iterator
/// reuses its allocation.
fn recycle<'b>(mut values: Vec<Value<'_>>) -> Vec<Value<'b>> {
    values.clear();
    values.into_iter().map(|Value { value, .. }| Value { value, unit: &[] }).collect()
}
