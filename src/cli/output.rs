//! Where reports go.

use crate::report::{self, Look, Report};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Table,
    Json,
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
        let format = match format {
            "table" => Format::Table,
            "json" => Format::Json,
            _ => return Err("write table or json, with =PATH for a file".to_owned()),
        };
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
            to_file(render(output.format, report, plain)?.as_bytes(), path)
        }
    }
}

fn render(format: Format, report: &Report, look: Look) -> io::Result<String> {
    match format {
        Format::Table => Ok(report::table(report, look)),
        Format::Json => report::to_json(report).map_err(io::Error::other),
    }
}

/// A reader who has seen enough is no error.
fn to_stdout(text: &str, stdout: &mut dyn Write) -> io::Result<()> {
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes a file under another name in the same directory and renames it when it is complete. What
/// is no regular file, such as /dev/stderr, is written as it is.
pub(super) fn to_file(text: &[u8], path: &Path) -> io::Result<()> {
    if path.exists() && !path.is_file() {
        return std::fs::write(path, text);
    }
    // A link stays a link; what it points to is replaced.
    let path = if path.is_symlink() { path.canonicalize()? } else { path.to_owned() };
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // Of a missing directory in the system's words; of others without the temporary file's name.
    std::fs::metadata(directory)?;
    let mut file = tempfile::Builder::new()
        .prefix(".allocgate-")
        .tempfile_in(directory)
        .map_err(|error| io::Error::from(error.kind()))?;
    file.write_all(text)?;
    readable(file.as_file())?;
    file.persist(&path)?;
    Ok(())
}

/// Temporary files are private; a report is for others to read.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}
