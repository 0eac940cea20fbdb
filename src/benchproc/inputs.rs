//! The files that benchstat compares, as its command line names them.

use crate::benchfmt::{
    BenchmarkLine, Options, ReadError, Sink, SyntaxError, SyntaxErrorKind, UnitMetadata, read_with,
};
use crate::benchproc::store::intern::{Id, Interner};
use crate::benchproc::store::samples::Samples;
use crate::lots;
use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use thiserror::Error;

/// A file, or standard input, and what `.file` says of its results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputName {
    /// Where it is; `-` for standard input.
    pub path: OsString,
    /// The value of `.file`.
    pub label: Vec<u8>,
}

impl InputName {
    /// The inputs that arguments name: each `path` or `label=path`. A path that is named several
    /// times without a label gets the labels `path#0`, `path#1` …; a label that is given several
    /// times pools its files.
    pub fn of(arguments: &[OsString]) -> Vec<InputName> {
        let names: Vec<_> = arguments.iter().map(|argument| split(argument)).collect();
        let mut counts: HashMap<&OsStr, usize> = HashMap::new();
        for (_, path) in names.iter().filter(|(label, _)| label.is_none()) {
            *counts.entry(path).or_default() += 1;
        }
        let mut seen: HashMap<&OsStr, usize> = HashMap::new();
        let mut inputs = Vec::with_capacity(names.len());
        for (given, path) in &names {
            let repeated = counts.get(&**path).is_some_and(|&count| count > 1);
            let label = match given {
                Some(label) => label.clone(),
                None if repeated => {
                    let number = seen.entry(path).or_default();
                    *number += 1;
                    [path.as_encoded_bytes(), format!("#{}", *number - 1).as_bytes()].concat()
                }
                None => path.as_encoded_bytes().to_vec(),
            };
            inputs.push(InputName { path: path.clone(), label });
        }
        inputs
    }

    fn is_stdin(&self) -> bool {
        self.path == "-"
    }
}

/// What was read of an input.
#[derive(Debug)]
pub struct Input {
    /// As it was named.
    pub name: InputName,
    /// Its results, tidied.
    pub samples: Samples,
    /// What else was found.
    pub notes: Notes,
    /// Why it could not be read to its end.
    pub failure: Option<InputError>,
}

/// Why an input could not be read to its end.
#[derive(Debug, Error)]
pub enum InputError {
    /// It could not be opened.
    #[error(transparent)]
    Open(io::Error),
    /// It could not be read.
    #[error(transparent)]
    Read(ReadError),
}

/// Lines that can't be read, and `Unit` lines, in their order.
#[derive(Debug, Default)]
pub struct Notes {
    text: Interner,
    notes: Vec<(u64, Kept)>,
}

#[derive(Clone, Copy, Debug)]
enum Kept {
    Error(SyntaxErrorKind),
    Unit([Id; 3]),
}

/// A line that can't be read, or a pair of a `Unit` line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Note<'a> {
    /// A line, counted from 1, and what is wrong with it.
    Error(u64, SyntaxErrorKind),
    /// What is said of a unit.
    Unit(UnitMetadata<'a>),
}

impl Notes {
    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = Note<'_>> {
        self.notes.iter().map(|&(line, kept)| match kept {
            Kept::Error(kind) => Note::Error(line, kind),
            Kept::Unit(ids) => {
                let [unit, key, value] = ids.map(|id| self.text.get(id));
                Note::Unit(UnitMetadata { unit, key, value, line })
            }
        })
    }
}

struct Gather {
    samples: Samples,
    notes: Notes,
}

impl Sink for Gather {
    fn result(&mut self, result: &BenchmarkLine<'_>) {
        self.samples.add(result);
    }

    fn unit(&mut self, unit: &UnitMetadata<'_>) {
        let ids = [unit.unit, unit.key, unit.value].map(|text| self.notes.text.intern(text));
        self.notes.notes.push((unit.line, Kept::Unit(ids)));
    }

    fn syntax_error(&mut self, error: SyntaxError) {
        self.notes.notes.push((error.line, Kept::Error(error.kind)));
    }
}

/// Files of so many bytes together are worth threads.
const WORTH_THREADS: u64 = 1 << 19;

/// Reads inputs as x/perf does, up to the first that can't be read: it is the last one then, and has
/// a failure. Large files are read side by side.
pub fn read_inputs(names: &[InputName]) -> Vec<Input> {
    let mut inputs = Vec::with_capacity(names.len());
    let mut take = |input: Input| {
        let failed = input.failure.is_some();
        inputs.push(input);
        if failed { Err(Failed) } else { Ok(()) }
    };
    // A pipe is read when those before it have been: whoever writes may count on it.
    let sizes = names.iter().map(size_of_file).sum::<Option<u64>>();
    let _: Result<(), Failed> = if sizes.is_some_and(|bytes| bytes >= WORTH_THREADS) {
        let work = |(): &mut (), input: Range<usize>| read_input(&names[input.start]);
        lots::in_order(names.len(), 1, || (), work, take)
    } else {
        names.iter().map(read_input).try_for_each(&mut take)
    };
    inputs
}

/// None for what is no regular file.
fn size_of_file(name: &InputName) -> Option<u64> {
    let data = std::fs::metadata(&name.path).ok().filter(|_| !name.is_stdin())?;
    data.is_file().then_some(data.len())
}

/// Marks the end of reading.
#[derive(Debug)]
struct Failed;

fn read_input(name: &InputName) -> Input {
    let mut gather = Gather { samples: Samples::tidied(), notes: Notes::default() };
    let failure = if name.is_stdin() {
        gather.read(io::stdin().lock()).err()
    } else {
        let file = File::open(&name.path).map_err(InputError::Open);
        file.and_then(|file| gather.read(file)).err()
    };
    let Gather { samples, notes } = gather;
    Input { name: name.clone(), samples, notes, failure }
}

impl Gather {
    fn read(&mut self, input: impl Read) -> Result<(), InputError> {
        read_with(&Options::strict(), input, self).map(drop).map_err(InputError::Read)
    }
}

/// Label and path of an argument.
fn split(argument: &OsStr) -> (Option<Vec<u8>>, OsString) {
    let bytes = argument.as_encoded_bytes();
    match memchr::memchr(b'=', bytes) {
        Some(equals) => (Some(bytes[..equals].to_vec()), os_string(&bytes[equals + 1..])),
        None => (None, argument.to_owned()),
    }
}

#[cfg(unix)]
fn os_string(bytes: &[u8]) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn os_string(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_before_the_first_equals_sign_and_equal_paths_are_numbered() {
        let arguments = ["a", "b", "a", "x=a", "x=y=b", "=b", "-", "x=-"].map(OsString::from);
        let inputs = InputName::of(&arguments);
        let named: Vec<(&[u8], &OsStr)> =
            inputs.iter().map(|input| (&*input.label, &*input.path)).collect();
        let expected = [
            ("a#0", "a"),
            ("b", "b"),
            ("a#1", "a"),
            ("x", "a"),
            ("x", "y=b"),
            ("", "b"),
            ("-", "-"),
            ("x", "-"),
        ];
        assert_eq!(named, expected.map(|(label, path)| (label.as_bytes(), OsStr::new(path))));
    }

    #[test]
    fn reading_ends_with_the_first_file_that_can_not_be_read() {
        let directory = tempfile::tempdir().unwrap();
        let name = |file: &str| directory.path().join(file).into_os_string();
        std::fs::write(name("a"), "BenchmarkX 1 1 ns/op\nBenchmarkX 1\nUnit a b=c\n").unwrap();
        let read = |names: &[OsString]| read_inputs(&InputName::of(names));
        let inputs = read(&[name("a"), name("none"), name("a")]);
        assert_eq!(inputs.len(), 2);
        assert_eq!(inputs[0].notes.iter().count(), 2);
        assert!(inputs[0].failure.is_none() && inputs[1].failure.is_some());
        assert_eq!(read(&[name("a"), name("a")]).len(), 2);
    }
}
