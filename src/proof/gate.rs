//! What judges.

use crate::report::v1;

/// What is to be judged.
#[derive(Clone, Copy, Debug)]
pub struct Captures<'a> {
    /// The baseline, as text in the Go benchmark format; none for the baseline that is at hand.
    pub baseline: Option<&'a [u8]>,
    /// The candidate, as text in the Go benchmark format.
    pub candidate: &'a [u8],
}

/// What the whole gate said.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The exit code with which it ended.
    pub exit: u8,
    /// Its report.
    pub report: v1::Report,
}

/// Runs the whole gate, arguments and exit code included, on captures. Its errors are what keeps it
/// from being run at all.
pub type Gate<'g, E> = dyn FnMut(Captures<'_>) -> Result<Judged, E> + 'g;
