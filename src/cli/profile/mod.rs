//! `allocgate profile`: what changed between two profiles.

mod diff;
mod figures;
mod json;
mod read;
mod table;

pub(super) use figures::Figures;
pub(super) use table::{table, total};

use super::Exit;
use super::message::Message;
use clap::{Args, Subcommand};
use std::io::Write;

/// Compare profiles: which lines, functions or packages allocate more
#[derive(Debug, Args)]
pub(super) struct Profiles {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Diff(diff::Diff),
}

impl Profiles {
    /// Does what is asked for.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<Exit, Message> {
        let Action::Diff(diff) = self.action;
        diff.run(stdout, stderr)
    }
}
