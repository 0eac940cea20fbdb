//! What explanations can't say.

use super::super::text::{cut, shown};
use super::super::v1::{Limit, LimitCode};

/// Words of others are cut here.
const LONGEST: usize = 300;

/// A limit as a sentence.
pub fn limit(limit: &Limit) -> String {
    let words = match limit.code {
        LimitCode::TinyAllocator => {
            "objects of less than 16 bytes without pointers share blocks, and profiles don't have them one by one"
        }
        LimitCode::NotProfiled => "it could not be profiled",
        LimitCode::ProfilesDifferInToolchain => {
            "the sides were built with different toolchains, and part of what differs may come of that"
        }
        LimitCode::NoCompilerNotes => {
            "what the compiler says of escapes could not be had, so new escapes are told as new sites"
        }
        LimitCode::Untimed => {
            "part of it is allocated while the benchmark's timer is stopped, which allocs/op and B/op don't count"
        }
        LimitCode::Incomplete => {
            "part of what grew is in no line of this repository: in a library's own goroutine, or a profile that lacks it, as where runtime.MemProfileRate is set"
        }
        LimitCode::OtherRevisions => {
            "the rows are of other revisions than those that were profiled"
        }
        LimitCode::NoDiff => "which lines the change touches could not be had",
        LimitCode::Unknown => "a limit that this version doesn't know",
    };
    match limit.detail.as_deref().map(str::trim).filter(|detail| !detail.is_empty()) {
        Some(detail) => format!("{words}: {}", shown(&cut(detail, LONGEST))),
        None => words.to_owned(),
    }
}
