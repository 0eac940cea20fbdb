//! What isn't compared, because benchstat's answer is none. Each is told before a run.

use crate::case::Case;
use std::collections::BTreeMap;
use std::os::unix::ffi::OsStrExt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exclusion {
    /// Not-a-number in a pair that is compared: benchstat's U-test never ends, and eats all memory.
    NanCompared,
}

/// How often each was met.
pub type Excluded = BTreeMap<Exclusion, usize>;

pub fn exclusion(case: &Case) -> Option<Exclusion> {
    let nan = case.files.values().any(|text| measures_nan(text));
    (nan && may_compare(case)).then_some(Exclusion::NanCompared)
}

/// Whether a measurement is not-a-number, wherever spaces may part fields.
fn measures_nan(text: &[u8]) -> bool {
    let results = text.split(|&b| b == b'\n').filter(|line| line.starts_with(b"Benchmark"));
    results
        .map(String::from_utf8_lossy)
        .any(|line| line.split(char::is_whitespace).any(|field| field.eq_ignore_ascii_case("nan")))
}

/// Whether there can be a second column: from a second file, or from other keys than `.file`.
fn may_compare(case: &Case) -> bool {
    let flags = case.args.iter().filter(|arg| arg.len() > 1 && arg.as_bytes()[0] == b'-');
    let name = |arg: &[u8]| arg.iter().position(|&b| b != b'-').map(|at| arg[at..].to_vec());
    let columns = flags.filter_map(|arg| name(arg.as_bytes())).any(|name| name.starts_with(b"col"));
    columns || files_read(case) > 1
}

/// How many operands there are at most: words that aren't flags, one of which may be a flag's value.
fn files_read(case: &Case) -> usize {
    let operand = |arg: &&std::ffi::OsString| {
        let bytes = arg.as_bytes();
        let path = bytes.splitn(2, |&b| b == b'=').last().unwrap_or(bytes);
        bytes == b"-"
            || path == b"-"
            || std::str::from_utf8(path).is_ok_and(|path| exists(case, path))
    };
    case.args.iter().filter(operand).count()
}

/// However the path is spelt.
fn exists(case: &Case, path: &str) -> bool {
    case.files.keys().any(|file| path == file || path.trim_start_matches("./") == file)
}
