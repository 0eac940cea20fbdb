//! `allocgate init`: a policy to begin with.

use super::Exit;
use super::message::Message;
use super::output::to_stdout;
use crate::config::{FILE_NAME, find};
use crate::host::Git;
use crate::report::shown;
use clap::Args;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Write allocgate.toml to begin with, and say what to do next
///
/// Nothing that is there is overwritten.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Init {}

const HELP: &str = "\
Example, at the root of a repository:
  allocgate init

Exit code 2 if there is an allocgate.toml already.";

/// The policy to begin with.
const TEMPLATE: &str = include_str!("allocgate.toml");

/// Where code owners are written down, by those who read it first.
const CODEOWNERS: [&str; 4] =
    [".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

impl Init {
    /// Writes the file and says what is next.
    pub fn run(self, stdout: &mut dyn Write) -> Result<Exit, Message> {
        if let Some(file) = find(Path::new("."))? {
            let here = format!("{} is there already: nothing was written", file.display());
            return Err(here.into());
        }
        let error = |error: std::io::Error| match error.kind() {
            ErrorKind::AlreadyExists => {
                format!("{FILE_NAME} is there already: nothing was written")
            }
            _ => format!("failed to write {FILE_NAME}: {error}"),
        };
        let file = std::fs::File::create_new(FILE_NAME);
        file.and_then(|mut file| file.write_all(TEMPLATE.as_bytes())).map_err(error)?;
        to_stdout(&next(), stdout).map_err(|error| error.to_string())?;
        Ok(Exit::Pass)
    }
}

/// What was done, and what to do.
fn next() -> String {
    let git = Git::at(".");
    let below = git.prefix().unwrap_or_default();
    let slash = if below.is_empty() { "" } else { "/" };
    let root = git.top_level().ok().flatten();
    let has = |name: &&&str| root.as_ref().is_some_and(|root| root.join(name).is_file());
    let owners = CODEOWNERS.iter().find(has).unwrap_or(&CODEOWNERS[0]);
    let path = shown(&below).into_owned();
    format!(
        "wrote {FILE_NAME}

next
  have changes of the policy reviewed, by a line in {owners}:
    /{path}{slash}{FILE_NAME} @your-team
  measure a baseline, and see on which rows the gate can fail:
    go test -run='^$' -bench=. -benchmem -benchtime=1000x -count=10 ./... > baseline.txt
    allocgate selftest baseline.txt
  see the job go red once: add --drill to its allocgate check. If it stays green, its exit code gets
  lost on the way: after `allocgate check ... | tee log`, only `set -o pipefail` keeps it
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Loaded;

    #[test]
    fn the_policy_to_begin_with_can_be_read_with_and_without_its_comments() {
        Loaded::parse(FILE_NAME, TEMPLATE.into()).unwrap();
        let tables = TEMPLATE.split("# [[rule]]").nth(1).unwrap().replace("\n# ", "\n");
        let commented = |line: &&str| !line.starts_with("What ");
        let tables: Vec<&str> = tables.lines().filter(commented).collect();
        let file = Loaded::parse(FILE_NAME, format!("[[rule]]{}", tables.join("\n")).into());
        let file = file.unwrap().document;
        assert_eq!((file.rules.len(), file.budgets.len(), file.waivers.len()), (1, 1, 1));
    }
}
