//! A place in the code, as a profile has it.

/// A function at one place of the machine's code, as a profile has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// As a profile names it; types of a generic function may be there or left out.
    pub function: String,
    /// The file, from the repository's root.
    pub path: String,
    /// Counted from 1.
    pub line: u32,
    /// Whether it is inlined into the frame behind it.
    pub is_inlined: bool,
}
