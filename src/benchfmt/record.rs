use super::{Config, SyntaxError};

/// Where the reader puts what it finds. It calls in input order; but a name line that still waits
/// for its numbers is reported when it is certain that they don't come.
pub trait Sink {
    /// A result: one benchmark line.
    fn result(&mut self, result: &BenchmarkLine<'_>);

    /// One pair of a `Unit` line.
    fn unit(&mut self, _: &UnitMetadata<'_>) {}

    /// A line of file configuration outside of any package's run: before the header of the first, or
    /// after the end of another. Go's own header is none. The value may be empty.
    fn outside(&mut self, _key: &[u8], _value: &[u8], _line: u64) {}

    /// A line that can't be read.
    fn syntax_error(&mut self, _: SyntaxError) {}

    /// How one package's run ended, when it has ended.
    fn section(&mut self, _: Section) {}
}

/// One result: a benchmark's name, its iterations and its values.
#[derive(Clone, Copy, Debug)]
pub struct BenchmarkLine<'a> {
    /// Without the word `Benchmark`, with the GOMAXPROCS suffix.
    pub name: &'a [u8],
    /// As printed; nothing keeps a capture from printing zero or less.
    pub iterations: i64,
    /// At least one, in the order of the line. A unit may occur several times.
    pub values: &'a [Value<'a>],
    /// The file configuration in force.
    pub config: &'a Config,
    /// 1-based in the file. Of a recovered result, the line with the numbers; of a test2json
    /// stream, the line of the event that completed the result.
    pub line: u64,
    /// Whether prints of the benchmark had torn the result.
    pub recovered: bool,
}

/// A measurement as printed: untidied, so `ns/op` stays `ns/op`. May be infinite or not a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value<'a> {
    /// The number.
    pub value: f64,
    /// Its unit: any text without white space.
    pub unit: &'a [u8],
}

/// One pair of a `Unit` line, such as `Unit allocs/op better=higher`. Each is passed on, repeated
/// and contradicting ones too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitMetadata<'a> {
    /// The unit as printed.
    pub unit: &'a [u8],
    /// What is said of it: the text up to the first `=`, never empty.
    pub key: &'a [u8],
    /// The text after the `=`; may be empty.
    pub value: &'a [u8],
    /// 1-based in the file.
    pub line: u64,
}

/// How one package's run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The package's import path, where the capture tells it.
    pub package: Option<Box<[u8]>>,
    /// How it ended.
    pub ending: Ending,
    /// The results that were read in it.
    pub results: u64,
    /// The line that decided, 1-based; the last line of a section that passed, or has no end.
    pub line: u64,
    /// Whether Go's header was seen: at least one of the lines `goos:`, `goarch:` and `cpu:`, or
    /// the event that starts a package. `pkg:` alone doesn't count, because text filtered down to
    /// benchmark lines often keeps it.
    pub header: bool,
    /// The line that decided, such as `--- FAIL: BenchmarkFatal/fatal`, where the run didn't
    /// pass. At most 200 bytes.
    pub detail: Option<Box<[u8]>>,
    /// The benchmark that was running when the run broke off: its name without the word
    /// `Benchmark`.
    pub unfinished: Option<Box<[u8]>>,
    /// The value of `not-run:` in the package's file configuration: why whoever made the capture
    /// did not run it.
    pub not_run: Option<Box<[u8]>>,
}

/// The ways in which a package's run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// `PASS`, `ok`, or nothing to test.
    Passed,
    /// `FAIL`, or an exit status other than zero.
    Failed,
    /// A panic or a fatal error of the runtime.
    Panicked,
    /// A signal or a deadline ended it.
    Killed,
    /// It didn't compile, or was never started.
    BuildFailed,
    /// It began, by Go's header or a start event, and no end was seen.
    Cut,
    /// Results without a header and without an end: text filtered down to benchmark lines.
    Unmarked,
}

impl Ending {
    /// Whether the run is known to have gone wrong. A cut one is not known to.
    #[must_use]
    pub fn is_failure(self) -> bool {
        matches!(self, Self::Failed | Self::Panicked | Self::Killed | Self::BuildFailed)
    }
}

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    /// Bytes, line endings and byte order mark included.
    pub bytes: u64,
    /// Lines, a last one without line ending included.
    pub lines: u64,
    /// What the capture turned out to be.
    pub format: Format,
    /// Whether the last line lacks its line ending, as in a capture that was cut.
    pub ends_mid_line: bool,
    /// The first line with a NUL byte, 1-based. Go prints none: what follows may be UTF-16, or no
    /// capture at all. Looked for where byte order marks are.
    pub first_nul: Option<u64>,
}

/// The forms of a capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text as `go test` prints it.
    Text,
    /// test2json events, one a line.
    Test2json,
    /// Events, and other lines that aren't blank between them.
    Mixed,
    /// UTF-16, as a shell's redirection may have made it. Nothing was read.
    Utf16,
}
