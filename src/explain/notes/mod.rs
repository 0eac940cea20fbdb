//! What the compiler notes with `-gcflags=-m=2`: which values escape to the heap, in which function, and
//! how they get there.

mod difference;
mod function;
mod line;
mod merge;
mod read;
#[cfg(test)]
mod tests;

pub use difference::{Difference, new_findings};
pub use function::without_types;

use super::Places;

/// The findings of some packages, in the order of their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// By path, line, column, function and expression.
    pub findings: Vec<Finding>,
}

/// A value that the compiler puts on the heap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding {
    /// The file, from the repository's root, with slashes.
    pub path: String,
    /// Counted from 1.
    pub line: u32,
    /// In bytes, counted from 1; 0 if it is not told.
    pub column: u32,
    /// As a profile names it, `example.com/m/codec.(*Encoder).writeKey`, with `[...]` for types that a
    /// generic function is compiled for. What is inlined belongs to the function that it is inlined in,
    /// at the line of the call there. To Go 1.24 the compiler does not name it: it is the function that
    /// is declared last before the line, and function literals have no name of their own.
    pub function: String,
    /// The import path of the function's package, as it is written in source.
    pub package: String,
    /// As the compiler writes it: `r`, `&Encoder{...}`, `append(e.buf, k...)`.
    pub expression: String,
    /// What becomes of it.
    pub kind: Kind,
    /// How it gets to the heap, from the value on.
    pub flow: Vec<Step>,
}

/// What is on the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The value of an expression: `escapes to heap`.
    Escapes,
    /// A variable: `moved to heap`.
    Moved,
}

/// A step on the way to the heap: `from e.trace(k, &r) (call parameter) at codec/codec.go:48:10`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// As the compiler writes it: `e.trace(k, &r)`.
    pub expression: String,
    /// Such as `call parameter` or `address-of`.
    pub how: String,
    /// The file, from the repository's root; as it was printed if it lies elsewhere.
    pub path: String,
    /// Counted from 1.
    pub line: u32,
    /// In bytes, counted from 1; 0 if it is not told.
    pub column: u32,
}

impl Notes {
    /// Reads what `go build` or `go test` with `-gcflags=-m=2` prints to its standard error. Packages
    /// come in any order, and lines of other tools between them are skipped, as are values outside of
    /// the repository: the compiler's own wrappers, and generic functions of others. What a package and
    /// its test variants, or the instances of a generic function, have in common is there once.
    pub fn read(printed: &[u8], places: &Places) -> Notes {
        read::notes(printed, places)
    }
}
