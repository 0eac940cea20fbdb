//! Where reports go.

use super::write::write_file;
use crate::report::{self, Look, MarkdownPage, Report};
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Table,
    Json,
    Github,
    Junit,
    CodeQuality,
    Sarif,
    Csv,
    Markdown,
    StepSummary,
    Html,
    /// What of the table explains. No flag asks for it.
    Explanations,
}

/// The formats by name.
const FORMATS: [(&str, Format); 10] = [
    ("table", Format::Table),
    ("json", Format::Json),
    ("markdown", Format::Markdown),
    ("github", Format::Github),
    ("step-summary", Format::StepSummary),
    ("junit", Format::Junit),
    ("codequality", Format::CodeQuality),
    ("sarif", Format::Sarif),
    ("html", Format::Html),
    ("csv", Format::Csv),
];

impl Format {
    /// Whether it stands for itself, rather than being lines for a log.
    pub fn is_document(self) -> bool {
        self != Format::Github
    }

    /// Whether it shows where benchmarks are declared.
    pub fn has_places(self) -> bool {
        use Format::{Explanations, Markdown, StepSummary, Table};
        !matches!(self, Explanations | Markdown | StepSummary | Table)
    }
}

/// `FORMAT` or `FORMAT=PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    pub format: Format,
    /// `None` for standard output, and for a step summary that was not looked for yet.
    pub path: Option<PathBuf>,
    /// Whether it goes behind what the file has: the runner's own file of the step summary.
    pub appended: bool,
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
        let appended = format == Format::StepSummary && !text.contains('=');
        Ok(Output { format, path, appended })
    }
}

/// Reads an [`Output`], and tells shells which formats there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct OutputParser;

impl TypedValueParser for OutputParser {
    type Value = Output;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Output, clap::Error> {
        let read = |text: String| text.parse::<Output>();
        StringValueParser::new().try_map(read).parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(FORMATS.iter().map(|(name, _)| PossibleValue::new(*name))))
    }
}

impl Output {
    /// The same with the file of the step summary, if that is where it goes.
    pub fn found(mut self) -> Result<Output, String> {
        if self.appended {
            let path = std::env::var_os(SUMMARY).filter(|path| !path.is_empty());
            self.path = Some(path.map(PathBuf::from).ok_or_else(no_summary)?);
        }
        Ok(self)
    }
}

/// The runner names a step's file here.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

fn no_summary() -> String {
    format!(
        "--report step-summary: {SUMMARY}, which names the file, is not set; outside of a GitHub workflow give it a file: step-summary=PATH"
    )
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
    Look { width: terminal.then(width).flatten(), color, all, measured: None }
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
        Some(path) if output.appended => append_summary(report, path),
        Some(path) => {
            let plain = Look { width: None, color: false, ..look };
            write_file(render(output.format, report, plain)?.as_bytes(), path)
        }
    }
}

fn render(format: Format, report: &Report, look: Look) -> io::Result<String> {
    match format {
        Format::Table => Ok(report::table(report, look)),
        Format::Explanations => Ok(report::explanations(report, look)),
        Format::Json => report::to_json(report).map_err(io::Error::other),
        Format::Github => Ok(report::github(report)),
        Format::Junit => report::junit(report).map_err(io::Error::other),
        Format::CodeQuality => report::codequality(report).map_err(io::Error::other),
        Format::Sarif => report::sarif(report).map_err(io::Error::other),
        Format::Html => Ok(report::html(report)),
        Format::Csv => report::csv(report).map_err(io::Error::other),
        Format::Markdown => Ok(page(report, MarkdownPage::COMMENT)),
        Format::StepSummary => Ok(page(report, MarkdownPage::STEP_SUMMARY)),
    }
}

/// A page of Markdown.
pub(super) fn page(report: &Report, budget: usize) -> String {
    report::markdown(report, &MarkdownPage { budget, ..MarkdownPage::default() })
}

/// Adds a page to what the step said before, in a paragraph of its own and within the size of which
/// GitHub shows anything. That others left no room is an error of a kind of its own: `FileTooLarge`.
fn append_summary(report: &Report, path: &Path) -> io::Result<()> {
    let before = std::fs::metadata(path).map_or(0, |file| file.len());
    let apart = if before > 0 { "\n\n" } else { "" };
    let room = MarkdownPage::STEP_SUMMARY as u64;
    let room = room.saturating_sub(before + apart.len() as u64);
    let page = page(report, usize::try_from(room).unwrap_or(0));
    if page.is_empty() {
        return Err(io::Error::new(
            ErrorKind::FileTooLarge,
            "what the step said before fills the summary",
        ));
    }
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(format!("{apart}{page}").as_bytes())
}

/// A reader who has seen enough is no error.
pub(super) fn to_stdout(text: &str, stdout: &mut dyn Write) -> io::Result<()> {
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
