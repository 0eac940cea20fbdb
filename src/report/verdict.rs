//! The verdict in one line.

use super::accepted;
use super::parameters::Parameters;
use super::selected::Selected;
use super::sentence::remark;
use super::text::{count, shown};
use super::told::not_run;
use super::v1::{BudgetStatus, Code, Mode, Policy, Report, Verdict};

/// The verdict in one line.
pub fn verdict(report: &Report) -> String {
    let [word, why] = parts(report);
    format!("{word}: {why}")
}

/// The verdict, and what it comes of.
pub(super) fn parts(report: &Report) -> [String; 2] {
    let (word, why) = match report.verdict {
        Verdict::Pass => ("PASS", passed(report)),
        Verdict::Fail => ("FAIL", failed(report)),
        Verdict::CannotJudge => {
            let cause = report.causes.first();
            ("CAN'T JUDGE", cause.map_or_else(String::new, |cause| remark(report, cause)))
        }
    };
    let why = match accepted_rows(report) {
        0 => why,
        n => format!("{why}; {} accepted by this change", count(n, "row", "rows")),
    };
    [format!("{word}{}", unenforced(report)), why]
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
    let over = report.budgets.iter().filter(|row| row.status == BudgetStatus::Waived).count();
    let over =
        (over > 0).then(|| format!("; {} over budget, waived", count(over as u64, "row", "rows")));
    let unmeasured = report.notes.iter().filter(|n| n.code == Code::BudgetNotMeasured).count();
    let unmeasured = (unmeasured > 0)
        .then(|| format!("; {} not measured", count(unmeasured as u64, "budget", "budgets")));
    let tolerated =
        report.tolerated.first().map(|cause| format!("; not judged: {}", remark(report, cause)));
    if let (true, Some(cause)) =
        (report.rows.is_empty() && report.budgets.is_empty(), report.tolerated.first())
    {
        return format!(
            "nothing was judged, which the policy lets pass: {}",
            remark(report, cause)
        );
    }
    let not_run = not_run(report);
    if report.rows.is_empty() && report.budgets.is_empty() && !not_run.is_empty() {
        let sentences: Vec<String> = not_run.iter().map(|note| remark(report, note)).collect();
        let asides = unmeasured.into_iter().chain(tolerated).collect::<String>();
        return format!("{}{asides}", sentences.join("; "));
    }
    let identical = not_run.iter().filter(|note| note.code == Code::Identical);
    let identical = identical.map(|note| {
        let packages = count(note.count.unwrap_or(0), "package", "packages");
        format!("; {packages} identical, not run")
    });
    let selected = selected(&report.policy, ", of");
    let asides = asides
        .chain(identical)
        .chain(pooled)
        .chain(over)
        .chain(unmeasured)
        .chain(tolerated)
        .collect::<String>();
    format!("{}{selected}{asides}", judged(report))
}

/// What was judged and found good.
fn judged(report: &Report) -> String {
    let rows = count(report.rows.len() as u64, "row", "rows");
    let within = report.counts.within_budget;
    let within = format!("{} within budget", count(within, "row", "rows"));
    match report.counts.within_budget {
        _ if report.baseline.is_empty() => within,
        0 => format!("{rows}, no regression"),
        _ => format!("{rows}, no regression; {within}"),
    }
}

fn failed(report: &Report) -> String {
    let counts = &report.counts;
    let rows = count(report.rows.len() as u64, "row", "rows");
    let found = [
        (counts.regression, count(counts.regression, "regression", "regressions") + " in " + &rows),
        (counts.over_budget, count(counts.over_budget, "row", "rows") + " over budget"),
        (counts.missing, count(counts.missing, "row", "rows") + " missing"),
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
fn accepted_rows(report: &Report) -> u64 {
    let rows = accepted::rows(report).count() + accepted::missing(report).count();
    (rows + accepted::budgets(report).count()) as u64
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
