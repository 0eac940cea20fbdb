//! `allocgate init`: files to begin with.

mod begin;
mod write;

use super::Exit;
use super::message::Message;
use super::output::to_stdout;
use crate::config::FILE_NAME;
use crate::host::Git;
use crate::report::shown;
use begin::{INCLUDE, What, files};
use clap::Args;
use std::io::Write;
use std::path::Path;
use write::File;

/// Write a policy, or what calls allocgate, to begin with, and say what to do next
///
/// All files are written, or none. One that is there is not written over, unless that is confirmed on a
/// terminal.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Init {
    /// What to write
    #[arg(value_name = "WHAT", value_enum, default_value = "policy")]
    what: Vec<What>,

    /// Write over what is there
    #[arg(long)]
    force: bool,
}

const HELP: &str = "\
Example, at the root of a repository:
  allocgate init
  allocgate init policy github pre-push

Exit code 2 if something is there already, and nothing was written.";

const BOTH: &str = "github and github-forks are two gates for the same pull requests, and would both write \
    the one comment: choose github-forks where pull requests come from forks";

/// Where code owners are written down, by those who read it first.
const CODEOWNERS: [&str; 4] =
    [".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

impl Init {
    /// Writes the files and says what is next.
    pub fn run(mut self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<Exit, Message> {
        let mut seen = Vec::new();
        self.what.retain(|what| {
            !seen.contains(what) && {
                seen.push(*what);
                true
            }
        });
        if [What::Github, What::GithubForks].iter().all(|what| self.what.contains(what)) {
            return Err(BOTH.to_owned().into());
        }
        let mut all: Vec<File> = Vec::new();
        for what in &self.what {
            all.extend(files(*what)?);
        }
        write::confirm(&all, self.force, stderr)?;
        write::write(&all)?;
        let of_files: Vec<_> = all.iter().map(|file| file.text).collect();
        let told: String = all.iter().map(told).collect();
        let next: String = self.what.iter().map(|what| next(*what, &of_files)).collect();
        to_stdout(&format!("{told}\nnext\n{next}"), stdout).map_err(|error| error.to_string())?;
        Ok(Exit::Pass)
    }
}

/// So many lines are shown in full.
const MOST_LINES: usize = 12;

/// That a file was written, with its content if that is short.
fn told(file: &File) -> String {
    let here = Path::new(".").canonicalize().ok();
    let path = here.and_then(|here| file.path.strip_prefix(here).ok());
    let path = path.unwrap_or(&file.path).to_string_lossy();
    let lines = file.text.lines().count();
    let about = if lines > MOST_LINES { format!(", {lines} lines") } else { String::new() };
    let shown_lines = file.text.lines().filter(|_| lines <= MOST_LINES);
    let content: String = shown_lines.map(|line| format!("    {line}\n")).collect();
    format!("wrote {}{about}\n{content}", shown(&path))
}

/// What to do after something was written, with these texts.
fn next(what: What, written: &[&str]) -> String {
    let text = match what {
        What::Policy => return after_policy(),
        What::Github | What::GithubForks => {
            "  read the words at the top of what was written, replace what is in capitals, and commit it"
        }
        What::Gitlab if !written.contains(&INCLUDE) => {
            let include: String = INCLUDE.lines().map(|line| format!("    {line}\n")).collect();
            return format!("  include it in .gitlab-ci.yml, which is left as it is:\n{include}");
        }
        What::Gitlab => "  replace what is in capitals, and commit it; docs/ci.md says more",
        What::PrePush => {
            "  push a change of Go code, and see what the hook measures; docs/hooks.md says more
  push without it, once: git push --no-verify"
        }
    };
    format!("{text}\n")
}

fn after_policy() -> String {
    let git = Git::at(".");
    let below = git.prefix().unwrap_or_default();
    let slash = if below.is_empty() { "" } else { "/" };
    let root = git.top_level().ok().flatten();
    let has = |name: &&&str| root.as_ref().is_some_and(|root| root.join(name).is_file());
    let owners = CODEOWNERS.iter().find(has).unwrap_or(&CODEOWNERS[0]);
    let path = shown(&below).into_owned();
    format!(
        "  have changes of the policy reviewed, by a line in {owners}:
    /{path}{slash}{FILE_NAME} @your-team
  measure a change against the baseline that git has, and judge it:
    allocgate run
  or keep captures of your own, and see on which rows the gate can fail:
    go test -run='^$' -bench=. -benchmem -benchtime=1000x -count=10 ./... > baseline.txt
    allocgate selftest baseline.txt
  see the job go red once: add --drill to its allocgate check. If it stays green, its exit code gets
  lost on the way: after `allocgate check ... | tee log`, only `set -o pipefail` keeps it
"
    )
}

/// The directory that files of a repository are named from.
fn root() -> Result<Option<std::path::PathBuf>, Message> {
    Git::at(Path::new(".")).top_level().map_err(|error| error.to_string().into())
}
