//! `allocgate compare`: benchstat's tables.

use super::Exit;
use super::go_error::{failure, go_error};
use super::go_flags::{self, FlagError};
use super::message::Message;
use crate::benchfmt;
use crate::benchproc::{Expressions, Input, InputName, Layout, read_inputs};
use crate::benchstat::{Format, Messages, Only, Settings, Sort, SortBy, Tables};
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
KEYS are separated by commas: .name (Encode), .fullname (Encode/format=json-8), .file, .config (all
file configuration), /format and the like for parts of names, /gomaxprocs for the -8, or a name of
file configuration such as pkg. KEY@alpha and KEY@num sort, KEY@(VALUE...) sorts and selects.
QUERY is made of terms; all of them must match:
  KEY:VALUE  KEY:(VALUE OR VALUE)   exactly this value, \"quoted\" if it has spaces
  KEY:/REGEXP/                      any part of the value
  .unit:B/op                        the unit, as printed or as shown
  -TERM  TERM OR TERM  (...)  *     not, or, grouped, everything

Examples:
  allocgate compare -filter '.name:/^Encode/ -/format:gob .unit:(B/op OR allocs/op)' old.txt new.txt
  allocgate compare -col /format -row .name new.txt
  allocgate compare -only significant -sort -delta -format markdown main=old.txt branch=new.txt

Exit codes: 0; 2 if flags are wrong; 3 where benchstat prints an error and ends with 0, or a file has
no results. docs/benchstat.md lists benchstat's quirks, all of which are kept here.";

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

/// The formats of compare, and their names.
const FORMATS: [(&str, Format); 3] =
    [("text", Format::Text), ("csv", Format::Csv), ("markdown", Format::Markdown)];

impl Compare {
    /// Reads, compares, writes.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
        match self.compare(stdout, stderr) {
            Ok(true) => Exit::Pass,
            Ok(false) => Exit::CannotJudge,
            Err(failure) => {
                harmless(b"error: ", &failure, stderr);
                Exit::CannotJudge
            }
        }
    }

    /// Whether everything could be read, and something was.
    fn compare(&self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<bool, Failure> {
        let plan = self.flags.plan(&FORMATS)?;
        let say = |text: &[u8]| harmless(b"", text, stderr);
        let (inputs, messages) = read(&self.files, say).map_err(with_advice)?;
        let mut complete = messages.text.is_empty();
        for input in inputs.iter().filter(|input| input.samples.results() == 0) {
            let path = input.name.path.as_encoded_bytes();
            harmless(b"error: ", &[path, NO_RESULTS].concat(), stderr);
            complete = false;
        }
        let format = plan.format;
        let mut tables = plan.tables(inputs, messages);
        if tables.is_empty() && complete {
            return Err(b"-filter and the projections keep no result".to_vec());
        }
        tables.only = self.only.map(|OnlyRows::Significant| Only::Significant);
        tables.sort = self.sort;
        write(&tables, format, stdout, stderr)?;
        Ok(complete)
    }
}

const NO_RESULTS: &[u8] =
    b": no results; what is compared is text that go test -bench printed, without -json";

/// Whoever comes from other commands may put flags behind files.
fn with_advice(mut failure: Failure) -> Failure {
    if failure.starts_with(b"open -") {
        failure.extend_from_slice(b"; flags stand before files");
    }
    failure
}

/// Says something line by line, so that nothing in it is a command or controls a terminal.
fn harmless(prefix: &[u8], text: &[u8], stderr: &mut dyn Write) {
    let message = Message::lines(&[prefix, text].concat());
    if !text.is_empty() {
        // Nothing can be done about a standard error that takes no text.
        let _ = writeln!(stderr, "{message}");
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

/// How captures are to be compared.
pub(super) struct Plan {
    layout: Layout,
    settings: Settings,
    pub format: Format,
}

impl Plan {
    /// Lays out what was read.
    pub fn tables(self, inputs: Vec<Input>, messages: Messages) -> Tables {
        Tables::new(inputs, messages, self.layout, self.settings)
    }
}

/// Reads files; `say` is told what lines can't be read.
pub(super) fn read(
    files: &[OsString],
    say: impl FnOnce(&[u8]),
) -> Result<(Vec<Input>, Messages), Failure> {
    let inputs = read_inputs(&InputName::of(files));
    let messages = Messages::new(&inputs);
    say(&messages.text);
    match inputs.iter().find_map(failure) {
        Some(failure) => Err(failure),
        None => Ok((inputs, messages)),
    }
}

/// Writes tables. A reader who has seen enough is no error.
pub(super) fn write(
    tables: &Tables,
    format: Format,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Result<(), Failure> {
    match tables.write(format, stdout, stderr).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err([b"write /dev/stdout: ", &*go_error(&error)].concat())
        }
        _ => Ok(()),
    }
}

impl Flags {
    /// What the flags say, in the order in which benchstat finds fault with them.
    pub(super) fn plan(&self, formats: &[(&str, Format)]) -> Result<Plan, Failure> {
        let layout = Layout::new(&self.expressions()).map_err(|error| error.to_string())?;
        let settings = self.settings()?;
        Ok(Plan { layout, settings, format: self.format(formats)? })
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
