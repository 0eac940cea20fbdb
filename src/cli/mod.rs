//! The command line: arguments in, an exit code out.

mod args;
mod check;
mod exit;
mod output;
mod threshold;

pub use exit::Exit;

use crate::report::shown;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write;

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
}

/// Runs the program: a function of its arguments (the program's name first) and its writers.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Exit {
    let args = args::with_double_dashes(&Cli::command(), args);
    let parsed = Cli::command()
        .try_get_matches_from(args)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let outcome = match parsed {
        Ok(Cli { command: Command::Check(check) }) => check.run(stdout, stderr),
        Err(error) => return usage(&error, stdout, stderr),
    };
    outcome.unwrap_or_else(|misuse| {
        // Nothing can be done about a standard error that takes no text.
        let _ = writeln!(stderr, "error: {}", shown(&misuse));
        Exit::Usage
    })
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
