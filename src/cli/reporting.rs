//! Reports: which, where to, and how they look. Flags that several commands share.

use super::check::real;
use super::message::Message;
use super::output::{self, Color, Format, Output, OutputParser};
use super::write::can_write;
use crate::report::{Look, MeasuredBy, Report, shown};
use clap::Args;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// The reports to write.
#[derive(Debug, Args)]
pub(super) struct Reporting {
    /// Write the report in a format, to a file or standard output: table, json, markdown, github
    /// (annotations), step-summary, junit, codequality, sarif, html, csv. step-summary without a file adds it to the
    /// one that GITHUB_STEP_SUMMARY names. Repeatable
    #[arg(long, value_name = "FORMAT[=PATH]", value_parser = OutputParser, hide_possible_values = true)]
    report: Vec<Output>,

    /// List unchanged rows, too, and every list in full
    #[arg(long)]
    all: bool,

    /// Use colour
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,

    /// Don't look for the places of benchmarks: for a gate that judges many times.
    #[arg(long, hide = true)]
    no_places: bool,
}

/// Reports that can be written, as far as is known beforehand.
pub(super) struct Reports {
    outputs: Vec<Output>,
    look: Look,
    has_places: bool,
}

impl Reporting {
    /// The reports. The table goes to standard output unless another document does.
    pub fn reports(&self) -> Result<Reports, Message> {
        self.reports_or(Format::Table)
    }

    /// Likewise, with explanations in place of the table.
    pub fn explanations(&self) -> Result<Reports, Message> {
        self.reports_or(Format::Explanations)
    }

    fn reports_or(&self, usual: Format) -> Result<Reports, Message> {
        let found = self.report.iter().cloned().map(Output::found);
        let mut outputs = found.collect::<Result<Vec<_>, String>>()?;
        let to_stdout = |output: &&Output| output.path.is_none() && output.format.is_document();
        match outputs.iter().filter(to_stdout).count() {
            0 => outputs.insert(0, Output { format: usual, path: None, appended: false }),
            1 => {}
            _ => return Err("--report: only one format can go to standard output; give the others a file: FORMAT=PATH".to_owned().into()),
        }
        if let Some(path) = twice(&outputs) {
            return Err(format!("--report: two formats go to {}", path.display()).into());
        }
        let has_places = !self.no_places && outputs.iter().any(|output| output.format.has_places());
        Ok(Reports { outputs, look: output::look(self.color, self.all), has_places })
    }
}

impl Reports {
    /// The files that are written.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.outputs.iter().filter_map(|output| output.path.as_deref())
    }

    /// Refuses files that can't be written: for who would know it only after measuring. What others write
    /// to as well is there already.
    ///
    /// # Errors
    ///
    /// The first of them.
    pub fn can_be_written(&self) -> Result<(), Message> {
        let own = self.outputs.iter().filter(|output| !output.appended);
        for path in own.filter_map(|output| output.path.as_deref()) {
            can_write(path).map_err(|error| {
                Message::from(format!("--report: can't write {}: {error}", path.display()))
            })?;
        }
        Ok(())
    }

    /// Says how was measured, for advice.
    pub fn measured_by(&mut self, measured: MeasuredBy) {
        self.look.measured = Some(measured);
    }

    /// Whether one of them shows where benchmarks are declared.
    pub fn has_places(&self) -> bool {
        self.has_places
    }

    /// Writes every report that can be written; says whether all could. The runner's summary, which others
    /// write to as well, may have no room left: that is no failure of this gate.
    pub fn write(&self, report: &Report, stdout: &mut dyn Write, stderr: &mut dyn Write) -> bool {
        let mut all = true;
        for output in &self.outputs {
            if let Err(error) = output::write(output, report, self.look, stdout) {
                let is_full = output.appended && error.kind() == ErrorKind::FileTooLarge;
                all &= is_full;
                let grade = if is_full { "warning" } else { "error" };
                let path = output.path.as_deref().map_or("-".into(), |path| path.to_string_lossy());
                // Nothing can be done about a standard error that takes no text.
                let _ = writeln!(stderr, "{grade}: failed to write {}: {error}", shown(&path));
            }
        }
        all
    }
}

/// A file that two formats go to, by whatever names.
fn twice(outputs: &[Output]) -> Option<&Path> {
    let paths: Vec<&Path> = outputs.iter().filter_map(|output| output.path.as_deref()).collect();
    let is_one = |a: &Path, b: &Path| a == b || real(a).is_some_and(|a| real(b) == Some(a));
    // What is no file, such as /dev/stderr, takes several.
    let is_file = |path: &Path| !path.exists() || path.is_file();
    let is_again = |i: usize, path: &Path| {
        is_file(path) && paths[..i].iter().any(|before| is_one(before, path))
    };
    paths.iter().enumerate().find(|(i, path)| is_again(*i, path)).map(|(_, path)| *path)
}
