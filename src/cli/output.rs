//! Where reports go.

use super::write::write_file;
use crate::report::{self, Look, Report};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::PathBuf;
use std::str::FromStr;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Table,
    Json,
    Github,
    Junit,
    CodeQuality,
    Csv,
}

/// The formats by name.
const FORMATS: [(&str, Format); 6] = [
    ("table", Format::Table),
    ("json", Format::Json),
    ("github", Format::Github),
    ("junit", Format::Junit),
    ("codequality", Format::CodeQuality),
    ("csv", Format::Csv),
];

impl Format {
    /// Whether it stands for itself, rather than being lines for a log.
    pub fn is_document(self) -> bool {
        self != Format::Github
    }

    /// Whether it shows where benchmarks are declared.
    pub fn has_places(self) -> bool {
        self != Format::Table
    }
}

/// `FORMAT` or `FORMAT=PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    pub format: Format,
    /// `None` for standard output.
    pub path: Option<PathBuf>,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Output, String> {
        let (format, path) = match text.split_once('=') {
            Some((format, "-")) => (format, None),
            Some((_, "")) => return Err("a path must follow the =".to_owned()),
            Some((format, path)) => (format, Some(PathBuf::from(path))),
            None => (text, None),
        };
        let known = FORMATS.iter().find(|(name, _)| *name == format);
        let (_, format) = *known.ok_or_else(|| {
            let names: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).collect();
            format!("write one of {}, with =PATH for a file", names.join(", "))
        })?;
        Ok(Output { format, path })
    }
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How tables on standard output are to look.
pub(super) fn look(color: Color, all: bool) -> Look {
    let terminal = io::stdout().is_terminal();
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let color = match color {
        Color::Auto => terminal && !dumb && !set("NO_COLOR"),
        Color::Always => true,
        Color::Never => false,
    };
    let width = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Look { width: terminal.then(width).flatten(), color, all }
}

/// Writes a report in a format: whole or not at all.
pub(super) fn write(
    output: &Output,
    report: &Report,
    look: Look,
    stdout: &mut dyn Write,
) -> io::Result<()> {
    match &output.path {
        None => to_stdout(&render(output.format, report, look)?, stdout),
        Some(path) => {
            let plain = Look { width: None, color: false, ..look };
            write_file(render(output.format, report, plain)?.as_bytes(), path)
        }
    }
}

fn render(format: Format, report: &Report, look: Look) -> io::Result<String> {
    match format {
        Format::Table => Ok(report::table(report, look)),
        Format::Json => report::to_json(report).map_err(io::Error::other),
        Format::Github => Ok(report::github(report)),
        Format::Junit => report::junit(report).map_err(io::Error::other),
        Format::CodeQuality => report::codequality(report).map_err(io::Error::other),
        Format::Csv => report::csv(report).map_err(io::Error::other),
    }
}

/// A reader who has seen enough is no error.
pub(super) fn to_stdout(text: &str, stdout: &mut dyn Write) -> io::Result<()> {
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
