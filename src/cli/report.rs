//! `allocgate report`: a saved report in any format.

use super::Exit;
use super::check::real;
use super::message::Message;
use super::reading;
use super::reporting::Reporting;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Show a saved report in any format
///
/// The report is one that `allocgate check --report json=FILE` wrote. The exit code is that of its
/// verdict, as if it had just been judged.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Show {
    /// The report, or - for standard input
    #[arg(value_name = "REPORT.json")]
    path: PathBuf,

    #[command(flatten)]
    reporting: Reporting,
}

const HELP: &str = "\
Example:
  allocgate check --report json=report.json baseline.txt candidate.txt
  allocgate report report.json --report markdown=summary.md --report junit=junit.xml

`allocgate --help` has the exit codes.";

impl Show {
    /// Reads the report, writes it in the formats.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<Exit, Message> {
        let reports = self.reporting.reports()?;
        let here = real(&self.path);
        if here.is_some() && reports.paths().any(|path| real(path) == here) {
            let path = self.path.display();
            return Err(format!("--report would write over the report {path}").into());
        }
        let report = reading::report(&self.path)?;
        let written = reports.write(&report, stdout, stderr);
        Ok(Exit::of_written(&report, written))
    }
}
