//! `allocgate config`: the policy in effect, and where it comes from.

use super::Exit;
use super::judging::Judging;
use super::message::Message;
use super::output::to_stdout;
use super::policy;
use crate::report::shown;
use clap::Args;
use std::io::Write;

/// Print the policy in effect, each value with its origin
///
/// What is printed is itself a policy file that says the same. Comments tell where each value comes
/// from: the default, a line of allocgate.toml or of a Go file, or a flag.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Config {
    #[command(flatten)]
    judging: Judging,
}

const HELP: &str = "\
Example:
  allocgate config
  allocgate config --config ci/allocgate.toml --threshold 5%

A JSON Schema for editors is in docs/allocgate.toml.schema.json. Exit code 2 if the file is wrong.";

impl Config {
    /// Prints the policy.
    pub fn run(self, stdout: &mut dyn Write) -> Result<Exit, Message> {
        let effective = policy::effective(&self.judging)?;
        let from = effective.path.as_deref().map_or("no policy file".into(), shown);
        let text = format!("# {from}\n{}", effective.to_toml());
        to_stdout(&text, stdout).map_err(|error| error.to_string())?;
        Ok(Exit::Pass)
    }
}
