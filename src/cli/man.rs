//! `allocgate man`: manual pages.

use super::Exit;
use super::message::Message;
use super::output::to_stdout;
use super::write::write_file;
use clap::{Args, Command};
use clap_mangen::Man;
use std::io::{self, Write};
use std::path::PathBuf;

/// Print the manual page, or write that of each command
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct ManPages {
    /// Write all pages into this directory, which must be there: allocgate.1, allocgate-check.1 ...
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

const HELP: &str = "\
Example:
  allocgate man > allocgate.1 && man ./allocgate.1
  mkdir -p man1 && allocgate man --out man1";

impl ManPages {
    /// Prints or writes.
    pub fn run(self, stdout: &mut dyn Write) -> Result<Exit, Message> {
        let program = program();
        let Some(directory) = self.out else {
            let page = page(&program).map_err(|error| error.to_string())?;
            let page = String::from_utf8_lossy(&page);
            to_stdout(&page, stdout).map_err(|error| error.to_string())?;
            return Ok(Exit::Pass);
        };
        // What can't be rendered is known before the first is written.
        let pages: io::Result<Vec<_>> =
            with_subcommands(&program).into_iter().map(|c| Ok((name(c), page(c)?))).collect();
        for (name, page) in pages.map_err(|error| error.to_string())? {
            let path = directory.join(format!("{name}.1"));
            let failed = |error| format!("failed to write {}: {error}", path.display());
            write_file(&page, &path).map_err(failed)?;
        }
        Ok(Exit::Pass)
    }
}

/// The program with commands that know their names, without those of clap's own making.
fn program() -> Command {
    let mut program = super::command().disable_help_subcommand(true);
    program.build();
    program
}

fn with_subcommands(command: &Command) -> Vec<&Command> {
    let below = command.get_subcommands().filter(|below| !below.is_hide_set());
    std::iter::once(command).chain(below.flat_map(with_subcommands)).collect()
}

/// As in `allocgate-hook-pre-push`.
fn name(command: &Command) -> String {
    command.get_display_name().unwrap_or(command.get_name()).to_owned()
}

fn page(command: &Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}
