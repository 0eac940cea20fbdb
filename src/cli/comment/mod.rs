//! `allocgate comment`: a saved report as a comment on the pull request or merge request.

mod body;
mod ci;
mod event;
mod github;
mod gitlab;
mod news;
mod place;

use super::Exit;
use super::message::Message;
use super::output::to_stdout;
use super::reading;
use crate::deliver::{Comment, Delivered, Done, Forge, Key, State};
use crate::report::shown;
use crate::report::v1::{Report, Verdict};
use clap::Args;
use news::On;
use place::{Place, Problem};
use std::io::Write;
use std::path::PathBuf;

/// Create or update the comment on the pull request or merge request
///
/// There is one comment for each key, known by a hidden marker and its author, and it is kept up to
/// date; should there be several of ours, all but the oldest are deleted. Nothing is posted on a request that is closed or no longer at the commit that was judged.
/// What there is to know is found in the environment of GitHub Actions, also as Gitea and Forgejo run
/// them, and of GitLab CI; options say it elsewhere, and override it.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Posting {
    /// The report, as written by check --report json=REPORT.json; - for standard input
    #[arg(value_name = "REPORT.json")]
    report: PathBuf,

    /// When a new comment is written: always; change, if anything is to be told; regression, if it does
    /// not pass. One that is there is kept up to date
    #[arg(long, value_enum, default_value_t = On::Change, value_name = "WHEN")]
    on: On,

    /// Which of several gates of a repository this is: one comment each
    #[arg(long, default_value = "default", value_parser = clap::value_parser!(Key))]
    key: Key,

    /// Print the comment instead; needs no network and no token
    #[arg(long)]
    dry_run: bool,

    /// End with exit code 4 if the comment can't be delivered
    #[arg(long)]
    require_delivery: bool,

    #[command(flatten)]
    place: Place,
}

const HELP: &str = "\
Example, in a job of GitHub Actions for a pull request, with `permissions: pull-requests: write` and
GITHUB_TOKEN set to ${{ github.token }}, or of GitLab CI with a token of scope api in GITLAB_TOKEN:
  allocgate check baseline.txt candidate.txt --report json=report.json
  allocgate comment report.json

Exit codes:
  0  delivered, or nothing to say; also not delivered, which is said, without --require-delivery:
     so also in a job that is for no pull request or merge request
  2  used wrongly: a flag; no report, or one of another version; nothing says where to post
  4  --require-delivery, and not delivered";

impl Posting {
    /// Reads the report, finds where it goes, posts it.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<Exit, Message> {
        let report = reading::report(&self.report)?;
        let environment = |name: &str| std::env::var(name).ok();
        let forge = place::forge(&self.place, &environment);
        let [text, text_if_fixed] = body::bodies(&report, &self.key, forge);
        let comment = Comment {
            key: &self.key,
            state: state(&report),
            text: &text,
            text_if_fixed: &text_if_fixed,
            is_news: news::is_news(&report, self.on),
        };
        if self.dry_run {
            return dry_run(&comment, forge.unwrap_or(Forge::GitHub), stdout, stderr);
        }
        let delivery = match place::find(&self.place, &environment) {
            Ok(delivery) => delivery,
            Err(Problem::Misuse(message)) => return Err(message.into()),
            Err(Problem::Undelivered(why)) => return Ok(self.undelivered(&why, stderr)),
        };
        match delivery.deliver(&comment) {
            Ok(delivered) => told(delivery.repository.name(), &delivered, stdout, stderr),
            Err(error) => Ok(self.undelivered(&error.to_string(), stderr)),
        }
    }

    /// Says why, and whether that matters.
    fn undelivered(&self, why: &str, stderr: &mut dyn Write) -> Exit {
        let (word, exit) = match self.require_delivery {
            true => ("error", Exit::Undelivered),
            false => ("warning", Exit::Pass),
        };
        // Nothing can be done about a standard error that takes no text.
        let _ = writeln!(stderr, "{word}: the comment was not delivered: {}", shown(why));
        exit
    }
}

fn state(report: &Report) -> State {
    match report.verdict {
        Verdict::Pass => State::Pass,
        Verdict::Fail => State::Fail,
        Verdict::CannotJudge => State::CannotJudge,
    }
}

/// Prints what would be posted where there is no comment yet.
fn dry_run(
    comment: &Comment<'_>,
    forge: Forge,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Result<Exit, Message> {
    comment.check(forge).map_err(|error| error.to_string())?;
    let mut body = comment.body(comment.state);
    if !body.ends_with('\n') {
        body.push('\n');
    }
    to_stdout(&body, stdout).map_err(|error| error.to_string())?;
    if !comment.is_news {
        // As above.
        let _ = writeln!(stderr, "nothing to say: without a comment, none would be written");
    }
    Ok(Exit::Pass)
}

/// Says what was done.
fn told(
    place: &str,
    delivered: &Delivered,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Result<Exit, Message> {
    let on = format!("{place}#{}", delivered.request);
    let on = shown(&on);
    let line = match delivered.done {
        Done::Created => format!("comment created on {on}\n"),
        Done::Updated => format!("comment updated on {on}\n"),
        Done::Unchanged => format!("comment on {on} says so already\n"),
        Done::NothingToSay => format!("nothing to say on {on}\n"),
    };
    if let Some(remark) = &delivered.remark {
        // As above.
        let _ = writeln!(stderr, "warning: {}", shown(remark));
    }
    to_stdout(&line, stdout).map_err(|error| error.to_string())?;
    Ok(Exit::Pass)
}
