//! `allocgate profile diff`.

use super::super::Exit;
use super::super::check::real;
use super::super::message::Message;
use super::super::output::to_stdout;
use super::super::write::{can_write, write_file};
use super::figures::Figures;
use super::table::{table, total};
use super::{json, read};
use crate::pprof::{self, By, Difference, Filter, Profile, Row, flame_graph};
use clap::{Args, ValueEnum};
use regex::Regex;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Rows that the table shows where nothing else is asked for, but for those of callers.
const TOP: usize = 20;

/// Show which lines allocate more in the candidate's profile
///
/// Profiles are what `go test -memprofile`, /debug/pprof/ and others write in pprof's proto form, packed with
/// gzip or not. Figures are those of `go tool pprof -top -diff_base`. Nothing is judged.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Diff {
    /// The baseline's profile, or - for standard input
    #[arg(value_name = "BASELINE")]
    baseline: PathBuf,

    /// The candidate's profile, or - for standard input
    #[arg(value_name = "CANDIDATE")]
    candidate: PathBuf,

    /// What to compare by: alloc_objects, alloc_space, inuse_objects, inuse_space, or another kind that
    /// both profiles have [default: alloc_objects, or what the candidate's producer would show]
    #[arg(long, value_name = "KIND")]
    sample: Option<String>,

    /// Divide by the operations that were measured, the same number on both sides
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    per_op: Option<u64>,

    /// What a row is
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = What::Line)]
    by: What,

    /// Only stacks with a function or a file in them that REGEXP matches
    #[arg(long, value_name = "REGEXP", allow_hyphen_values = true)]
    focus: Option<Regex>,

    /// No stacks with a function or a file in them that REGEXP matches
    #[arg(long, value_name = "REGEXP", allow_hyphen_values = true)]
    ignore: Option<Regex>,

    /// How many rows to show, those that grew most first [default: all as JSON; in a table 20, and only such
    /// as grew or shrank themselves]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,

    /// How to show them
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Table)]
    format: Format,

    /// Also write a flame graph of the difference, an SVG file
    #[arg(long, value_name = "FILE")]
    flamegraph: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    Line,
    Function,
    Package,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Table,
    Json,
}

const HELP: &str = "\
Examples:
  go test -run='^$' -bench=Encode -benchtime=1000x -memprofile=candidate.pb.gz -memprofilerate=1
  allocgate profile diff baseline.pb.gz candidate.pb.gz --per-op 1000
  allocgate profile diff baseline.pb.gz candidate.pb.gz --by function --flamegraph diff.svg

Both sides must have run as many operations, so -benchtime=1000x, and at -memprofilerate=1: at the
default rate there is hardly more than noise.

Exit codes: 0, whatever changed; 2 if the command was used wrongly or a profile can't be read.";

impl Diff {
    /// Reads both profiles, and shows the difference.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<Exit, Message> {
        self.check()?;
        let (baseline, candidate) =
            (read::profile(&self.baseline)?, read::profile(&self.candidate)?);
        if let Some(note) = periods(&baseline, &candidate) {
            // Nothing can be done about a standard error that takes no text.
            let _ = writeln!(stderr, "note: {}", Message::from(note));
        }
        let kind = match &self.sample {
            Some(kind) => kind,
            None => usual(&candidate),
        };
        let filter = Filter { focus: self.focus.clone(), ignore: self.ignore.clone() };
        let difference = pprof::diff(&baseline, &candidate, kind, self.by.rows(), &filter)
            .map_err(|error| error.to_string())?;
        if let Some(path) = &self.flamegraph {
            self.draw(&difference, path)?;
        }
        let text = self.text(&difference).map_err(|error| error.to_string())?;
        to_stdout(&text, stdout).map_err(|error| error.to_string())?;
        Ok(Exit::Pass)
    }

    /// What can be told to be wrong before anything is read.
    fn check(&self) -> Result<(), Message> {
        let is_stdin = |path: &Path| path.as_os_str() == "-";
        if is_stdin(&self.baseline) && is_stdin(&self.candidate) {
            return Err("only one of the profiles can come from standard input".to_owned().into());
        }
        let Some(path) = &self.flamegraph else { return Ok(()) };
        let here = real(path);
        if here.is_some() && [&self.baseline, &self.candidate].iter().any(|p| real(p) == here) {
            return Err(format!("--flamegraph would write over {}", path.display()).into());
        }
        can_write(path).map_err(|error| unwritable(path, &error))
    }

    fn figures(&self) -> Figures {
        Figures { operations: self.per_op }
    }

    fn text(&self, difference: &Difference) -> Result<String, serde_json::Error> {
        let has_changed = |row: &&Row| row.flat.growth() != 0 || row.cum.growth() != 0;
        let changed = difference.rows.iter().filter(has_changed).collect();
        match self.format {
            Format::Table => Ok(self.table(difference, changed)),
            Format::Json => {
                let most = self.top.map_or(changed.len(), |top| top as usize);
                let rows = &changed[..most.min(changed.len())];
                json::json(difference, rows, self.by.word(), self.figures())
            }
        }
    }

    /// What grew or shrank itself; behind that, where it is asked for, what only calls it.
    fn table(&self, difference: &Difference, mut changed: Vec<&Row>) -> String {
        // Stable, so that each part keeps its order.
        changed.sort_by_key(|row| row.flat.growth() == 0);
        let own = changed.partition_point(|row| row.flat.growth() != 0);
        let usual = if own > 0 { own.min(TOP) } else { TOP };
        let rows = self.top.map_or(usual, |top| top as usize).min(changed.len());
        let all = format!("--top {} shows all", changed.len());
        let elsewhere = match changed.len() - own.max(rows) {
            0 => all,
            callers => format!("{callers} of them only call what grew or shrank; {all}"),
        };
        table(difference, &changed[..rows], changed.len(), &elsewhere, self.figures())
    }

    fn draw(&self, difference: &Difference, path: &Path) -> Result<(), Message> {
        let captions = [
            total(difference, self.figures()),
            "red: more in the candidate, blue: less; as wide as the larger of both sides"
                .to_owned(),
        ];
        let svg = flame_graph(difference, &captions);
        write_file(&svg, path).map_err(|error| unwritable(path, &error))
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Message {
    format!("failed to write {}: {error}", path.display()).into()
}

/// What is compared where nothing is asked for.
fn usual(profile: &Profile) -> &str {
    let own = profile.default_sample_type();
    let last = profile.sample_types().last().map_or("", |last| &last.kind);
    match profile.sample_type("alloc_objects") {
        Some(_) => "alloc_objects",
        None if profile.sample_type(own).is_some() => own,
        None => last,
    }
}

/// Profiles of different rates can be compared only roughly.
fn periods(baseline: &Profile, candidate: &Profile) -> Option<String> {
    let (before, after) = (baseline.period(), candidate.period());
    let unit = &candidate.period_type().unit;
    (before != after).then(|| {
        format!("the profiles were taken at different rates, {before} and {after} {unit} a sample")
    })
}

impl What {
    fn rows(self) -> By {
        match self {
            What::Line => By::Line,
            What::Function => By::Function,
            What::Package => By::Package,
        }
    }

    fn word(self) -> &'static str {
        match self {
            What::Line => "line",
            What::Function => "function",
            What::Package => "package",
        }
    }
}
