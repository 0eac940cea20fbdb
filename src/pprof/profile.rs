use super::locations::{Line, Locations};
use super::read::Header;
use super::samples::{Sample, Samples};
use super::strings::Strings;
use super::tables::FunctionRecord;

/// A kind of value and its unit, as `alloc_space` in `bytes`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueType {
    /// What is counted.
    pub kind: String,
    /// In what.
    pub unit: String,
}

/// A function of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function<'a> {
    /// As people read it. Go's is the import path and the name in it.
    pub name: &'a str,
    /// The source file.
    pub file: &'a str,
    /// The line of its `func`, counted from 1; 0 where it is not known.
    pub start_line: i64,
}

/// A profile that was read: every reference in it holds.
///
/// Samples of one stack are kept apart, as they are written. `drop_frames` and `keep_frames` are not applied:
/// Go's profiles have none.
#[derive(Debug)]
pub struct Profile {
    pub(super) strings: Strings,
    pub(super) types: Vec<ValueType>,
    pub(super) functions: Vec<FunctionRecord>,
    pub(super) locations: Locations,
    pub(super) samples: Samples,
    pub(super) header: Header,
}

impl Profile {
    /// What each sample counts: at least one, in the order of its values.
    pub fn sample_types(&self) -> &[ValueType] {
        &self.types
    }

    /// The index in [`sample_types`](Profile::sample_types) of a kind, `alloc_objects` for instance.
    pub fn sample_type(&self, kind: &str) -> Option<usize> {
        self.types.iter().position(|found| found.kind == kind)
    }

    /// The kind that the producer would show; empty where it names none.
    pub fn default_sample_type(&self) -> &str {
        self.strings.get(self.header.default_type)
    }

    /// How many samples there are.
    pub fn sample_count(&self) -> usize {
        self.samples.len()
    }

    /// The samples, in the order of the file.
    pub fn samples(&self) -> impl ExactSizeIterator<Item = Sample<'_>> {
        (0..self.samples.len()).map(|index| self.samples.get(index))
    }

    /// How many locations there are.
    pub fn location_count(&self) -> usize {
        self.locations.len()
    }

    /// The frames of a location, the innermost inlined one first; none where only an address is known.
    pub fn location(&self, index: u32) -> &[Line] {
        self.locations.lines(index)
    }

    /// The file of the binary that a location is in; empty where it is not known.
    pub fn mapping_file(&self, location: u32) -> &str {
        self.strings.get(self.locations.file(location))
    }

    /// How many functions there are.
    pub fn function_count(&self) -> usize {
        self.functions.len()
    }

    /// A function.
    pub fn function(&self, index: u32) -> Function<'_> {
        let record = &self.functions[index as usize];
        Function {
            name: self.strings.get(record.name),
            file: self.strings.get(record.file),
            start_line: record.start_line,
        }
    }

    /// How much of the [period's type](Profile::period_type) lies between two samples: the rate of
    /// `-memprofilerate`.
    pub fn period(&self) -> i64 {
        self.header.period
    }

    /// What the period counts.
    pub fn period_type(&self) -> &ValueType {
        &self.header.period_type
    }
}
