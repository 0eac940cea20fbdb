//! The command line: arguments in, an exit code out.

mod args;
mod benchstat;
mod budget;
mod calibrate;
mod check;
mod columns;
#[cfg(any(feature = "github", feature = "gitlab"))]
mod comment;
mod compare;
mod completions;
mod config;
mod drill;
mod ended;
mod exit;
mod explain;
mod explaining;
mod gate;
mod go_error;
mod go_flags;
mod guard;
mod hook;
mod init;
mod judging;
mod man;
mod message;
mod output;
mod places;
mod plan;
mod policy;
mod profile;
mod reading;
mod report;
mod reporting;
mod rows;
mod run;
mod selecting;
mod selftest;
mod sensitivity;
mod telling;
mod threshold;
mod write;

pub use exit::Exit;
pub use guard::guarded;

use crate::report::shown;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use go_flags::FlagError;
use message::Message;
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::Path;

/// A CI allocation-regression gate for Go.
///
/// Reads what `go test -bench -benchmem` printed for a baseline and for a candidate, tests B/op and
/// allocs/op with the Mann-Whitney U-test, and fails when a regression is larger than allowed.
#[derive(Debug, Parser)]
#[command(name = "allocgate", version, max_term_width = 100, after_help = exit::HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Run(run::Run),
    Compare(compare::Compare),
    #[cfg(any(feature = "github", feature = "gitlab"))]
    Comment(comment::Posting),
    Explain(explain::Explain),
    Report(report::Show),
    Config(config::Config),
    Budget(budget::Budgeting),
    Init(init::Init),
    Hook(hook::Hook),
    Selftest(selftest::Selftest),
    Plan(plan::Plan),
    Calibrate(calibrate::Calibrate),
    Profile(profile::Profiles),
    Completions(completions::Completions),
    Man(man::ManPages),
    /// Be benchstat, with its messages and exit codes; so is a link to this program of that name
    Benchstat {
        /// See -h
        #[arg(value_name = "ARGUMENT")]
        arguments: Vec<OsString>,
    },
}

/// Runs the program: a function of its arguments (the program's name first) and its writers.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    let is_hook = hook::is_called(args.get(1..).unwrap_or_default());
    let (program, rest) = args.split_first().map_or((None, &[][..]), |(p, rest)| (Some(p), rest));
    let args = match (program, rest) {
        (Some(program), arguments) if is_benchstat(program) => {
            return benchstat::run(arguments, stdout, stderr);
        }
        (_, [command, arguments @ ..]) if command == "benchstat" => {
            return benchstat::run(arguments, stdout, stderr);
        }
        #[cfg(unix)]
        (_, [command]) if command == guard::COMMAND => return guard::run(stderr),
        (Some(program), [command, arguments @ ..]) if command == "compare" => {
            match compare::with_go_flags(arguments) {
                Ok(arguments) => {
                    [program.clone(), command.clone()].into_iter().chain(arguments).collect()
                }
                Err(FlagError::Help) => {
                    let short = arguments.iter().any(|argument| argument == "-h");
                    let help = if short { "-h" } else { "--help" };
                    vec![program.clone(), command.clone(), help.into()]
                }
                Err(error) => return misuse(&error.to_string().into(), stderr),
            }
        }
        _ => args::with_double_dashes(&Cli::command(), args),
    };
    let parsed = Cli::command()
        .try_get_matches_from(args)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let ended = match parsed.map(|cli| cli.command) {
        Ok(Command::Check(check)) => check.run(stdout, stderr),
        Ok(Command::Run(run)) => run.run(stdout, stderr),
        Ok(Command::Compare(compare)) => Ok(compare.run(stdout, stderr)),
        #[cfg(any(feature = "github", feature = "gitlab"))]
        Ok(Command::Comment(comment)) => comment.run(stdout, stderr),
        Ok(Command::Explain(explain)) => explain.run(stdout, stderr),
        Ok(Command::Report(show)) => show.run(stdout, stderr),
        Ok(Command::Config(config)) => config.run(stdout),
        Ok(Command::Budget(budget)) => budget.run(stdout, stderr),
        Ok(Command::Init(init)) => init.run(stdout, stderr),
        Ok(Command::Hook(hook)) => hook.run(stdout, stderr),
        Ok(Command::Selftest(selftest)) => selftest.run(stdout),
        Ok(Command::Plan(plan)) => plan.run(stdout),
        Ok(Command::Calibrate(calibrate)) => calibrate.run(stdout),
        Ok(Command::Profile(profiles)) => profiles.run(stdout, stderr),
        Ok(Command::Completions(completions)) => completions.run(stdout),
        Ok(Command::Man(man)) => man.run(stdout),
        Ok(Command::Benchstat { arguments }) => Ok(benchstat::run(&arguments, stdout, stderr)),
        Err(error) => {
            let exit = usage(&error, stdout, stderr);
            if is_hook && exit != Exit::Pass {
                hook::tell_way_round(stderr);
            }
            Ok(exit)
        }
    };
    ended.unwrap_or_else(|message| misuse(&message, stderr))
}

/// The command line as clap knows it.
fn command() -> clap::Command {
    Cli::command()
}

/// Whether the program was called by the name of benchstat.
fn is_benchstat(program: &OsStr) -> bool {
    Path::new(program).file_stem().is_some_and(|name| name == "benchstat")
}

fn misuse(message: &Message, stderr: &mut dyn Write) -> Exit {
    // Nothing can be done about a standard error that takes no text.
    let _ = writeln!(stderr, "error: {message}");
    Exit::Usage
}

/// Shows help, version or what was wrong with the arguments.
fn usage(error: &clap::Error, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    let (to, exit): (&mut dyn Write, Exit) =
        if error.use_stderr() { (stderr, Exit::Usage) } else { (stdout, Exit::Pass) };
    // As above; help into a closed pipe is no error.
    let text = error.render().to_string();
    let _ = text.lines().try_for_each(|line| writeln!(to, "{}", shown(line)));
    exit
}
