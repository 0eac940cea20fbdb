//! `allocgate compare`: benchstat's tables.

use super::Exit;
use super::go_error::{failure, go_error};
use super::go_flags::{self, FlagError};
use super::message::Message;
use crate::benchfmt;
use crate::benchproc::{Expressions, InputName, Layout, read_inputs};
use crate::benchstat::{Format, Messages, Only, Settings, Sort, SortBy, Tables};
use crate::report::shown;
use clap::{Args, Command, ValueEnum};
use std::ffi::OsString;
use std::io::{ErrorKind, Write};

/// Compare captures as benchstat does, flag for flag and byte for byte
///
/// Each FILE is a capture in the Go benchmark format, - standard input; LABEL=FILE names its column.
/// Flags come before files, with one dash or two.
#[derive(Debug, Args)]
#[command(after_help = HELP, args_override_self = true)]
pub(super) struct Compare {
    #[command(flatten)]
    flags: Flags,

    /// Sort rows by delta (the largest decrease first, ~ as none), by p or by name; with a - before
    /// it, the other way round. Delta and p are those of the last column that is compared
    #[arg(long, value_name = "ORDER", value_parser = parse_sort, allow_hyphen_values = true)]
    sort: Option<Sort>,

    /// Show only rows that are not ~ in every column, and say how many are hidden; geomeans stay those
    /// of all rows
    #[arg(long, value_name = "ROWS")]
    only: Option<OnlyRows>,

    /// The captures
    #[arg(value_name = "FILE", required = true)]
    files: Vec<OsString>,
}

/// The flags of benchstat.
#[derive(Debug, Args)]
#[command(args_override_self = true)]
pub(super) struct Flags {
    /// Use only results, and values, that match
    #[arg(long, value_name = "QUERY", default_value = "*", allow_hyphen_values = true)]
    filter: String,

    /// Split results into tables by distinct values of KEYS
    #[arg(long, value_name = "KEYS", default_value = ".config", allow_hyphen_values = true)]
    table: String,

    /// Split results into rows by distinct values of KEYS
    #[arg(long, value_name = "KEYS", default_value = ".fullname", allow_hyphen_values = true)]
    row: String,

    /// Split results into columns by distinct values of KEYS
    #[arg(long, value_name = "KEYS", default_value = ".file", allow_hyphen_values = true)]
    col: String,

    /// Ignore variations in KEYS
    #[arg(long, value_name = "KEYS", default_value = "", allow_hyphen_values = true)]
    #[arg(hide_default_value = true)]
    ignore: String,

    /// Consider a change significant up to this p-value
    #[arg(long, value_name = "P", default_value = "0.05", value_parser = parse_float)]
    #[arg(allow_hyphen_values = true)]
    alpha: f64,

    /// The confidence level of the ranges
    #[arg(long, value_name = "LEVEL", default_value = "0.95", value_parser = parse_float)]
    #[arg(allow_hyphen_values = true)]
    confidence: f64,

    /// Print text, csv (with warnings on standard error) or markdown
    #[arg(long, value_name = "FORMAT", default_value = "text", allow_hyphen_values = true)]
    format: String,
}

/// The flags whose values are numbers.
const NUMBERS: [&str; 2] = ["alpha", "confidence"];

#[derive(Clone, Copy, Debug, ValueEnum)]
enum OnlyRows {
    Significant,
}

const HELP: &str = "\
KEYS are .name, .fullname, .file, .config, /NAME of a sub-name NAME=VALUE, or names of file
configuration such as pkg, separated by commas; KEY@alpha, KEY@num and KEY@(VALUE...) sort.
QUERY is made of KEY:VALUE, KEY:/REGEXP/, KEY:(VALUE OR ...), -TERM, OR and parentheses; it may also
name a .unit.

Example:
  allocgate compare -filter '.unit:(B/op OR allocs/op)' -row .name old=before.txt new=after.txt

Exit codes: 0; 2 if flags are wrong; 3 where benchstat prints an error and ends with 0.
docs/benchstat.md lists benchstat's quirks, all of which are kept here.";

fn parse_float(text: &str) -> Result<f64, benchfmt::NumberError> {
    benchfmt::float(text.as_bytes())
}

fn parse_sort(text: &str) -> Result<Sort, String> {
    let (reversed, by) = match text.strip_prefix('-') {
        Some(by) => (true, by),
        None => (false, text),
    };
    let by = match by {
        "delta" => SortBy::Delta,
        "name" => SortBy::Name,
        "p" => SortBy::P,
        _ => return Err("sort by delta, name or p, or by -delta, -name or -p".to_owned()),
    };
    Ok(Sort { by, reversed })
}

/// An error that ends the command, in bytes as benchstat prints it.
pub(super) type Failure = Vec<u8>;

impl Compare {
    /// Reads, compares, writes.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
        let formats =
            [("text", Format::Text), ("csv", Format::Csv), ("markdown", Format::Markdown)];
        let (only, sort) = (self.only.map(|OnlyRows::Significant| Only::Significant), self.sort);
        let change = |tables: &mut Tables| (tables.only, tables.sort) = (only, sort);
        match self.flags.compare(&self.files, &formats, change, harmless, stdout, stderr) {
            Ok(Read::All) => Exit::Pass,
            Ok(Read::Some) => Exit::CannotJudge,
            Err(failure) => {
                // Nothing can be done about a standard error that takes no text.
                let _ = writeln!(stderr, "error: {}", Message::lines(&failure));
                Exit::CannotJudge
            }
        }
    }
}

/// Arguments as clap reads them: flags that Go would read, then operands.
pub(super) fn with_go_flags(arguments: &[OsString]) -> Result<Vec<OsString>, FlagError> {
    let command = Compare::augment_args(Command::new("compare"));
    let parsed = go_flags::parse(arguments, |name| is_number(&command, name))?;
    let operands = parsed.operands.into_iter();
    Ok(canonical(&parsed.flags).into_iter().chain([OsString::from("--")]).chain(operands).collect())
}

pub(super) fn canonical(flags: &[(String, OsString)]) -> Vec<OsString> {
    let joined = |(name, value): &(String, OsString)| {
        let mut flag = OsString::from(format!("--{name}="));
        flag.push(value.to_string_lossy().as_ref());
        flag
    };
    flags.iter().map(joined).collect()
}

/// Whether a flag's value is a number; none for a flag that is not known.
pub(super) fn is_number(command: &Command, name: &str) -> Option<bool> {
    let known = command.get_arguments().any(|argument| argument.get_long() == Some(name));
    known.then(|| NUMBERS.contains(&name))
}

/// Says on standard error what lines can't be read.
pub(super) type Say = fn(&[u8], &mut dyn Write);

/// Line by line, so that nothing in it is a command or controls a terminal.
fn harmless(messages: &[u8], stderr: &mut dyn Write) {
    let text = String::from_utf8_lossy(messages);
    let lines: String = text.lines().map(|line| format!("{}\n", shown(line))).collect();
    // Nothing can be done about a standard error that takes no text.
    let _ = stderr.write_all(lines.as_bytes());
}

/// Whether all lines could be read.
pub(super) enum Read {
    All,
    /// Not all, which has been said.
    Some,
}

impl Flags {
    /// Reads, compares, writes. `change` sees the tables before they are written.
    pub(super) fn compare(
        &self,
        files: &[OsString],
        formats: &[(&str, Format)],
        change: impl FnOnce(&mut Tables),
        say: Say,
        stdout: &mut dyn Write,
        stderr: &mut dyn Write,
    ) -> Result<Read, Failure> {
        let layout = Layout::new(&self.expressions()).map_err(|error| error.to_string())?;
        let settings = self.settings()?;
        let format = self.format(formats)?;
        let inputs = read_inputs(&InputName::of(files));
        let messages = Messages::new(&inputs);
        say(&messages.text, stderr);
        let read = if messages.text.is_empty() { Read::All } else { Read::Some };
        if let Some(failure) = inputs.iter().find_map(failure) {
            return Err(failure);
        }
        let mut tables = Tables::new(inputs, messages, layout, settings);
        change(&mut tables);
        match tables.write(format, stdout, stderr).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err([b"write /dev/stdout: ", &*go_error(&error)].concat())
            }
            _ => Ok(read),
        }
    }

    fn expressions(&self) -> Expressions<'_> {
        let Flags { filter, table, row, col, ignore, .. } = self;
        Expressions { filter, table, row, col, ignore }
    }

    #[allow(clippy::manual_range_contains)] // benchstat lets pass what is not a number.
    fn settings(&self) -> Result<Settings, Failure> {
        let &Flags { alpha, confidence, .. } = self;
        for (name, level) in [("alpha", alpha), ("confidence", confidence)] {
            if level < 0.0 || level > 1.0 {
                return Err(format!("-{name} must be in range [0, 1]").into());
            }
        }
        Ok(Settings::new(alpha, confidence))
    }

    fn format(&self, formats: &[(&str, Format)]) -> Result<Format, Failure> {
        let named = formats.iter().find(|(name, _)| *name == self.format);
        named.map(|&(_, format)| format).ok_or_else(|| {
            let names: Vec<&str> = formats.iter().map(|(name, _)| *name).collect();
            let (last, others) = names.split_last().unwrap_or((&"", &[]));
            format!("-format must be {} or {last}", others.join(", ")).into()
        })
    }
}
