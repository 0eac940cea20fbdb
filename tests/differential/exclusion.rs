//! What isn't compared, because benchstat has no answer. Each is told before a run.

use crate::case::Case;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsString;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exclusion {
    /// Not-a-number in a pair that is compared: benchstat's U-test never ends, and eats all memory.
    NanCompared,
    /// Not-a-number as the confidence level of more than 30 samples: benchstat panics, and says so
    /// with addresses that are never the same.
    NanConfidence,
}

/// How often each was met.
pub type Excluded = BTreeMap<Exclusion, usize>;

pub fn exclusion(case: &Case) -> Option<Exclusion> {
    match () {
        () if measures_nan(case) && may_compare(case) => Some(Exclusion::NanCompared),
        () if nan_confidence(case) && most_samples(case) > 30 => Some(Exclusion::NanConfidence),
        () => None,
    }
}

fn measures_nan(case: &Case) -> bool {
    results(case).any(|line| fields(&line).any(|field| field.eq_ignore_ascii_case("nan")))
}

/// Whether there can be a second column: from a second file, or from other keys than `.file`.
fn may_compare(case: &Case) -> bool {
    let columns = |arg: &OsString| arg.to_string_lossy().trim_start_matches('-').starts_with("col");
    case.args.iter().any(columns) || case.args.iter().filter(|arg| is_read(case, arg)).count() > 1
}

fn nan_confidence(case: &Case) -> bool {
    let flag =
        |arg: &OsString| memchr::memmem::find(arg.as_encoded_bytes(), b"confidence").is_some();
    let nan = |arg: &OsString| arg.as_encoded_bytes().to_ascii_lowercase().ends_with(b"nan");
    case.args.iter().any(flag) && case.args.iter().any(nan)
}

/// No cell has more than this.
fn most_samples(case: &Case) -> usize {
    let measurements: usize = results(case).map(|line| fields(&line).count() / 2).sum();
    measurements * case.args.iter().filter(|arg| is_read(case, arg)).count()
}

fn results(case: &Case) -> impl Iterator<Item = Cow<'_, str>> {
    let lines = case.files.values().flat_map(|text| text.split(|&b| b == b'\n'));
    lines.filter(|line| line.starts_with(b"Benchmark")).map(String::from_utf8_lossy)
}

fn fields(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace()
}

/// Whether an argument is a file or standard input, with a label or none, and however it is spelt.
fn is_read(case: &Case, arg: &OsString) -> bool {
    let arg = arg.to_string_lossy();
    let path = arg.split_once('=').map_or(&*arg, |(_, path)| path).trim_start_matches("./");
    path == "-" || case.files.contains_key(path)
}
