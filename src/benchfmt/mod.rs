//! The Go benchmark format: what `go test -bench` prints, as text or as `go test -json` events.
//!
//! [`read`] reads one capture from a stream and hands what it finds to a [`Sink`], in input order:
//! results, unit metadata, syntax errors, and how each package's run ended. A line that can't be
//! read is a record like any other; reading goes on after it. Text is bytes throughout, values and
//! units are as printed, and memory stays bounded whatever the input.
//!
//! Lines are read exactly as `golang.org/x/perf/benchfmt` reads them. Beyond that the reader strips
//! a byte order mark, takes test2json events apart, and puts results together again which a
//! benchmark's own prints have torn. `docs/captures.md` says precisely what is accepted.
//!
//! [`Writer`] goes the other way, from results to text.

mod complaint;
mod config;
mod error;
mod fields;
mod hexfloat;
mod letters;
mod line;
mod lines;
mod mark;
mod name;
mod number;
mod open;
mod options;
mod output;
mod package;
mod packages;
mod reader;
mod record;
mod recover;
mod section;
mod stream;
mod test2json;
mod torn;
mod waiting;
mod writer;

pub use config::Config;
pub use error::{ReadError, SyntaxError, SyntaxErrorKind};
pub use name::{Name, Part};
pub use number::NumberError;
pub use options::{ConfigSize, LongLines, Options};
pub use reader::{read, read_with};
pub use record::{BenchmarkLine, Ending, Format, Input, Section, Sink, UnitMetadata, Value};
pub use writer::Writer;

/// Bytes of a capture as text. Go prints UTF-8; what is none becomes U+FFFD.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A number as Go's `strconv.ParseFloat` reads it.
///
/// # Errors
///
/// Whatever that refuses.
pub fn float(text: &[u8]) -> Result<f64, NumberError> {
    number::float(text)
}
