//! Which notes of the compiler are about an allocation that a profile shows.

use super::notes::{Finding, without_types};

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

/// The findings that are about an allocation: those of the function whose code allocates, at the line of
/// one of the frames of the same place in the code. `frames` begin with the innermost; those behind the
/// first that is not inlined are callers, and not looked at.
pub fn escapes_at<'a>(findings: &[&'a Finding], frames: &[Frame]) -> Vec<&'a Finding> {
    let Some(physical) = frames.iter().position(|frame| !frame.is_inlined) else {
        return Vec::new();
    };
    let place = &frames[..=physical];
    let function = without_types(&frames[physical].function);
    let is_at = |finding: &Finding| {
        place.iter().any(|frame| (&frame.path, frame.line) == (&finding.path, finding.line))
    };
    let of_it = findings.iter().filter(|finding| without_types(&finding.function) == function);
    of_it.filter(|finding| is_at(finding)).copied().collect()
}
