//! `allocgate benchstat`: benchstat to the last exit code.

use super::Exit;
use super::compare::{Failure, Flags, canonical, is_number, read, write};
use super::go_flags::{self, FlagError};
use crate::benchstat::Format;
use clap::{Args, Command, FromArgMatches};
use std::ffi::OsString;
use std::io::Write;

/// `allocgate benchstat`, or the program under the name of benchstat.
pub(super) fn run(arguments: &[OsString], stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    let command = Flags::augment_args(Command::new("benchstat").no_binary_name(true));
    let usage = |stderr: &mut dyn Write, exit| {
        say(USAGE.as_bytes(), b"", stderr);
        exit
    };
    let parsed = match go_flags::parse(arguments, |name| is_number(&command, name)) {
        Ok(parsed) => parsed,
        Err(FlagError::Help) => return usage(stderr, Exit::Pass),
        Err(error) => {
            say(error.to_string().as_bytes(), b"", stderr);
            return usage(stderr, Exit::Usage);
        }
    };
    if parsed.operands.is_empty() {
        return usage(stderr, Exit::Usage);
    }
    let matches = command.try_get_matches_from(canonical(&parsed.flags));
    let flags = matches.and_then(|matches| Flags::from_arg_matches(&matches));
    let compared = flags
        .map_err(|error| error.to_string().into_bytes())
        .and_then(|flags| compare(&flags, &parsed.operands, stdout, stderr));
    if let Err(failure) = compared {
        say(b"benchstat: ", &failure, stderr);
    }
    Exit::Pass
}

fn compare(
    flags: &Flags,
    files: &[OsString],
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Result<(), Failure> {
    let plan = flags.plan(&[("text", Format::Text), ("csv", Format::Csv)])?;
    // As below.
    let (inputs, messages) = read(files, |text| drop(stderr.write_all(text)))?;
    let format = plan.format;
    write(&plan.tables(inputs, messages), format, stdout, stderr)
}

/// Nothing can be done about a standard error that takes no text.
fn say(prefix: &[u8], message: &[u8], stderr: &mut dyn Write) {
    let _ = stderr.write_all(&[prefix, message, b"\n"].concat());
}

/// benchstat's own, but for the last line end.
const USAGE: &str = "\
Usage: benchstat [flags] inputs...

benchstat computes statistical summaries and A/B comparisons of Go
benchmarks. It shows benchmark medians in a table with a row for each
benchmark and a column for each input file. If there is more than one
input file, it also shows A/B comparisons between the files. If a
difference is likely to be noise, it shows \"~\".

For details, see https://pkg.go.dev/golang.org/x/perf/cmd/benchstat.
  -alpha α
    \tconsider change significant if p < α (default 0.05)
  -col projection
    \tsplit results into columns by distinct values of projection (default \".file\")
  -confidence level
    \tconfidence level for ranges (default 0.95)
  -filter query
    \tuse only benchmarks matching benchfilter query (default \"*\")
  -format format
    \tprint results in format:
    \t  text - plain text
    \t  csv  - comma-separated values (warnings will be written to stderr)
    \t (default \"text\")
  -ignore keys
    \tignore variations in keys
  -row projection
    \tsplit results into rows by distinct values of projection (default \".fullname\")
  -table projection
    \tsplit results into tables by distinct values of projection (default \".config\")";
