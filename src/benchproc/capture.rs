//! One side's captures: what was read, and how the runs behind them ended.

use crate::benchfmt::{
    self, BenchmarkLine, Ending, Format, Section, Sink, SyntaxError, SyntaxErrorKind, UnitMetadata,
    text,
};
use crate::benchproc::alteration::Alteration;
use crate::benchproc::not_run::NotRun;
use crate::benchproc::operands::{Source, sources};
use crate::benchproc::part::Part;
use crate::benchproc::store::samples::Samples;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::PathBuf;
use thiserror::Error;

/// Everything read for one side.
#[derive(Debug, Default)]
pub struct Capture {
    /// The files in the order in which they were named.
    pub files: Vec<SourceFile>,
    /// The results.
    pub samples: Samples,
    /// How each package's run ended that did not pass, in input order.
    pub sections: Vec<Located<Section>>,
    /// Files, by index, with results that neither a header nor an ending belongs to.
    pub filtered: BTreeSet<usize>,
    /// Lines that could not be read, in input order.
    pub errors: Vec<Located<SyntaxError>>,
    /// `Unit` lines, each distinct one once.
    pub metadata: Vec<Located<Metadata>>,
    /// How many results were pieced together from lines that a benchmark's own prints had broken.
    pub recovered: u64,
    /// How many packages' runs passed.
    pub passed: u64,
    /// Packages that were not run, and why.
    pub not_run: BTreeMap<Box<[u8]>, NotRun>,
    /// How many results such packages have all the same, which were measured before.
    pub reused: u64,
    /// The parts that the files say they are, in input order.
    pub parts: Vec<Located<Part>>,
    /// How many lines that could not be read came after the list was full.
    pub unlisted: u64,
    /// What becomes of the values of each result before it is kept.
    pub alteration: Option<Alteration>,
}

/// Something in a file.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// Index into [`Capture::files`].
    pub file: usize,
    /// What is there.
    pub what: T,
}

/// One `key=value` of a `Unit` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// The unit as printed.
    pub unit: String,
    /// For instance `better`.
    pub key: String,
    /// For instance `higher`.
    pub value: String,
    /// The line, counted from 1.
    pub line: u64,
}

/// One file of a capture.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as named; `-` for standard input.
    pub path: String,
    /// What was read, or why nothing was.
    pub content: Result<Content, Unread>,
}

/// Why a file was not read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{message}")]
pub struct Unread {
    /// The system's words.
    pub message: String,
    /// Whether there is no such file.
    pub is_missing: bool,
}

/// What a file held.
#[derive(Clone, Debug)]
pub struct Content {
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Number of lines.
    pub lines: u64,
    /// Text or `go test -json`.
    pub format: Format,
    /// Number of results.
    pub results: u64,
    /// Number of packages whose run passed, with or without results.
    pub passed: u64,
    /// Number of results of packages that were not run: they were measured before.
    pub reused: u64,
    /// Number of packages that were not run.
    pub not_run: u64,
    /// Whether the last line lacks its line ending.
    pub ends_mid_line: bool,
    /// The first line with a NUL byte, counted from 1.
    pub first_nul: Option<u64>,
}

/// Lists of what went wrong are cut here, so that a hostile capture can't fill the memory.
const LONGEST_LIST: usize = 10_000;

impl Capture {
    /// Reads the operands of one side: files, directories or `-`. What can't be read is recorded
    /// in [`Capture::files`].
    pub fn read(operands: &[PathBuf]) -> Capture {
        let mut capture = Capture::default();
        capture.add(operands);
        capture
    }

    /// Reads more operands, as [`Capture::read`] does.
    pub fn add(&mut self, operands: &[PathBuf]) {
        for operand in operands {
            match sources(operand) {
                Ok(sources) if sources.is_empty() => {
                    let error = io::Error::new(ErrorKind::NotFound, "the directory has no files");
                    self.unreadable(operand.to_string_lossy().into_owned(), &error);
                }
                Ok(sources) => sources.iter().for_each(|source| self.read_source(source)),
                Err(error) => self.unreadable(operand.to_string_lossy().into_owned(), &error),
            }
        }
    }

    /// Reads both sides, each on a thread of its own.
    pub fn read_both(baseline: &[PathBuf], candidate: &[PathBuf]) -> (Capture, Capture) {
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| Capture::read(baseline));
            let candidate = Capture::read(candidate);
            match reader.join() {
                Ok(baseline) => (baseline, candidate),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    /// Reads one more input under a name of the caller's.
    ///
    /// # Errors
    ///
    /// Those of the input itself; nothing in its content is an error.
    pub fn read_from(&mut self, path: &str, input: impl Read) -> io::Result<()> {
        let (results, passed) = (self.samples.results(), self.passed);
        let (reused, not_run) = (self.reused, self.not_run.len());
        self.samples.begin_file(path);
        let mut input = Hashing { input, hash: Sha256::new() };
        let file = self.files.len();
        let read = benchfmt::read(&mut input, &mut Gather { capture: self, file })?;
        let content = Content {
            sha256: hexadecimal(&input.hash.finalize()),
            bytes: read.bytes,
            lines: read.lines,
            format: read.format,
            results: self.samples.results() - results,
            passed: self.passed - passed,
            reused: self.reused - reused,
            not_run: (self.not_run.len() - not_run) as u64,
            ends_mid_line: read.ends_mid_line,
            first_nul: read.first_nul,
        };
        self.files.push(SourceFile { path: path.to_owned(), content: Ok(content) });
        Ok(())
    }

    /// The path of a listed file.
    pub fn path(&self, file: usize) -> &str {
        self.files.get(file).map_or("", |file| &file.path)
    }

    fn read_source(&mut self, source: &Source) {
        let name = source.name();
        let read = match source {
            Source::Stdin => self.read_from(&name, io::stdin().lock()),
            Source::File(path) => File::open(path).and_then(|file| self.read_from(&name, file)),
        };
        if let Err(error) = read {
            self.unreadable(name, &error);
        }
    }

    fn unreadable(&mut self, path: String, error: &io::Error) {
        let is_missing = error.kind() == ErrorKind::NotFound;
        let unread = Unread { message: error.to_string(), is_missing };
        self.files.push(SourceFile { path, content: Err(unread) });
    }
}

/// Takes the reader's records of one file.
struct Gather<'a> {
    capture: &'a mut Capture,
    file: usize,
}

impl<'a> Gather<'a> {
    /// Lists something; false if the list is full.
    fn list<T>(&mut self, what: T, list: fn(&mut Capture) -> &mut Vec<Located<T>>) -> bool {
        let file = self.file;
        let list = list(self.capture);
        let fits = list.len() < LONGEST_LIST;
        if fits {
            list.push(Located { file, what });
        }
        fits
    }

    /// Keeps what a section says of a package that was not run.
    fn not_run(&mut self, section: Section) {
        let reason = section.not_run.as_deref().and_then(NotRun::of);
        let Capture { not_run, reused, .. } = &mut *self.capture;
        if let (Some(package), Some(reason)) = (section.package, reason)
            && not_run.len() < LONGEST_LIST
        {
            not_run.insert(package, reason);
            *reused += section.results;
        }
    }
}

impl Sink for Gather<'_> {
    fn result(&mut self, line: &BenchmarkLine<'_>) {
        let Capture { samples, alteration, .. } = &mut *self.capture;
        match alteration {
            None => samples.add(line),
            Some(alteration) => alteration.altered(line, |line| samples.add(line)),
        }
        self.capture.recovered += u64::from(line.recovered);
    }

    fn unit(&mut self, unit: &UnitMetadata<'_>) {
        let metadata = Metadata {
            unit: text(unit.unit),
            key: text(unit.key),
            value: text(unit.value),
            line: unit.line,
        };
        let same = |m: &Located<Metadata>| {
            (&m.what.unit, &m.what.key, &m.what.value)
                == (&metadata.unit, &metadata.key, &metadata.value)
        };
        if !self.capture.metadata.iter().take(100).any(same) {
            self.list(metadata, |capture| &mut capture.metadata);
        }
    }

    fn outside(&mut self, key: &[u8], value: &[u8], _: u64) {
        if let Some(part) = Part::parse(value).filter(|_| key == b"part") {
            self.list(part, |capture| &mut capture.parts);
        }
    }

    fn syntax_error(&mut self, error: SyntaxError) {
        use SyntaxErrorKind::{ExpectedPair, MissingUnit};
        let is_of_a_unit_line = matches!(error.kind, MissingUnit | ExpectedPair);
        if !self.list(error, |capture| &mut capture.errors) && !is_of_a_unit_line {
            self.capture.unlisted += 1;
        }
    }

    fn section(&mut self, section: Section) {
        // What passed, or was filtered, is worth no memory of its own.
        if section.ending == Ending::Passed {
            self.capture.passed += 1;
            self.not_run(section);
        } else if section.ending == Ending::Unmarked {
            self.capture.filtered.insert(self.file);
        } else {
            self.list(section, |capture| &mut capture.sections);
        }
    }
}

#[cfg(test)]
impl Capture {
    /// What a text says.
    pub(crate) fn of_text(text: &str) -> Capture {
        let mut capture = Capture::default();
        capture.read_from("capture", text.as_bytes()).unwrap();
        capture
    }
}

/// Hashes what is read through it.
struct Hashing<R> {
    input: R,
    hash: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.hash.update(&buffer[..n]);
        Ok(n)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
