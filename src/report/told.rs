//! What is told in lists, in whatever format.

use super::accepted;
use super::naming::Naming;
use super::order::{is_unsure, rows_of};
use super::sentence::remark;
use super::text::{count, percent, shown, value};
use super::v1::{
    BudgetRow, BudgetStatus, Code, Effect, OneSided, Origin, PolicyChange, Remark, Report, Row,
    Shift, Status, Unit, Verdict,
};
use super::why::place;
use std::collections::BTreeMap;

/// The rows that the change lets pass by its own waivers: whoever reviews it decides on these.
pub(super) fn accepted(report: &Report, naming: &Naming<'_>) -> Vec<String> {
    let rows = accepted::rows(report).map(|row| {
        let name = naming.name(&row.package, &row.name, &row.configuration);
        let figures = [row.baseline.median, row.candidate.median].map(|m| value(m.0));
        (format!("{name} {}: {}", shown(&row.unit), figures.join(" → ")), row.waiver)
    });
    let budgets = accepted::budgets(report).map(|row| {
        let name = naming.name(&row.package, &row.name, &row.configuration);
        (format!("{name} {}: {}", shown(&row.unit), value(row.median.0)), row.waiver)
    });
    let missing = accepted::missing(report).map(|row| {
        let name = naming.name(&row.package, &row.name, &row.configuration);
        (format!("{name} {}: removed", shown(&row.unit)), row.waiver)
    });
    let line = |(what, used)| {
        let waiver = accepted::waiver(report, used)?;
        let (max, until) = (value(waiver.max.0), shown(&waiver.expires));
        let why = format!("{} <{}>", shown(&waiver.reason), shown(&waiver.link));
        Some(format!("{what}, up to {max} until {until}: {why}"))
    };
    rows.chain(budgets).chain(missing).filter_map(line).collect()
}

/// Why not all can be judged. A single cause stands in the first line already.
pub(super) fn causes(report: &Report) -> &[Remark] {
    if report.causes.len() > 1 { &report.causes } else { &[] }
}

/// What the policy lets pass. A single one stands in the line of a pass already.
pub(super) fn tolerated(report: &Report) -> &[Remark] {
    let is_said = report.verdict == Verdict::Pass && report.tolerated.len() == 1;
    if is_said { &[] } else { &report.tolerated }
}

pub(super) fn sentences(report: &Report, remarks: &[Remark]) -> Vec<String> {
    remarks.iter().map(|r| remark(report, r)).collect()
}

/// Benchmarks that one side lacks.
pub(super) struct Sided<'a> {
    /// Each once with its units, by package and name.
    pub names: Vec<(String, Vec<&'a str>)>,
    /// How many rows these are.
    rows: u64,
}

impl<'a> Sided<'a> {
    /// None if a side has nothing at all: then the other's rows were neither removed nor added.
    pub fn of(
        report: &Report,
        naming: &Naming<'_>,
        rows: &'a [OneSided],
        wanted: impl Fn(&OneSided) -> bool,
    ) -> Sided<'a> {
        let mut names: BTreeMap<(&str, String), Vec<&str>> = BTreeMap::new();
        let mut count = 0;
        for row in rows.iter().filter(|row| !has_no_results(report) && wanted(row)) {
            let name = naming.name(&row.package, &row.name, &row.configuration);
            names.entry((&row.package, name)).or_default().push(&row.unit);
            count += 1;
        }
        let names = names.into_iter().map(|((_, name), units)| (name, units)).collect();
        Sided { names, rows: count }
    }

    /// `missing (2 benchmarks, 3 rows)`.
    pub fn heading(&self, title: &str) -> String {
        let benchmarks = count(self.names.len() as u64, "benchmark", "benchmarks");
        format!("{title} ({benchmarks}, {})", count(self.rows, "row", "rows"))
    }
}

/// What is noted of packages that were not run.
pub(super) fn not_run(report: &Report) -> Vec<&Remark> {
    let is_told = |note: &&Remark| matches!(note.code, Code::Identical | Code::NoBenchmarks);
    report.notes.iter().filter(is_told).collect()
}

/// Whether a side that was captured has nothing. One that is not there, or of which nothing was run,
/// was never to have anything.
fn has_no_results(report: &Report) -> bool {
    not_run(report).is_empty()
        && [&report.baseline, &report.candidate]
            .iter()
            .any(|files| !files.is_empty() && files.iter().all(|file| file.results == 0))
}

/// Benchmarks whose budgets became something.
pub(super) fn budgets(report: &Report, wanted: impl Fn(BudgetStatus) -> bool) -> Vec<&BudgetRow> {
    report.budgets.iter().filter(|row| wanted(row.status)).collect()
}

/// Whether a budget is broken.
pub(super) fn is_over(status: BudgetStatus) -> bool {
    matches!(status, BudgetStatus::Over | BudgetStatus::OverInBytes)
}

/// Rows of which nothing is to be told, by what they are.
pub(super) fn quiet(report: &Report) -> [(Vec<&Row>, &'static str); 3] {
    let unchanged = |wanted: &dyn Fn(&Row) -> bool| rows_of(report, Status::Unchanged, wanted);
    [
        (unchanged(&|row| row.shift == Shift::None), "unchanged"),
        (unchanged(&|row| row.shift != Shift::None && !is_unsure(row)), "within the threshold"),
        (rows_of(report, Status::Ignored, |_| true), "ignored"),
    ]
}

/// How many these are: `unchanged: 43 rows, ignored: 1 row`.
pub(super) fn counted(quiet: &[(Vec<&Row>, &str)]) -> String {
    let counts = quiet.iter().filter(|(rows, _)| !rows.is_empty());
    let counts =
        counts.map(|(rows, title)| format!("{title}: {}", count(rows.len() as u64, "row", "rows")));
    counts.collect::<Vec<_>>().join(", ")
}

/// `geomean: B/op +2.67% (23 rows)`, of each unit; nothing without any.
pub(super) fn geomeans(report: &Report) -> Option<String> {
    let geomeans: Vec<String> = report.units.iter().filter_map(geomean).collect();
    (!geomeans.is_empty()).then(|| format!("geomean: {}", geomeans.join(", ")))
}

fn geomean(unit: &Unit) -> Option<String> {
    let ratio = unit.geomean_ratio?;
    let rows = count(unit.ratios, "row", "rows");
    Some(format!("{} {} ({rows})", shown(&unit.unit), percent(ratio)))
}

/// How the candidate's own policy differs, but for what it accepts.
pub(super) fn policy_changes(report: &Report) -> Vec<String> {
    let changes = report.policy.changes.iter();
    changes.filter(|change| change.effect != Effect::Accepted).map(policy_change).collect()
}

/// One difference of the policies.
fn policy_change(change: &PolicyChange) -> String {
    let scope = [&change.package, &change.benchmark, &change.unit];
    let scope: Vec<String> =
        scope.into_iter().flatten().map(|part| shown(part).into_owned()).collect();
    let of = if scope.is_empty() { String::new() } else { format!(" of {}", scope.join(" ")) };
    let side = |text: &Option<String>| text.as_deref().map_or("none".into(), shown).into_owned();
    let effect = match change.effect {
        Effect::Counts => "stricter: it counts",
        Effect::DoesNotCount => "less strict: no effect on this change, in force once it is merged",
        Effect::CountsWhereStricter => "it counts where it is stricter",
        Effect::Accepted => "a waiver of its own: accepted",
    };
    let (before, after) = (side(&change.baseline), side(&change.candidate));
    let place = match &change.origin {
        Origin::File { .. } => format!(" ({})", place(&change.origin)),
        _ => String::new(),
    };
    format!("{}{of}: {before} → {after}, {effect}{place}", shown(&change.key))
}
