//! `allocgate hook`: what git's hooks call.

mod judge;
mod numbers;
mod policies;
mod progress;
mod pushed;
mod refs;
mod skip;
mod verdict;

use super::ended::Ended;
use super::message::Message;
use super::output::{Color, look};
use super::telling::tell;
use super::{Exit, misuse};
use crate::config::duration;
use crate::host::{Git, heed};
use crate::report::Look;
use crate::run::{Benchtime, Flags, TimeLimit};
use clap::{Args, Subcommand};
use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::time::Duration;

/// Be a hook of git's
#[derive(Debug, Args)]
pub(super) struct Hook {
    #[command(subcommand)]
    hook: Hooks,
}

#[derive(Debug, Subcommand)]
enum Hooks {
    PrePush(PrePush),
}

/// Measure what a push changes, and stop it where something regressed
///
/// Git's pre-push hook: it reads from standard input what is about to be pushed, or is told by
/// pre-commit. For each commit it measures the packages that the change reaches, in worktrees of its
/// own beside what the remote has, and judges by the policy that the remote has. Where no Go code
/// changed it does nothing. What is checked out and changed here has no part in it.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
struct PrePush {
    /// The remote's name, as git gives it
    #[arg(value_name = "REMOTE")]
    remote: Option<OsString>,

    /// Where the remote is, as git gives it; it is not asked
    #[arg(value_name = "URL")]
    url: Option<OsString>,

    /// How long it may take. What was not measured then is named, and does not stop the push
    #[arg(long, value_name = "DURATION", default_value = "60s", value_parser = duration)]
    budget: Duration,

    /// Stop the push, with exit code 3, where something was not measured
    #[arg(long)]
    strict: bool,

    /// The iterations of each benchmark, the same on both sides: a number and an x
    #[arg(long, value_name = "Nx", default_value = "100x", value_parser = numbers::iterations)]
    benchtime: u64,

    /// The samples of each benchmark, 5 or more: of fewer none can fail
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = numbers::samples)]
    count: u32,

    /// The GOMAXPROCS of benchmarks. At 1, threads that start meanwhile don't blur the figures
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1024))]
    cpu: u32,

    /// Run only these benchmarks, as `go test -bench` does
    #[arg(long, value_name = "REGEXP", default_value = verdict::EVERY)]
    bench: String,

    /// Whether benchmarks may go. Where a rule says missing = "fail", they may not in either case; with
    /// =false, a package that lost over half of its rows can't be judged, as for check
    #[arg(long, value_name = "BOOL", default_value_t = true, default_missing_value = "true")]
    #[arg(num_args = 0..=1, require_equals = true, action = clap::ArgAction::Set)]
    allow_missing: bool,
}

const HELP: &str = "\
Install it, at the root of a repository:
  allocgate init pre-push

Ask it, without pushing:
  git push --dry-run origin HEAD

Push without it, once:
  git push --no-verify
  ALLOCGATE_SKIP=1 git push    (empty, 0, false, no and off are as if it was not set)

Exit codes:
  0  the push goes on
  1  something regressed, or is over its budget
  2  the hook was called wrongly, or the policy file that is pushed is wrong
  3  can't judge: a benchmark fails, Go is missing, an interrupt; with --strict, too little time

docs/hooks.md says more.";

/// The words by which somebody who is stopped gets on.
const WAY_ROUND: &str = "to push nevertheless: git push --no-verify, or ALLOCGATE_SKIP=1 git push";

impl Hook {
    /// Is the hook.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<Exit, Message> {
        let Hooks::PrePush(hook) = self.hook;
        let mut session = Session { stdout, stderr, look: look(Color::Auto, false) };
        if skip::is_asked() {
            session.tell(&format!("skipped, since {} is set", skip::VARIABLE));
            return Ok(Exit::Pass);
        }
        let exit = match hook.run(&mut session) {
            Ok(exit) => exit,
            Err(Ended::Misuse(message)) => misuse(&message, session.stderr),
            Err(Ended::CannotJudge(error)) => {
                session.tell(&format!("can't judge: {error}"));
                Exit::CannotJudge
            }
        };
        if exit != Exit::Pass {
            tell_way_round(session.stderr);
        }
        Ok(exit)
    }
}

/// Whether these arguments call a hook: then somebody may be stopped by what is wrong with them.
pub(super) fn is_called(arguments: &[OsString]) -> bool {
    arguments.iter().take(2).eq(["hook", "pre-push"])
}

/// Says how to push nevertheless.
pub(super) fn tell_way_round(stderr: &mut dyn Write) {
    // Nothing can be done about a standard error that takes no text.
    let _ = writeln!(stderr, "allocgate: {WAY_ROUND}");
}

impl PrePush {
    fn run(&self, session: &mut Session<'_>) -> Result<Exit, Ended> {
        heed().map_err(|error| Message::from(format!("failed to heed signals: {error}")))?;
        let limit = TimeLimit::new(self.budget);
        let updates = self.updates(session)?;
        if updates.is_empty() {
            return Ok(Exit::Pass);
        }
        self.push(&updates, &limit, session)
    }

    /// What is about to be pushed: from standard input, or else from pre-commit's variables. These may
    /// be left from something around git that is no part of this push.
    fn updates(&self, session: &mut Session<'_>) -> Result<Vec<refs::Update>, Message> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        if let Some(updates) = given()? {
            return Ok(updates);
        }
        if let Some(local) = variable("PRE_COMMIT_TO_REF") {
            return Ok(vec![refs::Update { local, remote: variable("PRE_COMMIT_FROM_REF") }]);
        }
        // It names no commits where all files are asked for.
        if self.remote.is_none() && variable("PRE_COMMIT").is_some() {
            session.tell("pre-commit names no commits: nothing is measured");
        } else if io::stdin().is_terminal() {
            return Err("git gives a hook what is pushed on standard input: see `allocgate hook pre-push --help`".to_owned().into());
        }
        Ok(Vec::new())
    }

    fn push(
        &self,
        updates: &[refs::Update],
        limit: &TimeLimit,
        session: &mut Session<'_>,
    ) -> Result<Exit, Ended> {
        let here = Git::at(".");
        let root = match here.top_level() {
            Err(_) if here.is_bare()? => {
                session.tell("a bare repository: nothing is measured");
                return Ok(incomplete(self.strict, session));
            }
            root => root?,
        };
        let root: PathBuf =
            root.ok_or_else(|| Message::from("no git repository is here".to_owned()))?;
        let git = Git::at(&root);
        let name = self.remote.clone().or_else(|| std::env::var_os("PRE_COMMIT_REMOTE_NAME"));
        let name = name.unwrap_or_default().to_string_lossy().into_owned();
        let mut exit = Exit::Pass;
        for push in pushed::pushes(&git, updates, &name, &mut |line| session.tell(line))? {
            let flags = self.flags();
            let ways = judge::Ways { strict: self.strict, allow_missing: self.allow_missing };
            let one =
                judge::One { root: &root, git: &git, push: &push, flags: &flags, limit, ways };
            exit = worse(exit, one.judge(session)?);
        }
        Ok(exit)
    }

    fn flags(&self) -> Flags {
        Flags {
            bench: self.bench.clone(),
            benchtime: Benchtime::Iterations(self.benchtime),
            least: self.count,
            most: self.count,
            cpu: self.cpu,
            // A benchmark that hangs costs what there is.
            timeout: self.budget,
            runs_identical: true,
            is_thorough: false,
            own_toolchains: false,
            caches: true,
        }
    }
}

/// A regression that was found decides, whatever else could not be judged.
fn worse(one: Exit, other: Exit) -> Exit {
    let rank = |exit: &Exit| match exit {
        Exit::Pass => 0,
        Exit::CannotJudge => 1,
        _ => 2,
    };
    if rank(&other) > rank(&one) { other } else { one }
}

/// What follows where not all could be judged, and nothing regressed.
fn incomplete(strict: bool, session: &mut Session<'_>) -> Exit {
    if !strict {
        return Exit::Pass;
    }
    session.tell("stopped by --strict, which asks for everything to be measured");
    Exit::CannotJudge
}

/// What git gives a hook on standard input, if it gives anything.
///
/// # Errors
///
/// A line that git doesn't write.
fn given() -> Result<Option<Vec<refs::Update>>, Message> {
    let mut stdin = io::stdin().lock();
    let mut text = Vec::new();
    if !stdin.is_terminal() {
        stdin.read_to_end(&mut text).map_err(|error| format!("standard input: {error}"))?;
    }
    if text.is_empty() { Ok(None) } else { refs::parse(&text).map(Some) }
}

/// Where things are said.
struct Session<'a> {
    stdout: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
    look: Look,
}

impl Session<'_> {
    /// Says something in lines of its own making, harmlessly.
    fn tell(&mut self, text: &str) {
        tell(text, self.stderr);
    }
}
