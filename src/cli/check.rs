//! `allocgate check`: judge two captures.

use super::Exit;
use super::message::Message;
use super::output::{self, Color, Format, Output};
use super::threshold::{Assume, Threshold, parse_alpha, parse_unit};
use crate::benchproc::{Capture, Selecting, Selection};
use crate::compare::Test;
use crate::policy::{Policy, UnitRule};
use crate::report::{Report, shown};
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Judge a candidate's capture against a baseline's
///
/// A capture is what `go test -bench -benchmem` prints, as text or with -json. An operand is a
/// file, a directory with all files below it but hidden ones, or - for standard input.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Check {
    /// The capture to compare against
    #[arg(value_name = "BASELINE", required_unless_present = "baselines")]
    baseline: Option<PathBuf>,

    /// The capture to judge
    #[arg(value_name = "CANDIDATE", required_unless_present = "candidates")]
    candidate: Option<PathBuf>,

    /// The baseline in several files, instead of BASELINE
    #[arg(long = "baseline", value_name = "FILE", num_args = 1.., requires = "candidates")]
    #[arg(conflicts_with_all = ["baseline", "candidate"])]
    baselines: Vec<PathBuf>,

    /// The candidate in several files, instead of CANDIDATE
    #[arg(long = "candidate", value_name = "FILE", num_args = 1.., requires = "baselines")]
    #[arg(conflicts_with_all = ["baseline", "candidate"])]
    candidates: Vec<PathBuf>,

    /// The allowed change: a share of the baseline (10%), an amount (+16), or whichever of both is
    /// more (10%,+8); with UNIT= for one unit (allocs/op=0%). Repeatable. The default is 10%, and
    /// for B/op 10%,+8; a bare percentage leaves B/op its +8
    #[arg(long, value_name = "[UNIT=]THRESHOLD", value_parser = clap::value_parser!(Threshold))]
    threshold: Vec<Threshold>,

    /// The p-value up to which evidence is significant
    #[arg(long, default_value_t = crate::policy::ALPHA, value_parser = parse_alpha)]
    alpha: f64,

    /// The evidence that a failure needs, besides medians beyond the threshold
    #[arg(long, value_enum, default_value_t = Evidence::Exceeds)]
    evidence: Evidence,

    /// Judge this unit, instead of B/op and allocs/op. Repeatable
    #[arg(long, value_name = "UNIT", value_parser = parse_unit)]
    unit: Vec<String>,

    /// Judge only the benchmarks that `go test -bench` would run, or whose name with its -N suffix
    /// matches
    #[arg(long, value_name = "REGEXP")]
    bench: Option<String>,

    /// Judge only the results, and values, that match: KEY:VALUE, KEY:/REGEXP/, KEY:(VALUE OR ...),
    /// -TERM, OR and parentheses, as for compare; .unit matches units as Go prints them, or in their
    /// base form
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    filter: Option<String>,

    /// Let KEYS tell nothing apart: goarch, /gomaxprocs, /NAME, .name ..., separated by commas. What
    /// differs in nothing else is one benchmark, which the report notes; KEY@(VALUE...) judges only
    /// results with these values
    #[arg(long, value_name = "KEYS", allow_hyphen_values = true)]
    ignore: Option<String>,

    /// Take a unit for exact: one value a side decides, without a test; UNIT=nothing is the default.
    /// Repeatable
    #[arg(long, value_name = "UNIT=exact", value_parser = clap::value_parser!(Assume))]
    assume: Vec<Assume>,

    /// Judge captures of runs that failed or were cut, or that are broken in part, by what they have
    #[arg(long)]
    allow_incomplete: bool,

    /// Judge packages that lost over half of their benchmarks, or benchmarks that lost their memory
    /// figures, by what is left
    #[arg(long)]
    allow_missing: bool,

    /// Write the report in a format, table or json, to a file or standard output. Repeatable
    #[arg(long, value_name = "FORMAT[=PATH]", value_parser = clap::value_parser!(Output))]
    report: Vec<Output>,

    /// List unchanged rows, too, and every list in full
    #[arg(long)]
    all: bool,

    /// Use colour
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Evidence {
    /// One-sided: the candidate against the baseline moved by the allowed change
    Exceeds,
    /// Two-sided: the candidate against the baseline
    Differs,
}

const HELP: &str = "\
Example, in a Go module under git:
  go test -run='^$' -bench=. -benchmem -benchtime=1000x -count=10 ./... > candidate.txt
  git worktree add ../baseline HEAD
  (cd ../baseline && go test -run='^$' -bench=. -benchmem -benchtime=1000x -count=10 ./...) > baseline.txt
  git worktree remove --force ../baseline
  allocgate check baseline.txt candidate.txt

Long flags work with one dash or two. `allocgate --help` has the exit codes.";

/// Why a command can't be run as it was given.
type Misuse = String;

impl Check {
    /// Reads, judges, writes the reports.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<Exit, Message> {
        let policy = self.policy()?;
        let selecting = self.selecting();
        Selection::new(&selecting)?;
        let outputs = self.outputs()?;
        let (baseline, candidate) = self.captures()?;
        keep_captures(&outputs, baseline.iter().chain(&candidate))?;
        let (baseline, candidate) = Capture::read_both(&baseline, &candidate);
        let report = crate::check(baseline, candidate, &policy, &selecting)?;
        let written = self.write(&outputs, &report, stdout, stderr);
        Ok(match Exit::from(report.verdict) {
            Exit::Pass if !written => Exit::Usage,
            exit => exit,
        })
    }

    /// Writes every report that can be written; says whether all could.
    fn write(
        &self,
        outputs: &[Output],
        report: &Report,
        stdout: &mut dyn Write,
        stderr: &mut dyn Write,
    ) -> bool {
        let look = output::look(self.color, self.all);
        let mut all = true;
        for output in outputs {
            if let Err(error) = output::write(output, report, look, stdout) {
                all = false;
                let path = output.path.as_deref().map_or("-".into(), |path| path.to_string_lossy());
                // Nothing can be done about a standard error that takes no text.
                let _ = writeln!(stderr, "error: failed to write {}: {error}", shown(&path));
            }
        }
        all
    }

    /// The table goes to standard output unless another format does.
    fn outputs(&self) -> Result<Vec<Output>, Misuse> {
        let mut outputs = self.report.clone();
        match outputs.iter().filter(|output| output.path.is_none()).count() {
            0 => outputs.insert(0, Output { format: Format::Table, path: None }),
            1 => {}
            _ => return Err("--report: only one format can go to standard output; give the others a file: json=PATH".to_owned()),
        }
        let paths: Vec<_> = outputs.iter().filter_map(|output| output.path.as_ref()).collect();
        match paths.iter().enumerate().find(|(i, path)| paths[..*i].contains(path)) {
            Some((_, path)) => Err(format!("--report: two formats go to {}", path.display())),
            None => Ok(outputs),
        }
    }

    fn captures(&self) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Misuse> {
        let (baseline, candidate) = match (&self.baseline, &self.candidate) {
            (Some(baseline), Some(candidate)) => (vec![baseline.clone()], vec![candidate.clone()]),
            _ => (self.baselines.clone(), self.candidates.clone()),
        };
        let stdin =
            baseline.iter().chain(&candidate).filter(|path| path.as_os_str() == "-").count();
        if stdin > 1 {
            return Err("standard input (-) can be read only once".to_owned());
        }
        Ok((baseline, candidate))
    }

    fn selecting(&self) -> Selecting<'_> {
        Selecting {
            bench: self.bench.as_deref(),
            filter: self.filter.as_deref(),
            ignore: self.ignore.as_deref(),
        }
    }

    fn policy(&self) -> Result<Policy, Misuse> {
        let mut policy = Policy {
            test: match self.evidence {
                Evidence::Exceeds => Test::Exceeds,
                Evidence::Differs => Test::Differs,
            },
            alpha: self.alpha,
            allow_incomplete: self.allow_incomplete,
            allow_missing: self.allow_missing,
            ..Policy::default()
        };
        if !self.unit.is_empty() {
            policy.rules.clear();
        }
        for unit in &self.unit {
            if policy.rules.iter().all(|rule| rule.unit != *unit) {
                policy.rules.push(UnitRule::new(unit));
            }
        }
        self.apply_thresholds(&mut policy)?;
        let mut assumed: Vec<&str> = Vec::new();
        for Assume { unit, assumption } in &self.assume {
            once(&mut assumed, unit, "--assume")?;
            rule(&mut policy, unit, "--assume")?.assumption = *assumption;
        }
        Ok(policy)
    }

    /// Thresholds for all units first, so that one for a unit wins wherever it stands.
    fn apply_thresholds(&self, policy: &mut Policy) -> Result<(), Misuse> {
        let mut set: Vec<&str> = Vec::new();
        for Threshold { allowance, .. } in self.threshold.iter().filter(|t| t.unit.is_none()) {
            once(&mut set, "", "--threshold")?;
            policy.rules.iter_mut().for_each(|rule| rule.allow(*allowance, true));
        }
        for Threshold { unit, allowance } in &self.threshold {
            if let Some(unit) = unit {
                once(&mut set, unit, "--threshold")?;
                rule(policy, unit, "--threshold")?.allow(*allowance, false);
            }
        }
        Ok(())
    }
}

/// Refuses to write a report over a capture, or where the next run would read it as one.
fn keep_captures<'a>(
    outputs: &[Output],
    mut captures: impl Iterator<Item = &'a PathBuf>,
) -> Result<(), Misuse> {
    let written: Vec<PathBuf> =
        outputs.iter().filter_map(|output| real(output.path.as_ref()?)).collect();
    let hit = |capture: &&PathBuf| {
        let capture = capture.canonicalize();
        capture.is_ok_and(|capture| written.iter().any(|path| path.starts_with(&capture)))
    };
    match captures.find(hit) {
        Some(capture) => {
            Err(format!("--report would write into the capture {}", capture.display()))
        }
        None => Ok(()),
    }
}

/// Where a file is, or will be.
fn real(path: &Path) -> Option<PathBuf> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let directory = || parent.unwrap_or(Path::new(".")).canonicalize().ok();
    path.canonicalize().ok().or_else(|| Some(directory()?.join(path.file_name()?)))
}

fn rule<'a>(policy: &'a mut Policy, unit: &str, flag: &str) -> Result<&'a mut UnitRule, Misuse> {
    let units: Vec<String> = policy.rules.iter().map(|rule| rule.unit.clone()).collect();
    policy.rules.iter_mut().find(|rule| rule.unit == unit).ok_or_else(|| {
        format!(
            "{flag} {unit}: the unit is not judged, only {}; name all units to judge with --unit",
            units.join(" and ")
        )
    })
}

fn once<'a>(set: &mut Vec<&'a str>, unit: &'a str, flag: &str) -> Result<(), Misuse> {
    if set.contains(&unit) {
        let unit = if unit.is_empty() { "all units" } else { unit };
        return Err(format!("{flag} was given twice for {unit}"));
    }
    set.push(unit);
    Ok(())
}
