//! Explanations: which lines allocate more, and why.

use super::Number;
use super::Place;
use super::is_zero;
use super::place::below_if_any;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

outer! {
    /// The lines of a benchmark that allocate more than they did. Figures are of one operation.
    pub struct Explanation {
        /// The import path, as in rows.
        pub package: Arc<str>,
        /// The benchmark's full name, as in rows.
        pub name: Arc<str>,
        /// The iterations of each side's profile.
        pub iterations: u64,
        /// How much of what rows grew by the sites account for, a unit each.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub shares: Vec<Share>,
        /// The sites that allocate more, the largest growth first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sites: Vec<Site>,
        /// By how much the places grew that are not listed, those that shrank among them; absent where that is
        /// next to nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub elsewhere: Option<Part>,
        /// How many more sites there are than are listed.
        #[serde(default, skip_serializing_if = "is_zero")]
        pub sites_left_out: u64,
        /// What the figures can't say.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub limits: Vec<Limit>,
    }

    /// Why a site allocates more.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum SiteReason {
        /// It allocates once, not with each operation.
        Setup,
        /// The compiler moves to the heap what it left on the stack before.
        NewEscape,
        /// Something grows while it is used: a slice by append, a map, a buffer.
        Growth,
        /// It is inside a library's function, which is called from there.
        Library,
        /// The place did not allocate before.
        NewSite,
        /// As many objects, and larger ones.
        Larger,
        /// As before, and more often.
        MoreCalls,
        /// A reason of a later version.
        #[serde(other)]
        Unknown,
    }

    /// How much of a row's growth the sites account for.
    pub struct Share {
        /// The row's unit.
        pub unit: String,
        /// By how much the row's median grew.
        pub by_row: Number,
        /// By how much the sites grew, those that shrank included.
        pub by_sites: Number,
    }

    /// A place that allocates more than it did: the innermost of the repository on the way to an allocation.
    pub struct Site {
        /// The function as Go names it in profiles: `example.com/codec.(*Encoder).writeKey`.
        pub function: String,
        /// Where it is in the candidate; absent where it is not in a file of the repository.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<Place>,
        /// Where the baseline has the same line, if that is elsewhere.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub baseline_place: Option<Place>,
        /// Objects.
        pub allocs: Figures,
        /// Bytes.
        pub bytes: Figures,
        /// What it allocates not with each operation, but once; of sites whose reason is `setup`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub once: Option<Once>,
        /// Whether the change has touched the line.
        #[serde(default)]
        pub touched: bool,
        /// The calls that lead there, the innermost first: from the site itself down to the benchmark.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub path: Vec<Frame>,
        /// The library's function in which most of what grew is allocated; absent where that is the site itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub leaf: Option<String>,
        /// By how much it grew, itself and in each function that it calls, the most first; absent where that is
        /// but one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub parts: Vec<Part>,
        /// Why it allocates more.
        pub reason: SiteReason,
        /// What the compiler says of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub escape: Option<Escape>,
        /// What else escapes there anew, as the compiler writes it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub also_escape: Vec<String>,
        /// Where the baseline gave a slice or a map its size, which the candidate doesn't.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub lost_pre_size: Option<Place>,
        /// The line to show it at: of those that lead there, one that the change has touched if there is one;
        /// absent where none is in the repository.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub annotate: Option<Place>,
    }

    /// What a site allocates more in one operation, itself or in a function that it calls.
    pub struct Part {
        /// The function as Go names it in profiles; absent for the site itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub inside: Option<String>,
        /// Objects.
        pub allocs: Number,
        /// Bytes.
        pub bytes: Number,
    }

    /// What a site allocates once in a run of the benchmark.
    #[derive(Copy)]
    pub struct Once {
        /// Objects.
        pub objects: Figures,
        /// Bytes.
        pub bytes: Figures,
    }

    /// What a site allocates in one operation; absent of a side that has no such site.
    #[derive(Copy, Default)]
    pub struct Figures {
        /// Of the baseline.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub baseline: Option<Number>,
        /// Of the candidate.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub candidate: Option<Number>,
    }

    /// A call on the way to an allocation.
    pub struct Frame {
        /// The function as Go names it in profiles.
        pub function: String,
        /// The file, as in places; absent where it is not of the repository.
        #[serde(default, deserialize_with = "below_if_any", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, schemars(regex(pattern = super::place::PATTERN)))]
        pub path: Option<String>,
        /// The line, counted from 1; 0 where it is not known.
        pub line: u32,
    }

    /// Why something is on the heap, as the compiler says.
    pub struct Escape {
        /// What is on the heap, in Go: `r`, `&bytes.Buffer{...}`, `make([]byte, n)`.
        pub expression: String,
        /// In which words.
        pub kind: EscapeKind,
        /// Where that is.
        pub place: Position,
        /// By which steps it gets there, the first one first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub flow: Vec<Step>,
    }

    /// What the compiler says of an expression on the heap.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum EscapeKind {
        /// `escapes to heap`: of a value.
        Escapes,
        /// `moved to heap`: of a variable.
        Moved,
    }

    /// A step on the way to the heap.
    pub struct Step {
        /// The expression, in Go: `&r`.
        pub what: String,
        /// What is done with it, in the compiler's words: `address-of`, `call parameter`.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub how: String,
        /// Where.
        pub place: Position,
    }

    /// A place as the compiler gives it.
    #[derive(Eq)]
    pub struct Position {
        /// The file, as in places; absent where it is not of the repository.
        #[serde(default, deserialize_with = "below_if_any", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, schemars(regex(pattern = super::place::PATTERN)))]
        pub path: Option<String>,
        /// The line, counted from 1; 0 where it is not known.
        pub line: u32,
        /// The column in bytes, counted from 1; 0 where it is not known.
        #[serde(default)]
        pub column: u32,
    }

    /// What an explanation can't say.
    #[derive(Eq)]
    pub struct Limit {
        /// Which limit.
        pub code: LimitCode,
        /// What is behind it, in words of a capture or of the system.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub detail: Option<String>,
    }

    /// Limits of explanations.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum LimitCode {
        /// Objects of less than 16 bytes without pointers are not profiled one by one.
        TinyAllocator,
        /// A side could not be profiled.
        NotProfiled,
        /// The sides were built with different toolchains.
        ProfilesDifferInToolchain,
        /// The compiler's notes could not be had.
        NoCompilerNotes,
        /// What the change touches could not be had.
        NoDiff,
        /// The benchmark allocates more while its timer is stopped, which rows don't count.
        Untimed,
        /// Part of what the benchmark counts is in no line of the repository, or not in the profile.
        Incomplete,
        /// Other revisions were profiled than those that the rows are of.
        OtherRevisions,
        /// A limit of a later version.
        #[serde(other)]
        Unknown,
    }
}
