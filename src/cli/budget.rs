//! `allocgate budget`: budgets from what was measured.

use super::Exit;
use super::judging::Judging;
use super::message::Message;
use super::output::to_stdout;
use super::policy;
use super::threshold::parse_unit;
use super::write::write_file;
use crate::benchfmt::{Name, text};
use crate::benchproc::{Capture, KeyText, Selecting, Selection};
use crate::benchunit::{ALLOCS, BYTES};
use crate::config::{NewBudget, budget_tables, with_maxima};
use crate::gosource::with_limit;
use crate::policy::{
    Budget, BudgetFinding, Finding, Judgement, NewMax, Origin, Policy, Remark, Scope, Whose, judge,
    ratchet,
};
use crate::report::v1::Row;
use crate::report::{report, shown, verdict_line};
use clap::Args;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Write budgets from a capture
///
/// Prints a [[budget]] for each benchmark, at what it was measured at, to be put into allocgate.toml.
/// With --update, budgets that are there are lowered to what was measured, in allocgate.toml and,
/// with --source, in directives; they never go up unless --raise says so.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Budgeting {
    /// The capture: what `go test -bench -benchmem` printed; over at least 100 iterations, since
    /// setup is spread over them
    #[arg(value_name = "CAPTURE", required = true)]
    captures: Vec<PathBuf>,

    /// Lower the budgets that are there to what was measured
    #[arg(long)]
    update: bool,

    /// With --update, also raise budgets that what was measured is past
    #[arg(long, requires = "update")]
    raise: bool,

    /// The unit to print budgets for, instead of allocs/op; B/op varies from run to run, and a budget
    /// at its median is met by half of them. Repeatable
    #[arg(long, value_name = "UNIT", value_parser = parse_unit, conflicts_with = "update")]
    unit: Vec<String>,

    /// Only the benchmarks that `go test -bench` would run
    #[arg(long, value_name = "REGEXP")]
    bench: Option<String>,

    /// The policy file. Without it, allocgate.toml in this directory or above, up to the
    /// repository's root
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Update the directives of the Go source below DIR, too
    #[arg(long, value_name = "DIR", requires = "update")]
    source: Option<PathBuf>,
}

const HELP: &str = "\
Example:
  go test -run='^$' -bench=. -benchmem -benchtime=1000x -count=10 ./... > candidate.txt
  allocgate budget candidate.txt >> allocgate.toml
  allocgate budget candidate.txt --update

Exit code 3 if the capture is empty, broken, cut or failed: nothing is written then.";

impl Budgeting {
    /// Prints budgets, or updates those that are there.
    pub fn run(self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Result<Exit, Message> {
        let policy = if self.update { self.known()? } else { self.wanted() };
        let selecting = Selecting { bench: self.bench.as_deref(), ..Selecting::default() };
        let selection = Selection::new(&selecting)?;
        let mut capture = Capture::read(&self.captures);
        let mut judgement =
            judge(&mut Capture::default(), &mut capture, &policy, &selection, nothing);
        judgement.causes.retain(|cause| !is_no_matter(cause));
        if !judgement.causes.is_empty() {
            let none = Capture::default();
            let report = report(judgement, &policy, &selecting, &none, &capture);
            // Nothing can be done about a standard error that takes no text.
            let _ = writeln!(stderr, "{}", verdict_line(&report));
            return Ok(Exit::CannotJudge);
        }
        if judgement.budgets.is_empty() {
            let _ = writeln!(
                stderr,
                "CAN'T JUDGE: the capture has no result of these units and benchmarks"
            );
            return Ok(Exit::CannotJudge);
        }
        let text = if self.update {
            let new = ratchet(&policy, &judgement.budgets, true);
            let (lower, higher): (Vec<NewMax>, Vec<NewMax>) =
                new.into_iter().partition(|new| policy.budgets[new.budget].is_stricter(new.max));
            let written = if self.raise { [lower, higher.clone()].concat() } else { lower };
            let left = if self.raise { Vec::new() } else { higher };
            self.updated(&policy, &written)? + &left_alone(&policy, &left)
        } else {
            budget_tables(&self.printed(budgets(&judgement, &policy)))
        };
        to_stdout(&text, stdout).map_err(|error| error.to_string())?;
        Ok(Exit::Pass)
    }

    /// The policy with the budgets that are there.
    fn known(&self) -> Result<Policy, Message> {
        let judging = Judging {
            config: self.config.clone(),
            source: self.source.clone(),
            ..Judging::default()
        };
        let policy = policy::effective(&judging)?.policy;
        if policy.budgets.is_empty() {
            return Err("--update: there are no budgets".to_owned().into());
        }
        Ok(policy)
    }

    fn units(&self) -> Vec<String> {
        if self.unit.is_empty() { vec![ALLOCS.to_owned()] } else { self.unit.clone() }
    }

    /// Those of the units that were asked for. A budget of no allocations looks at B/op, too: where
    /// that is not 0, it needs one of its own.
    fn printed(&self, all: Vec<NewBudget>) -> Vec<NewBudget> {
        let units = self.units();
        let is_wanted = |budget: &NewBudget| units.contains(&budget.unit);
        let of = |b: &NewBudget| (b.package.clone(), b.benchmark.clone());
        let none = all.iter().filter(|b| is_wanted(b) && b.unit == ALLOCS && b.max == 0.0);
        let none: Vec<_> = none.map(of).collect();
        let is_needed = |b: &NewBudget| b.unit == BYTES && b.max > 0.0 && none.contains(&of(b));
        all.into_iter().filter(|budget| is_wanted(budget) || is_needed(budget)).collect()
    }

    /// A policy with budgets that every benchmark meets, to learn what each is at.
    fn wanted(&self) -> Policy {
        let mut units = self.units();
        if !units.iter().any(|unit| unit == BYTES) {
            units.push(BYTES.to_owned());
        }
        let budget = |unit: String| Budget {
            scope: Scope::default(),
            unit,
            max: f64::INFINITY,
            origin: Origin::Flag,
            is_directive: false,
            platforms: None,
            expected_on: None,
            whose: Whose::Judge,
        };
        Policy { budgets: units.into_iter().map(budget).collect(), ..Policy::default() }
    }

    /// Writes new maxima to where they stand, and says which.
    fn updated(&self, policy: &Policy, new: &[NewMax]) -> Result<String, Message> {
        let mut files: BTreeMap<&Path, String> = BTreeMap::new();
        let mut tables: BTreeMap<&Path, Vec<(usize, f64)>> = BTreeMap::new();
        let mut text = String::new();
        let mut number = BTreeMap::new();
        let new: BTreeMap<usize, f64> = new.iter().map(|new| (new.budget, new.max)).collect();
        for (i, budget) in policy.budgets.iter().enumerate() {
            let Origin::File { path, line } = &budget.origin else { continue };
            let path = Path::new(&**path);
            // Of the tables in a file, this is the next.
            let table = number.entry(path).or_insert(0);
            let of_file = *table;
            *table += usize::from(!budget.is_directive);
            let Some(max) = new.get(&i) else { continue };
            let before = match files.remove(path) {
                Some(text) => text,
                None => read(path)?,
            };
            let after = if budget.is_directive {
                let edited = with_limit(before.as_bytes(), *line, &budget.unit, *max);
                edited.and_then(|bytes| String::from_utf8(bytes).ok())
            } else {
                tables.entry(path).or_default().push((of_file, *max));
                Some(before)
            };
            let gone = || format!("{}:{line}: the budget is not there any more", path.display());
            files.insert(path, after.ok_or_else(gone)?);
            text += &format!("{}:{line}: {} {} → {max}\n", path.display(), budget.unit, budget.max);
        }
        for (path, maxima) in tables {
            if let Some(contents) = files.get_mut(path) {
                *contents = with_maxima(contents, &maxima)?;
            }
        }
        for (path, contents) in files {
            let error = |error| format!("failed to write {}: {error}", path.display());
            write_file(contents.as_bytes(), path).map_err(error)?;
        }
        Ok(match text.as_str() {
            "" => "no budget changed\n".to_owned(),
            text => text.lines().map(|line| format!("{}\n", shown(line))).collect(),
        })
    }
}

/// Budgets that what was measured is past, and that stay as they are.
fn left_alone(policy: &Policy, left: &[NewMax]) -> String {
    let line = |new: &NewMax| {
        let Budget { origin, unit, max, .. } = &policy.budgets[new.budget];
        let line = format!("{origin}: {unit} {max}, measured {}: --raise would raise it", new.max);
        format!("{}\n", shown(&line))
    };
    left.iter().map(line).collect()
}

fn read(path: &Path) -> Result<String, Message> {
    let error = |error| format!("{}: {error}", path.display());
    Ok(std::fs::read_to_string(path).map_err(error)?)
}

/// Nothing is kept of rows: there is nothing to compare with.
fn nothing(_: KeyText<'_>, _: &[Finding], _: &mut Vec<Row>) {}

/// What keeps a capture from being judged, but not from being measured.
fn is_no_matter(cause: &Remark) -> bool {
    matches!(cause, Remark::NoBudgetApplies { .. } | Remark::BudgetUnitAbsent { .. })
}

/// A median with no more decimals than anybody reads, and not below itself.
fn rounded_up(median: f64) -> f64 {
    let thousandths = (median * 1000.0).ceil() / 1000.0;
    if thousandths >= median { thousandths } else { median }
}

/// What each benchmark is at: the worst of those that differ in their GOMAXPROCS suffix alone, or in
/// their platform.
fn budgets<T>(judgement: &Judgement<T>, policy: &Policy) -> Vec<NewBudget> {
    let mut worst: BTreeMap<(String, String, usize), f64> = BTreeMap::new();
    for &BudgetFinding { benchmark, budget, median, n, .. } in &judgement.budgets {
        let key = judgement.pairing.key(benchmark);
        let name = text(Name(key.name()).stem());
        // What is no UTF-8 no pattern can name, and no budget allows what is not a number from 0 on.
        let is_named = !name.is_empty() && !name.contains('\u{fffd}');
        if n > 0 && is_named && median.is_finite() && median >= 0.0 {
            let entry = worst.entry((text(key.package()), name, budget)).or_insert(median);
            *entry = entry.max(median);
        }
    }
    let budget = |((package, benchmark, budget), max): ((String, String, usize), f64)| {
        let unit = policy.budgets[budget].unit.clone();
        NewBudget { package, benchmark, unit, max: rounded_up(max) }
    };
    worst.into_iter().map(budget).collect()
}
