/// How to read a capture. [`Options::default`] is what [`read`](super::read) uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Put results together that were torn by a benchmark's own prints.
    pub recover: bool,
    /// Take lines that are test2json events for what they are. Off, they are text.
    pub test2json: bool,
    /// Strip a UTF-8 byte order mark, and refuse UTF-16.
    pub byte_order_mark: bool,
    /// The longest line that is read, in bytes without its line ending. Longer ones are skipped
    /// and reported.
    pub max_line: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { recover: true, test2json: true, byte_order_mark: true, max_line: 1 << 20 }
    }
}

impl Options {
    /// The format as `golang.org/x/perf/benchfmt` reads it: text alone, nothing recovered, lines
    /// up to 65,535 bytes.
    #[must_use]
    pub fn strict() -> Self {
        Self { recover: false, test2json: false, byte_order_mark: false, max_line: 65_535 }
    }
}
