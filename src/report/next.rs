//! What to do next, as commands where there is one.

use super::accepted::waiver;
use super::function::function;
use super::order::is_unsure;
use super::text::{cut, quoted, shown, value};
use super::v1::{
    BudgetRow, BudgetStatus, Code, Listed, Number, Remark, Report, Row, Status, Verdict,
};
use super::why::place;
use std::collections::{BTreeMap, BTreeSet};

/// More benchmarks than this, or packages, are not spelled out.
const MOST_BENCHMARKS: usize = 8;
const MOST_PACKAGES: usize = 3;

/// Lines to print at the end: how to see the regressions again, and what would make a verdict
/// possible.
pub(super) fn steps(report: &Report) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    let regressed: Vec<&Row> =
        report.rows.iter().filter(|row| row.status == Status::Regression).collect();
    if !regressed.is_empty() {
        steps.push("measure the regressions again, on both sides:".to_owned());
        steps.extend(measure(&regressed, samples(report)));
    }
    for cause in &report.causes {
        let step = advice(cause, report);
        if !step.is_empty() && !steps.contains(&step) {
            steps.push(step);
        }
    }
    if report.verdict == Verdict::Pass && report.rows.iter().any(is_unsure) {
        steps.push(format!(
            "more samples would settle what is not established: {}",
            recipe(2 * MEASURE)
        ));
    }
    steps.extend(waive(report));
    if report.verdict == Verdict::Fail && can_be_named(report) {
        steps.push(format!("judge the captures again: {}", again(report)));
    }
    steps
}

/// How to let pass what is meant: a change that means to allocate more must not have to switch the
/// gate off.
fn waive(report: &Report) -> Vec<String> {
    let rows = report.rows.iter().filter(|row| row.status == Status::Regression);
    let rows = rows.map(|r| (&r.package, &r.name, &r.unit, r.candidate.median, r.waiver));
    let over =
        |row: &&BudgetRow| matches!(row.status, BudgetStatus::Over | BudgetStatus::OverInBytes);
    let budgets = report.budgets.iter().filter(over);
    // The median of one that is broken in B/op is that of B/op; its own is 0.
    let own = |r: &BudgetRow| match r.status {
        BudgetStatus::OverInBytes => Number(0.0),
        _ => r.median,
    };
    let budgets = budgets.map(|r| (&r.package, &r.name, &r.unit, own(r), r.waiver));
    let mut failing = rows.chain(budgets);
    let Some((package, name, unit, median, used)) = failing.next() else { return Vec::new() };
    let others = match failing.count() {
        0 => "",
        _ => ", and likewise for the others",
    };
    if let Some(waiver) = waiver(report, used) {
        let place = place(&waiver.origin);
        return vec![format!("if it is meant, extend the waiver at {place}{others}")];
    }
    let package =
        if package.is_empty() { String::new() } else { format!("package = {package:?}, ") };
    let name = cut(name, LONGEST_NAME);
    let row = format!("{package}benchmark = {name:?}, unit = {unit:?}, max = {}", value(median.0));
    vec![
        format!(
            "if it is meant, let it pass for a while by a [[waiver]] in allocgate.toml{others}:"
        ),
        shown(&format!("  {row}, expires, link, reason")).into_owned(),
    ]
}

/// A longer name is not to be typed.
const LONGEST_NAME: usize = 200;

/// So many samples a side leave a margin over the least that can fail.
const MEASURE: u64 = 10;

fn samples(report: &Report) -> u64 {
    let needed = report.causes.iter().filter_map(|cause| cause.needed);
    needed.chain(report.policy.samples_needed).fold(MEASURE, u64::max)
}

/// Measuring everything: over a fixed number of iterations, since B/op is not comparable otherwise.
fn recipe(samples: u64) -> String {
    format!("go test -run='^$' -bench=. -benchmem -benchtime=1000x -count={samples} ./...")
}

/// A `go test` command for each package.
fn measure(rows: &[&Row], samples: u64) -> Vec<String> {
    let mut packages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in rows {
        packages.entry(&row.package).or_default().insert(function(&row.name));
    }
    let more = packages.len().saturating_sub(MOST_PACKAGES);
    let mut lines: Vec<String> = packages
        .iter()
        .take(MOST_PACKAGES)
        .map(|(package, functions)| {
            // A package comes from the capture. What is no import path could be a flag of go's.
            let package = if is_import_path(package) { package } else { "." };
            let command = format!(
                "  go test -run='^$' -bench={} -benchmem -benchtime=1000x -count={samples} {}",
                quoted(&expression(functions)),
                quoted(package)
            );
            shown(&command).into_owned()
        })
        .collect();
    if more > 0 {
        lines.push(format!("  and likewise in {more} more packages"));
    }
    lines
}

/// Whether text can stand for a package in a command.
fn is_import_path(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~/+".contains(&b);
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') && text.bytes().all(plain)
}

fn expression(functions: &BTreeSet<&str>) -> String {
    // A star stands for any name, where names are ignored.
    if functions.len() > MOST_BENCHMARKS || functions.contains("*") {
        return ".".to_owned();
    }
    let escaped: Vec<String> = functions.iter().map(|f| regex::escape(f)).collect();
    match escaped.as_slice() {
        [one] => format!("^Benchmark{one}$"),
        several => format!("^Benchmark({})$", several.join("|")),
    }
}

fn advice(cause: &Remark, report: &Report) -> String {
    match cause.code {
        Code::Cut | Code::Failed | Code::Panicked | Code::Killed => {
            "run the benchmarks again to the end, or judge what there is: --allow-incomplete".to_owned()
        }
        Code::BuildFailed => "make the benchmarks build: go vet ./... says what is wrong".to_owned(),
        Code::PackageLost => "if that is meant, judge what is left: --allow-missing".to_owned(),
        Code::MemoryLost => "run both sides with -benchmem".to_owned(),
        Code::UnitAbsent if cause.count.is_some() && report.policy.filter.is_some() => {
            "name the units to judge with --unit, all of which --filter must keep".to_owned()
        }
        Code::UnitAbsent if is_memory(cause.unit.as_deref()) => {
            "run both sides with -benchmem".to_owned()
        }
        Code::IgnoredMixed => {
            "measure both sides alike, or, if that is meant, judge what there is: --allow-missing".to_owned()
        }
        Code::TooFewSamples | Code::NoRowCouldFail => {
            format!("measure more, on both sides: {}", recipe(samples(report)))
        }
        Code::IterationsDiffer => {
            format!("measure both sides over one number of iterations: {}", recipe(samples(report)))
        }
        // A run that broke off is reason enough to have no results.
        Code::NoResults | Code::Empty if report.causes.iter().any(|c| !is_nothing(c)) => String::new(),
        Code::NoResults | Code::Empty => {
            "go test prints results only with -bench=. or another expression that matches".to_owned()
        }
        Code::SameCapture | Code::RepeatedFile => {
            "name the captures of two different runs, each once".to_owned()
        }
        Code::Mismatch if is_of_gomaxprocs_alone(cause) => {
            "measure both sides with one -cpu list; where allocations don't depend on it, --ignore /gomaxprocs pairs them as they are".to_owned()
        }
        Code::Mismatch => "measure both sides on one platform with one -cpu list".to_owned(),
        Code::NothingSelected if report.policy.bench.is_some() && report.policy.filter.is_none() => {
            "--bench is matched as go test -bench is: with the word Benchmark, without the -N suffix".to_owned()
        }
        _ => String::new(),
    }
}

/// Whether suffixes differ and are there on both sides: without one, digits at the end of a name may
/// be its own, and names don't pair if these are taken for a suffix.
fn is_of_gomaxprocs_alone(cause: &Remark) -> bool {
    let suffixed = |sides: &[Listed; 2]| sides.iter().all(|side| side.values != ["1"]);
    cause.key.as_deref() == Some("GOMAXPROCS") && cause.values.as_ref().is_some_and(suffixed)
}

fn is_nothing(cause: &Remark) -> bool {
    matches!(cause.code, Code::NoResults | Code::Empty)
}

fn is_memory(unit: Option<&str>) -> bool {
    ["B/op", "allocs/op"].map(Some).contains(&unit)
}

/// More files than this are not spelled out.
const MOST_FILES: usize = 8;

/// Whether the captures can be read again under their names: standard input can't.
fn can_be_named(report: &Report) -> bool {
    let files = report.baseline.iter().chain(&report.candidate);
    files.clone().count() <= MOST_FILES && files.clone().all(|file| file.path != "-")
}

/// The command that gives this verdict, but for flags.
fn again(report: &Report) -> String {
    let list = |files: &[super::v1::File]| {
        files.iter().map(|file| operand(&file.path)).collect::<Vec<_>>().join(" ")
    };
    let (baseline, candidate) = (list(&report.baseline), list(&report.candidate));
    let operands = match (report.baseline.len(), report.candidate.len()) {
        (1, 1) => format!("{baseline} {candidate}"),
        (0, 1) => candidate,
        (0, _) => format!("--candidate {candidate}"),
        _ => format!("--baseline {baseline} --candidate {candidate}"),
    };
    shown(&format!("allocgate check {operands}{}", flags(report))).into_owned()
}

/// A path as an operand that is not taken for a flag.
fn operand(path: &str) -> String {
    if path.starts_with('-') { quoted(&format!("./{path}")) } else { quoted(path) }
}

/// The flags of the policy, and of what is selected.
fn flags(report: &Report) -> String {
    let policy = &report.policy;
    let mut flags: String =
        policy.arguments.iter().map(|argument| format!(" {}", quoted(argument))).collect();
    let selecting =
        [("bench", &policy.bench), ("filter", &policy.filter), ("ignore", &policy.ignore)];
    for (flag, value) in selecting {
        if let Some(value) = value {
            flags.push_str(&format!(" --{flag} {}", quoted(value)));
        }
    }
    flags
}
