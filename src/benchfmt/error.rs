use super::NumberError;
use std::io;

/// A line that can't be read. Its display is the message alone, in x/perf's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct SyntaxError {
    /// 1-based in the file.
    pub line: u64,
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// The benchmark's name, without the word `Benchmark`, where the line had one.
    pub name: Option<Box<[u8]>>,
}

/// What can be wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum SyntaxErrorKind {
    /// A benchmark's name, and nothing after it.
    #[error("missing iteration count")]
    MissingIterations,
    /// The field after the name is no integer.
    #[error("parsing iteration count: {0}")]
    Iterations(NumberError),
    /// An iteration count, and nothing after it.
    #[error("missing measurements")]
    MissingMeasurements,
    /// A value is no number.
    #[error("parsing measurement: {0}")]
    Measurement(NumberError),
    /// A value, and no unit after it.
    #[error("missing units")]
    MissingUnits,
    /// A `Unit` line that names none.
    #[error("missing unit")]
    MissingUnit,
    /// A field of a `Unit` line that is no pair.
    #[error("expected key=value")]
    ExpectedPair,
    /// A line longer than [`Options::max_line`](super::Options::max_line); it was skipped.
    #[error("line too long")]
    LineTooLong,
    /// Configuration beyond [`Options::max_config`](super::Options::max_config); the line was
    /// ignored.
    #[error("too many configuration keys")]
    TooManyKeys,
    /// A line among test2json events that begins like one and isn't JSON.
    #[error("malformed test2json event")]
    MalformedEvent,
}

/// Why a capture could not be read to its end.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The input failed.
    #[error("{source}")]
    Io {
        /// How many lines were read before.
        lines: u64,
        /// What the input said.
        source: io::Error,
    },
    /// A line is longer than [`Options::max_line`](super::Options::max_line), and such are refused.
    #[error("line {} is too long", lines + 1)]
    LineTooLong {
        /// How many lines were read before.
        lines: u64,
    },
}

impl From<ReadError> for io::Error {
    fn from(error: ReadError) -> io::Error {
        match error {
            ReadError::Io { source, .. } => source,
            long @ ReadError::LineTooLong { .. } => {
                io::Error::new(io::ErrorKind::InvalidData, long)
            }
        }
    }
}
