use super::foreign::Foreign;
use std::fmt;
use thiserror::Error;

/// Why bytes can't be read as a profile. Offsets are in the bytes once unpacked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// There is nothing.
    #[error("empty: there is no profile")]
    Empty,
    /// It is something else, which is known.
    #[error("not a profile in pprof's proto form: {0}")]
    Foreign(Foreign),
    /// gzip that is cut or damaged.
    #[error("gzip: cut or damaged after {unpacked} unpacked bytes: {message}")]
    Gzip {
        /// How much was unpacked before.
        unpacked: usize,
        /// What is wrong.
        message: String,
    },
    /// More than [`Limits::bytes`](super::Limits).
    #[error("longer than {limit} bytes once unpacked")]
    TooLong {
        /// The limit.
        limit: usize,
    },
    /// Far more than a profile of its packed length comes to.
    #[error("gzip: {packed} bytes unpack to more than {limit}, as no profile does")]
    Expands {
        /// Bytes as given.
        packed: usize,
        /// How much they may come to.
        limit: usize,
    },
    /// What stands at an offset is no field of a message, so that nothing after it can be read.
    #[error("not a profile, or a damaged one: byte {at}: {fault}")]
    Wire {
        /// The offset.
        at: usize,
        /// What is wrong there.
        fault: Fault,
    },
    /// A record that can be found but not used.
    #[error("{record} {number}, byte {at}: {fault}")]
    Record {
        /// Its kind.
        record: Record,
        /// Counted from 1 among its kind.
        number: usize,
        /// Where it starts.
        at: usize,
        /// What is wrong with it.
        fault: Fault,
    },
    /// Something about the profile as a whole.
    #[error("profile: {0}")]
    Whole(Fault),
}

/// A kind of record in a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    /// The kind and the unit of a value.
    SampleType,
    /// A stack with its values.
    Sample,
    /// A binary in memory.
    Mapping,
    /// An address in a stack.
    Location,
    /// A function.
    Function,
    /// A string of the table.
    String,
}

impl Record {
    /// Its field in a profile.
    pub(super) fn field(self) -> u64 {
        match self {
            Record::SampleType => 1,
            Record::Sample => 2,
            Record::Mapping => 3,
            Record::Location => 4,
            Record::Function => 5,
            Record::String => 6,
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Record::SampleType => "sample type",
            Record::Sample => "sample",
            Record::Mapping => "mapping",
            Record::Location => "location",
            Record::Function => "function",
            Record::String => "string",
        })
    }
}

/// What is wrong with a part of a profile.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    /// A number without an end.
    #[error("a number that doesn't end")]
    Varint,
    /// A field of a number or a wire type that there isn't.
    #[error("no field has the key {0}")]
    Key(u64),
    /// A known field in another form than its own.
    #[error("field {0} has another form")]
    Form(u64),
    /// A record that says to be longer than what is left.
    #[error("{claimed} bytes are claimed, {left} are left")]
    Cut {
        /// What it says.
        claimed: u64,
        /// What is left.
        left: usize,
    },
    /// A record of an absurd length.
    #[error("{length} bytes, more than {limit}")]
    Long {
        /// Its length.
        length: usize,
        /// What is read.
        limit: usize,
    },
    /// Bytes that are no message of the kind.
    #[error("damaged: {0}")]
    Message(String),
    /// More records of a kind than are read.
    #[error("more than {0}")]
    Many(usize),
    /// The first string is not empty.
    #[error("the first string must be empty")]
    FirstString,
    /// A string that is not in the table.
    #[error("string {index} of {count}")]
    NoString {
        /// Counted from 0.
        index: i64,
        /// Strings in the table.
        count: usize,
    },
    /// An id of 0, which stands for none.
    #[error("an id of 0")]
    ZeroId,
    /// An id that another record of the kind has.
    #[error("id {0} a second time")]
    TwiceId(u64),
    /// A reference to a record that there isn't.
    #[error("no {record} has the id {id}")]
    NoRecord {
        /// The kind.
        record: Record,
        /// The id.
        id: u64,
    },
    /// Not as many values as there are sample types.
    #[error("{values} values for {types} sample types")]
    Values {
        /// Of this sample.
        values: usize,
        /// Of the profile.
        types: usize,
    },
    /// A stack deeper than is read.
    #[error("a stack of {depth} frames, more than {limit}")]
    Deep {
        /// Its frames.
        depth: usize,
        /// What is read.
        limit: usize,
    },
    /// The profile names no kind of value.
    #[error("no sample type, so no profile")]
    NoTypes,
}

impl Fault {
    /// The fault of a record, `number` counted from 1.
    pub(super) fn of(self, record: Record, number: usize, at: usize) -> ProfileError {
        ProfileError::Record { record, number, at, fault: self }
    }
}
