//! The verdict in one line.

use super::parameters::Parameters;
use super::selected::Selected;
use super::sentence::remark;
use super::text::{count, shown};
use super::v1::{Code, Mode, Policy, Report, Verdict};

/// The verdict in one line.
pub(super) fn verdict(report: &Report) -> String {
    let line = match report.verdict {
        Verdict::Pass => format!("PASS{}: {}", unenforced(report), passed(report)),
        Verdict::Fail => format!("FAIL{}: {}", unenforced(report), failed(report)),
        Verdict::CannotJudge => {
            let cause = report.causes.first();
            let cause = cause.map_or_else(String::new, |cause| remark(report, cause));
            format!("CAN'T JUDGE{}: {cause}", unenforced(report))
        }
    };
    match accepted(report) {
        0 => line,
        n => format!("{line}; {} accepted by this change", count(n, "row", "rows")),
    }
}

/// Nobody is to take a red line for a red job.
fn unenforced(report: &Report) -> &'static str {
    match (report.policy.mode, report.verdict) {
        (Mode::Enforce, _) | (_, Verdict::Pass) => "",
        (Mode::Report, _) => " (mode = report: the exit code is 0)",
    }
}

fn passed(report: &Report) -> String {
    let counts = &report.counts;
    let asides = [
        (counts.warning, "worse, and only warned about"),
        (counts.waived, "waived"),
        (counts.ignored, "ignored"),
        (counts.not_established, "past the threshold, not established"),
        (counts.removed, "only in the baseline"),
    ];
    let asides = asides
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("; {} {what}", count(*n, "row", "rows")));
    // Whoever reads no further is to know that these rows are mixtures.
    let pooled = report.notes.iter().filter(|note| note.code == Code::IgnoredVaries);
    let pooled = pooled.map(|note| format!("; pooled over {}", shown(&Parameters(note).key())));
    let unmeasured = report.notes.iter().filter(|n| n.code == Code::BudgetNotMeasured).count();
    let unmeasured = (unmeasured > 0)
        .then(|| format!("; {} not measured", count(unmeasured as u64, "budget", "budgets")));
    let tolerated =
        report.tolerated.first().map(|cause| format!("; not judged: {}", remark(report, cause)));
    let selected = selected(&report.policy, ", of");
    let asides = asides.chain(pooled).chain(unmeasured).chain(tolerated).collect::<String>();
    format!("{}{selected}{asides}", judged(report))
}

/// What was judged and found good.
fn judged(report: &Report) -> String {
    let rows = count(report.rows.len() as u64, "row", "rows");
    match report.counts.within_budget {
        0 => format!("{rows}, no regression"),
        n if report.baseline.is_empty() => {
            format!("{} within budget", count(n, "benchmark", "benchmarks"))
        }
        n => format!("{rows}, no regression; {n} within budget"),
    }
}

fn failed(report: &Report) -> String {
    let counts = &report.counts;
    let rows = count(report.rows.len() as u64, "row", "rows");
    let found = [
        (counts.regression, format!("{} in {rows}", count(counts.regression, "regression", "regressions"))),
        (counts.over_budget, format!("{} over budget", counts.over_budget)),
        (counts.missing, format!("{} missing", count(counts.missing, "row", "rows"))),
    ];
    let found: Vec<String> =
        found.into_iter().filter(|(n, _)| *n > 0).map(|(_, text)| text).collect();
    let line = format!("{}{}", found.join(", "), selected(&report.policy, " of"));
    match report.causes.first() {
        Some(cause) => {
            format!("{line}; and not all can be judged: {}", remark(report, cause))
        }
        None => line,
    }
}

/// How many rows waivers let pass that the change itself brings.
fn accepted(report: &Report) -> u64 {
    super::accepted::rows(report).count() as u64 + super::accepted::budgets(report).count() as u64
}

/// Expressions in the line of the verdict are cut here.
const LONGEST_QUERY: usize = 60;

/// What was judged, for whoever reads the verdict alone; nothing where that is everything.
fn selected(policy: &Policy, of: &str) -> String {
    let selected = Selected(policy);
    if selected.is_everything() {
        return String::new();
    }
    let keeps = selected.verb_of("keeps", "keep", LONGEST_QUERY);
    format!("{of} what {}", shown(&keeps))
}
