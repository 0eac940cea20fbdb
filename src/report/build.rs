//! From a judgement to a report.

use super::policy::outer_policy;
use super::remarks::outer_remark;
use super::rows::{Rows, rounded};
use super::v1;
use crate::benchfmt::Format;
use crate::benchproc::{Capture, KeyText, Selecting, Which};
use crate::policy::{
    BudgetFinding, BudgetStatus, Finding, Judgement, Level, OneSided, Outcome, Policy, Remark,
    Status, Tally,
};
use crate::stats;

/// What [`crate::policy::judge`] is to keep of a benchmark's findings: their rows in the outer form.
pub fn rows(policy: &Policy) -> impl Fn(KeyText<'_>, &[Finding], &mut Vec<v1::Row>) + Sync {
    let maker = Rows::new(policy);
    move |key, findings, out| maker.push(key, findings, out)
}

/// Puts a judgement, with the policy and the captures behind it, into the outer form. `selecting` is
/// what was to be judged of them.
pub fn report(
    judgement: Judgement<v1::Row>,
    policy: &Policy,
    selecting: &Selecting<'_>,
    baseline: &Capture,
    candidate: &Capture,
) -> v1::Report {
    let Judgement { pairing, rows, tally, one_sided, budgets, causes, tolerated, notes, outcome } =
        judgement;
    let maker = Rows::new(policy);
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for row in &one_sided {
        let side = if row.which == Which::Baseline { &mut removed } else { &mut added };
        maker.push_one_sided(pairing.key(row.benchmark), row, side);
    }
    let mut budget_rows = Vec::new();
    for finding in &budgets {
        maker.push_budget(pairing.key(finding.benchmark), finding, &mut budget_rows);
    }
    let units = units(&rows, policy);
    let counts = counts(&tally, &one_sided, &budgets);
    let remarks = |remarks: Vec<Remark>| {
        remarks.into_iter().map(|remark| outer_remark(remark, |b| pairing.key(b))).collect()
    };
    v1::Report {
        version: v1::VERSION,
        tool: v1::Tool {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        drill: None,
        verdict: match outcome {
            Outcome::Pass => v1::Verdict::Pass,
            Outcome::Fail => v1::Verdict::Fail,
            Outcome::CannotJudge => v1::Verdict::CannotJudge,
        },
        counts,
        policy: outer_policy(policy, selecting),
        causes: remarks(causes),
        tolerated: remarks(tolerated),
        notes: remarks(notes),
        rows,
        added,
        removed,
        budgets: budget_rows,
        explanations: Vec::new(),
        explanations_left_out: 0,
        units,
        revisions: None,
        baseline: files(baseline),
        candidate: files(candidate),
    }
}

fn counts(tally: &Tally, one_sided: &[OneSided], budgets: &[BudgetFinding]) -> v1::Counts {
    let of = |status| tally.count(status) as u64;
    let sided =
        |wanted: &dyn Fn(&&OneSided) -> bool| one_sided.iter().filter(wanted).count() as u64;
    let over = budgets.iter().filter(|b| b.status.is_over()).count();
    let met = budgets.iter().filter(|b| b.status == BudgetStatus::Met).count();
    v1::Counts {
        regression: of(Status::Regression),
        warning: of(Status::Warning),
        waived: of(Status::Waived),
        improvement: of(Status::Improvement),
        rounding: of(Status::Rounding),
        inconclusive: of(Status::Inconclusive),
        unchanged: of(Status::Unchanged),
        ignored: of(Status::Ignored),
        not_established: tally.not_established() as u64,
        added: sided(&|row| row.which == Which::Candidate),
        removed: sided(&|row| row.which == Which::Baseline),
        missing: sided(&|row| row.level == Level::Fail),
        over_budget: over as u64,
        within_budget: met as u64,
    }
}

fn units(rows: &[v1::Row], policy: &Policy) -> Vec<v1::Unit> {
    let unit = |unit: &str| {
        let rows = || rows.iter().filter(|row| &*row.unit == unit);
        let positive = |median: f64| median > 0.0 && median.is_finite();
        let ratios: Vec<f64> = rows()
            .map(|row| (row.baseline.median.0, row.candidate.median.0))
            .filter(|&(b, c)| positive(b) && positive(c))
            .map(|(b, c)| c / b)
            .collect();
        v1::Unit {
            unit: unit.to_owned(),
            rows: rows().count() as u64,
            ratios: ratios.len() as u64,
            geomean_ratio: stats::geomean(ratios).map(rounded),
        }
    };
    policy.units().into_iter().map(unit).collect()
}

fn files(capture: &Capture) -> Vec<v1::File> {
    let file = |file: &crate::benchproc::SourceFile| {
        let read = file.content.as_ref().ok();
        v1::File {
            path: file.path.clone(),
            sha256: read.map(|c| c.sha256.clone()),
            bytes: read.map_or(0, |c| c.bytes),
            lines: read.map_or(0, |c| c.lines),
            results: read.map_or(0, |c| c.results),
            format: match read.map(|c| c.format) {
                Some(Format::Text) => v1::FileFormat::Text,
                Some(Format::Test2json) => v1::FileFormat::Test2json,
                Some(Format::Mixed) => v1::FileFormat::Mixed,
                Some(Format::Utf16) | None => v1::FileFormat::Unread,
            },
        }
    };
    capture.files.iter().map(file).collect()
}
