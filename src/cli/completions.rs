//! `allocgate completions`: what a shell completes.

use super::Exit;
use super::message::Message;
use super::output::to_stdout;
use clap::Args;
use clap_complete::Shell;
use std::io::Write;

/// Print what makes a shell complete commands, flags and their values
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

const HELP: &str = "\
Example, for bash, zsh and fish:
  source <(allocgate completions bash)
  allocgate completions zsh > \"${fpath[1]}/_allocgate\"
  allocgate completions fish > ~/.config/fish/completions/allocgate.fish";

impl Completions {
    /// Prints the script.
    pub fn run(self, stdout: &mut dyn Write) -> Result<Exit, Message> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::command(), "allocgate", &mut script);
        let script = String::from_utf8_lossy(&script);
        to_stdout(&script, stdout).map_err(|error| error.to_string())?;
        Ok(Exit::Pass)
    }
}
