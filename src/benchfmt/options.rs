/// How to read a capture. [`Options::default`] is what [`read`](super::read) uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Put results together that were torn by a benchmark's own prints.
    pub recover: bool,
    /// Take lines that are test2json events for what they are. Off, they are text.
    pub test2json: bool,
    /// Strip a UTF-8 byte order mark, and refuse UTF-16.
    pub byte_order_mark: bool,
    /// The longest line that is read, in bytes without its line ending.
    pub max_line: usize,
    /// What becomes of longer ones.
    pub long_lines: LongLines,
    /// How many keys the file configuration may have at a time, and how many bytes in all; lines
    /// beyond that are reported.
    pub max_config: ConfigSize,
}

/// What becomes of lines that are too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongLines {
    /// They are skipped and reported as syntax errors.
    Skip,
    /// The first one ends the reading with [`ReadError::LineTooLong`](super::ReadError).
    Refuse,
}

/// The size of a file configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfigSize {
    /// Number of keys.
    pub keys: usize,
    /// Bytes of keys and values together.
    pub bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            recover: true,
            test2json: true,
            byte_order_mark: true,
            max_line: 1 << 20,
            long_lines: LongLines::Skip,
            max_config: ConfigSize { keys: 1024, bytes: 1 << 20 },
        }
    }
}

impl Options {
    /// The format as `golang.org/x/perf/benchfmt` reads it: text alone, nothing recovered, any
    /// amount of configuration, and an end at the first line of more than 65,535 bytes.
    #[must_use]
    pub fn strict() -> Self {
        Self {
            recover: false,
            test2json: false,
            byte_order_mark: false,
            max_line: 65_535,
            long_lines: LongLines::Refuse,
            max_config: ConfigSize { keys: usize::MAX, bytes: usize::MAX },
        }
    }
}
